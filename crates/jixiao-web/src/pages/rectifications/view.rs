//! The page of a rectification: notice, reply, check, history, who holds it, and its letters.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::pages::self_evaluations::{FileLine, file_lines};
use crate::session::Session;
use crate::{Web, print, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::documents;
use jixiao_app::rectifications::{self, RectificationPage, RectificationStepForm};
use jixiao_domain::{Coded as _, RectificationEvent, RectificationId, RectificationOrigin};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "rectifications/view.html")]
struct ViewPage {
    frame: Frame,
    page: RectificationPage,
    files: Vec<FileLine>,
    /// What was sent and refused.
    step: RectificationStepForm,
    errors: Errors,
}

impl ViewPage {
    fn may(&self, event: &str) -> bool {
        self.page.events.iter().any(|known| known.code() == event)
    }

    /// What was typed for a step that was refused.
    fn typed<'p>(&'p self, event: &str, text: &'p str) -> &'p str {
        if self.step.event == event { text } else { "" }
    }

    /// The page of what the notice comes from.
    fn source(&self) -> Option<String> {
        let held = &self.page.loaded.rectification;
        let id = held.origin_id?;
        Some(match held.origin {
            RectificationOrigin::SpotCheck => format!("/self-evaluations/{id}"),
            RectificationOrigin::Evaluation => format!("/evaluations/{id}"),
            RectificationOrigin::Warning => format!("/monitoring/warnings/{id}"),
            RectificationOrigin::Manual => return None,
        })
    }

    /// How long the unit still has, in words, with the class of its lamp.
    fn left(&self) -> Option<(&'static str, String)> {
        let next = self.page.next.as_ref()?;
        let (days, worked) = (next.days_left?, next.working_days_left?);
        Some(match days {
            ..0 => ("bad", format!("已逾期 {} 天", -days)),
            0 => ("bad", "今日到期".to_owned()),
            1..=7 => ("warn", format!("还有 {days} 天，{worked} 个工作日")),
            _ => ("", format!("还有 {days} 天，{worked} 个工作日")),
        })
    }

    /// The steps beside reply, with what their words are for.
    const OTHERS: [(&'static str, &'static str, &'static str); 4] = [
        ("accept", "核查通过，办结", "核查意见（可不填）"),
        ("reject", "核查不通过，退回继续整改", "不通过的原因（必填）"),
        ("extend", "延长整改期限", "延长的理由（必填）"),
        ("withdraw", "撤销通知", "撤销的理由（必填）"),
    ];
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
    let step = RectificationStepForm::default();
    shown(&web, &session, RectificationId(id), done, step, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: RectificationId,
    message: Option<String>,
    step: RectificationStepForm,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let page = rectifications::read(call, id).await?;
    let title = format!("整改 {}", page.loaded.rectification.number());
    let frame = Frame::new(session, HERE, title).message(message);
    let files = file_lines(&page.files);
    Ok(render(&ViewPage { frame, page, files, step, errors }))
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<RectificationStepForm>,
) -> PageResult {
    let id = RectificationId(id);
    match rectifications::step(session.call(&web), id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, id, None, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn notice(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let format = print::text_format(&extension)?;
    Ok(print::file(documents::notice(session.call(&web), RectificationId(id), format).await?))
}

pub(super) async fn report(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let format = print::text_format(&extension)?;
    let id = RectificationId(id);
    Ok(print::file(documents::rectification_report(session.call(&web), id, format).await?))
}

/// What was done, from the code a change leads back with.
fn done(code: &str) -> Option<String> {
    match code {
        "opened" => Some("整改通知已下达，单位在工作台收到提醒。".to_owned()),
        "file_added" => Some("证明材料已上传。".to_owned()),
        "file_withdrawn" => Some("证明材料已撤回，记录保留。".to_owned()),
        code => RectificationEvent::from_code(code).map(|event| format!("已{}。", event.word())),
    }
}
