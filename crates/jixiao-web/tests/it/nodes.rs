//! Two nodes on one PostgreSQL: sessions, rights and filings are the same on both.

use crate::support::Browser;
use axum::http::StatusCode;
use jixiao_app::App;
use jixiao_sample::PASSWORD;
use jixiao_store::{Store, testing};

#[tokio::test]
async fn a_session_of_one_node_holds_on_the_other_until_it_is_ended_anywhere() {
    let Some(url) = testing::postgres_url().await else { return };
    let first = App::for_tests(Store::open(&url).await.unwrap());
    jixiao_sample::build(&first, chrono::Utc::now()).await.unwrap();
    let second = App::for_tests(Store::open(&url).await.unwrap());
    let (mut one, mut other) = (Browser::new(first), Browser::new(second));
    for browser in [&one, &other] {
        let now = chrono::Utc::now().timestamp_millis();
        browser.clock.store(now, std::sync::atomic::Ordering::Relaxed);
    }

    let form = [("login", "city.finance"), ("password", PASSWORD)];
    assert_eq!(one.post("/sign-in", &form).await.status, StatusCode::SEE_OTHER);
    other.cookie = one.cookie.clone();
    let page = other.get("/workbench").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("待财务审核"), "{}", page.body);

    // Ended on one node, it is over on the other at once.
    let cookie = other.cookie.clone();
    one.post("/sign-out", &[]).await;
    other.cookie = cookie;
    assert_eq!(other.get("/workbench").await.status, StatusCode::SEE_OTHER);
}
