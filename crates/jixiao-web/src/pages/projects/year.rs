//! A year of a project: opening it, its terms, and the page of its two ledgers.

use super::{Done, HERE, done};
use crate::choices::coded;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, chart, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use chrono::Datelike as _;
use jixiao_app::authz::{self, Action};
use jixiao_app::budgets::{self, YearLedger};
use jixiao_app::projects::{self, OpenYearForm, YearChoices, YearLine};
use jixiao_app::suspensions::{self, ResumptionForm, SuspensionForm, SuspensionView};
use jixiao_app::{Call, Refusal, exchange, rectifications};
use jixiao_domain::{
    Coded, Decimal, FormLayout, FundFigures, NoRate, PrintUnit, ProjectId, ProjectYearId,
    SuspensionOrigin,
};
use jixiao_store::rectifications::Rectification;

/// The key of a project's year from its address.
pub(crate) async fn key(call: Call<'_>, id: i64, year: i64) -> Result<ProjectYearId, Refusal> {
    let store = &call.app.store;
    Ok(projects::visible_year_of(store, call, ProjectId(id), year).await?.id)
}

/// As [`key`], for whoever keeps its ledgers.
pub(super) async fn kept_key(call: Call<'_>, id: i64, year: i64) -> Result<ProjectYearId, Refusal> {
    let store = &call.app.store;
    Ok(projects::kept_year_of(store, call, ProjectId(id), year).await?.id)
}

#[derive(Template)]
#[template(path = "projects/open_year.html")]
struct OpenYearPage {
    frame: Frame,
    id: i64,
    project_name: String,
    form: OpenYearForm,
    errors: Errors,
    regulations: Vec<(String, String)>,
    layouts: Vec<(String, String)>,
    money_units: Vec<(String, String)>,
    /// The year whose terms change; `None` for a new one.
    changing: Option<i64>,
}

async fn terms(
    session: &Session,
    call: Call<'_>,
    id: i64,
    changing: Option<i64>,
    typed: Option<(OpenYearForm, Errors)>,
) -> Result<OpenYearPage, Refusal> {
    projects::editable(&call.app.store, call, ProjectId(id)).await?;
    let page = projects::read(call, ProjectId(id)).await?;
    let next = page.years.first().map_or_else(
        || page.project.content.start_year.max(i64::from(call.today().year())),
        |line| line.year.year + 1,
    );
    let asked = typed.as_ref().and_then(|(form, _)| form.year.trim().parse().ok());
    let year = changing.or(asked).unwrap_or(next);
    let YearChoices { suggested, regulations } =
        projects::choices(call, ProjectId(id), year).await?;
    let (form, errors) = typed.unwrap_or_else(|| {
        let line = page.years.iter().find(|line| Some(line.year.year) == changing);
        (line.map_or(suggested, form_of), Errors::default())
    });
    let title = if changing.is_some() { "修改年度设置" } else { "建立年度" };
    Ok(OpenYearPage {
        frame: Frame::new(session, HERE, title),
        id,
        project_name: page.project.content.name,
        form,
        errors,
        regulations: regulations
            .iter()
            .map(|regulation| (regulation.id.clone(), regulation.title.clone()))
            .collect(),
        layouts: coded::<FormLayout>(),
        money_units: coded::<PrintUnit>(),
        changing,
    })
}

fn form_of(line: &YearLine) -> OpenYearForm {
    OpenYearForm {
        year: line.year.year.to_string(),
        regulation: line.year.regulation.clone(),
        layout: line.year.layout.code().to_owned(),
        money_unit: line.year.money_unit.code().to_owned(),
    }
}

pub(super) async fn new_page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    Ok(render(&terms(&session, session.call(&web), id, None, None).await?))
}

