//! Style, script and icons, inside the program. Their addresses carry their digest, so that a
//! browser keeps them for ever and still gets a new version at once.

use crate::route::get;
use crate::{Access, Route};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/assets/{*path}", Access::Public, serve)]
}

/// The address of a file of `assets/`.
pub(crate) fn address(path: &str) -> String {
    let version = Files::get(path).map_or_else(String::new, |file| {
        file.metadata.sha256_hash()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
    });
    format!("/assets/{path}?v={version}")
}

/// The addresses every page needs.
pub(crate) struct Shared {
    pub(crate) style: String,
    pub(crate) script: String,
    pub(crate) htmx: String,
}

pub(crate) static SHARED: LazyLock<Shared> = LazyLock::new(|| Shared {
    style: address("jixiao.css"),
    script: address("jixiao.js"),
    htmx: address("vendor/htmx/htmx.min.js"),
});

async fn serve(Path(path): Path<String>) -> Response {
    let Some(file) = Files::get(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = file.metadata.mimetype().to_owned();
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
    ];
    (headers, file.data).into_response()
}
