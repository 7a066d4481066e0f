//! What a collector beside the server meets.

use crate::support::Browser;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use jixiao_app::App;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_working_server_says_so,
    figures_are_counted_by_route_and_kept_from_elsewhere,
}

async fn a_working_server_says_so(store: Store) {
    let mut browser = Browser::new(App::for_tests(store.clone()));
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
    store.close().await.unwrap();
    assert_eq!(browser.get("/healthz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

async fn figures_are_counted_by_route_and_kept_from_elsewhere(store: Store) {
    let mut browser = Browser::new(App::for_tests(store));
    browser.get("/assets/none-of-ours.css").await;
    let figures = browser.get("/metrics").await.body;
    let counted = "http_requests_total{method=\"GET\",route=\"/assets/{*path}\",status=\"404\"}";
    assert!(figures.contains(counted), "{figures}");
    assert!(figures.contains("jobs_open 0"), "{figures}");
    assert!(!figures.contains("none-of-ours"), "{figures}");
    let proxied = Request::get("/metrics").header("x-forwarded-for", "10.0.0.9");
    assert_eq!(browser.send(proxied, Body::empty()).await.status, StatusCode::NOT_FOUND);
}
