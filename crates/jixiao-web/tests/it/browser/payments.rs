//! A batch of payments in a browser: built, checked, approved, exported, by one hand after the other.

use super::Desk;
use crate::office::Office;
use jixiao_domain::Role;

/// Looks at the page in both widths.
async fn looked_at(desk: &Desk, name: &str) {
    desk.is_accessible().await;
    desk.picture(name).await;
    desk.driver.set_window_rect(0, 0, 360, 800).await.unwrap();
    let script =
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
    let over: i64 = desk.driver.execute(script, vec![]).await.unwrap().convert().unwrap();
    assert!(over <= 0, "{name} is {over} pixels wider than a phone");
    desk.picture(&format!("{name}-phone")).await;
    desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
}

#[tokio::test]
async fn a_batch_goes_from_hand_to_hand() {
    let office = Office::new(jixiao_store::testing::sqlite().await, 3, "1000").await;
    office.round("2026年春节送温暖", &[10_000, 20_000, 30_000]).await;
    let Some(desk) = Desk::open(office.world.app.clone()).await else { return };
    let store = &office.world.app.store;
    let actor = |role| office.world.actor(role);
    desk.let_in(store, actor(Role::Filler), 1).await;
    desk.go("/payments").await;
    desk.sees("没有符合条件的发放批次").await;
    desk.press("编制批次").await;
    looked_at(&desk, "payments-projects").await;
    desk.go(&format!("/payments/new?project={}", office.project)).await;
    desk.press("编制").await;
    desk.sees("需要更正").await;
    looked_at(&desk, "payments-new").await;
    let layout = "select[name='layout'] option[value='generic-csv']";
    desk.find(layout).await.click().await.unwrap();
    desk.fill("purpose", "送温暖慰问金").await;
    desk.fill("payer_name", "北山县总工会").await;
    desk.fill("payer_bank", "中国工商银行江州分行").await;
    desk.fill("payer_account", "1001000009000000001").await;
    desk.press("编制").await;
    desk.sees("批次已编制").await;
    for (number, role, button, words) in [
        (2, Role::Reviewer, "复核通过", "已复核"),
        (3, Role::Approver, "审批通过", "已审批"),
        (4, Role::Finance, "导出银行文件", "银行文件已生成并锁定"),
    ] {
        desk.let_in(store, actor(role), number).await;
        desk.go("/payments/1").await;
        desk.press(button).await;
        desk.sees(words).await;
    }
    looked_at(&desk, "payments-view").await;
    desk.go("/payments/1/four-way").await;
    looked_at(&desk, "payments-four-way").await;
    desk.go("/payments/unpaid").await;
    looked_at(&desk, "payments-unpaid").await;
    desk.go("/payments").await;
    looked_at(&desk, "payments-list").await;
    desk.close().await;
}
