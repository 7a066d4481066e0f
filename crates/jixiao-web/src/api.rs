//! The JSON API under `/api/v1`: its own types, the same use cases, the same error table.

use crate::error::public;
use crate::route::get;
use crate::{Access, Route};
use axum::Json;
use axum::response::{IntoResponse, Response};
use jixiao_app::Refusal;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/api/v1/openapi.json", Access::Public, document)]
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
    ApiDocument::openapi()
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
        let fields = match self.0 {
            Refusal::Invalid(errors) => errors
                .into_iter()
                .map(|error| FieldErrorBody { field: error.field, message: error.message })
                .collect(),
            _ => Vec::new(),
        };
        (status, Json(ErrorBody { code, message, fields })).into_response()
    }
}
