//! The page of a department's year: money, roll-up, indicators, tasks, what is missing, history and
//! the steps one may take.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, chart, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::departments::{self, Section, Shown, Step};
use jixiao_app::documents::DepartmentForm;
use jixiao_app::review::needs_reason;
use jixiao_domain::{
    Coded as _, Decimal, DepartmentColumn, DepartmentItem, DepartmentYearId, FilingEvent,
    FundFigures, Money,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "departments/view.html")]
struct ViewPage {
    frame: Frame,
    shown: Shown,
    /// The plot against the year before; empty where there is nothing to compare.
    plot: String,
    /// What was sent and refused.
    step: StepTyped,
    errors: Errors,
}

/// A step as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StepTyped {
    revision: i64,
    event: String,
    reason: String,
}

/// A row of the money table.
struct MoneyRow {
    name: &'static str,
    amounts: Vec<String>,
}

impl ViewPage {
    fn money(&self) -> Vec<MoneyRow> {
        DepartmentItem::ALL
            .iter()
            .map(|item| {
                let amounts = self.shown.filed.amounts_of(*item);
                let cell = |column: &DepartmentColumn| {
                    if !item.columns().contains(column) {
                        return "—".to_owned();
                    }
                    amounts.column(*column).map_or_else(String::new, |money| show::yuan(&money))
                };
                MoneyRow {
                    name: item.word(),
                    amounts: DepartmentColumn::ALL.iter().map(cell).collect(),
                }
            })
            .collect()
    }

    /// The sources that have money, with what the ledgers say of them.
    fn sources(&self) -> Vec<(&'static str, FundFigures)> {
        let rows = self.shown.sources.sources();
        let rows = rows.filter(|(_, figures)| *figures != FundFigures::default());
        rows.map(|(source, figures)| (source.word(), figures)).collect()
    }

    fn columns() -> Vec<&'static str> {
        DepartmentColumn::ALL.iter().map(|column| column.word()).collect()
    }

    /// The sum of the projects that count.
    fn project_sum(&self) -> FundFigures {
        self.shown
            .filed
            .projects
            .iter()
            .map(jixiao_app::departments::FiledProject::figures)
            .try_fold(FundFigures::default(), FundFigures::checked_add)
            .unwrap_or_default()
    }

    /// 项目支出 as the department states it.
    fn stated(&self) -> Vec<String> {
        let amounts = self.shown.filed.amounts_of(DepartmentItem::Project);
        [amounts.initial, amounts.adjusted, amounts.final_accounts]
            .iter()
            .map(|money| money.as_ref().map_or_else(|| "未填".to_owned(), show::yuan))
            .collect()
    }

    fn points(hundredths: &i64) -> String {
        show::points(&Decimal::new(*hundredths, 2))
    }

    fn score(hundredths: &Option<i64>) -> String {
        hundredths.as_ref().map_or_else(|| "待评定".to_owned(), Self::points)
    }

    fn amount(fen: &i64) -> String {
        show::yuan(&Money::from_fen(*fen))
    }

    fn sections() -> Vec<(&'static str, &'static str)> {
        Section::ALL.iter().map(|section| (section.code(), section.word())).collect()
    }

    fn forms() -> Vec<(&'static str, &'static str)> {
        DepartmentForm::ALL.iter().map(|form| (form.code(), form.word())).collect()
    }

    /// The section in which a field stands.
    fn section_of(field: &str) -> &'static str {
        let section = match field.split(['[', '.']).next().unwrap_or_default() {
            "amount" | "unit" => Section::Money,
            "tasks" => Section::Tasks,
            "duties" => Section::Duties,
            "indicators" => Section::Indicators,
            "differences" => Section::Differences,
            _ => Section::Profile,
        };
        section.code()
    }

    /// What a step's button says.
    fn button(event: &FilingEvent) -> &'static str {
        match event {
            FilingEvent::Submit => "提交单位审核",
            FilingEvent::UnitReview | FilingEvent::FinanceReview => "审核通过",
            FilingEvent::Approve => "批复",
            FilingEvent::Return => "退回修改",
            FilingEvent::Withdraw => "撤回",
            FilingEvent::Unfreeze => "解除锁定",
        }
    }

    fn prompt(event: &FilingEvent) -> &'static str {
        if needs_reason(*event) { "原因（必填）" } else { "意见（可不填）" }
    }

    fn typed(&self, event: &FilingEvent) -> &str {
        if self.step.event == event.code() { &self.step.reason } else { "" }
    }
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let done = query.done.and_then(|code| done(&code));
    let id = DepartmentYearId(id);
    shown(&web, &session, id, done, StepTyped::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: DepartmentYearId,
    message: Option<String>,
    step: StepTyped,
    errors: Errors,
) -> PageResult {
    let shown = departments::show(session.call(web), id).await?;
    let title = format!("{}（{}年度）部门整体", shown.filed.department, shown.filed.year);
    let frame = Frame::new(session, HERE, title).message(message);
    let plot = chart::compared(&shown.changes);
    Ok(render(&ViewPage { frame, shown, plot, step, errors }))
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<StepTyped>,
) -> PageResult {
    let id = DepartmentYearId(id);
    let event = FilingEvent::from_code(&typed.event);
    let event = event.ok_or(jixiao_app::Refusal::field("event", "请选择办理环节"))?;
    let step = Step { revision: typed.revision, event, reason: typed.reason.clone() };
    match departments::advance(session.call(&web), id, &step).await {
        Ok(_) => {
            Ok(Redirect::to(&format!("/departments/{id}?done={}", event.code())).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, id, None, typed, errors).await
        }
    }
}

/// What was done, from the code a change leads back with.
fn done(code: &str) -> Option<String> {
    match code {
        "saved" => Some("已保存。".to_owned()),
        code => FilingEvent::from_code(code).map(|event| format!("已{}。", event.word())),
    }
}
