//! Public notices over the API: putting together, posting, objections, the end; and what everybody
//! sees.

mod bodies;

use super::{ApiError, ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::visitor::{self, Reader};
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use bodies::{
    AidNoticeBody, MadeNoticeBody, NoticeEndedBody, NoticeInBody, NoticeLineBody, NoticeStepBody,
    ObjectionInBody, PageQuery, PublicNoticeBody,
};
use jixiao_app::authz::Action;
use jixiao_app::{Refusal, date_in_china, notices};
use jixiao_domain::AidNoticeId;
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeCases);
const KEEP: Access = Access::May(Action::KeepNotices);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/notices", SEE, list),
        post("/api/v1/notices", KEEP, assemble),
        get("/api/v1/notices/{id}", SEE, read),
        post("/api/v1/notices/{id}/post", KEEP, post_notice),
        post("/api/v1/notices/{id}/end", KEEP, end),
        post("/api/v1/notices/{id}/withdraw", KEEP, withdraw),
        post("/api/v1/notices/{id}/objections", KEEP, object),
        get("/api/v1/public/notices/{id}", Access::Public, public),
    ]
}

/// The part of the API's description that speaks of notices.
#[derive(OpenApi)]
#[openapi(paths(list, assemble, read, post_notice, end, withdraw, object, public))]
pub(super) struct Document;

/// Notices, the latest first.
#[utoipa::path(get, path = "/api/v1/notices", tag = "notices",
    responses((status = 200, body = Vec<AidNoticeBody>), (status = 403, body = ErrorBody)))]
async fn list(State(web): State<Web>, session: Session) -> ApiResult<Vec<AidNoticeBody>> {
    let list = notices::list(session.call(&web)).await?;
    Ok(Json(list.notices.iter().map(|notice| AidNoticeBody::of(notice, Vec::new())).collect()))
}

/// Puts the approved applications of a round together, as a draft.
#[utoipa::path(post, path = "/api/v1/notices", tag = "notices", request_body = NoticeInBody,
    responses((status = 200, body = MadeNoticeBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn assemble(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<NoticeInBody>,
) -> ApiResult<MadeNoticeBody> {
    let id = notices::assemble(session.call(&web), &body.form()).await?;
    Ok(Json(MadeNoticeBody { id: id.0 }))
}

/// A notice with a page of its lines, names masked.
#[utoipa::path(get, path = "/api/v1/notices/{id}", tag = "notices",
    params(("id" = i64, Path, description = "公示"), PageQuery),
    responses((status = 200, body = AidNoticeBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<PageQuery>,
) -> ApiResult<AidNoticeBody> {
    let (call, before) = (session.call(&web), offset(query.page));
    let page = notices::read(call, AidNoticeId(id), before, ROWS_PER_PAGE).await?;
    let lines = page.lines.iter().map(NoticeLineBody::of).collect();
    Ok(Json(AidNoticeBody::of(&page.loaded.notice, lines)))
}

/// Posts a notice: its lines stand from then on.
#[utoipa::path(post, path = "/api/v1/notices/{id}/post", tag = "notices",
    request_body = NoticeStepBody, params(("id" = i64, Path, description = "公示")),
    responses((status = 200, body = AidNoticeBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody)))]
async fn post_notice(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<NoticeStepBody>,
) -> ApiResult<AidNoticeBody> {
    let (call, id) = (session.call(&web), AidNoticeId(id));
    notices::post(call, id, &body.revision.to_string()).await?;
    let page = notices::read(call, id, 0, 0).await?;
    Ok(Json(AidNoticeBody::of(&page.loaded.notice, Vec::new())))
}

/// Ends a notice whose days are over.
#[utoipa::path(post, path = "/api/v1/notices/{id}/end", tag = "notices",
    params(("id" = i64, Path, description = "公示")),
    responses((status = 200, body = NoticeEndedBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody)))]
async fn end(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<NoticeEndedBody> {
    let ended = notices::end(session.call(&web), AidNoticeId(id)).await?;
    Ok(Json(NoticeEndedBody { payable: ended.payable, open: ended.open }))
}

/// Takes a notice back, with a reason in `words`.
#[utoipa::path(post, path = "/api/v1/notices/{id}/withdraw", tag = "notices",
    request_body = NoticeStepBody, params(("id" = i64, Path, description = "公示")),
    responses((status = 200, body = AidNoticeBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<NoticeStepBody>,
) -> ApiResult<AidNoticeBody> {
    let (call, id) = (session.call(&web), AidNoticeId(id));
    notices::withdraw(call, id, &body.withdrawal()).await?;
    let page = notices::read(call, id, 0, 0).await?;
    Ok(Json(AidNoticeBody::of(&page.loaded.notice, Vec::new())))
}

/// Writes an objection to a line down.
#[utoipa::path(post, path = "/api/v1/notices/{id}/objections", tag = "notices",
    request_body = ObjectionInBody, params(("id" = i64, Path, description = "公示")),
    responses((status = 200, body = MadeNoticeBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn object(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ObjectionInBody>,
) -> ApiResult<MadeNoticeBody> {
    let id = notices::object(session.call(&web), AidNoticeId(id), &body.form()).await?;
    Ok(Json(MadeNoticeBody { id: id.0 }))
}

/// A posted notice as everybody sees it, with a page of its lines.
#[utoipa::path(get, path = "/api/v1/public/notices/{id}", tag = "public",
    params(("id" = i64, Path, description = "公示"), PageQuery),
    responses((status = 200, body = PublicNoticeBody), (status = 404, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
async fn public(
    _: Reader,
    State(web): State<Web>,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let id = id.parse().map(AidNoticeId).map_err(|_| Refusal::NotFound("该公示"))?;
    let (today, before) = (date_in_china(web.now()), offset(query.page));
    let shown = notices::public_notice(&web.app, id, today, before, ROWS_PER_PAGE).await?;
    Ok(visitor::json(&PublicNoticeBody::of(&shown), &headers))
}
