//! Opening a round.

use super::ROUNDS;
use crate::choices::with_empty;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::programmes::{self, AidProgramme, AmountRule, OpenForm};
use jixiao_app::{Refusal, installation};
use serde::Deserialize;

/// A standard to be typed.
pub(super) struct Standard {
    pub(super) field: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) hint: String,
}

#[derive(Template)]
#[template(path = "programmes/new.html")]
struct NewPage {
    frame: Frame,
    form: OpenForm,
    errors: Errors,
    programme: Result<&'static AidProgramme, String>,
    payers: Vec<(String, String)>,
    standards: Vec<Standard>,
}

/// The standards that a version leaves open.
pub(super) fn standards(
    programme: &AidProgramme,
    value: impl Fn(&str, &str) -> String,
) -> Vec<Standard> {
    let open =
        programme.tiers.iter().filter(|tier| matches!(tier.amount.value, AmountRule::Round { .. }));
    open.map(|tier| {
        let field = OpenForm::amount_field(&tier.key);
        Standard {
            value: value(&tier.key, &field),
            label: format!("{}（元）", tier.name),
            hint: tier.amount.value.words(),
            field,
        }
    })
    .collect()
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    programme: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<NewQuery>,
) -> PageResult {
    if query.programme.is_empty() {
        return Ok(Redirect::to(super::CATALOGUE).into_response());
    }
    let region = installation::region(&web.app.store).await?.unwrap_or_default();
    let form = OpenForm::usual(&query.programme, session.call(&web).today(), &region);
    shown(&web, &session, form, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    form: OpenForm,
    errors: Errors,
) -> Result<Response, crate::error::WebError> {
    let offered = programmes::open_page(session.call(web), &form).await?;
    let value = |_: &str, field: &str| form.amounts.get(field).cloned().unwrap_or_default();
    let standards =
        offered.programme.as_ref().map_or_else(|_| Vec::new(), |one| standards(one, value));
    let payers = offered.payers.iter().map(|payer| {
        let name = format!("{}：{}", payer.organisation_name, payer.name);
        (payer.project_id.to_string(), name)
    });
    Ok(render(&NewPage {
        frame: Frame::new(session, ROUNDS, "开设救助批次"),
        payers: with_empty(payers.collect(), "请选择"),
        programme: offered.programme,
        standards,
        form,
        errors,
    }))
}

pub(super) async fn open(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<OpenForm>,
) -> PageResult {
    match programmes::open(session.call(&web), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("{ROUNDS}/{id}?done=opened")).into_response()),
        Err(refusal) => refused(&web, &session, form, refusal).await,
    }
}

async fn refused(web: &Web, session: &Session, form: OpenForm, refusal: Refusal) -> PageResult {
    let page = shown(web, session, form, Errors::of(refusal)?).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
