//! Cost standards, advice beside targets, and the use of results, in a browser over the sample city.

use super::city;
use jixiao_sample::PASSWORD;

#[tokio::test]
async fn results_lead_to_proposals_and_targets_are_advised() {
    let Some((desk, app)) = city().await else { return };
    desk.sign_in("city.finance", PASSWORD).await;
    for (page, text) in [
        ("/standards", "节日慰问金"),
        ("/results", "评价结果"),
        ("/results/compare?programme=training", "年度比较"),
        ("/results/ranking?year=2025", "绩效考核"),
        ("/results/proposals?year=2027", "预算建议"),
        ("/results/scenarios?year=2027", "总额压减安排"),
    ] {
        desk.shows_well("results", page).await;
        desk.sees(text).await;
    }
    desk.go("/results/proposals?year=2027&state=draft&sort=amount").await;
    desk.find("main table a").await.click().await.unwrap();
    desk.sees("测算理由").await;
    desk.is_accessible().await;
    desk.picture("proposal").await;
    desk.fill("amount", "1000000").await;
    desk.fill("reason", "按党组会议意见调整").await;
    desk.press("保存调整").await;
    desk.sees("已财务调整。").await;
    desk.press("提交审批").await;
    desk.sees("待审批").await;
    desk.sign_out().await;
    let sql = "SELECT g.id FROM goal g JOIN project_year y ON y.id = g.project_year_id \
               WHERE g.state = 'draft' AND y.year = 2026 AND EXISTS (SELECT 1 FROM goal_indicator i \
               WHERE i.goal_id = g.id) ORDER BY g.id LIMIT 1";
    let goal: i64 = jixiao_store::Connection::row(&app.store, sql, []).await.unwrap().unwrap();
    let sql = format!(
        "SELECT u.id FROM app_user u JOIN goal g ON g.filled_by = u.id WHERE g.id = {goal}"
    );
    let filler: i64 = jixiao_store::Connection::row(&app.store, &sql, []).await.unwrap().unwrap();
    let filler = jixiao_store::users::find(&app.store, jixiao_domain::UserId(filler)).await;
    desk.sign_in(&filler.unwrap().unwrap().login, PASSWORD).await;
    desk.go(&format!("/goals/{goal}/edit")).await;
    desk.sees("指标值建议").await;
    desk.fill_id("field-indicators[0].number", "3").await;
    desk.sees("指标值可能明显偏低").await;
    desk.is_accessible().await;
    desk.picture("goal-advice").await;
    desk.close().await;
}
