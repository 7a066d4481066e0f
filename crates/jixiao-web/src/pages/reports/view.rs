//! The page of a report: its text with every figure leading to its source, findings, history, steps.

use super::HERE;
use super::pieces::{self, Kind, Shown};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::FieldFinding;
use jixiao_app::reports::{self, ReportPage, StepForm};
use jixiao_app::review::needs_reason;
use jixiao_domain::{Coded as _, FilingEvent, ReportId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "reports/view.html")]
struct ViewPage {
    frame: Frame,
    page: ReportPage,
    sections: Vec<Shown>,
    /// What was sent and refused.
    step: StepForm,
    errors: Errors,
}

impl ViewPage {
    /// What the checker says of a section.
    fn of_section(&self, index: &usize) -> Vec<&FieldFinding> {
        let field = format!("sections[{index}]");
        self.page.findings.iter().filter(|finding| finding.field == field).collect()
    }

    /// What it says of the report as a whole.
    fn general(&self) -> Vec<&FieldFinding> {
        self.page.findings.iter().filter(|finding| finding.field.is_empty()).collect()
    }

    /// The title of the template it was drafted by.
    fn template_title(&self) -> &str {
        let id = &self.page.loaded.report.template;
        let found = reports::templates().iter().find(|template| template.id == *id);
        found.map_or(id.as_str(), |template| template.title.as_str())
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

    /// What the words beside a step are for.
    fn prompt(event: &FilingEvent) -> &'static str {
        match event {
            FilingEvent::Submit => "说明（有警告时必填）",
            event if needs_reason(*event) => "原因（必填）",
            _ => "意见（可不填）",
        }
    }

    /// The words typed for a step that was refused.
    fn typed(&self, event: &FilingEvent) -> &str {
        if self.step.event == event.code() { &self.step.reason } else { "" }
    }
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
    count: Option<usize>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let done = query.done.and_then(|code| done(&code, query.count));
    shown(&web, &session, ReportId(id), done, StepForm::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: ReportId,
    message: Option<String>,
    step: StepForm,
    errors: Errors,
) -> PageResult {
    let page = reports::read(session.call(web), id).await?;
    let frame = Frame::new(session, HERE, page.loaded.report.title.clone()).message(message);
    let facts = &page.loaded.facts;
    let sections = page.loaded.narrative.sections.iter();
    let sections = sections.map(|section| pieces::shown(section, facts)).collect();
    Ok(render(&ViewPage { frame, page, sections, step, errors }))
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<StepForm>,
) -> PageResult {
    match reports::step(session.call(&web), ReportId(id), &form).await {
        Ok(_) => Ok(Redirect::to(&format!("/reports/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, ReportId(id), None, form, errors).await
        }
    }
}

pub(super) async fn revise(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    match reports::revise(session.call(&web), ReportId(id)).await {
        Ok(id) => Ok(Redirect::to(&format!("/reports/{id}/edit")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, ReportId(id), None, StepForm::default(), errors).await
        }
    }
}

/// What was done, from the code a change leads back with.
fn done(code: &str, count: Option<usize>) -> Option<String> {
    match (code, count) {
        ("saved", _) => Some("已保存。".to_owned()),
        ("refreshed", Some(0)) => Some("报告已与现有记录一致。".to_owned()),
        ("refreshed", Some(count)) => Some(format!("已按现有记录更新，{count} 处数据有变化。")),
        (code, _) => FilingEvent::from_code(code).map(|event| format!("已{}。", event.word())),
    }
}
