//! Scenarios side by side.

use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::Pager;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, download, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::Refusal;
use jixiao_app::results::{self, Column, Proposed, ScenarioComparison, ScenarioForm};
use jixiao_domain::{Coded as _, Programme, ScenarioId, SharingMethod};
use serde::Deserialize;

const HERE: &str = "/results/proposals";

#[derive(Template)]
#[template(path = "results/scenarios.html")]
struct ScenariosPage {
    frame: Frame,
    compared: ScenarioComparison,
    pager: Pager,
    form: ScenarioForm,
    units: Vec<(String, String)>,
    methods: Vec<(String, String)>,
    programmes: Vec<(String, String)>,
    errors: Errors,
}

impl ScenariosPage {
    fn is_protected(&self, code: &str) -> bool {
        self.form.programme.iter().any(|chosen| chosen == code)
    }

    /// 绩效强弱, or with its weights.
    fn method(column: &Column) -> String {
        let Some(scenario) = &column.scenario else { return String::new() };
        let content = &scenario.content;
        let score =
            format!("得分占 {}%，执行率占 {}%", content.score_percent, 100 - content.score_percent);
        let word = content.method.word();
        match content.method {
            SharingMethod::Weakness => format!("{word}（{score}）"),
            SharingMethod::Combined => {
                let [weakness, unspent, demand] = content.combined_percents;
                format!(
                    "{word}（绩效 {weakness}%，结余 {unspent}%，任务 {demand}%；绩效中{score}）"
                )
            }
            _ => word.to_owned(),
        }
    }

    /// What is protected, or nothing.
    fn protection(&self, column: &Column) -> Option<String> {
        let scenario = column.scenario.as_ref().filter(|one| one.content.floor_percent > 0)?;
        let programmes = column.protection.programmes.iter().map(|one| one.word().to_owned());
        let single = self
            .compared
            .projects
            .iter()
            .filter(|project| column.protection.projects.contains(&project.project_id));
        let names: Vec<String> =
            programmes.chain(single.map(|project| project.project_name.clone())).collect();
        let basis = &scenario.content.protection_basis;
        let basis = if basis.is_empty() { String::new() } else { format!("，依据 {basis}") };
        let floor = scenario.content.floor_percent;
        Some(format!("{}不低于基数的 {floor}%{basis}", names.join("、")))
    }

    /// The name a column goes by.
    fn name(column: &Column) -> &str {
        column.scenario.as_ref().map_or("按规则测算", |one| one.content.name.as_str())
    }

    /// The cells of a project with their columns.
    fn cells<'a>(
        &'a self,
        project: &'a results::ComparedProject,
    ) -> impl Iterator<Item = (&'a Column, &'a Proposed)> {
        self.compared
            .columns
            .iter()
            .zip(&project.cells)
            .filter_map(|(column, cell)| Some((column, cell.as_ref()?)))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct YearQuery {
    year: String,
    page: Option<i64>,
    done: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Withdrawal {
    year: String,
    reason: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let message = match query.done.as_deref() {
        Some("created") => Some("方案已建立。".to_owned()),
        Some("withdrawn") => Some("方案已撤销。".to_owned()),
        _ => None,
    };
    let form = ScenarioForm {
        year: query.year.clone(),
        method: SharingMethod::Weakness.code().to_owned(),
        score_percent: "60".to_owned(),
        fair_cut_percent: "10".to_owned(),
        poor_cut_percent: "30".to_owned(),
        ..ScenarioForm::default()
    };
    shown(&web, &session, (&query.year, query.page), form, message, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    (year, page): (&str, Option<i64>),
    mut form: ScenarioForm,
    message: Option<String>,
    errors: Errors,
) -> PageResult {
    let compared = results::compare_scenarios(session.call(web), year).await?;
    if form.year.is_empty() {
        form.year = compared.year.to_string();
    }
    let total = i64::try_from(compared.projects.len()).unwrap_or(i64::MAX);
    let shown_year = compared.year.to_string();
    let pager = Pager::new(page, total, &[("year", &shown_year)]);
    let units = choices::units(&compared.units);
    let frame = Frame::new(session, HERE, "方案比较").message(message);
    let methods = choices::coded::<SharingMethod>();
    let programmes = choices::coded::<Programme>();
    Ok(render(&ScenariosPage { frame, compared, pager, form, units, methods, programmes, errors }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let book = results::export_scenarios(session.call(&web), &query.year).await?;
    Ok(download::file("方案比较.xlsx", download::XLSX, book))
}

pub(super) async fn create(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<ScenarioForm>,
) -> PageResult {
    match results::create_scenario(session.call(&web), &form).await {
        Ok(_) => Ok(back(&form.year, "created")),
        Err(refusal) => refused(&web, &session, form, refusal).await,
    }
}

pub(super) async fn adopt(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<Withdrawal>,
) -> PageResult {
    match results::adopt(session.call(&web), ScenarioId(id)).await {
        Ok(done) => {
            let address = format!(
                "/results/proposals?year={}&made={}&renewed={}&kept={}",
                form.year, done.made, done.renewed, done.kept
            );
            Ok(Redirect::to(&address).into_response())
        }
        Err(refusal) => {
            let form = ScenarioForm { year: form.year, ..ScenarioForm::default() };
            refused(&web, &session, form, refusal).await
        }
    }
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<Withdrawal>,
) -> PageResult {
    match results::withdraw_scenario(session.call(&web), ScenarioId(id), &form.reason).await {
        Ok(()) => Ok(back(&form.year, "withdrawn")),
        Err(refusal) => {
            let form = ScenarioForm { year: form.year, ..ScenarioForm::default() };
            refused(&web, &session, form, refusal).await
        }
    }
}

fn back(year: &str, done: &str) -> axum::response::Response {
    let year: String = year.chars().filter(char::is_ascii_digit).collect();
    Redirect::to(&format!("/results/scenarios?year={year}&done={done}")).into_response()
}

async fn refused(web: &Web, session: &Session, form: ScenarioForm, refusal: Refusal) -> PageResult {
    let errors = Errors::of(refusal)?;
    let year = form.year.clone();
    let page = shown(web, session, (&year, None), form, None, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
