//! A pair of the sample city is looked at side by side and judged, in a browser.

use super::city;
use jixiao_sample::PASSWORD;

#[tokio::test]
async fn a_reviewer_compares_two_records_and_judges_them() {
    let Some((desk, _)) = city().await else { return };
    desk.sign_in("dongting.reviewer", PASSWORD).await;
    desk.go("/duplicates").await;
    desk.sees("待核对").await;
    desk.is_accessible().await;
    desk.picture("wide-duplicates").await;
    desk.find("main table a").await.click().await.unwrap();
    desk.sees("逐项对照").await;
    desk.is_accessible().await;
    desk.picture("duplicate").await;
    let address = desk.driver.current_url().await.unwrap();
    desk.driver.set_window_rect(0, 0, 360, 800).await.unwrap();
    for path in ["/duplicates", address.path()] {
        desk.go(path).await;
        let script =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        let over: i64 = desk.driver.execute(script, vec![]).await.unwrap().convert().unwrap();
        assert!(over <= 0, "{path} is {over} pixels wider than a phone");
    }
    desk.picture("phone-duplicate").await;
    desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
    desk.press("判定不是同一人").await;
    desk.sees("需要更正").await;
    desk.is_accessible().await;
    let form = "form:has(input[value=judge_different]) textarea";
    desk.find(form).await.send_keys("核对证件原件，系两人").await.unwrap();
    desk.press("判定不是同一人").await;
    desk.sees("已判定不是同一人。").await;
    desk.is_accessible().await;
    desk.close().await;
}
