//! Publishing in a browser: from the approved version over the public page to a verified file, and
//! the same file with one byte changed; and every page of the area as people see it.

use super::{Desk, city};
use crate::disclosed;
use crate::world::World;
use jixiao_app::publication;
use jixiao_domain::Role;
use jixiao_sample::PASSWORD;

/// Sends a file from the page of verification.
async fn verify(desk: &Desk, folder: &std::path::Path, bytes: &[u8]) {
    let path = folder.join("公开文件.pdf");
    std::fs::write(&path, bytes).unwrap();
    desk.go("/verify").await;
    desk.find("#field-file").await.send_keys(path.to_str().unwrap()).await.unwrap();
    desk.press("验证文件").await;
}

#[tokio::test]
async fn finance_publishes_and_a_visitor_verifies_what_was_published() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    disclosed::keyed(&world).await;
    let id = disclosed::draft(&world, "XM01").await;
    disclosed::confirm_all(&world, id).await;
    for (role, event) in disclosed::CHAIN {
        disclosed::take(&world, role, id, event).await.unwrap();
    }
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    desk.let_in(&world.app.store, world.actor(Role::Finance), 1).await;
    desk.go(&format!("/disclosure/{id}")).await;
    desk.sees("已批准，待发布").await;
    desk.is_accessible().await;
    desk.picture("disclosure-approved").await;
    desk.press("发布").await;
    desk.sees("正在发布").await;
    desk.is_accessible().await;
    disclosed::run_jobs(&world).await;
    desk.go(&format!("/disclosure/{id}")).await;
    desk.sees("已发布").await;
    desk.is_accessible().await;
    desk.picture("disclosure-published").await;

    desk.driver.delete_all_cookies().await.unwrap();
    desk.go("/public").await;
    desk.press("2025年度").await;
    desk.sees("节日送温暖慰问").await;
    let link = desk.find("table a[href^='/public/items/']").await;
    let number = link.attr("href").await.unwrap().unwrap().replace("/public/items/", "");
    link.click().await.unwrap();
    desk.sees("在线查看").await;
    desk.sees("电话***").await;
    desk.is_accessible().await;
    desk.picture("public-item").await;

    let (_, mut bytes) = publication::file(&world.app, &number, "pdf").await.unwrap();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("disclosure");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("published.pdf"), &bytes).unwrap();
    verify(&desk, &folder, &bytes).await;
    desk.sees("验证通过").await;
    desk.is_accessible().await;
    desk.picture("public-verified").await;
    bytes[1000] ^= 1;
    verify(&desk, &folder, &bytes).await;
    desk.sees("文件已被改动").await;
    desk.is_accessible().await;
    desk.picture("public-changed").await;
    desk.close().await;
}

#[tokio::test]
async fn every_page_of_the_area_is_fit_to_be_seen() {
    let Some((desk, _)) = city().await else { return };
    for (path, name) in [
        ("/public", "public-years"),
        ("/public/2024", "public-year"),
        ("/public/2025?sort=kind", "public-year-by-kind"),
        ("/public/1999", "public-missing"),
        ("/public/keys", "public-keys"),
        ("/verify", "public-verify"),
        ("/verify?digest=GK2024-0001-001", "public-found"),
    ] {
        desk.go(path).await;
        desk.find("main h1").await;
        desk.is_accessible().await;
        desk.picture(name).await;
    }
    desk.driver.set_window_rect(0, 0, 500, 900).await.unwrap();
    for path in ["/public", "/public/2024", "/verify"] {
        desk.go(path).await;
        desk.find("main h1").await;
        let script = "return document.documentElement.scrollWidth - window.innerWidth;";
        let beyond: i64 = desk.driver.execute(script, vec![]).await.unwrap().convert().unwrap();
        assert!(beyond <= 0, "{path} is {beyond} pixels wider than the window");
        desk.is_accessible().await;
        desk.picture(&format!("phone{}", path.replace('/', "-"))).await;
    }
    desk.driver.set_window_rect(0, 0, 1280, 1000).await.unwrap();
    desk.sign_in("city.finance", PASSWORD).await;
    desk.go("/disclosure").await;
    desk.sees("编制公开内容").await;
    desk.is_accessible().await;
    desk.picture("disclosure-list").await;
    desk.press("江州市总工会").await;
    desk.sees("2026年度绩效公开").await;
    desk.is_accessible().await;
    desk.picture("disclosure-draft").await;
    let address = desk.driver.current_url().await.unwrap();
    desk.press("选定公开内容").await;
    desk.sees("公开说明").await;
    desk.is_accessible().await;
    desk.picture("disclosure-assemble").await;
    desk.driver.goto(address.as_str()).await.unwrap();
    desk.press("核对副本（还有 1 份）").await;
    desk.sees("核对无误").await;
    desk.is_accessible().await;
    desk.picture("disclosure-look").await;
    desk.driver.goto(format!("{address}/assemble")).await.unwrap();
    desk.find("select[name=kind] option[value=monitoring]").await.click().await.unwrap();
    desk.press("查找").await;
    desk.sees("项目支出绩效目标执行监控表").await;
    desk.find("button[value=all]").await.click().await.unwrap();
    desk.sees("已保存：").await;
    desk.is_accessible().await;
    desk.picture("disclosure-assemble-all").await;
    desk.find("button[value=none]").await.click().await.unwrap();
    desk.sees("取消").await;
    desk.sign_out().await;
    desk.sign_in("security", PASSWORD).await;
    desk.go("/policy/publication").await;
    desk.sees("更换签发密钥").await;
    desk.is_accessible().await;
    desk.picture("policy-signing").await;
    desk.close().await;
}
