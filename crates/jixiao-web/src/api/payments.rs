//! Batches of payments over the API. Names and cards are masked as on the pages; the bank's files are
//! handed out for a purpose.

mod after;
mod bodies;

use super::{ApiError, ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web, download};
use after::{
    AgainBody, BatchDoneBody, FourWayBody, ReadReturnBody, RecoverBody, ReturnQuery,
    UnpaidListBody, UnpaidQuery, UsedForBody, VoucherBody, VoucheredBody,
};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use bodies::{
    BatchListBody, BatchListQuery, BatchStateBody, BatchStepBody, BuildBody, BuiltBody,
    DisbursementBatchBody, ExportBody, ReleasedBody,
};
use jixiao_app::authz::Action;
use jixiao_app::payments;
use jixiao_domain::{BankFileId, Coded as _, DisbursementBatchId};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeePayments);
const BUILD: Access = Access::May(Action::BuildPayments);
const SEND: Access = Access::May(Action::SendPayments);
const STEP: Access = Access::MayAny(&[
    Action::BuildPayments,
    Action::CheckPayments,
    Action::ApprovePayments,
    Action::SendPayments,
]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/payments", SEE, list),
        post("/api/v1/payments", BUILD, build),
        get("/api/v1/payments/unpaid", SEE, unpaid),
        get("/api/v1/payments/{id}", SEE, read),
        post("/api/v1/payments/{id}/step", STEP, step),
        post("/api/v1/payments/{id}/export", SEND, export),
        post("/api/v1/payments/{id}/regenerate", SEND, regenerate),
        post("/api/v1/payments/{id}/files/{file}", SEND, file),
        post("/api/v1/payments/{id}/returns", SEND, read_return),
        post("/api/v1/payments/{id}/reissue", BUILD, reissue),
        post("/api/v1/payments/{id}/give-up", BUILD, give_up),
        post("/api/v1/payments/{id}/voucher", SEND, voucher),
        post("/api/v1/payments/{id}/recover", SEND, recover),
        get("/api/v1/payments/{id}/four-way", SEE, four_way),
    ]
}

/// The part of the API's description that speaks of payments.
#[derive(OpenApi)]
#[openapi(paths(
    list,
    build,
    unpaid,
    read,
    step,
    export,
    regenerate,
    file,
    read_return,
    reissue,
    give_up,
    voucher,
    recover,
    four_way
))]
pub(super) struct Document;

/// Batches, the latest first.
#[utoipa::path(get, path = "/api/v1/payments", tag = "payments", params(BatchListQuery),
    responses((status = 200, body = BatchListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<BatchListQuery>,
) -> ApiResult<BatchListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = payments::list(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(BatchListBody::of(&list)))
}

/// Builds a batch out of the payable cases of some rounds of a project.
#[utoipa::path(post, path = "/api/v1/payments", tag = "payments", request_body = BuildBody,
    responses((status = 200, body = BuiltBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn build(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<BuildBody>,
) -> ApiResult<BuiltBody> {
    let built = payments::build(session.call(&web), &body.form()).await?;
    Ok(Json(BuiltBody::of(built)))
}

/// Approved cases that are not paid, names masked.
#[utoipa::path(get, path = "/api/v1/payments/unpaid", tag = "payments", params(UnpaidQuery),
    responses((status = 200, body = UnpaidListBody), (status = 403, body = ErrorBody)))]
async fn unpaid(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<UnpaidQuery>,
) -> ApiResult<UnpaidListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = payments::unpaid(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(UnpaidListBody::of(&list)))
}

/// A batch with its first 50 lines, files and history.
#[utoipa::path(get, path = "/api/v1/payments/{id}", tag = "payments",
    params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = DisbursementBatchBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<DisbursementBatchBody> {
    let id = DisbursementBatchId(id);
    let page = payments::read(session.call(&web), id, None, (ROWS_PER_PAGE, 0)).await?;
    Ok(Json(DisbursementBatchBody::of(&page)))
}

/// Takes a step: `check`, `approve`, `accept`, `reconcile`, `cancel`, `decline`.
#[utoipa::path(post, path = "/api/v1/payments/{id}/step", tag = "payments",
    request_body = BatchStepBody, params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = BatchStateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<BatchStepBody>,
) -> ApiResult<BatchStateBody> {
    let id = DisbursementBatchId(id);
    let state = payments::step(session.call(&web), id, &body.form()).await?;
    Ok(Json(BatchStateBody { state: state.code() }))
}

