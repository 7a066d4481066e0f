//! The same step for many: at once, or as a job whose page shows how far it is.

use super::list::{Beside, shown};
use crate::Web;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::session::Session;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::cases::{self, BatchForm, Batched};
use serde_json::{Map, Value};

/// What a browser sends.
type Pairs = Vec<(String, String)>;

/// The form of what was sent: `ids` may come several times.
fn form_of(pairs: &Pairs) -> BatchForm {
    let mut object = Map::new();
    let ids = pairs.iter().filter(|(name, _)| name == "ids");
    object.insert("ids".to_owned(), ids.map(|(_, id)| id.clone()).collect());
    for (name, value) in pairs.iter().filter(|(name, _)| name != "ids") {
        object.insert(name.clone(), value.clone().into());
    }
    serde_json::from_value(Value::Object(object)).unwrap_or_default()
}

pub(super) async fn run(
    State(web): State<Web>,
    session: Session,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    let form = form_of(&pairs);
    let filter = form.filter.clone();
    match cases::batch(session.call(&web), &form).await {
        Ok(Batched::Queued(id)) => Ok(Redirect::to(&format!("/jobs/{id}")).into_response()),
        Ok(Batched::Done(handled)) => {
            let beside = Beside { handled: Some(handled), ..Beside::default() };
            Ok(render(&shown(&web, &session, filter, None, beside).await?))
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let beside = Beside { errors, typed: form, ..Beside::default() };
            let page = shown(&web, &session, filter, None, beside).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
