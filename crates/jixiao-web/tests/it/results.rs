//! The use of results over HTTP.

use crate::evaluated;
use crate::support::Browser;
use crate::world::World;
use axum::http::StatusCode;
use jixiao_domain::Role;
use jixiao_store::testing;

async fn filed() -> (World, Browser) {
    let world = World::new(testing::sqlite().await).await;
    let id = evaluated::issued(&world, "XM01").await;
    evaluated::approve(&world, id).await;
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(Role::Finance)).await;
    (world, browser)
}

#[tokio::test]
async fn grades_years_and_units_are_shown_with_their_figures() {
    let (_world, mut browser) = filed().await;
    let list = browser.get("/results").await.body;
    assert!(list.contains("评价结果 2025 年度") && list.contains("80.00%"), "{list}");
    assert!(browser.get("/results?grade=%E5%B7%AE").await.body.contains("没有符合条件的项目"));
    assert_eq!(browser.get("/results/export").await.status, StatusCode::OK);
    let compare = browser.get("/results/compare").await.body;
    assert!(compare.contains("各年汇总") && compare.contains("80.00%"), "{compare}");
    assert_eq!(browser.get("/results/compare/export?span=3").await.status, StatusCode::OK);
    let over = browser.get("/api/v1/results/compare").await.body;
    assert!(over.contains("\"missing_years\":[]") && over.contains("\"0.8\""), "{over}");
    let ranking = browser.get("/results/ranking").await.body;
    assert!(ranking.contains("预算执行 扣 4") && ranking.contains("计分办法"), "{ranking}");
    assert!(!ranking.contains("预算执行率 80%"), "{ranking}");
    let (_, link) = ranking.split_once("href=\"/results/ranking?year=").unwrap();
    let (link, _) = link.split_once('#').unwrap();
    let link = format!("/results/ranking?year={}", link.replace("&amp;", "&"));
    let unit = browser.get(&link).await.body;
    assert!(unit.contains("预算执行率 80%") && unit.contains("绩效自评按期报送"), "{unit}");
    let over = browser.get("/api/v1/results/ranking").await.body;
    assert!(over.contains("\"tied\":false") && over.contains("扣 4 分"), "{over}");
    assert_eq!(browser.get("/results/ranking/export").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_proposal_is_computed_changed_and_approved() {
    let (world, mut browser) = filed().await;
    let empty = browser.get("/results/proposals?year=2026").await.body;
    assert!(empty.contains("按规则测算 2026 年度"), "{empty}");
    let done = browser.post("/results/proposals", &[("year", "2026")]).await;
    let list = browser.get(&done.location.unwrap()).await.body;
    assert!(list.contains("新增 1 项") && list.contains("88,000.00"), "{list}");
    let page = browser.get("/results/proposals/1").await.body;
    assert!(page.contains("未执行 20,000 元，占 20%"), "{page}");
    let mut fields =
        [("revision", "1"), ("decision", "improve"), ("amount", "9万"), ("reason", "任务未变")];
    let refused = browser.post("/results/proposals/1/edit", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("换算为元") && refused.body.contains("任务未变"));
    fields[2].1 = "90000";
    browser.post("/results/proposals/1/edit", &fields).await;
    let submit = [("revision", "2"), ("event", "submit"), ("reason", "")];
    let done = browser.post("/results/proposals/1/step", &submit).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let approve = [("revision", "3"), ("event", "approve"), ("reason", "")];
    let own = browser.post("/results/proposals/1/step", &approve).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    browser.sign_in(&world.app, world.actor(Role::Approver)).await;
    let done = browser.post("/results/proposals/1/step", &approve).await;
    let page = browser.get(&done.location.unwrap()).await.body;
    assert!(page.contains("已审批") && page.contains("90,000.00"), "{page}");
    assert_eq!(browser.get("/results/proposals/export?year=2026").await.status, StatusCode::OK);
}

#[tokio::test]
async fn scenarios_stand_side_by_side_and_one_is_adopted() {
    let (world, mut browser) = filed().await;
    let unit = world.north.id.to_string();
    let fields = [
        ("organisation", unit.as_str()),
        ("year", "2026"),
        ("name", "从紧安排"),
        ("ceiling", "60000"),
        ("method", "weakness"),
        ("score_percent", "60"),
        ("fair_cut_percent", "10"),
        ("poor_cut_percent", "30"),
    ];
    let done = browser.post("/results/scenarios", &fields).await;
    let page = browser.get(&done.location.unwrap()).await.body;
    assert!(page.contains("从紧安排") && page.contains("60,000.00"), "{page}");
    let twice = browser.post("/results/scenarios", &fields).await;
    assert!(twice.body.contains("已有同名方案"), "{}", twice.body);
    assert_eq!(browser.get("/results/scenarios/export?year=2026").await.status, StatusCode::OK);
    let done = browser.post("/results/scenarios/1/adopt", &[("year", "2026")]).await;
    let list = browser.get(&done.location.unwrap()).await.body;
    assert!(list.contains("60,000.00"), "{list}");
    let page = browser.get("/results/scenarios?year=2026").await.body;
    assert!(page.contains("按“绩效强弱”分摊") && page.contains("已采用"), "{page}");
    let withdrawn = [("year", "2026"), ("reason", "不再需要")];
    let refused = browser.post("/results/scenarios/1/withdraw", &withdrawn).await;
    assert!(refused.body.contains("已采用，不能撤销"), "{}", refused.body);
}
