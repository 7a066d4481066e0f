//! How the pages look, wide and narrow, and whether everybody can use them.

use super::city;
use jixiao_sample::PASSWORD;

/// Who looks at what; a picture of each is kept.
const PAGES: &[(&str, &[&str])] = &[
    (
        "city.finance",
        &[
            "/workbench",
            "/projects",
            "/goals",
            "/library",
            "/self-evaluations",
            "/statistics",
            "/jobs",
            "/account",
        ],
    ),
    ("system", &["/organisations", "/users"]),
    ("auditlog", &["/audit"]),
];

#[tokio::test]
async fn the_main_pages_have_no_serious_barrier_and_fit_a_phone() {
    let Some((desk, _)) = city().await else { return };
    for (login, pages) in PAGES {
        desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
        desk.sign_in(login, PASSWORD).await;
        for page in *pages {
            desk.go(page).await;
            desk.is_accessible().await;
            desk.picture(&format!("wide{}", page.replace('/', "-"))).await;
            desk.driver.set_window_rect(0, 0, 360, 800).await.unwrap();
            desk.picture(&format!("phone{}", page.replace('/', "-"))).await;
            let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
            let over: i64 = desk.driver.execute(script, vec![]).await.unwrap().convert().unwrap();
            assert!(over <= 0, "{page} is {over} pixels wider than a phone");
            desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
        }
        desk.sign_out().await;
    }
    desk.close().await;
}
