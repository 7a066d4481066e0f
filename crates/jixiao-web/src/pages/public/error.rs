//! Refusals for visitors: their pages lead back to what is public, never to a workbench.

use super::Open;
use crate::error::{Lock, public, render};
use askama::Template;
use axum::response::{IntoResponse, Response};
use jixiao_app::Refusal;

/// A refusal that ends a visitor's request.
pub(crate) struct PublicError(Refusal);

impl From<Refusal> for PublicError {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

/// What a public page handler gives.
pub(crate) type PublicResult = Result<Response, PublicError>;

#[derive(Template)]
#[template(path = "public/error.html")]
struct ErrorPage {
    open: Open,
    message: String,
    details: Vec<String>,
}

impl IntoResponse for PublicError {
    fn into_response(self) -> Response {
        let (status, code, title) = public(&self.0);
        let message = match &self.0 {
            Refusal::Store(error) => {
                tracing::error!(%error, code, "the database failed");
                "系统繁忙，请稍后再试".to_owned()
            }
            // The usual sentence speaks of a range of duty, which visitors have none of.
            Refusal::NotFound(what) => format!("找不到{what}，网址可能有误，或内容已被移动"),
            other => other.to_string(),
        };
        let details = match &self.0 {
            Refusal::Invalid(errors) => errors.iter().map(|error| error.message.clone()).collect(),
            _ => Vec::new(),
        };
        let page = ErrorPage { open: Open::new("", title), message, details };
        Lock::of(&self.0).put_on((status, render(&page)).into_response())
    }
}
