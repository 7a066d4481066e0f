//! The years with something published.

use super::{Open, PublicResult};
use crate::visitor::{self, Reader};
use crate::{Web, show};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use jixiao_app::publication::{self, PublicYear};

#[derive(Template)]
#[template(path = "public/years.html")]
struct YearsPage {
    open: Open,
    years: Vec<PublicYear>,
}

pub(super) async fn page(_: Reader, State(web): State<Web>, headers: HeaderMap) -> PublicResult {
    let years = publication::years(&web.app).await?;
    let open = Open::new("/public", "绩效公开");
    Ok(visitor::page(&YearsPage { open, years }, &headers))
}
