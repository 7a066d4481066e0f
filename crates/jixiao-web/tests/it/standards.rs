//! Cost standards and the adviser over HTTP.

use crate::fixture;
use crate::support::Browser;
use crate::world::World;
use axum::http::StatusCode;
use jixiao_app::goals;
use jixiao_domain::Role;
use jixiao_store::testing;

async fn finance() -> (World, Browser) {
    let world = World::new(testing::sqlite().await).await;
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(Role::Finance)).await;
    (world, browser)
}

fn typed(organisation: &str) -> Vec<(&'static str, String)> {
    [
        ("organisation", organisation),
        ("programme", "warmth_relief"),
        ("item", "节日慰问金"),
        ("indicator_words", "慰问在档"),
        ("amount", "600"),
        ("unit", "人"),
        ("document_number", "北工发〔2026〕7号"),
        ("first_year", "2026"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}

#[tokio::test]
async fn a_standard_is_entered_listed_exported_and_withdrawn() {
    let (world, mut browser) = finance().await;
    assert!(browser.get("/standards").await.body.contains("没有符合条件的支出标准"));
    let fields = typed(&world.north.id.to_string());
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    fields[4].1 = "六百";
    let refused = browser.post("/standards/new", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("应为金额") && refused.body.contains("北工发〔2026〕7号"));
    fields[4].1 = "600";
    let added = browser.post("/standards/new", &fields).await;
    let address = added.location.unwrap();
    let page = browser.get(&address).await.body;
    assert!(page.contains("600.00 元/人") && page.contains("2026年度起"), "{page}");
    let list = browser.get("/standards?programme=warmth_relief&year=2027").await.body;
    assert!(list.contains("节日慰问金"), "{list}");
    assert!(!browser.get("/standards?year=2025").await.body.contains("〔2026〕7号"));
    assert_eq!(browser.get("/standards/export").await.status, StatusCode::OK);
    let path = address.split('?').next().unwrap().to_owned();
    let bare = browser.post(&format!("{path}/withdraw"), &[("reason", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = browser.post(&format!("{path}/withdraw"), &[("reason", "标准已调整")]).await;
    assert!(browser.get(&done.location.unwrap()).await.body.contains("标准已调整"));
}

#[tokio::test]
async fn a_target_the_budget_does_not_pay_for_is_marked_beside_its_field() {
    let (world, mut browser) = finance().await;
    let fields = typed(&world.north.id.to_string());
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.post("/standards/new", &fields).await;
    let filler = world.call(world.actor(Role::Filler));
    let goal = goals::create(filler, fixture::open_year(&world, "P1").await).await.unwrap();
    goals::save(filler, goal, &fixture::form("1")).await.unwrap();
    browser.sign_in(&world.app, world.actor(Role::Filler)).await;
    let page = browser.get(&format!("/goals/{goal}/edit")).await.body;
    assert!(page.contains("400人 需 240,000 元，超过预算 200,000 元"), "{page}");
    assert!(page.contains("指标值建议"), "{page}");
    let checked = browser.get(&format!("/api/v1/goals/{goal}")).await.body;
    assert!(checked.contains("超过预算 200,000 元"), "{checked}");
}
