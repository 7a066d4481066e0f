//! 救助公示 for everybody: what is posted now, names masked.

use super::{Open, PublicResult};
use crate::list::{Pager, ROWS_PER_PAGE};
use crate::visitor::{self, Reader};
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use jixiao_app::notices::{self, PublicNotice};
use jixiao_app::{Refusal, date_in_china};
use jixiao_domain::AidNoticeId;
use jixiao_store::aid_notices::AidNotice;
use serde::Deserialize;

const HERE: &str = "/public/notices";

#[derive(Template)]
#[template(path = "public/notices.html")]
struct NoticesPage {
    open: Open,
    notices: Vec<AidNotice>,
}

#[derive(Template)]
#[template(path = "public/notice.html")]
struct NoticePage {
    open: Open,
    shown: PublicNotice,
    pager: Pager,
}

pub(super) async fn page(_: Reader, State(web): State<Web>, headers: HeaderMap) -> PublicResult {
    let notices = notices::public_list(&web.app, date_in_china(web.now())).await?;
    let open = Open::new(HERE, "救助公示");
    Ok(visitor::page(&NoticesPage { open, notices }, &headers))
}

/// The page of the lines; what is no number is the first.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PageQuery {
    page: String,
}

pub(super) async fn one(
    _: Reader,
    State(web): State<Web>,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> PublicResult {
    let id = id.parse().map(AidNoticeId).map_err(|_| Refusal::NotFound("该公示"))?;
    let today = date_in_china(web.now());
    let page: Option<i64> = query.page.parse().ok();
    let offset = (page.unwrap_or(1).clamp(1, 1_000_000) - 1) * ROWS_PER_PAGE;
    let shown = notices::public_notice(&web.app, id, today, offset, ROWS_PER_PAGE).await?;
    let pager = Pager::new(page, shown.notice.line_count, &[]);
    let open = Open::new(HERE, shown.notice.title.clone());
    Ok(visitor::page(&NoticePage { open, shown, pager }, &headers))
}
