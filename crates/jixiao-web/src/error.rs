//! The one public error table: what a refusal is over HTTP, and its page.

use crate::assets::SHARED;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jixiao_app::Refusal;

/// Status, code of the API, and title of the page.
pub(crate) fn public(refusal: &Refusal) -> (StatusCode, &'static str, &'static str) {
    match refusal {
        Refusal::SignedOut => (StatusCode::UNAUTHORIZED, "signed_out", "请重新登录"),
        Refusal::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden", "没有权限"),
        Refusal::NotFound(_) => (StatusCode::NOT_FOUND, "not_found", "找不到"),
        Refusal::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "填写有误"),
        Refusal::Conflict(_) => (StatusCode::CONFLICT, "conflict", "他人已修改"),
        Refusal::WrongState(_) => (StatusCode::CONFLICT, "wrong_state", "当前状态不允许"),
        Refusal::SameHand(_) => (StatusCode::FORBIDDEN, "same_hand", "须由他人办理"),
        Refusal::TooMuch(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_much", "超出限制"),
        Refusal::TooOften(..) => (StatusCode::TOO_MANY_REQUESTS, "too_often", "请稍后再试"),
        Refusal::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "系统繁忙"),
    }
}

/// Status and `Retry-After` of an answer to tries that were too many; puts nothing on any other.
pub(crate) struct Lock(Option<HeaderValue>);

impl Lock {
    /// What a refusal says about coming again.
    pub(crate) fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::TooOften(_, seconds) => Self(Some(HeaderValue::from(*seconds))),
            _ => Self(None),
        }
    }

    /// Marks the answer.
    pub(crate) fn put_on(self, mut response: Response) -> Response {
        if let Some(seconds) = self.0 {
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// A refusal that ends a page request.
pub(crate) struct WebError(Refusal);

impl From<Refusal> for WebError {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl From<jixiao_store::StoreError> for WebError {
    fn from(error: jixiao_store::StoreError) -> Self {
        Self(error.into())
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    shared: &'static crate::assets::Shared,
    title: &'a str,
    message: String,
    details: Vec<String>,
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let (status, code, title) = public(&self.0);
        if let Refusal::Store(error) = &self.0 {
            tracing::error!(%error, code, "the database failed");
        }
        let details = match &self.0 {
            Refusal::Invalid(errors) => errors.iter().map(|error| error.message.clone()).collect(),
            _ => Vec::new(),
        };
        let page = ErrorPage { shared: &SHARED, title, message: self.0.to_string(), details };
        Lock::of(&self.0).put_on((status, render(&page)).into_response())
    }
}

/// A template as an answer.
pub(crate) fn render(template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(%error, "a template failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// What a page handler gives.
pub(crate) type PageResult = Result<Response, WebError>;
