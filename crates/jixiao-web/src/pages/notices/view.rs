//! The page of a notice and what is done with it.

use super::HERE;
use crate::choices::{coded, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::documents;
use jixiao_app::notices::{self, NoticePage, ObjectionForm, WithdrawForm};
use jixiao_domain::{AidNoticeId, AidNoticeState, Coded as _, ObjectionChannel};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "notices/view.html")]
struct ViewPage {
    frame: Frame,
    page: NoticePage,
    pager: Pager,
    objection: ObjectionForm,
    withdraw: WithdrawForm,
    errors: Errors,
    channels: Vec<(String, String)>,
}

impl ViewPage {
    fn is_posted(&self) -> bool {
        self.page.loaded.notice.state == AidNoticeState::Posted
    }

    fn is_open(&self) -> bool {
        matches!(self.page.loaded.notice.state, AidNoticeState::Draft | AidNoticeState::Posted)
    }
}

/// What was sent and refused.
#[derive(Default)]
struct Typed {
    objection: ObjectionForm,
    withdraw: WithdrawForm,
}

#[derive(Deserialize)]
pub(super) struct ViewQuery {
    done: Option<String>,
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<ViewQuery>,
) -> PageResult {
    let id = AidNoticeId(id);
    shown(&web, &session, id, query, Typed::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: AidNoticeId,
    query: ViewQuery,
    typed: Typed,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let offset = (query.page.unwrap_or(1).max(1) - 1) * ROWS_PER_PAGE;
    let page = notices::read(call, id, offset, ROWS_PER_PAGE).await?;
    let pager = Pager::new(query.page, page.loaded.notice.line_count, &[]);
    let message = query.done.as_deref().and_then(done);
    Ok(render(&ViewPage {
        frame: Frame::new(session, HERE, "公示").message(message.map(str::to_owned)),
        page,
        pager,
        objection: typed.objection,
        withdraw: typed.withdraw,
        errors,
        channels: with_empty(coded::<ObjectionChannel>(), "请选择"),
    }))
}

async fn answered(
    web: &Web,
    session: &Session,
    id: AidNoticeId,
    code: &str,
    result: Result<(), Refusal>,
    typed: Typed,
) -> PageResult {
    let Err(refusal) = result else {
        return Ok(Redirect::to(&format!("{HERE}/{id}?done={code}")).into_response());
    };
    let query = ViewQuery { done: None, page: None };
    let page = shown(web, session, id, query, typed, Errors::of(refusal)?).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PostForm {
    revision: String,
}

pub(super) async fn post(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<PostForm>,
) -> PageResult {
    let id = AidNoticeId(id);
    let result = notices::post(session.call(&web), id, &form.revision).await;
    answered(&web, &session, id, "posted", result, Typed::default()).await
}

pub(super) async fn end(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let id = AidNoticeId(id);
    let ended = notices::end(session.call(&web), id).await;
    let open = ended.as_ref().is_ok_and(|ended| ended.open > 0);
    let code = if open { "waiting" } else { "ended" };
    answered(&web, &session, id, code, ended.map(|_| ()), Typed::default()).await
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<WithdrawForm>,
) -> PageResult {
    let id = AidNoticeId(id);
    let result = notices::withdraw(session.call(&web), id, &form).await;
    let typed = Typed { withdraw: form, ..Typed::default() };
    answered(&web, &session, id, "withdrawn", result, typed).await
}

pub(super) async fn object(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ObjectionForm>,
) -> PageResult {
    let id = AidNoticeId(id);
    let result = notices::object(session.call(&web), id, &form).await.map(|_| ());
    let typed = Typed { objection: form, ..Typed::default() };
    answered(&web, &session, id, "objected", result, typed).await
}

pub(super) async fn file(
    State(web): State<Web>,
    session: Session,
    Path((id, format)): Path<(i64, String)>,
) -> PageResult {
    let format = documents::format(&format).ok_or(Refusal::NotFound("该格式的文件"))?;
    let document = documents::aid_notice(session.call(&web), AidNoticeId(id), format).await?;
    Ok(download::file(&document.file_name, document.media_type, document.bytes))
}

fn done(code: &str) -> Option<&'static str> {
    Some(match code {
        "assembled" => "名单已编制，请核对后发布。",
        "posted" => "公示已发布，名单自此固定。",
        "ended" => "公示期满，无异议的已转入待发放。",
        "waiting" => "无异议的已转入待发放；异议办结后再办理一次期满。",
        "withdrawn" => "公示已撤回，名单中的申请退回待公示。",
        "objected" => "异议已登记，请审核人员核查。",
        _ => return None,
    })
}