pub(super) async fn open(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<OpenYearForm>,
) -> PageResult {
    let call = session.call(&web);
    let opened = match form.parse() {
        Ok(input) => {
            let year = input.year;
            projects::open_year(call, ProjectId(id), input).await.map(|_| year)
        }
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match opened {
        Ok(year) => {
            let to = format!("/projects/{id}/years/{year}?done=opened");
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let typed = (form, Errors::of(refusal)?);
            Ok(render(&terms(&session, call, id, None, Some(typed)).await?))
        }
    }
}

pub(super) async fn terms_page(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
) -> PageResult {
    let call = session.call(&web);
    key(call, id, year).await?;
    Ok(render(&terms(&session, call, id, Some(year), None).await?))
}

pub(super) async fn change_terms(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
    Form(form): Form<OpenYearForm>,
) -> PageResult {
    let call = session.call(&web);
    let year_id = key(call, id, year).await?;
    let form = OpenYearForm { year: year.to_string(), ..form };
    let changed = match form.parse() {
        Ok(input) => projects::change_terms(call, year_id, input).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match changed {
        Ok(()) => {
            let to = format!("/projects/{id}/years/{year}?done=saved");
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let typed = (form, Errors::of(refusal)?);
            Ok(render(&terms(&session, call, id, Some(year), Some(typed)).await?))
        }
    }
}

#[derive(Template)]
#[template(path = "projects/year.html")]
struct YearPage {
    frame: Frame,
    ledger: YearLedger,
    chart: String,
    regulation: String,
    goal: Option<(String, &'static str)>,
    self_evaluation: Option<(String, &'static str)>,
    assessment: Option<(String, &'static str)>,
    evaluation: Option<(String, &'static str)>,
    may_edit: bool,
    base: String,
    suspension: SuspensionView,
    rectifications: Vec<Rectification>,
    may_rectify: bool,
    suspending: Suspending,
    today: chrono::NaiveDate,
}

/// What was typed to suspend payment or to lift it, and what is wrong with it.
#[derive(Default)]
pub(crate) struct Suspending {
    pub(crate) suspend: SuspensionForm,
    pub(crate) resume: ResumptionForm,
    pub(crate) errors: Errors,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
    Query(query): Query<Done>,
) -> PageResult {
    let message = done(query.done.as_deref());
    shown(&web, &session, (id, year), message, Suspending::default()).await
}

/// The page of a project's year.
pub(crate) async fn shown(
    web: &Web,
    session: &Session,
    (id, year): (i64, i64),
    message: Option<String>,
    suspending: Suspending,
) -> PageResult {
    let call = session.call(web);
    let ledger = budgets::read(call, key(call, id, year).await?).await?;
    let page = projects::read(call, ProjectId(id)).await?;
    let line = page.years.iter().find(|line| line.year.id == ledger.year.id);
    let title = format!("{} {year} 年度", ledger.project.content.name);
    let frame = Frame::new(session, HERE, title).message(message);
    let adjusted = Decimal::from(ledger.funds.total.adjusted.fen());
    let regulation = web.app.regulations.get(&ledger.year.regulation);
    let path = &ledger.year.organisation_path;
    let [first, second] = surroundings(call, ledger.year.id).await?;
    Ok(render(&YearPage {
        frame,
        chart: chart::execution(&ledger.months, adjusted),
        regulation: regulation
            .map_or_else(|| ledger.year.regulation.clone(), |found| found.title.clone()),
        goal: line
            .and_then(|line| line.goal.map(|(id, state)| (format!("/goals/{id}"), state.word()))),
        self_evaluation: line.and_then(|line| {
            let (id, state) = line.self_evaluation?;
            Some((format!("/self-evaluations/{id}"), state.word()))
        }),
        assessment: first,
        evaluation: second,
        may_edit: page.may_edit,
        base: format!("/projects/{id}/years/{year}"),
        suspension: suspensions::of_year(call, ledger.year.id).await?,
        rectifications: rectifications::of_project_year(call, ledger.year.id).await?,
        may_rectify: authz::allows(call.actor, Action::SuperviseRectification, path),
        suspending,
        today: call.today(),
        ledger,
    }))
}

/// Addresses and states of the latest ex-ante assessment and the department evaluation of a year
/// that is visible.
async fn surroundings(
    call: Call<'_>,
    id: ProjectYearId,
) -> Result<[Option<(String, &'static str)>; 2], Refusal> {
    let around = projects::around(call, id).await?;
    let assessment = around.assessment.map(|row| {
        let word = row.decided().map_or(row.state.word(), Coded::word);
        (format!("/assessments/{}", row.id), word)
    });
    let evaluation =
        around.evaluation.map(|row| (format!("/evaluations/{}", row.id), row.state.word()));
    Ok([assessment, evaluation])
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
) -> PageResult {
    let call = session.call(&web);
    let bytes = exchange::export_ledger(call, key(call, id, year).await?).await?;
    Ok(download::file(&format!("预算与执行台账{year}年.xlsx"), download::XLSX, bytes))
}

impl YearPage {
    fn is_late(&self, row: &Rectification) -> bool {
        row.is_overdue(self.today)
    }

    fn rate(rate: Result<Decimal, NoRate>) -> String {
        rate.map_or_else(|none| none.to_string(), |share| show::percent(&share))
    }

    fn unspent(figures: &FundFigures) -> String {
        figures.unspent().map_or_else(|| "—".to_owned(), |unspent| show::yuan(&unspent))
    }

    /// Whether the money goes more slowly than the months: word and class of the lamp.
    fn lamp(&self) -> (&'static str, &'static str) {
        match self.ledger.funds.total.execution_rate() {
            Err(_) => ("", "未登记预算"),
            Ok(share) if share < self.ledger.time_share => ("warn", "慢于序时进度"),
            Ok(_) => ("good", "不慢于序时进度"),
        }
    }

    /// A change with its sign.
    fn change(change: &jixiao_domain::Money) -> String {
        let sign = if change.fen() > 0 { "+" } else { "" };
        format!("{sign}{}", show::yuan(change))
    }
}