/// Writes the bank's files and locks the batch; again, it gives the same files.
#[utoipa::path(post, path = "/api/v1/payments/{id}/export", tag = "payments",
    request_body = ExportBody, params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = ReleasedBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn export(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ExportBody>,
) -> ApiResult<ReleasedBody> {
    let id = DisbursementBatchId(id);
    let released = payments::export(session.call(&web), id, body.revision).await?;
    Ok(Json(ReleasedBody::of(&released.files, released.before)))
}

/// Makes the files of a locked batch again; only the same bytes are taken.
#[utoipa::path(post, path = "/api/v1/payments/{id}/regenerate", tag = "payments",
    params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = ReleasedBody), (status = 409, body = ErrorBody)))]
async fn regenerate(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<ReleasedBody> {
    let files = payments::regenerate(session.call(&web), DisbursementBatchId(id)).await?;
    Ok(Json(ReleasedBody::of(&files, true)))
}

/// A file for the bank, for a purpose that is logged.
#[utoipa::path(post, path = "/api/v1/payments/{id}/files/{file}", tag = "payments",
    request_body = UsedForBody, params(("id" = i64, Path, description = "发放批次"),
        ("file" = i64, Path, description = "银行文件")),
    responses((status = 200, description = "the file's bytes"), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn file(
    State(web): State<Web>,
    session: Session,
    Path((id, file)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<UsedForBody>,
) -> Result<Response, ApiError> {
    let (id, file) = (DisbursementBatchId(id), BankFileId(file));
    let got = payments::download(session.call(&web), id, file, &body.purpose).await?;
    Ok(download::file(&got.name, "application/octet-stream", got.content))
}

/// Reads a return file, sent as the body. The same file twice changes nothing.
#[utoipa::path(post, path = "/api/v1/payments/{id}/returns", tag = "payments",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    params(("id" = i64, Path, description = "发放批次"), ReturnQuery),
    responses((status = 200, body = ReadReturnBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn read_return(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<ReturnQuery>,
    bytes: Bytes,
) -> ApiResult<ReadReturnBody> {
    let call = session.call(&web);
    let id = DisbursementBatchId(id);
    let read = payments::read_return(call, id, &query.form(), &query.name, bytes.to_vec()).await?;
    Ok(Json(ReadReturnBody::of(read)))
}

/// Builds a batch that pays the failed lines again.
#[utoipa::path(post, path = "/api/v1/payments/{id}/reissue", tag = "payments",
    request_body = AgainBody, params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = BuiltBody), (status = 409, body = ErrorBody)))]
async fn reissue(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<AgainBody>,
) -> ApiResult<BuiltBody> {
    let id = DisbursementBatchId(id);
    let built = payments::reissue(session.call(&web), id, &body.form()).await?;
    Ok(Json(BuiltBody::of(built)))
}

/// Puts the case of a failed line back among those to be paid.
#[utoipa::path(post, path = "/api/v1/payments/{id}/give-up", tag = "payments",
    request_body = AgainBody, params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = BatchDoneBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn give_up(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<AgainBody>,
) -> ApiResult<BatchDoneBody> {
    payments::give_up(session.call(&web), DisbursementBatchId(id), &body.form()).await?;
    Ok(Json(BatchDoneBody { done: true }))
}

/// Books what a reconciled batch paid, once; gives the entries of the ledger.
#[utoipa::path(post, path = "/api/v1/payments/{id}/voucher", tag = "payments",
    request_body = VoucherBody, params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = VoucheredBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn voucher(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<VoucherBody>,
) -> ApiResult<VoucheredBody> {
    let id = DisbursementBatchId(id);
    let entries = payments::voucher(session.call(&web), id, &body.form()).await?;
    Ok(Json(VoucheredBody { execution_entries: entries.into_iter().map(|id| id.0).collect() }))
}

/// Notes money got back of a booked payment.
#[utoipa::path(post, path = "/api/v1/payments/{id}/recover", tag = "payments",
    request_body = RecoverBody, params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = BatchDoneBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn recover(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<RecoverBody>,
) -> ApiResult<BatchDoneBody> {
    payments::recover(session.call(&web), DisbursementBatchId(id), &body.form()).await?;
    Ok(Json(BatchDoneBody { done: true }))
}

/// Roster, batch, bank and vouchers of a batch beside each other.
#[utoipa::path(get, path = "/api/v1/payments/{id}/four-way", tag = "payments",
    params(("id" = i64, Path, description = "发放批次")),
    responses((status = 200, body = FourWayBody), (status = 404, body = ErrorBody)))]
async fn four_way(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<FourWayBody> {
    let page = payments::four_way(session.call(&web), DisbursementBatchId(id)).await?;
    Ok(Json(FourWayBody::of(&page)))
}
