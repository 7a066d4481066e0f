//! A project's whole year in one go: opened, given money and a goal that four people agree on,
//! accounted for, frozen, and taken away as the official form.

use super::Desk;
use crate::world::World;
use chrono::{Datelike as _, FixedOffset, Utc};
use jixiao_domain::Role;
use jixiao_reader::Limits;
use std::process::Command;

/// level2|name|sign|number|unit|points|actual
const INDICATORS: [&str; 6] = [
    "quantity|走访慰问在档困难职工|at_least|400|人|20|400人",
    "quality|慰问对象建档率|equal|100|%|10|100%",
    "timeliness|慰问金春节前发放率|equal|100|%|10|100%",
    "cost|慰问支出总额|at_most|200000|元|10|190000元",
    "social_benefit|受助职工家庭生活缓解率|at_least|90|%|30|93%",
    "satisfaction|受助职工问卷调查满意度|at_least|90|%|10|95%",
];

/// A browser that people of the county take turns at.
struct Year {
    desk: Desk,
    world: World,
    number: i32,
    turns: u32,
}

#[tokio::test]
async fn a_year_goes_from_the_new_project_to_the_printed_form() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let Some(desk) = Desk::open(world.app.clone()).await else { return };
    let here = FixedOffset::east_opt(8 * 3600).unwrap();
    let number = Utc::now().with_timezone(&here).year();
    let mut year = Year { desk, world, number, turns: 0 };
    let ledger = open_project(&mut year).await;
    budget_and_pay(&mut year, &ledger).await;
    goal(&mut year).await;
    let address = self_evaluation(&mut year).await;
    printed(&year, &address).await;
    year.desk.close().await;
}

impl Year {
    /// Lets the county's holder of a role at the browser.
    async fn turn_of(&mut self, role: Role) {
        self.turns += 1;
        self.desk.let_in(&self.world.app.store, self.world.actor(role), self.turns).await;
    }

    async fn choose(&self, name: &str, code: &str) {
        let option = format!("select[name='{name}'] option[value='{code}']");
        self.desk.find(&option).await.click().await.unwrap();
    }
}

/// The filler adds the project and opens its year; gives the address of the year.
async fn open_project(year: &mut Year) -> String {
    year.turn_of(Role::Filler).await;
    let desk = &year.desk;
    desk.go("/projects/new").await;
    for (name, text) in [
        ("code", "A1"),
        ("name", "困难职工节日慰问"),
        ("supervising_department", "江州市总工会"),
        ("implementing_unit", "北山县总工会"),
    ] {
        desk.fill(name, text).await;
    }
    year.choose("programme", "warmth_relief").await;
    year.choose("attribute", "new").await;
    desk.press("保存").await;
    desk.sees("项目已新增").await;
    let at = desk.driver.current_url().await.unwrap();
    let project = at.path().to_owned();
    desk.go(&format!("{project}/years/new")).await;
    desk.press("保存").await;
    desk.sees("年度已建立").await;
    format!("{project}/years/{}", year.number)
}

/// Finance enters the budget and a payment.
async fn budget_and_pay(year: &mut Year, ledger: &str) {
    year.turn_of(Role::Finance).await;
    let desk = &year.desk;
    desk.go(&format!("{ledger}/budget")).await;
    year.choose("kind", "initial").await;
    year.choose("source", "current_treasury").await;
    desk.fill("amount", "200,000").await;
    desk.fill("document_number", "江财预〔1〕号").await;
    desk.fill("dated_on", &format!("{}-01-05", year.number)).await;
    desk.press("登记").await;
    desk.sees("已登记。").await;
    desk.go(&format!("{ledger}/payment")).await;
    desk.fill("voucher_number", "记-1").await;
    desk.fill("paid_on", &format!("{}-01-05", year.number)).await;
    year.choose("source", "current_treasury").await;
    desk.fill("amount", "190,000").await;
    desk.sees("草稿已保存").await;
    desk.is_accessible().await;
    desk.picture("year-payment").await;
    desk.press("登记").await;
    desk.sees("已登记。").await;
    desk.sees("95.00%").await;
}

