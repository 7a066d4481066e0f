//! The page of a round: points, result, what is missing, history, and the steps one may take.

use super::HERE;
use crate::choices::{coded, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::assessments::{self, AssessmentPage, AssessmentStepForm};
use jixiao_app::review::needs_reason;
use jixiao_domain::{AssessmentId, AssessmentResult, Coded as _, FilingEvent, Money};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "assessments/view.html")]
struct ViewPage {
    frame: Frame,
    page: AssessmentPage,
    /// What was sent and refused.
    step: AssessmentStepForm,
    errors: Errors,
    results: Vec<(String, String)>,
}

impl ViewPage {
    fn money(amount: &Option<Money>) -> String {
        amount
            .as_ref()
            .map_or_else(|| "—".to_owned(), |amount| format!("{} 元", show::yuan(amount)))
    }

    fn button(event: &FilingEvent) -> &'static str {
        match event {
            FilingEvent::Submit => "提交单位审核",
            FilingEvent::UnitReview | FilingEvent::FinanceReview => "审核通过",
            FilingEvent::Approve => "同意结论，批复",
            FilingEvent::Return => "退回修改",
            FilingEvent::Withdraw => "撤回",
            FilingEvent::Unfreeze => "解除锁定",
        }
    }

    fn prompt(event: &FilingEvent) -> &'static str {
        match event {
            FilingEvent::Submit => "说明（有警告时必填）",
            FilingEvent::FinanceReview => "审核意见（与单位结论不同的必填）",
            event if needs_reason(*event) => "原因（必填）",
            _ => "意见（可不填）",
        }
    }

    /// What was typed for a step that was refused.
    fn typed<'p>(&self, event: &FilingEvent, text: &'p str) -> &'p str {
        if self.step.event == event.code() { text } else { "" }
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
    let step = AssessmentStepForm::default();
    shown(&web, &session, AssessmentId(id), done, step, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: AssessmentId,
    message: Option<String>,
    step: AssessmentStepForm,
    errors: Errors,
) -> PageResult {
    let page = assessments::read(session.call(web), id).await?;
    let title = format!("{} 事前绩效评估", page.loaded.place.project.content.name);
    let frame = Frame::new(session, HERE, title).message(message);
    let results = with_empty(coded::<AssessmentResult>(), "同意单位结论");
    Ok(render(&ViewPage { frame, page, step, errors, results }))
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<AssessmentStepForm>,
) -> PageResult {
    let id = AssessmentId(id);
    match assessments::step(session.call(&web), id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, id, None, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
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
