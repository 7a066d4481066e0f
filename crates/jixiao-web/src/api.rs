//! The JSON API under `/api/v1`: its own types, the same use cases, the same error table.

mod account;
mod assessments;
mod audit;
mod cases;
mod departments;
mod disclosure;
mod duplicates;
mod evaluations;
mod goals;
mod ledgers;
mod library;
mod monitoring;
mod notices;
mod organisations;
mod past_years;
mod payments;
mod people;
mod policy;
mod programmes;
mod projects;
mod public;
mod rectifications;
mod reports;
mod results;
mod self_evaluations;
mod session;
mod standards;
mod users;

use crate::error::{Lock, public};
use crate::list::ROWS_PER_PAGE;
use crate::route::get;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use jixiao_app::Refusal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::{OpenApi, ToSchema};

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![get("/api/v1/openapi.json", Access::Public, document)];
    routes.extend(session::routes());
    routes.extend(account::routes());
    routes.extend(policy::routes());
    routes.extend(organisations::routes());
    routes.extend(users::routes());
    routes.extend(audit::routes());
    routes.extend(self_evaluations::routes());
    routes.extend(goals::routes());
    routes.extend(departments::routes());
    routes.extend(assessments::routes());
    routes.extend(evaluations::routes());
    routes.extend(payments::routes());
    routes.extend(people::routes());
    routes.extend(duplicates::routes());
    routes.extend(programmes::routes());
    routes.extend(cases::routes());
    routes.extend(notices::routes());
    routes.extend(rectifications::routes());
    routes.extend(library::routes());
    routes.extend(standards::routes());
    routes.extend(monitoring::routes());
    routes.extend(results::routes());
    routes.extend(projects::routes());
    routes.extend(past_years::routes());
    routes.extend(ledgers::routes());
    routes.extend(reports::routes());
    routes.extend(disclosure::routes());
    routes.extend(public::routes());
    routes
}

/// The description of the API; `docs/openapi.json` is made from it.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Jixiao API",
        version = "1",
        description = "预算绩效自评：与页面同一套用例与权限。"
    ),
    paths(document),
    components(schemas(ErrorBody, FieldErrorBody))
)]
struct ApiDocument;

/// The OpenAPI description.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut whole = ApiDocument::openapi();
    whole.merge(session::Document::openapi());
    whole.merge(account::Document::openapi());
    whole.merge(policy::Document::openapi());
    whole.merge(organisations::Document::openapi());
    whole.merge(users::Document::openapi());
    whole.merge(audit::Document::openapi());
    whole.merge(self_evaluations::openapi());
    whole.merge(goals::Document::openapi());
    whole.merge(departments::Document::openapi());
    whole.merge(assessments::Document::openapi());
    whole.merge(evaluations::Document::openapi());
    whole.merge(payments::Document::openapi());
    whole.merge(people::openapi());
    whole.merge(duplicates::Document::openapi());
    whole.merge(programmes::Document::openapi());
    whole.merge(cases::Document::openapi());
    whole.merge(notices::Document::openapi());
    whole.merge(rectifications::Document::openapi());
    whole.merge(library::Document::openapi());
    whole.merge(standards::Document::openapi());
    whole.merge(monitoring::Document::openapi());
    whole.merge(results::Document::openapi());
    whole.merge(projects::Document::openapi());
    whole.merge(past_years::Document::openapi());
    whole.merge(ledgers::Document::openapi());
    whole.merge(reports::Document::openapi());
    whole.merge(disclosure::Document::openapi());
    whole.merge(public::Document::openapi());
    whole
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", responses((status = 200, description = "OpenAPI 3.1")))]
async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(openapi())
}

/// A refusal over the API.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorBody {
    /// Stable code: `forbidden`, `not_found`, `invalid`, `conflict` …
    code: &'static str,
    /// What is wrong and what to do, in Chinese.
    message: String,
    /// Errors of single fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldErrorBody>,
}

/// An error of one field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldErrorBody {
    /// The field.
    field: String,
    /// What is wrong with it.
    message: String,
}

/// What an API handler gives.
pub(crate) type ApiResult<T> = Result<Json<T>, ApiError>;

/// Rows before a page of a list, from its number.
fn offset(page: Option<i64>) -> i64 {
    page.unwrap_or(1).clamp(1, i64::MAX / ROWS_PER_PAGE).saturating_sub(1) * ROWS_PER_PAGE
}

/// A body of JSON; what can't be read is refused like a field.
pub(crate) struct ApiJson<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Web> for ApiJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, ApiError> {
        match Json::<T>::from_request(request, web).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => {
                let message = format!("请求内容不是所要求的 JSON：{}", rejection.body_text());
                Err(Refusal::field("body", message).into())
            }
        }
    }
}

/// A refusal that ends an API call.
pub(crate) struct ApiError(Refusal);

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, _) = public(&self.0);
        if let Refusal::Store(error) = &self.0 {
            tracing::error!(%error, code, "the database failed");
        }
        let message = self.0.to_string();
        let lock = Lock::of(&self.0);
        let fields = match self.0 {
            Refusal::Invalid(errors) => errors
                .into_iter()
                .map(|error| FieldErrorBody { field: error.field, message: error.message })
                .collect(),
            _ => Vec::new(),
        };
        lock.put_on((status, Json(ErrorBody { code, message, fields })).into_response())
    }
}
