//! The keys that seal what is published: what visitors compare fingerprints with.

use super::{Open, PublicResult};
use crate::visitor::{self, Reader};
use crate::{Web, show};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use jixiao_app::publication::{self, KnownKey};

#[derive(Template)]
#[template(path = "public/keys.html")]
struct KeysPage {
    open: Open,
    keys: Vec<KnownKey>,
}

pub(super) async fn page(_: Reader, State(web): State<Web>, headers: HeaderMap) -> PublicResult {
    let keys = publication::keys(&web.app.store).await?;
    let open = Open::new("/public/keys", "签发密钥");
    Ok(visitor::page(&KeysPage { open, keys }, &headers))
}
