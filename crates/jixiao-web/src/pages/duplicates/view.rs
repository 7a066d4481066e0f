//! Two persons side by side, with what is done about them.

use super::HERE;
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
use jixiao_app::Refusal;
use jixiao_app::duplicates::{self, DuplicatePage, JoinForm, JudgeForm, SideView};
use jixiao_domain::{Coded as _, DuplicateEvent, DuplicateId, DuplicateState};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "duplicates/view.html")]
struct ViewPage {
    frame: Frame,
    page: DuplicatePage,
    typed: Typed,
    errors: Errors,
}

/// What was sent and refused.
#[derive(Default)]
struct Typed {
    judge: JudgeForm,
    join: JoinForm,
}

impl ViewPage {
    fn sides(&self) -> [&SideView; 2] {
        [&self.page.left, &self.page.right]
    }

    /// What was typed for a judgement that was refused.
    fn reason(&self, event: &DuplicateEvent) -> &str {
        if self.is_typed(event) { &self.typed.judge.reason } else { "" }
    }

    fn is_typed(&self, event: &DuplicateEvent) -> bool {
        self.typed.judge.event == event.code()
    }

    /// What the reason of a judgement should say.
    fn prompt(event: &DuplicateEvent) -> &'static str {
        match event {
            DuplicateEvent::JudgeSame => "判定依据，例如“经电话核对，本人承认重复登记”",
            DuplicateEvent::JudgeDifferent => "判定依据，例如“双胞胎，证件原件均已核对”",
            DuplicateEvent::AskBack => "需核实的事项，例如“请登记单位核对身份证原件”",
            DuplicateEvent::Override => "特批理由；放行后不再阻止救助审批",
            DuplicateEvent::Reopen => "重新核对的原因",
            DuplicateEvent::Settle => "",
        }
    }

    /// What happens next, and by whom.
    fn next(&self) -> Option<&'static str> {
        match self.page.candidate.state {
            DuplicateState::Open | DuplicateState::Verifying if self.page.reaches_out => {
                Some("两条记录分属不同单位，由共同的上级工会审核人员核对")
            }
            DuplicateState::Open => Some("由审核人员（不能是登记人）核对两条记录后判定"),
            DuplicateState::Verifying => Some("核实后由审核人员判定"),
            DuplicateState::Same if self.page.are_both_heads => {
                Some("两人各有帮扶档案，请在其中一份档案页办理并档，并勾选“两份档案的职工为同一人”")
            }
            DuplicateState::Same => Some("由审核人员合并为一条记录"),
            DuplicateState::Different | DuplicateState::Overridden | DuplicateState::Settled => {
                None
            }
        }
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
    let message = query.done.and_then(|code| done(&code));
    shown(&web, &session, DuplicateId(id), message, Typed::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: DuplicateId,
    message: Option<String>,
    typed: Typed,
    errors: Errors,
) -> PageResult {
    let page = duplicates::read(session.call(web), id).await?;
    let frame = Frame::new(session, HERE, "疑似重复").message(message);
    Ok(render(&ViewPage { frame, page, typed, errors }))
}

async fn refused(
    web: &Web,
    session: &Session,
    id: DuplicateId,
    typed: Typed,
    refusal: Refusal,
) -> PageResult {
    let errors = Errors::of(refusal)?;
    let page = shown(web, session, id, None, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(super) async fn judge(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<JudgeForm>,
) -> PageResult {
    let id = DuplicateId(id);
    match duplicates::judge(session.call(&web), id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let typed = Typed { judge: form, ..Typed::default() };
            refused(&web, &session, id, typed, refusal).await
        }
    }
}

pub(super) async fn join(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<JoinForm>,
) -> PageResult {
    let id = DuplicateId(id);
    match duplicates::join(session.call(&web), id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done=joined")).into_response()),
        Err(refusal) => {
            let typed = Typed { join: form, ..Typed::default() };
            refused(&web, &session, id, typed, refusal).await
        }
    }
}

/// What was done, from the code a change leads back with.
fn done(code: &str) -> Option<String> {
    if code == "joined" {
        return Some("两条记录已合并，原记录保留可查。".to_owned());
    }
    DuplicateEvent::from_code(code).map(|event| format!("已{}。", event.word()))
}
