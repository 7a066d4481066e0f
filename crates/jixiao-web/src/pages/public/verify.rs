//! Verification: a file that is sent, or a number or digest that is typed or scanned.

use super::{Open, PublicResult};
use crate::cache::never_kept;
use crate::error::render;
use crate::form::Errors;
use crate::visitor::{self, Verifier};
use crate::{Web, show};
use askama::Template;
use axum::extract::{FromRequest as _, Multipart, Query, Request, State};
use axum::http::HeaderMap;
use jixiao_app::Refusal;
use jixiao_app::publication::{self, Checked, FILE_BYTES_MAX, Found, PublicItem};
use jixiao_domain::Coded as _;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "public/verify.html")]
struct VerifyPage {
    open: Open,
    typed: String,
    /// What the typed number or digest belongs to; `None` where nothing was typed.
    items: Option<Vec<PublicItem>>,
    /// What was found about a file.
    checked: Option<Checked>,
    errors: Errors,
}

impl VerifyPage {
    fn new() -> Self {
        Self {
            open: Open::new("/verify", "验证公开文件"),
            typed: String::new(),
            items: None,
            checked: None,
            errors: Errors::default(),
        }
    }

    fn lamp(found: &Found) -> &'static str {
        match found {
            Found::Genuine => "good",
            Found::Superseded | Found::NotPublished | Found::StrangeKey | Found::Unsealed => "warn",
            Found::Changed | Found::Damaged | Found::Several => "bad",
        }
    }
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Typed {
    digest: String,
}

pub(super) async fn page(
    _: Verifier,
    State(web): State<Web>,
    Query(query): Query<Typed>,
    headers: HeaderMap,
) -> PublicResult {
    let mut page = VerifyPage::new();
    if !query.digest.trim().is_empty() {
        match publication::check_words(&web.app, &query.digest).await {
            Ok(items) => page.items = Some(items),
            Err(refusal) => page.errors = Errors::of(refusal)?,
        }
    }
    page.typed = query.digest.chars().take(200).collect();
    Ok(visitor::page(&page, &headers))
}

pub(super) async fn file(_: Verifier, State(web): State<Web>, request: Request) -> PublicResult {
    let mut page = VerifyPage::new();
    let place = web.visits.verifying.acquire().await;
    match sent(request, &web).await {
        Ok(bytes) => match publication::check_file(&web.app, bytes).await {
            Ok(checked) => page.checked = Some(checked),
            Err(refusal) => page.errors = Errors::of(refusal)?,
        },
        Err(refusal) => page.errors = Errors::of(refusal)?,
    }
    drop(place);
    Ok(never_kept(render(&page)))
}

async fn sent(request: Request, web: &Web) -> Result<Vec<u8>, Refusal> {
    let limit = FILE_BYTES_MAX / (1024 * 1024);
    let unreadable =
        || Refusal::field("file", format!("上传未完成或超过 {limit} MB，请重新选择文件"));
    let mut form = Multipart::from_request(request, web).await.map_err(|_| unreadable())?;
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() == Some("file") {
            return Ok(field.bytes().await.map_err(|_| unreadable())?.to_vec());
        }
    }
    Err(Refusal::field("file", "请选择要验证的文件"))
}
