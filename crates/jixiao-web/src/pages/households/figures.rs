//! Income, essential spending and losses of a year.

use super::HERE;
use crate::Web;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use chrono::Datelike as _;
use jixiao_app::Refusal;
use jixiao_app::people::{self, FiguresForm};
use jixiao_domain::{Coded as _, FigureSide, FileState, HouseholdId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "households/figures.html")]
struct FiguresPage {
    frame: Frame,
    id: i64,
    is_filed: bool,
    form: FiguresForm,
    errors: Errors,
    sides: Vec<(&'static str, Vec<Field>)>,
}

/// A field of the form.
struct Field {
    name: String,
    label: &'static str,
    value: String,
}

#[derive(Deserialize)]
pub(super) struct YearQuery {
    year: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let call = session.call(&web);
    let year = query.year.unwrap_or_else(|| i64::from(call.today().year()) - 1);
    let found = people::read_household(call, HouseholdId(id), Some(year)).await?;
    let form = match &found.year {
        Some((held, figures, _)) if *held == year => FiguresForm::of(year, figures),
        _ => FiguresForm::of(year, &[]),
    };
    Ok(render(&shown(&web, &session, id, form, Errors::default()).await?))
}

async fn shown(
    web: &Web,
    session: &Session,
    id: i64,
    form: FiguresForm,
    errors: Errors,
) -> Result<FiguresPage, Refusal> {
    let found = people::read_household(session.call(web), HouseholdId(id), None).await?;
    if !found.may_edit {
        return Err(Refusal::WrongState("档案当前不能修改，请等待办结或退回".to_owned()));
    }
    let of = |side: FigureSide| {
        let fields = FiguresForm::fields().into_iter().filter(|(own, _, _)| *own == side);
        let field = |(_, name, label): (FigureSide, String, &'static str)| {
            let value = form.amounts.get(&name).cloned().unwrap_or_default();
            Field { name, label, value }
        };
        (side.word(), fields.map(field).collect())
    };
    let sides = FigureSide::ALL.iter().copied().map(of).collect();
    let is_filed = found.loaded.household.state == FileState::Filed;
    let frame = Frame::new(session, HERE, "家庭收支");
    Ok(FiguresPage { frame, id, is_filed, form, errors, sides })
}

pub(super) async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<FiguresForm>,
) -> PageResult {
    match people::save_figures(session.call(&web), HouseholdId(id), &form).await {
        Ok(year) => {
            let to = format!("{HERE}/{id}?year={year}&done=figures");
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let page = shown(&web, &session, id, form, Errors::of(refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
