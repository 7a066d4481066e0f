//! What a stranger meets.

use crate::support::Browser;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::App;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_stranger_is_led_to_the_sign_in_page_and_back,
    a_form_from_another_site_is_refused,
    pages_forbid_foreign_script,
}

async fn a_stranger_is_led_to_the_sign_in_page_and_back(store: Store) {
    let mut browser = Browser::new(App::for_tests(store));
    let answer = browser.get("/workbench?year=2026").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location.unwrap(), "/sign-in?next=/workbench%3Fyear%3D2026");
}

async fn a_form_from_another_site_is_refused(store: Store) {
    let mut browser = Browser::new(App::for_tests(store));
    let request = Request::post("/sign-out")
        .header("sec-fetch-site", "cross-site")
        .header(header::ORIGIN, "https://example.org");
    assert_eq!(browser.send(request, Body::empty()).await.status, StatusCode::FORBIDDEN);
}

async fn pages_forbid_foreign_script(store: Store) {
    let mut browser = Browser::new(App::for_tests(store));
    let answer = browser.get("/no-such-page").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let policy = answer.headers["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    assert!(!answer.body.contains("<script>"), "no inline script");
}
