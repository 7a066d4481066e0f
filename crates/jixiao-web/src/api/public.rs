//! What everybody may read and verify, over the API; no session, no key.

mod bodies;

use super::{ApiError, ErrorBody, offset};
use crate::download;
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::visitor::{self, Reader, Verifier};
use crate::{Access, Route, Web};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use bodies::{
    CheckedBody, DigestQuery, FoundBody, ItemBody, KeyBody, YearBody, YearListBody, YearQuery,
};
use jixiao_app::{Refusal, publication};
use utoipa::OpenApi;

pub(super) fn routes() -> Vec<Route> {
    let access = Access::Public;
    vec![
        get("/api/v1/public/years", access, years),
        get("/api/v1/public/years/{year}", access, year),
        get("/api/v1/public/items/{number}", access, item),
        get("/api/v1/public/items/{number}/files/{format}", access, file),
        get("/api/v1/public/keys", access, keys),
        get("/api/v1/public/verify", access, find),
        post("/api/v1/public/verify", access, verify),
    ]
}

/// The part of the API's description that speaks of what is public.
#[derive(OpenApi)]
#[openapi(paths(years, year, item, file, keys, find, verify))]
pub(super) struct Document;

/// The years with something published.
#[utoipa::path(get, path = "/api/v1/public/years", tag = "public",
    responses((status = 200, body = Vec<YearBody>), (status = 429, body = ErrorBody)))]
async fn years(
    _: Reader,
    State(web): State<Web>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let years = publication::years(&web.app).await?;
    let body: Vec<YearBody> = years.iter().map(YearBody::of).collect();
    Ok(visitor::json(&body, &headers))
}

/// What is published of a year, with the files.
#[utoipa::path(get, path = "/api/v1/public/years/{year}", tag = "public",
    params(("year" = i64, Path, description = "年度"), YearQuery),
    responses((status = 200, body = YearListBody), (status = 404, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
async fn year(
    _: Reader,
    State(web): State<Web>,
    Path(year): Path<String>,
    Query(query): Query<YearQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let year: i64 = year.parse().map_err(|_| Refusal::NotFound("该年度的公开内容"))?;
    let before = offset(query.page);
    let list = publication::year(&web.app, year, &query.filter(), before, ROWS_PER_PAGE).await?;
    Ok(visitor::json(&YearListBody::of(&list), &headers))
}

/// A published form or report; its files are fetched from `files[].address`.
#[utoipa::path(get, path = "/api/v1/public/items/{number}", tag = "public",
    params(("number" = String, Path, description = "公开编号")),
    responses((status = 200, body = ItemBody), (status = 404, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
async fn item(
    _: Reader,
    State(web): State<Web>,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let page = publication::item(&web.app, &number).await?;
    Ok(visitor::json(&ItemBody::of(&page), &headers))
}

/// A published file, byte for byte as it was sealed.
#[utoipa::path(get, path = "/api/v1/public/items/{number}/files/{format}", tag = "public",
    params(("number" = String, Path, description = "公开编号"),
        ("format" = String, Path, description = "pdf、docx、xlsx 或 html")),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, body = ErrorBody), (status = 429, body = ErrorBody)))]
async fn file(
    _: Reader,
    State(web): State<Web>,
    Path((number, format)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (file, bytes) = publication::file(&web.app, &number, &format).await?;
    let answer = download::file(&file.file_name, &file.media_type, bytes);
    Ok(visitor::kept(answer, file.digest.as_bytes(), &headers))
}

/// The keys that seal published files, the latest first.
#[utoipa::path(get, path = "/api/v1/public/keys", tag = "public",
    responses((status = 200, body = Vec<KeyBody>), (status = 429, body = ErrorBody)))]
async fn keys(_: Reader, State(web): State<Web>, headers: HeaderMap) -> Result<Response, ApiError> {
    let keys = publication::keys(&web.app.store).await?;
    let body: Vec<KeyBody> = keys.iter().map(KeyBody::of).collect();
    Ok(visitor::json(&body, &headers))
}

/// What a number or digest belongs to.
#[utoipa::path(get, path = "/api/v1/public/verify", tag = "public", params(DigestQuery),
    responses((status = 200, body = FoundBody), (status = 422, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
async fn find(
    _: Verifier,
    State(web): State<Web>,
    Query(query): Query<DigestQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let items = publication::check_words(&web.app, &query.digest).await?;
    Ok(visitor::json(&FoundBody::of(&items), &headers))
}

/// Verifies a file: its bytes are the body, of any media type, at most 50 MB. Thirty a minute from an
/// address, of reading three hundred.
#[utoipa::path(post, path = "/api/v1/public/verify", tag = "public",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = CheckedBody),
        (status = 413, description = "超过 50 MB"), (status = 422, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
async fn verify(
    _: Verifier,
    State(web): State<Web>,
    bytes: Bytes,
) -> Result<Json<CheckedBody>, ApiError> {
    let place = web.visits.verifying.acquire().await;
    let checked = publication::check_file(&web.app, bytes.to_vec()).await?;
    drop(place);
    Ok(Json(CheckedBody::of(&checked)))
}
