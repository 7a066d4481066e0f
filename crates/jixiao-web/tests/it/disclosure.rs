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

#[tokio::test]
async fn finance_chooses_from_a_filtered_list() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let id = disclosed::draft(&world, "XM01").await;
    let mut browser = desk(&world, Role::Finance).await;
    let path = format!("/disclosure/{id}/assemble");
    let page = browser.get(&format!("{path}?kind=self_evaluation&q=XM01")).await;
    assert!(page.body.contains("符合条件的 1 份中，本次已选定 1 份"), "{}", page.body);
    assert!(page.body.contains("取消其中已选定的 1 份"));
    let page = browser.get(&format!("{path}?kind=report")).await;
    assert!(page.body.contains("没有符合条件的内容"));
    let common = [("revision", "2"), ("note", "随决算公开"), ("kind", "goal"), ("q", "")];
    let all = |formats: &'static str, matching: &'static str| {
        let more = [("reach", "all"), ("formats", formats), ("matching", matching), ("held", "0")];
        [&common[..], &more[..]].concat()
    };
    let refused = browser.post(&path, &all("", "1")).await;
    assert!(refused.body.contains("请至少勾选一种格式"), "{}", refused.body);
    assert!(refused.body.contains("随决算公开"), "what was typed is kept");
    let refused = browser.post(&path, &all("pdf", "7")).await;
    assert!(refused.body.contains("现为 1 份，与页面显示的 7 份不同"), "{}", refused.body);
    let done = browser.post(&format!("{path}?page=1"), &all("pdf", "1")).await;
    let to = done.location.unwrap();
    assert!(to.contains("kind=goal&page=1&done=saved&added=1"), "{to}");
    let page = browser.get(&to).await;
    assert!(page.body.contains("已保存：新增 1 份。"), "{}", page.body);
    // Unticking the page's lines and going back.
    let call = world.call(world.actor(Role::Finance));
    let items = area::read(call, id).await.unwrap().items;
    assert_eq!(items.len(), 2);
    let goal = format!("goal:{}", items[1].item.subject_id);
    let typed = [("revision", "3"), ("reach", "back"), ("shown", goal.as_str())];
    let done = browser.post(&path, &typed).await;
    assert_eq!(done.location, Some(format!("/disclosure/{id}?done=saved")));
    assert_eq!(area::read(call, id).await.unwrap().items.len(), 1);
    let list = browser.get(&format!("/api/v1/disclosure/{id}/candidates?standing=chosen")).await;
    assert!(list.body.contains("\"chosen\":\"pdf docx xlsx html\""), "{}", list.body);
}
