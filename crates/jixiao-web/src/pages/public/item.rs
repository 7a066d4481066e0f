//! A published form or report, and its files.

use super::{Open, PublicResult};
use crate::visitor::{self, Reader};
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use jixiao_app::publication::{self, PublicPage};
use jixiao_domain::Coded as _;

#[derive(Template)]
#[template(path = "public/item.html")]
struct ItemPage {
    open: Open,
    page: PublicPage,
}

pub(super) async fn page(
    _: Reader,
    State(web): State<Web>,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> PublicResult {
    let page = publication::item(&web.app, &number).await?;
    let item = &page.line.item;
    let name = if item.project_name.is_empty() { &item.unit_name } else { &item.project_name };
    let open = Open::new("/public", format!("{name} {}", item.title));
    Ok(visitor::page(&ItemPage { open, page }, &headers))
}

pub(super) async fn file(
    _: Reader,
    State(web): State<Web>,
    Path((number, format)): Path<(String, String)>,
    headers: HeaderMap,
) -> PublicResult {
    let (file, bytes) = publication::file(&web.app, &number, &format).await?;
    let answer = download::file(&file.file_name, &file.media_type, bytes);
    Ok(visitor::kept(answer, file.digest.as_bytes(), &headers))
}
