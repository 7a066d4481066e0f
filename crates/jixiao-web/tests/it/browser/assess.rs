//! Rectification, assessment and evaluation over the city: the main path, axe, and pictures.

use super::city;
use jixiao_sample::PASSWORD;

#[tokio::test]
async fn a_notice_is_given_and_the_pages_of_supervision_serve_everybody() {
    let Some((desk, _)) = city().await else { return };
    desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
    desk.sign_in("city.finance", PASSWORD).await;
    desk.go("/rectifications").await;
    desk.press("下达整改通知").await;
    desk.arrives("/rectifications/new").await;
    desk.press("下达").await;
    desk.sees("处需要更正").await;
    for page in [
        "/rectifications",
        "/rectifications?state=returned",
        "/rectifications/new",
        "/rectifications/2",
        "/assessments",
        "/assessments/2",
        "/assessments/3",
        "/evaluations",
        "/evaluations/new",
        "/evaluations/1",
        "/evaluations/6/edit",
        "/evaluations/7/edit",
        "/evaluations/1/print",
        "/assessments/2/print",
        "/projects/6/years/2025",
    ] {
        desk.shows_well("assess", page).await;
    }
    desk.close().await;
}
