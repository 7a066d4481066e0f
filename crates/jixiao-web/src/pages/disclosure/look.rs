//! The redacted copy of a form, what was removed from it, and the person's word on it.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::disclosures::{self, LookForm, Looked, RemoveForm};
use jixiao_domain::{Coded as _, DisclosureItemId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "disclosure/look.html")]
struct LookPage {
    frame: Frame,
    looked: Looked,
    remove: RemoveForm,
    errors: Errors,
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path((_, item)): Path<(i64, i64)>,
    Query(query): Query<Done>,
) -> PageResult {
    let message = query.done.as_deref().and_then(|code| match code {
        "confirmed" => Some("上一份已核对，请核对本份。".to_owned()),
        "removed" => Some("已隐去，请重新核对。".to_owned()),
        _ => None,
    });
    let item = DisclosureItemId(item);
    shown(&web, &session, item, message, RemoveForm::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    item: DisclosureItemId,
    message: Option<String>,
    remove: RemoveForm,
    errors: Errors,
) -> PageResult {
    let looked = disclosures::look(session.call(web), item).await?;
    let frame = Frame::new(session, HERE, "核对公开副本").message(message);
    Ok(render(&LookPage { frame, looked, remove, errors }))
}

pub(super) async fn confirm(
    State(web): State<Web>,
    session: Session,
    Path((id, item)): Path<(i64, i64)>,
    Form(form): Form<LookForm>,
) -> PageResult {
    let call = session.call(&web);
    let item = DisclosureItemId(item);
    match disclosures::confirm(call, item, &form).await {
        Ok(()) => {
            let next = disclosures::look(call, item).await?.next;
            let to = match next {
                Some(next) => format!("/disclosure/{id}/items/{next}?done=confirmed"),
                None => format!("/disclosure/{id}?done=saved"),
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, item, None, RemoveForm::default(), errors).await
        }
    }
}

pub(super) async fn remove(
    State(web): State<Web>,
    session: Session,
    Path((id, item)): Path<(i64, i64)>,
    Form(form): Form<RemoveForm>,
) -> PageResult {
    let item = DisclosureItemId(item);
    match disclosures::remove_more(session.call(&web), item, &form).await {
        Ok(()) => {
            let to = format!("/disclosure/{id}/items/{item}?done=removed");
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, item, None, form, errors).await
        }
    }
}
