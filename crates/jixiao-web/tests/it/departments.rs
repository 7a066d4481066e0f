//! Whole departments over HTTP: pages that work without script, and the API.

use crate::support::Browser;
use crate::whole::{approved, filled, opened};
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_year_is_opened_filled_in_and_found_in_the_list,
    what_was_typed_survives_an_error_and_a_conflict,
    a_frozen_year_is_shown_printed_and_downloaded,
    the_api_reads_saves_and_steps,
}

async fn browser(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

async fn a_year_is_opened_filled_in_and_found_in_the_list(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    assert!(filler.get("/departments").await.body.contains("没有符合条件的部门年度"));
    let north = world.north.id.to_string();
    let fields = [
        ("organisation", north.as_str()),
        ("year", "2025"),
        ("framework", "department-national-2013"),
        ("money_unit", "ten_thousand_yuan"),
    ];
    let opened = filler.post("/departments/new", &fields).await;
    let place = opened.location.unwrap();
    let again = filler.post("/departments/new", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("2025年度已建立"), "{}", again.body);
    let page = filler.get(&place).await;
    assert!(page.body.contains("提交前还须填写或说明") && page.body.contains("由人评定"));
    for section in ["profile", "money", "tasks", "duties", "indicators", "differences"] {
        let page = filler.get(&format!("{place}/edit/{section}")).await;
        assert_eq!(page.status, StatusCode::OK, "{section}");
    }
    let money = format!("{place}/edit/money");
    let saved = filler
        .post(&money, &[("revision", "1"), ("amount[total].final", "980,000"), ("do", "save")])
        .await;
    assert_eq!(saved.location.as_deref(), Some(format!("{place}?done=saved").as_str()));
    let list = filler.get("/departments?year=2025&q=北山").await;
    assert!(list.body.contains("980,000.00") && list.body.contains("共 1 条"), "{}", list.body);
    let drafted =
        filler.post(&format!("{place}/edit/tasks"), &[("revision", "2"), ("do", "draft")]).await;
    assert!(drafted.body.contains("{支出总额}"), "{}", drafted.body);
    assert!(drafted.body.contains("印出："), "figures are shown filled in");
}

async fn what_was_typed_survives_an_error_and_a_conflict(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let mut filler = browser(&world, Role::Filler).await;
    let address = format!("/departments/{id}/edit/profile");
    let typed = [("revision", "1"), ("overview", "负责全县工会工作"), ("staff", "若干")];
    let refused = filler.post(&address, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("负责全县工会工作") && refused.body.contains("应为整数"));
    let again = filler.get(&address).await;
    assert!(again.body.contains("恢复暂存内容"), "{}", again.body);
    let kept = filler.get(&format!("{address}?draft=1")).await;
    assert!(kept.body.contains("负责全县工会工作"));
    let old = [("revision", "0"), ("overview", "另一份概况")];
    let conflict = filler.post(&address, &old).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.body.contains("另一份概况"));
}

async fn a_frozen_year_is_shown_printed_and_downloaded(store: Store) {
    let world = World::new(store).await;
    let id = approved(&world).await;
    let mut treasury = browser(&world, Role::Treasury).await;
    let page = treasury.get(&format!("/departments/{id}")).await;
    assert!(page.body.contains("内容与批复摘要一致"), "{}", page.body);
    assert!(page.body.contains("<svg"), "the years are compared in a plot");
    assert!(!page.body.contains("填报基本情况"));
    let edit = treasury.get(&format!("/departments/{id}/edit/money")).await;
    assert_eq!(edit.status, StatusCode::FORBIDDEN);
    for form in ["tasks", "duties", "base-data", "scores"] {
        let print = treasury.get(&format!("/departments/{id}/print/{form}")).await;
        assert!(print.body.contains("北山县总工会"), "{form}");
        let file = treasury.get(&format!("/departments/{id}/document/{form}/xlsx")).await;
        assert_eq!(file.status, StatusCode::OK, "{form}");
    }
    let none = treasury.get(&format!("/departments/{id}/print/nothing")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let book = treasury.get("/departments/export").await;
    assert_eq!(book.status, StatusCode::OK);
}

async fn the_api_reads_saves_and_steps(store: Store) {
    let world = World::new(store).await;
    let id = filled(&world).await;
    let mut filler = browser(&world, Role::Filler).await;
    let read = filler.get(&format!("/api/v1/departments/{id}")).await;
    let body: serde_json::Value = serde_json::from_str(&read.body).unwrap();
    assert_eq!(body["missing"].as_array().unwrap().len(), 0, "{body}");
    assert_eq!(body["indicators"][2]["arithmetic"], "8人÷8人＝100.00%");
    let revision = body["revision"].as_i64().unwrap();
    let mut send = async |path: String, body: String| {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin");
        filler.send(request, Body::from(body)).await
    };
    let step = format!(r#"{{"revision": {revision}, "event": "submit"}}"#);
    let stepped = send(format!("/api/v1/departments/{id}/steps"), step).await;
    assert!(stepped.body.contains("submitted"), "{}", stepped.body);
    let save = format!(r#"{{"revision": {}, "fields": {{}}}}"#, revision + 2);
    let refused = send(format!("/api/v1/departments/{id}/sections/profile"), save).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
}
