//! Kept pages: true until something changes, and only for who asked.

use crate::support::Browser;
use axum::http::StatusCode;
use jixiao_app::App;
use jixiao_store::{Store, on_both_databases};

on_both_databases! { a_page_of_nobody_is_never_kept, }

async fn a_page_of_nobody_is_never_kept(store: Store) {
    let mut browser = Browser::new(App::for_tests(store));
    browser.cookie = Some("jixiao_session=unknown".to_owned());
    for _ in 0..2 {
        assert_eq!(browser.get("/workbench").await.status, StatusCode::SEE_OTHER);
    }
}
