//! Years filed before the application: the list, one year, entering, correcting, withdrawing.

use super::{Done, HERE, done};
use crate::choices::{coded, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Form;
use jixiao_app::authz::{self, Action};
use jixiao_app::history::{self, PastRowForm, PastYearForm, PastYearRead, PastYears};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{
    Coded as _, ComparisonSign, Decimal, Grade, IndicatorKind, PastYearId, ProjectId,
};
use jixiao_store::past_years::{PastIndicator, PastYear};
use serde::Deserialize;

/// Rows offered at least, and how many more at a press.
const BLANK_ROWS: usize = 12;

#[derive(Template)]
#[template(path = "projects/past_years.html")]
struct ListPage {
    frame: Frame,
    page: PastYears,
}

impl ListPage {
    fn total(year: &PastYear) -> String {
        points(year.content.total)
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let page = history::past_years(session.call(&web), ProjectId(id)).await?;
    let frame = Frame::new(&session, HERE, "历年资料").message(done(query.done.as_deref()));
    Ok(render(&ListPage { frame, page }))
}

#[derive(Template)]
#[template(path = "projects/past_year.html")]
struct YearPage {
    frame: Frame,
    read: PastYearRead,
    reason: String,
    errors: Errors,
}

impl YearPage {
    fn points(number: &Option<Decimal>) -> String {
        points(*number)
    }

    fn target(row: &PastIndicator) -> String {
        match (row.sign, row.target_number) {
            (Some(sign), Some(number)) => format!("{sign}{number}{}", row.unit),
            _ => row.target_words.clone(),
        }
    }
}

fn points(number: Option<Decimal>) -> String {
    number.map_or_else(|| "—".to_owned(), |number| show::points(&number))
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path((id, past)): Path<(i64, i64)>,
    Query(query): Query<Done>,
) -> PageResult {
    let call = session.call(&web);
    let read = history::past_year(call, ProjectId(id), PastYearId(past)).await?;
    let frame = Frame::new(&session, HERE, "历年资料").message(done(query.done.as_deref()));
    let (reason, errors) = (String::new(), Errors::default());
    Ok(render(&YearPage { frame, read, reason, errors }))
}

#[derive(Template)]
#[template(path = "projects/past_edit.html")]
struct EditPage {
    frame: Frame,
    /// Where the form is sent.
    action: String,
    /// The project's name and code.
    project: String,
    project_id: i64,
    is_correction: bool,
    form: PastYearForm,
    rows: Vec<PastRowForm>,
    kinds: Vec<(String, String)>,
    signs: Vec<(String, String)>,
    grades: Vec<(String, String)>,
    errors: Errors,
}

impl EditPage {
    fn error<'p>(&'p self, index: &usize, part: &str) -> Option<&'p str> {
        self.errors.at(&format!("indicators[{index}].{part}"))
    }
}

/// The form with blank rows below.
async fn edit(
    session: &Session,
    call: Call<'_>,
    (id, past): (i64, Option<i64>),
    form: PastYearForm,
    errors: Errors,
) -> Result<Response, Refusal> {
    let project = history::past_years(call, ProjectId(id)).await?.project;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    let mut rows = form.rows();
    let missing = BLANK_ROWS.saturating_sub(rows.len());
    rows.extend(std::iter::repeat_n(PastRowForm::default(), missing));
    let grades = [Grade::Excellent, Grade::Good, Grade::Fair, Grade::Poor];
    let grades = grades.map(|grade| (grade.word().to_owned(), grade.word().to_owned()));
    Ok(render(&EditPage {
        frame: Frame::new(session, HERE, "历年资料"),
        action: match past {
            Some(past) => format!("{HERE}/{id}/past-years/{past}/edit"),
            None => format!("{HERE}/{id}/past-years/new"),
        },
        project: format!("{} {}", project.content.code, project.content.name),
        project_id: id,
        is_correction: past.is_some(),
        rows,
        form,
        kinds: with_empty(coded::<IndicatorKind>(), "请选择"),
        signs: with_empty(coded::<ComparisonSign>(), "定性"),
        grades: with_empty(grades.into(), "未评等级"),
        errors,
    }))
}

pub(super) async fn new_page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let form = PastYearForm::default();
    Ok(edit(&session, session.call(&web), (id, None), form, Errors::default()).await?)
}

pub(super) async fn edit_page(
    State(web): State<Web>,
    session: Session,
    Path((id, past)): Path<(i64, i64)>,
) -> PageResult {
    let call = session.call(&web);
    let read = history::past_year(call, ProjectId(id), PastYearId(past)).await?;
    let form = PastYearForm::of(&read.year, &read.indicators);
    Ok(edit(&session, call, (id, Some(past)), form, Errors::default()).await?)
}

/// Whether only blank rows were asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct More {
    add: String,
}

pub(super) async fn enter(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(more): Query<More>,
    Form(form): Form<PastYearForm>,
) -> PageResult {
    let call = session.call(&web);
    if !more.add.is_empty() {
        return Ok(edit(&session, call, (id, None), longer(form), Errors::default()).await?);
    }
    let entered = history::enter(call, ProjectId(id), &form).await;
    answered(&session, call, (id, None), form, entered.map(|past| (past, "past_entered"))).await
}

pub(super) async fn correct(
    State(web): State<Web>,
    session: Session,
    Path((id, past)): Path<(i64, i64)>,
    Query(more): Query<More>,
    Form(form): Form<PastYearForm>,
) -> PageResult {
    let call = session.call(&web);
    if !more.add.is_empty() {
        return Ok(edit(&session, call, (id, Some(past)), longer(form), Errors::default()).await?);
    }
    let entered = history::correct(call, ProjectId(id), PastYearId(past), &form).await;
    let entered = entered.map(|past| (past, "past_corrected"));
    answered(&session, call, (id, Some(past)), form, entered).await
}

/// The form with more blank rows.
fn longer(mut form: PastYearForm) -> PastYearForm {
    (0..BLANK_ROWS).for_each(|_| form.push(PastRowForm::default()));
    form
}

async fn answered(
    session: &Session,
    call: Call<'_>,
    at: (i64, Option<i64>),
    form: PastYearForm,
    entered: Result<(PastYearId, &'static str), Refusal>,
) -> PageResult {
    match entered {
        Ok((past, done)) => {
            let to = format!("{HERE}/{}/past-years/{past}?done={done}", at.0);
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = edit(session, call, at, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    reason: String,
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path((id, past)): Path<(i64, i64)>,
    Form(typed): Form<Reason>,
) -> PageResult {
    let (call, project, key) = (session.call(&web), ProjectId(id), PastYearId(past));
    match history::withdraw(call, project, key, &typed.reason).await {
        Ok(()) => {
            let to = format!("{HERE}/{id}/past-years?done=past_withdrawn");
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let read = history::past_year(call, project, key).await?;
            let frame = Frame::new(&session, HERE, "历年资料");
            let page = YearPage { frame, read, reason: typed.reason, errors };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
