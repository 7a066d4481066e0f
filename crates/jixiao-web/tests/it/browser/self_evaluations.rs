//! Filling in a self-evaluation in a browser.

use super::Desk;
use crate::evaluated::{approve, issued};
use crate::world::World;
use jixiao_domain::Role;

/// A browser in which the county's holder of a role is signed in.
async fn desk(world: &World, role: Role) -> Option<Desk> {
    let desk = Desk::open(world.app.clone()).await?;
    desk.let_in(&world.app.store, world.actor(role), 1).await;
    Some(desk)
}

#[tokio::test]
async fn scores_follow_what_is_typed_and_the_draft_survives() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let id = issued(&world, "XM01").await;
    let Some(desk) = desk(&world, Role::Filler).await else { return };
    let edit = format!("/self-evaluations/{id}/edit");
    desk.go(&edit).await;
    desk.fill("actual", "200人").await;
    desk.sees("200 ÷ 400 × 20 = 10 分").await;
    desk.sees("草稿已保存").await;
    desk.is_accessible().await;
    desk.picture("self-evaluation-fill").await;
    desk.go(&edit).await;
    desk.sees("您有一份未保存的草稿").await;
    desk.press("恢复草稿").await;
    desk.sees("200 ÷ 400 × 20 = 10 分").await;
    desk.press("保存").await;
    desk.sees("已保存。").await;
    desk.is_accessible().await;
    desk.picture("self-evaluation-view").await;
    desk.close().await;
}

#[tokio::test]
async fn a_frozen_form_shows_its_digest_and_prints_the_official_form() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let id = issued(&world, "XM01").await;
    approve(&world, id).await;
    let Some(desk) = desk(&world, Role::Treasury).await else { return };
    for (part, text) in
        [("", "已于批复时锁定"), ("/frozen", "与内容一致"), ("/print", "项目支出绩效自评表")]
    {
        desk.go(&format!("/self-evaluations/{id}{part}")).await;
        desk.sees(text).await;
        desk.is_accessible().await;
        desk.picture(&format!("self-evaluation{}", part.replace('/', "-"))).await;
    }
    desk.go("/self-evaluations").await;
    desk.sees("节日送温暖慰问XM01").await;
    desk.is_accessible().await;
    desk.picture("self-evaluation-list").await;
    desk.go("/self-evaluations/samples").await;
    desk.press("抽取").await;
    desk.sees("抽取 1 份").await;
    desk.is_accessible().await;
    desk.close().await;
}