/// The goal is filled in and agreed on by four people.
async fn goal(year: &mut Year) {
    year.turn_of(Role::Filler).await;
    let desk = &year.desk;
    desk.go("/goals").await;
    desk.press("申报").await;
    desk.sees("绩效目标填报").await;
    let goal = "在元旦春节期间走访慰问在档困难职工，及时足额发放慰问金。";
    desk.fill("annual_goal", goal).await;
    desk.fill("annual_treasury", "200,000").await;
    for (row, line) in INDICATORS.iter().enumerate() {
        let cells: Vec<&str> = line.split('|').collect();
        let name = |part: &str| format!("indicators[{row}].{part}");
        desk.find(&format!("[name='{}']", name("name"))).await;
        year.choose(&name("level2"), cells[0]).await;
        year.choose(&name("sign"), cells[2]).await;
        for (part, cell) in [("name", 1), ("number", 3), ("unit", 4), ("points", 5)] {
            desk.fill(&name(part), cells[cell]).await;
        }
        desk.fill(&name("evidence"), "慰问花名册与银行代发回单").await;
        if row + 1 < INDICATORS.len() {
            desk.press("增加一行").await;
            desk.find(&format!("[name='indicators[{}].name']", row + 1)).await;
        }
    }
    desk.is_accessible().await;
    desk.picture("year-goal-edit").await;
    desk.press("保存").await;
    desk.sees("已保存。").await;
    desk.is_accessible().await;
    desk.picture("year-goal").await;
    desk.fill("reason", "资料齐全").await;
    desk.press("提交单位审核").await;
    desk.sees("待单位审核").await;
    let address = desk.driver.current_url().await.unwrap().path().to_owned();
    for (role, button, state) in [
        (Role::Reviewer, "审核通过", "待财务审核"),
        (Role::Finance, "审核通过", "待审批"),
        (Role::Approver, "批复", "已批复"),
    ] {
        year.turn_of(role).await;
        year.desk.go(&address).await;
        year.desk.press(button).await;
        year.desk.sees(state).await;
    }
    year.desk.is_accessible().await;
    year.desk.picture("year-goal-approved").await;
    for (page, name) in [("/library", "year-library"), ("/goals", "year-goals")] {
        year.desk.go(page).await;
        year.desk.find("nav.places").await;
        year.desk.is_accessible().await;
        year.desk.picture(name).await;
    }
}

/// The task is issued, filled in and frozen; gives its address.
async fn self_evaluation(year: &mut Year) -> String {
    year.turn_of(Role::Finance).await;
    year.desk.go(&format!("/self-evaluations/issue?year={}", year.number)).await;
    year.desk.fill("due_on", &format!("{}-12-31", year.number)).await;
    year.desk.press("下达任务").await;
    year.desk.sees("已下达 1 项").await;

    year.turn_of(Role::Filler).await;
    let desk = &year.desk;
    desk.go("/self-evaluations").await;
    desk.press("困难职工节日慰问").await;
    desk.sees("办理").await;
    let address = desk.driver.current_url().await.unwrap().path().to_owned();
    desk.press("填报").await;
    desk.fill("actual_goal", "春节前走访慰问在档困难职工 400 人，慰问金全部打卡发放。").await;
    desk.fill("execution_reason", "三户对象年内脱困，结余交回财政。").await;
    for (row, line) in INDICATORS.iter().enumerate() {
        let actual = line.rsplit('|').next().unwrap();
        desk.fill_id(&format!("field-indicators[{row}].actual"), actual).await;
    }
    desk.sees("草稿已保存").await;
    desk.is_accessible().await;
    desk.press("保存").await;
    desk.sees("已保存。").await;
    desk.press("提交").await;
    desk.sees("已提交，等待单位审核").await;
    for (role, button, done) in [
        (Role::Reviewer, "单位审核通过", "等待财务审核"),
        (Role::Finance, "财务审核通过", "等待审批"),
        (Role::Approver, "批复", "内容已锁定"),
    ] {
        year.turn_of(role).await;
        year.desk.go(&address).await;
        year.desk.press(button).await;
        year.desk.sees(done).await;
    }
    year.desk.is_accessible().await;
    year.desk.picture("year-frozen").await;
    address
}

/// The official form comes as docx and pdf, and says what was filed.
async fn printed(year: &Year, address: &str) {
    let docx = download(&year.desk, &format!("{address}/document/docx")).await;
    let document = jixiao_reader::read(&docx, "自评.docx", &Limits::default()).unwrap();
    let read = format!("{document:?}");
    for text in ["困难职工节日慰问", "走访慰问在档困难职工", "400人", "190000元", "99.5"]
    {
        assert!(read.contains(text), "the docx does not say {text}");
    }
    let pdf = download(&year.desk, &format!("{address}/document/pdf")).await;
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 10_000, "{} bytes", pdf.len());
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("year-{}.pdf", std::process::id()));
    std::fs::write(&path, pdf).unwrap();
    let text = Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output();
    std::fs::remove_file(&path).unwrap();
    // Where the program is not installed, the bytes have to do.
    let Ok(text) = text else { return };
    let text: String = String::from_utf8_lossy(&text.stdout).split_whitespace().collect();
    for words in ["困难职工节日慰问", "走访慰问在档困难职工", "400人", "99.5"] {
        assert!(text.contains(words), "the pdf does not say {words}: {text}");
    }
}

/// The bytes behind an address, fetched by the browser with its own cookie.
async fn download(desk: &Desk, path: &str) -> Vec<u8> {
    let script = "const done = arguments[1];\
        fetch(arguments[0]).then(r => r.ok ? r.arrayBuffer() : Promise.reject(r.status))\
        .then(b => done(Array.from(new Uint8Array(b), v => v.toString(16).padStart(2, '0')).join('')),\
        e => done('failed: ' + e));";
    let answer = desk.driver.execute_async(script, vec![path.into()]).await.unwrap();
    let digits: String = answer.convert().unwrap();
    data_encoding::HEXLOWER.decode(digits.as_bytes()).unwrap_or_else(|_| panic!("{path}: {digits}"))
}
