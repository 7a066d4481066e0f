//! Monitoring in a browser: from the round to a submitted record, and a warning answered.

use super::{Desk, city};
use crate::evaluated::project;
use crate::monitored::issued;
use crate::world::World;
use jixiao_domain::{FormLayout, Role};
use jixiao_sample::PASSWORD;

#[tokio::test]
async fn a_record_is_judged_as_it_is_typed_and_its_warning_is_explained() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    project(&world, "XM01", FormLayout::National, true).await;
    let id = issued(&world, "1—7月", "2025-07-31").await;
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    desk.let_in(&world.app.store, world.actor(Role::Filler), 1).await;
    desk.go(&format!("/monitoring/{id}")).await;
    desk.sees("执行滞后于序时").await;
    desk.is_accessible().await;
    desk.picture("monitoring-view").await;
    desk.press("填报").await;
    desk.sees("资金与总体目标").await;
    desk.fill("actual", "100人").await;
    desk.sees("已完成全年指标值的 25.00%").await;
    desk.sees("草稿已保存").await;
    desk.is_accessible().await;
    desk.picture("monitoring-fill").await;
    desk.press("保存").await;
    desk.sees("已保存。").await;
    desk.go("/monitoring/warnings").await;
    desk.sees("为序时进度").await;
    desk.is_accessible().await;
    desk.picture("monitoring-warnings").await;
    desk.go("/monitoring/warnings/1").await;
    desk.fill("reason", "慰问集中在元旦、春节前发放，名册已审定").await;
    desk.press("提交说明").await;
    desk.sees("说明已提交，等待财务认定。").await;
    desk.is_accessible().await;
    desk.picture("monitoring-warning").await;
    desk.close().await;
}

#[tokio::test]
async fn a_warning_becomes_a_notice_that_is_answered_checked_and_closed() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    project(&world, "XM01", FormLayout::National, true).await;
    issued(&world, "1—7月", "2025-07-31").await;
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    let store = &world.app.store;
    desk.let_in(store, world.actor(Role::Finance), 1).await;
    desk.go("/monitoring/warnings/1").await;
    desk.is_accessible().await;
    desk.picture("warning-finance").await;
    desk.press("发出整改通知").await;
    desk.sees("来源：运行监控预警").await;
    desk.fill("requirement", "月底前审定名单并完成首批发放，报送发放清单。").await;
    desk.fill("due_on", "10个工作日").await;
    desk.is_accessible().await;
    desk.picture("warning-notice").await;
    desk.press("下达").await;
    desk.sees("个工作日").await;
    desk.let_in(store, world.actor(Role::Filler), 2).await;
    desk.go("/workbench").await;
    desk.sees("待整改").await;
    desk.is_accessible().await;
    desk.picture("warning-workbench").await;
    desk.go("/rectifications/1").await;
    desk.fill("measures", "已召开会议审定名单。").await;
    desk.fill("outcome", "首批慰问金已发放。").await;
    desk.press("报送整改情况").await;
    desk.sees("待核查").await;
    desk.let_in(store, world.actor(Role::Finance), 3).await;
    desk.go("/rectifications/1").await;
    desk.press("核查通过，办结").await;
    desk.sees("已办结").await;
    desk.go("/monitoring/warnings/1").await;
    desk.sees("已转整改").await;
    desk.close().await;
}

#[tokio::test]
async fn a_warning_stops_payment_and_becomes_an_adjustment_of_the_goal() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    project(&world, "XM01", FormLayout::National, true).await;
    issued(&world, "1—7月", "2025-07-31").await;
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    let store = &world.app.store;
    desk.let_in(store, world.actor(Role::Finance), 1).await;
    desk.go("/monitoring/warnings/1").await;
    desk.press("暂停拨付").await;
    desk.sees("资金拨付已暂停，须由审批人解除。").await;
    desk.sees("资金拨付暂停中").await;
    desk.is_accessible().await;
    desk.picture("warning-suspended").await;
    desk.let_in(store, world.actor(Role::Filler), 2).await;
    desk.go("/monitoring/warnings/1").await;
    desk.fill("reason", "符合条件的慰问对象减少").await;
    desk.press("转入目标调整").await;
    desk.sees("绩效指标").await;
    desk.go("/monitoring/warnings/1").await;
    desk.sees("已转目标调整").await;
    desk.close().await;
}

#[tokio::test]
async fn the_pages_of_monitoring_have_no_serious_barrier_and_fit_a_phone() {
    let Some((desk, _)) = city().await else { return };
    desk.sign_in("city.finance", PASSWORD).await;
    for (page, name) in [
        ("/monitoring?year=2026", "list"),
        ("/monitoring/rounds", "rounds"),
        ("/monitoring/rounds/new", "new"),
        ("/monitoring/rounds/5", "round"),
        ("/monitoring/warnings?state=any", "warnings-all"),
        ("/monitoring/warnings/3", "warning-read"),
        ("/monitoring/250", "record"),
        ("/monitoring/250/print", "print"),
        ("/monitoring/3/frozen", "frozen"),
    ] {
        desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
        desk.go(page).await;
        desk.is_accessible().await;
        desk.picture(&format!("monitoring-{name}")).await;
        desk.driver.set_window_rect(0, 0, 360, 800).await.unwrap();
        desk.picture(&format!("monitoring-{name}-phone")).await;
        let script =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        let over: i64 = desk.driver.execute(script, vec![]).await.unwrap().convert().unwrap();
        assert!(over <= 0, "{page} is {over} pixels wider than a phone");
    }
    desk.close().await;
}
