//! Rectifications, suspensions, assessments and evaluations in the browser and over the API.

use crate::evaluated::{approve, issued};
use crate::fixture::open_year;
use crate::records;
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::evaluations::{self, EvaluationForm};
use jixiao_app::self_evaluations;
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_notice_is_given_answered_and_checked_without_script,
    a_suspended_year_says_so_and_refuses_a_payment,
    an_assessment_is_filled_in_and_keeps_what_was_typed,
    an_evaluation_is_planned_scored_and_concluded,
    strangers_find_nothing_of_it,
    the_api_speaks_of_the_same_records,
}

async fn browser(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

async fn a_notice_is_given_answered_and_checked_without_script(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await.to_string();
    let mut finance = browser(&world, Role::Finance).await;
    let form = finance.get("/rectifications/new?year=2026").await;
    assert!(form.body.contains("困难职工节日慰问（P1）"));
    let typed = [("project_year", year.as_str()), ("problem", "执行偏慢"), ("due_on", "昨天")];
    let refused = finance.post("/rectifications/new", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["执行偏慢", "昨天", "应为日期", "error-requirement"] {
        assert!(refused.body.contains(part), "{part}");
    }
    let sound = [
        ("project_year", year.as_str()),
        ("problem", "执行偏慢"),
        ("requirement", "加快执行"),
        ("due_on", "2026-03-20"),
    ];
    let made = finance.post("/rectifications/new", &sound).await;
    assert_eq!(made.location.as_deref(), Some("/rectifications/1?done=opened"));
    let mut filler = browser(&world, Role::Filler).await;
    assert!(filler.get("/workbench").await.body.contains("整改〔2026〕1号"));
    let page = filler.get("/rectifications/1").await;
    for part in ["待整改", "还有 18 天", "报送整改情况", "加快执行", "/rectifications/1/files"]
    {
        assert!(page.body.contains(part), "{part}");
    }
    let reply = [("revision", "1"), ("event", "reply"), ("measures", "已加快"), ("outcome", "")];
    let refused = filler.post("/rectifications/1/step", &reply).await;
    assert!(refused.body.contains("已加快") && refused.body.contains("error-outcome"));
    let reply =
        [("revision", "1"), ("event", "reply"), ("measures", "已加快"), ("outcome", "已达序时")];
    let sent = filler.post("/rectifications/1/step", &reply).await;
    assert_eq!(sent.location.as_deref(), Some("/rectifications/1?done=reply"));
    let check = [("revision", "2"), ("event", "accept"), ("words", "属实")];
    finance.post("/rectifications/1/step", &check).await;
    let page = finance.get("/rectifications/1?done=accept").await;
    assert!(page.body.contains("已核查通过") && page.body.contains("已办结"));
    let letter = finance.get("/rectifications/1/notice/docx").await;
    assert_eq!(letter.status, StatusCode::OK);
    let list = finance.get("/rectifications?state=closed").await;
    assert!(list.body.contains("整改〔2026〕1号"));
    let none = finance.get("/rectifications?state=overdue").await;
    assert!(none.body.contains("没有符合条件的整改事项"));
    assert_eq!(finance.get("/rectifications/export?state=closed").await.status, StatusCode::OK);
}

async fn a_suspended_year_says_so_and_refuses_a_payment(store: Store) {
    let world = World::new(store).await;
    let project = records::project(&world).await;
    let base = format!("/projects/{}/years/2026", project.id);
    let mut finance = browser(&world, Role::Finance).await;
    let half = [("reason", "名单须核实"), ("article", "")];
    let refused = finance.post(&format!("{base}/suspend"), &half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("名单须核实") && refused.body.contains("error-article"));
    let whole = [("reason", "名单须核实"), ("article", "财预〔2019〕136号")];
    let done = finance.post(&format!("{base}/suspend"), &whole).await;
    assert_eq!(done.location, Some(format!("{base}?done=suspended")));
    let page = finance.get(&base).await;
    for part in ["资金拨付暂停中", "名单须核实", "财预〔2019〕136号", "北山县总工会审批"]
    {
        assert!(page.body.contains(part), "{part}");
    }
    let payment = [
        ("source", "other"),
        ("amount", "2"),
        ("voucher_number", "记-2"),
        ("paid_on", "2026-02-06"),
    ];
    let refused = finance.post(&format!("{base}/payment"), &payment).await;
    assert!(refused.body.contains("起暂停") && refused.body.contains("记-2"));
    let mut approver = browser(&world, Role::Approver).await;
    approver.post(&format!("{base}/resume"), &[("reason", "已核实")]).await;
    let page = approver.get(&base).await;
    assert!(!page.body.contains("资金拨付暂停中") && page.body.contains("解除暂停"));
    let paid = finance.post(&format!("{base}/payment"), &payment).await;
    assert_eq!(paid.status, StatusCode::SEE_OTHER);
}

async fn an_assessment_is_filled_in_and_keeps_what_was_typed(store: Store) {
    let world = World::new(store).await;
    records::project(&world).await;
    let mut filler = browser(&world, Role::Filler).await;
    let list = filler.get("/assessments").await;
    assert!(list.body.contains("未评估") && list.body.contains("评估</button>"));
    let made = filler.post("/assessments", &[("project_year", "1")]).await;
    assert_eq!(made.location.as_deref(), Some("/assessments/1/edit"));
    let mut typed = vec![
        ("revision", "1"),
        ("overview", "新建驿站"),
        ("method", "座谈"),
        ("applied", "60000"),
        ("result", "supported"),
        ("proposed", "60000"),
        ("result_reason", "需求真实"),
    ];
    let cells: Vec<(String, &str)> = ["necessity", "economy", "goal", "feasibility", "funding"]
        .iter()
        .flat_map(|code| {
            [
                (format!("findings.{code}"), "已核对"),
                (format!("score.{code}"), "18"),
                (format!("opinion.{code}"), "符合"),
            ]
        })
        .collect();
    typed.extend(cells.iter().map(|(name, value)| (name.as_str(), *value)));
    let wrong: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| if *name == "score.goal" { (*name, "21") } else { (*name, *value) })
        .collect();
    let refused = filler.post("/assessments/1/edit", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["新建驿站", "得分不得超过 20 分", "value=\"21\"", "error-score.goal"] {
        assert!(refused.body.contains(part), "{part}");
    }
    assert!(filler.get("/assessments/1/edit").await.body.contains("恢复暂存内容"));
    let saved = filler.post("/assessments/1/edit", &typed).await;
    assert_eq!(saved.location.as_deref(), Some("/assessments/1?done=saved"));
    let mut other = typed.clone();
    other[1].1 = "改建驿站";
    let conflict = filler.post("/assessments/1/edit", &other).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let beside = "<td class=\"long\">新建驿站</td><td class=\"long\">改建驿站</td>";
    assert!(conflict.body.contains(beside), "{}", conflict.body);
    assert!(!conflict.body.contains("<th scope=\"row\">结论理由</th>"), "{}", conflict.body);
    assert!(conflict.body.contains("name=\"revision\" value=\"2\""), "{}", conflict.body);
    let page = filler.get("/assessments/1").await;
    assert!(page.body.contains("按得分一般为“支持”") && page.body.contains("提交单位审核"));
    filler.post("/assessments/1/step", &[("revision", "2"), ("event", "submit")]).await;
    let page = filler.get("/assessments/1").await;
    assert!(page.body.contains("待单位审核"));
    let printed = filler.get("/assessments/1/print").await;
    assert!(printed.body.contains("事前绩效评估表") && printed.body.contains("立项必要性"));
    assert_eq!(filler.get("/assessments/1/document/pdf").await.status, StatusCode::OK);
}

async fn an_evaluation_is_planned_scored_and_concluded(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    approve(&world, id).await;
    let call = world.call(world.actor(Role::Finance));
    let record = self_evaluations::show(call, id).await.unwrap().record;
    let year = record.year.id.to_string();
    let mut finance = browser(&world, Role::Finance).await;
    assert!(finance.get("/evaluations/new?year=2025").await.body.contains("XM01"));
    let made = finance.post("/evaluations", &[("project_year", &year)]).await;
    assert_eq!(made.location.as_deref(), Some("/evaluations/1/edit"));
    assert!(finance.get("/evaluations/1/edit").await.body.contains("不低于 60.00%"));
    let one = jixiao_domain::EvaluationId(1);
    let loaded = evaluations::load_to_score(&world.app.store, call, one).await.unwrap();
    let kept = EvaluationForm::of(&loaded);
    let cells = kept.cells.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let stale: Vec<(&str, &str)> =
        cells.chain([("revision", "0"), ("purpose", "核实成效")]).collect();
    let conflict = finance.post("/evaluations/1/edit", &stale).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let row = "<th scope=\"row\">评价目的、对象和范围</th>";
    assert!(conflict.body.contains(row), "{}", conflict.body);
    finance.post("/evaluations/1/step", &[("revision", "2"), ("event", "start")]).await;
    let page = finance.get("/evaluations/1").await;
    for part in ["评价中", "标准分值", "按公式得 3.2 分", "进入下一步前须补充", "重新计算"]
    {
        assert!(page.body.contains(part), "{part}");
    }
    let early = [("revision", "3"), ("event", "exchange"), ("words", "无异议")];
    let refused = finance.post("/evaluations/1/step", &early).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请填写“立项依据充分性”的得分"));
    let printed = finance.get("/evaluations/1/print").await;
    assert!(printed.body.contains("绩效评价得分表"));
    let mut approver = browser(&world, Role::Approver).await;
    let page = approver.get("/evaluations/1").await;
    assert!(!page.body.contains("打分</a>"));
    let sheet = evaluations::printed(call, jixiao_domain::EvaluationId(1)).await.unwrap();
    assert_eq!(sheet.strip.len(), 4);
}

async fn strangers_find_nothing_of_it(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await.to_string();
    let mut finance = browser(&world, Role::Finance).await;
    let sound = [
        ("project_year", year.as_str()),
        ("problem", "执行偏慢"),
        ("requirement", "加快执行"),
        ("due_on", "2026-03-20"),
    ];
    finance.post("/rectifications/new", &sound).await;
    let mut stranger = Browser::new(world.app.clone());
    stranger.sign_in(&world.app, world.stranger(Role::Finance)).await;
    assert_eq!(stranger.get("/rectifications/1").await.status, StatusCode::NOT_FOUND);
    let list = stranger.get("/rectifications").await;
    assert!(!list.body.contains("执行偏慢"));
    let refused = stranger.post("/rectifications/new", &sound).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

async fn the_api_speaks_of_the_same_records(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let mut finance = browser(&world, Role::Finance).await;
    let mut send = async |path: &str, body: String| {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin");
        finance.send(request, Body::from(body)).await
    };
    let body = format!(
        r#"{{"project_year": {year}, "problem": "执行偏慢", "requirement": "加快", "due_on": "2026-03-20"}}"#
    );
    assert_eq!(send("/api/v1/rectifications", body).await.body, r#"{"id":1}"#);
    let body = format!(
        r#"{{"project_year": {year}, "problem": "", "requirement": "加快", "due_on": "2026-03-20"}}"#
    );
    let refused = send("/api/v1/rectifications", body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(r#""field":"problem""#), "{}", refused.body);
    let read = finance.get("/api/v1/rectifications/1").await;
    for part in [r#""number":"整改〔2026〕1号""#, r#""state":"issued""#, r#""revision":1"#] {
        assert!(read.body.contains(part), "{part}: {}", read.body);
    }
}
