//! The page of a version: content, findings, history, who holds it, and the steps one may take.

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
use jixiao_app::Refusal;
use jixiao_app::goals::{self, GoalPage, NewVersionForm, StepForm};
use jixiao_app::review::needs_reason;
use jixiao_domain::{Coded as _, FilingEvent, GoalId, IndicatorGroup};
use jixiao_store::goals::GoalIndicator;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "goals/view.html")]
struct ViewPage {
    frame: Frame,
    page: GoalPage,
    /// What was sent and refused.
    step: StepForm,
    revision: NewVersionForm,
    errors: Errors,
}

impl ViewPage {
    /// The indicators by level-1 group, in the order of forms.
    fn groups(&self) -> Vec<(&'static str, usize, Vec<&GoalIndicator>)> {
        IndicatorGroup::ALL
            .iter()
            .map(|group| {
                let of = |row: &&GoalIndicator| row.content.level1 == *group;
                let rows: Vec<_> = self.page.loaded.indicators.iter().filter(of).collect();
                (jixiao_domain::Coded::word(*group), rows.len(), rows)
            })
            .filter(|(_, count, _)| *count > 0)
            .collect()
    }

    /// The texts that say something, with their labels.
    fn texts(&self) -> Vec<(&'static str, &str)> {
        let goal = &self.page.loaded.goal;
        let content = &goal.content;
        [
            ("调整理由", &goal.reason),
            ("中期目标", &content.mid_term_goal),
            ("年度目标", &content.annual_goal),
            ("可行性", &content.feasibility),
            ("必要性", &content.necessity),
            ("实施进度计划", &content.schedule),
            ("支出明细及测算依据", &content.spending_details),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| (label, text.as_str()))
        .collect()
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

    /// The version approved before this one, for the link to what it changes.
    fn earlier(&self) -> Option<GoalId> {
        let version = self.page.loaded.goal.version;
        let mut before = self.page.versions.iter().filter(|other| other.version < version);
        before.next_back().map(|goal| goal.id)
    }

    fn money(amount: &Option<jixiao_domain::Money>) -> String {
        amount.as_ref().map_or_else(|| "—".to_owned(), show::yuan)
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
    let (step, revision) = (StepForm::default(), NewVersionForm::default());
    shown(&web, &session, GoalId(id), done, step, revision, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: GoalId,
    message: Option<String>,
    step: StepForm,
    revision: NewVersionForm,
    errors: Errors,
) -> PageResult {
    let page = goals::read(session.call(web), id).await?;
    let title = format!("{} 绩效目标", page.loaded.place.project.content.name);
    let frame = Frame::new(session, HERE, title).message(message);
    Ok(render(&ViewPage { frame, page, step, revision, errors }))
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<StepForm>,
) -> PageResult {
    match goals::step(session.call(&web), GoalId(id), &form).await {
        Ok(_) => Ok(Redirect::to(&format!("/goals/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let revision = NewVersionForm::default();
            shown(&web, &session, GoalId(id), None, form, revision, errors).await
        }
    }
}

pub(super) async fn revise(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<NewVersionForm>,
) -> PageResult {
    let call = session.call(&web);
    let loaded = goals::load(&web.app.store, call, GoalId(id)).await?;
    let made: Result<GoalId, Refusal> =
        goals::revise(call, loaded.goal.project_year_id, &form).await;
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/goals/{id}/edit")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, GoalId(id), None, StepForm::default(), form, errors).await
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
