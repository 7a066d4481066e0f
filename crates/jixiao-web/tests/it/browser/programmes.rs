//! From a programme's rules to a round and its dry run, in a browser over the sample city.

use super::city;
use jixiao_sample::PASSWORD;

#[tokio::test]
async fn a_round_is_found_by_its_programme_and_tried_on_the_registry() {
    let Some((desk, _)) = city().await else { return };
    desk.sign_in("bangfu.filler", PASSWORD).await;
    for (page, text) in [
        ("/aid-programmes", "金秋助学"),
        ("/aid-programmes/medical", "办理环节"),
        ("/aid-rounds?year=2026", "救助批次"),
        ("/aid-rounds/new?programme=warmth", "本批次补助标准"),
    ] {
        desk.go(page).await;
        desk.sees(text).await;
        desk.is_accessible().await;
        let name = page.split('?').next().unwrap().trim_matches('/').replace('/', "-");
        desk.picture(&format!("wide-{name}")).await;
        desk.driver.set_window_rect(0, 0, 360, 800).await.unwrap();
        desk.picture(&format!("phone-{name}")).await;
        let script =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        let over: i64 = desk.driver.execute(script, vec![]).await.unwrap().convert().unwrap();
        assert!(over <= 0, "{page} is {over} pixels wider than a phone");
        desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
    }
    desk.go("/aid-rounds?programme=medical&year=2026").await;
    desk.find("main table a").await.click().await.unwrap();
    desk.sees("批次情况").await;
    desk.is_accessible().await;
    desk.sign_out().await;
    desk.sign_in("city.reviewer", PASSWORD).await;
    desk.go("/aid-rounds?programme=medical&year=2026").await;
    desk.find("main table a").await.click().await.unwrap();
    desk.find("main .actions a").await.click().await.unwrap();
    desk.press("试算").await;
    desk.sees("试算结果").await;
    desk.is_accessible().await;
    desk.picture("trial").await;
}
