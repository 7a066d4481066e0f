//! Files of households in a browser: opened, refused, mended, filled in, submitted; the pages for
//! everybody's eyes and for a phone.

use super::{Desk, city};
use jixiao_sample::PASSWORD;

#[tokio::test]
async fn a_file_is_opened_and_submitted_and_the_registry_serves_everybody() {
    let Some((desk, _)) = city().await else { return };
    desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
    desk.sign_in("bangfu.filler", PASSWORD).await;
    desk.go("/households/new").await;
    desk.fill("head_name", "闻人安").await;
    desk.fill("head_id_number", "110105194912310021").await;
    desk.press("保存").await;
    desk.sees("处需要更正").await;
    assert_eq!(desk.value_of("field-head_name").await, "闻人安");
    desk.is_accessible().await;
    desk.picture("people-refused").await;
    desk.fill("head_id_number", "11010519491231002X").await;
    for (field, code) in [("kind", "worker"), ("level", "municipal"), ("main_cause", "own_illness")]
    {
        choose(&desk, field, code).await;
    }
    desk.fill("region", "530100").await;
    choose(&desk, "housing", "rental").await;
    desk.fill("home_count", "0").await;
    desk.press("保存").await;
    desk.sees("档案已新建").await;
    desk.is_accessible().await;
    desk.press("登记收支").await;
    desk.fill("income_wage", "12000").await;
    desk.fill("essential_medical", "6000").await;
    desk.press("保存并测算").await;
    desk.sees("按规则重新测算").await;
    desk.picture("people-judged").await;
    desk.press("提交").await;
    desk.sees("待审核").await;
    desk.sign_out().await;
    desk.sign_in("city.filler", PASSWORD).await;
    for page in [
        "/households",
        "/households?state=filed",
        "/households/1",
        "/households/1/edit",
        "/households/1/figures",
        "/households/1/members/new",
        "/people",
        "/people?group=model_worker",
        "/people/1",
        "/people/1/edit",
        "/people/new",
    ] {
        desk.shows_well("people", page).await;
    }
    desk.close().await;
}

async fn choose(desk: &Desk, field: &str, code: &str) {
    desk.find(&format!("select[name='{field}'] option[value='{code}']"))
        .await
        .click()
        .await
        .unwrap();
}
