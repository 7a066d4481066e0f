//! Suspension of payment on the page of a project's year: stopping it, and lifting it.

use crate::Web;
use crate::error::PageResult;
use crate::form::Errors;
use crate::pages::projects::{Suspending, shown_year, year_key};
use crate::session::Session;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::suspensions::{self, ResumptionForm, SuspensionForm};

pub(super) async fn suspend(
    State(web): State<Web>,
    session: Session,
    Path(at): Path<(i64, i64)>,
    Form(form): Form<SuspensionForm>,
) -> PageResult {
    let call = session.call(&web);
    let key = year_key(call, at.0, at.1).await?;
    match suspensions::suspend(call, key, &form).await {
        Ok(_) => Ok(back(at, "suspended")),
        Err(refusal) => {
            let typed = Suspending { suspend: form, ..Suspending::default() };
            refused(&web, &session, at, typed, refusal).await
        }
    }
}

pub(super) async fn resume(
    State(web): State<Web>,
    session: Session,
    Path(at): Path<(i64, i64)>,
    Form(form): Form<ResumptionForm>,
) -> PageResult {
    let call = session.call(&web);
    let key = year_key(call, at.0, at.1).await?;
    match suspensions::resume(call, key, &form).await {
        Ok(()) => Ok(back(at, "resumed")),
        Err(refusal) => {
            let typed = Suspending { resume: form, ..Suspending::default() };
            refused(&web, &session, at, typed, refusal).await
        }
    }
}

fn back((id, year): (i64, i64), done: &str) -> axum::response::Response {
    Redirect::to(&format!("/projects/{id}/years/{year}?done={done}")).into_response()
}

/// The page again, with what was typed.
async fn refused(
    web: &Web,
    session: &Session,
    at: (i64, i64),
    typed: Suspending,
    refusal: Refusal,
) -> PageResult {
    let errors = Errors::of(refusal)?;
    let page = shown_year(web, session, at, None, Suspending { errors, ..typed }).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
