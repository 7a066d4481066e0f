//! The pages of those who prepare what is published.

use crate::disclosed;
use crate::support::Browser;
use crate::world::World;
use jixiao_app::disclosures as area;
use jixiao_domain::Role;

async fn desk(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

#[tokio::test]
async fn finance_assembles_looks_and_submits() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let id = disclosed::draft(&world, "XM01").await;
    let mut browser = desk(&world, Role::Finance).await;
    let page = browser.get(&format!("/disclosure/{id}")).await;
    assert!(page.body.contains("核对副本（还有 1 份）"), "{}", page.body);
    let step = format!("/disclosure/{id}/step");
    let refused = browser.post(&step, &[("revision", "2"), ("event", "submit")]).await;
    assert!(refused.body.contains("尚未核对"), "{}", refused.body);

    let call = world.call(world.actor(Role::Finance));
    let item = area::read(call, id).await.unwrap().items[0].item.id;
    let look = format!("/disclosure/{id}/items/{item}");
    let page = browser.get(&look).await;
    assert!(page.body.contains("电话***") && !page.body.contains("电话13800138000"));
    assert!(page.body.contains("身份证号") && page.body.contains("个人信息保护法"));
    let typed = [("words", "没有的字"), ("reason", "涉及个人")];
    let refused = browser.post(&format!("{look}/remove"), &typed).await;
    assert!(refused.body.contains("副本的文字中没有这些字"), "{}", refused.body);
    assert!(refused.body.contains("value=\"没有的字\""), "what was typed is kept");
    let digest = area::look(call, item).await.unwrap().digest;
    let done = browser.post(&format!("{look}/confirm"), &[("digest", &digest)]).await;
    assert_eq!(done.location, Some(format!("/disclosure/{id}?done=saved")));
    let done = browser.post(&step, &[("revision", "2"), ("event", "submit")]).await;
    assert_eq!(done.location, Some(format!("/disclosure/{id}?done=submit")));
    let page = browser.get(&format!("/disclosure/{id}")).await;
    assert!(page.body.contains("待单位审核") && page.body.contains("北山县总工会审核"));
    let assemble = browser.get(&format!("/disclosure/{id}/assemble")).await;
    assert_eq!(assemble.location, Some(format!("/disclosure/{id}")));
}

#[tokio::test]
async fn an_approved_version_says_what_is_missing_before_it_can_be_published() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let id = disclosed::draft(&world, "XM01").await;
    disclosed::confirm_all(&world, id).await;
    for (role, event) in disclosed::CHAIN {
        disclosed::take(&world, role, id, event).await.unwrap();
    }
    let mut browser = desk(&world, Role::Finance).await;
    let page = browser.get(&format!("/disclosure/{id}")).await;
    assert!(page.body.contains("签发密钥") && page.body.contains("公开网址"), "{}", page.body);
    let refused = browser.post(&format!("/disclosure/{id}/publish"), &[]).await;
    assert!(refused.body.contains("尚未生成签发密钥"), "{}", refused.body);
    disclosed::keyed(&world).await;
    let done = browser.post(&format!("/disclosure/{id}/publish"), &[]).await;
    assert_eq!(done.location, Some(format!("/disclosure/{id}")));
    let page = browser.get(&format!("/disclosure/{id}")).await;
    assert!(page.body.contains("正在发布"), "{}", page.body);
    disclosed::run_jobs(&world).await;
    let page = browser.get(&format!("/disclosure/{id}")).await;
    assert!(page.body.contains("GK2025-") && page.body.contains("更正或撤下"), "{}", page.body);
}

#[tokio::test]
async fn the_list_and_its_export_follow_the_filter() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    disclosed::published(&world, "XM01").await;
    let mut browser = desk(&world, Role::Auditor).await;
    let page = browser.get("/disclosure?state=published").await;
    assert!(page.body.contains("北山县总工会") && page.body.contains("已发布"), "{}", page.body);
    assert!(!page.body.contains("开始编制"), "an auditor begins nothing");
    let page = browser.get("/disclosure?state=draft").await;
    assert!(page.body.contains("没有符合条件的公开事项"));
    let book = browser.get("/disclosure/export?state=published").await;
    assert!(book.status.is_success() && book.body.starts_with("PK"));
}

#[tokio::test]
async fn the_api_goes_the_same_way() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let id = disclosed::published(&world, "XM01").await;
    let mut browser = desk(&world, Role::Treasury).await;
    let list = browser.get("/api/v1/disclosure").await;
    assert!(list.body.contains("\"withdrawn_count\":0"), "{}", list.body);
    let read = browser.get(&format!("/api/v1/disclosure/{id}")).await;
    assert!(read.body.contains("\"number\":\"GK2025-"), "{}", read.body);
}
