//! A newer goal, another last day, and what the policy asks for, in a browser.

use super::Desk;
use crate::evaluated::{adjust_goal, fill, issued};
use crate::world::World;
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
async fn finance_moves_a_task_to_the_newer_goal_and_its_last_day() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let id = issued(&world, "XM01").await;
    fill(&world, id).await;
    adjust_goal(&world, id).await;
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    desk.let_in(&world.app.store, world.actor(Role::Finance), 1).await;
    desk.go(&format!("/self-evaluations/{id}")).await;
    desk.sees("本次自评仍按第 1 版").await;
    looked_at(&desk, "task-newer-goal").await;
    desk.press("查看新版增减和修改了哪些指标").await;
    desk.sees("慰问物资合格率").await;
    looked_at(&desk, "task-adopt").await;
    desk.press("改按第 2 版").await;
    desk.sees("已改按新版绩效目标").await;
    desk.press("调整截止日期").await;
    let next_year = chrono::Datelike::year(&chrono::Utc::now()) + 1;
    desk.fill("due_on", &format!("{next_year}-01-31")).await;
    desk.press("保存").await;
    desk.sees("有 1 处需要更正").await;
    looked_at(&desk, "task-due").await;
    desk.fill("reason", "审计进点，顺延").await;
    desk.press("保存").await;
    desk.sees("截止日期已调整").await;
    desk.sees("审计进点，顺延").await;
    desk.close().await;
}

#[tokio::test]
async fn a_compulsory_second_factor_is_set_up_first() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    let security = world.at(&world.city, Role::SecurityAdministrator);
    desk.let_in(&world.app.store, security, 1).await;
    desk.go("/policy").await;
    desk.sees("所在地区").await;
    looked_at(&desk, "policy").await;
    desk.find("select[name='second_factor'] option[value='everyone']").await.click().await.unwrap();
    desk.press("保存").await;
    desk.sees("设置双因素认证").await;
    desk.press("开始设置").await;
    desk.sees("密钥").await;
    looked_at(&desk, "set-up").await;
    desk.go("/users").await;
    desk.arrives("/sign-in/set-up").await;
    desk.close().await;
}
