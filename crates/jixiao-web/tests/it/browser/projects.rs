//! The pages of projects in a browser: from the list to a ledger line, and on a phone's width.

use super::Desk;
use crate::records;
use crate::world::World;
use jixiao_domain::Role;

async fn choose(desk: &Desk, name: &str, code: &str) {
    let option = format!("select[name={name}] option[value={code}]");
    desk.find(&option).await.click().await.unwrap();
}

#[tokio::test]
async fn finance_goes_from_the_list_to_a_ledger_line() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    records::project(&world).await;
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    desk.let_in(&world.app.store, world.actor(Role::Finance), 1).await;
    desk.go("/projects?year=2026").await;
    desk.sees("合计 1 个项目").await;
    desk.is_accessible().await;
    desk.picture("projects").await;
    desk.press("困难职工节日慰问").await;
    desk.sees("年度资金总额").await;
    desk.press("登记预算").await;
    choose(&desk, "kind", "supplement").await;
    choose(&desk, "source", "other").await;
    desk.fill("amount", "1.5万").await;
    desk.fill("document_number", "江工财〔2026〕8号").await;
    desk.fill("dated_on", "2026年3月1日").await;
    desk.press("登记").await;
    desk.sees("请换算为元填写").await;
    desk.is_accessible().await;
    desk.picture("budget-entry-error").await;
    desk.fill("amount", "15,000").await;
    desk.press("登记").await;
    desk.sees("已登记。").await;
    desk.sees("15,100.00").await;
    desk.is_accessible().await;
    desk.picture("project-year").await;
    for (path, name) in [("/projects/import", "import"), ("/statistics?year=2026", "statistics")] {
        desk.go(path).await;
        desk.find("nav.places").await;
        desk.is_accessible().await;
        desk.picture(name).await;
    }
    desk.close().await;
}

#[tokio::test]
async fn the_pages_of_a_project_fit_a_phone() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let project = format!("/projects/{}", records::project(&world).await.id);
    let year = format!("{project}/years/2026");
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    desk.let_in(&world.app.store, world.actor(Role::Filler), 1).await;
    desk.driver.set_window_rect(0, 0, 500, 900).await.unwrap();
    let paths = ["/projects?year=2026", "/projects/new", &project, &year];
    for (number, path) in paths.into_iter().enumerate() {
        desk.go(path).await;
        desk.find("main h1").await;
        desk.find("nav.places").await;
        desk.is_accessible().await;
        let script = "return document.documentElement.scrollWidth - window.innerWidth;";
        let beyond = desk.driver.execute(script, vec![]).await.unwrap();
        let beyond: i64 = beyond.convert().unwrap();
        assert!(beyond <= 0, "{path} is {beyond} pixels wider than the window");
        desk.picture(&format!("phone-project-{number}")).await;
    }
    desk.close().await;
}
