//! 绩效公开 for everybody: the years, a year's forms and reports with their files, an item, the
//! keys, and verification. No session is read and none is made.

mod error;
mod item;
mod keys;
mod notices;
mod verify;
mod year;
mod years;

pub(crate) use error::{PublicError, PublicResult};

use crate::assets::{SHARED, Shared};
use crate::route::{get, post};
use crate::{Access, Route, show};
use jixiao_app::publication::PublicItem;

pub(crate) fn routes() -> Vec<Route> {
    let access = Access::Public;
    vec![
        get("/public", access, years::page),
        get("/public/keys", access, keys::page),
        get("/public/notices", access, notices::page),
        get("/public/notices/{id}", access, notices::one),
        get("/public/{year}", access, year::page),
        get("/public/{year}/export", access, year::export),
        get("/public/items/{number}", access, item::page),
        get("/public/items/{number}/files/{format}", access, item::file),
        get("/verify", access, verify::page),
        post("/verify", access, verify::file),
    ]
}

/// What stands around a public page.
pub(super) struct Open {
    shared: &'static Shared,
    title: String,
    /// Address of the entry of the navigation.
    here: &'static str,
}

impl Open {
    fn new(here: &'static str, title: impl Into<String>) -> Self {
        Self { shared: &SHARED, title: title.into(), here }
    }
}

/// Where an item stands: class of the lamp and word.
fn standing(item: &PublicItem) -> (&'static str, &'static str) {
    if item.withdrawn_at.is_some() {
        ("bad", "已撤下")
    } else if item.corrected_by_number.is_some() {
        ("warn", "已更正")
    } else {
        ("good", "有效")
    }
}

/// A size for people.
pub(crate) fn size(byte_count: &i64) -> String {
    match byte_count {
        ..1024 => format!("{byte_count} 字节"),
        1024..1_048_576 => format!("{} KB", byte_count / 1024),
        _ => format!("{} MB", byte_count / 1_048_576),
    }
}

/// When an item was published, for people.
fn published(item: &PublicItem) -> String {
    show::day(&item.published_at)
}
