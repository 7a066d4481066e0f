//! The page of an application: what is asked for, what the rule gives, its review, objections.

use super::HERE;
use crate::choices::{coded, pairs, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::Refusal;
use jixiao_app::cases::{self, CasePage, MeansForm, StepForm, VisitForm};
use jixiao_app::notices::{self, SettleForm};
use jixiao_domain::{AidCaseEvent, AidCaseId, AidStage, Coded as _, MeansResult, ObjectionState};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "cases/view.html")]
struct ViewPage {
    frame: Frame,
    page: CasePage,
    typed: Typed,
    errors: Errors,
    results: Vec<(String, String)>,
    conclusions: Vec<(String, String)>,
}

/// What was sent and refused.
#[derive(Default)]
struct Typed {
    step: StepForm,
    visit: VisitForm,
    means: MeansForm,
    settle: SettleForm,
}

impl ViewPage {
    /// What was typed for a step that was refused.
    fn words(&self, event: &AidCaseEvent) -> &str {
        if self.typed.step.event == event.code() { &self.typed.step.words } else { "" }
    }

    fn stage_name(&self, stage: &AidStage) -> String {
        self.page.loaded.round.flow.name(*stage)
    }

    fn is_open(state: &ObjectionState) -> bool {
        *state == ObjectionState::Open
    }
}

#[derive(Deserialize)]
pub(super) struct ViewQuery {
    done: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<ViewQuery>,
) -> PageResult {
    let message = query.done.and_then(|code| done(&code));
    shown(&web, &session, AidCaseId(id), message, Typed::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: AidCaseId,
    message: Option<String>,
    typed: Typed,
    errors: Errors,
) -> PageResult {
    let page = cases::read(session.call(web), id).await?;
    Ok(render(&ViewPage {
        frame: Frame::new(session, HERE, "救助申请").message(message),
        page,
        typed,
        errors,
        results: with_empty(coded::<MeansResult>(), "请选择"),
        conclusions: pairs(&[
            ("", "请选择"),
            ("dismissed", "不成立，继续公示"),
            ("upheld", "成立，退回重新审核"),
        ]),
    }))
}

/// Back to the page with what was done, or with what was typed and refused.
async fn answered(
    web: &Web,
    session: &Session,
    id: AidCaseId,
    code: &str,
    result: Result<(), Refusal>,
    typed: Typed,
) -> PageResult {
    let Err(refusal) = result else {
        return Ok(Redirect::to(&format!("{HERE}/{id}?done={code}")).into_response());
    };
    let page: Response = shown(web, session, id, None, typed, Errors::of(refusal)?).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<StepForm>,
) -> PageResult {
    let id = AidCaseId(id);
    let result = cases::step(session.call(&web), id, &form).await.map(|_| ());
    let code = form.event.clone();
    answered(&web, &session, id, &code, result, Typed { step: form, ..Typed::default() }).await
}

pub(super) async fn visit(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<VisitForm>,
) -> PageResult {
    let id = AidCaseId(id);
    let result = cases::note_visit(session.call(&web), id, &form).await;
    answered(&web, &session, id, "visit", result, Typed { visit: form, ..Typed::default() }).await
}

pub(super) async fn means(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<MeansForm>,
) -> PageResult {
    let id = AidCaseId(id);
    let result = cases::note_means(session.call(&web), id, &form).await;
    let typed = Typed { means: form, ..Typed::default() };
    answered(&web, &session, id, "check_means", result, typed).await
}

pub(super) async fn settle(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<SettleForm>,
) -> PageResult {
    let id = AidCaseId(id);
    let result = notices::settle(session.call(&web), id, &form).await;
    let typed = Typed { settle: form, ..Typed::default() };
    answered(&web, &session, id, "settled", result, typed).await
}

/// What was done, from the code a change leads back with.
fn done(code: &str) -> Option<String> {
    let words = match code {
        "created" => "申请已登记，核对无误后请提交。",
        "saved" => "申请已保存。",
        "settled" => "异议核查结论已登记。",
        code => return AidCaseEvent::from_code(code).map(|event| format!("已{}。", event.word())),
    };
    Some(words.to_owned())
}
