//! The pages of monitoring over HTTP.

use crate::evaluated::project;
use crate::monitored::{approve, complete, issued};
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::monitoring::{self as area, MonitoringTyped};
use jixiao_domain::{FormLayout, MonitoringRecordId, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_round_is_issued_and_a_record_filled_and_submitted,
    errors_stand_beside_their_fields_and_the_text_is_kept,
    two_people_see_both_versions,
    a_draft_survives_and_is_offered_again,
    the_judgement_comes_as_one_types,
    a_warning_is_handled_in_one_step,
    a_warning_leads_to_a_suspension_and_a_notice,
    every_page_of_a_frozen_record_opens,
    another_county_finds_nothing,
    the_api_fills_moves_and_explains,
}

fn fields(typed: &MonitoringTyped) -> Vec<(&str, &str)> {
    let mut fields = vec![
        ("revision", typed.revision.as_str()),
        ("committed", &typed.committed),
        ("typed_forecast", &typed.typed_forecast),
        ("forecast_reason", &typed.forecast_reason),
    ];
    let lists: [(&str, &Vec<String>); 7] = [
        ("indicator", &typed.indicator),
        ("actual", &typed.actual),
        ("forecast", &typed.forecast),
        ("cause", &typed.cause),
        ("cause_note", &typed.cause_note),
        ("likelihood", &typed.likelihood),
        ("remark", &typed.remark),
    ];
    for (name, list) in lists {
        fields.extend(list.iter().map(|value| (name, value.as_str())));
    }
    fields
}

async fn signed_in(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

/// A world with the project `XM01` in a round over the whole of 2025.
async fn monitored(store: Store) -> (World, MonitoringRecordId) {
    let world = World::new(store).await;
    project(&world, "XM01", FormLayout::National, true).await;
    let id = issued(&world, "1—12月", "2025-12-31").await;
    (world, id)
}

async fn a_round_is_issued_and_a_record_filled_and_submitted(store: Store) {
    let world = World::new(store).await;
    project(&world, "XM01", FormLayout::National, true).await;
    let mut finance = signed_in(&world, Role::Finance).await;
    let empty = finance.get("/monitoring").await;
    assert!(empty.body.contains("还没有监控记录"), "{}", empty.body);
    assert_eq!(finance.get("/monitoring/rounds/new").await.status, StatusCode::OK);
    let mut round = vec![
        ("year", "2025"),
        ("label", "1—12月"),
        ("from_on", "2025-01-01"),
        ("to_on", "2025-12-31"),
        ("due_on", "2025-12-01"),
        ("note", "附佐证材料"),
    ];
    let refused = finance.post("/monitoring/rounds/new", &round).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"error-due_on\""), "{}", refused.body);
    assert!(refused.body.contains("附佐证材料"), "{}", refused.body);
    round[4].1 = "2026-03-31";
    let issued = finance.post("/monitoring/rounds/new", &round).await;
    let to = issued.location.expect("a round was issued");
    let page = finance.get(&to).await;
    assert!(page.body.contains("北山县总工会") && page.body.contains("还有"), "{}", page.body);

    let filter = area::ListTyped { q: "XM01".to_owned(), ..area::ListTyped::default() };
    let call = world.call(world.actor(Role::Filler));
    let id = area::list(call, &filter, 1, 0).await.unwrap().lines[0].id;
    let mut browser = signed_in(&world, Role::Filler).await;
    let bench = browser.get("/workbench").await;
    assert!(bench.body.contains(&format!("/monitoring/{id}")), "{}", bench.body);
    let edit = format!("/monitoring/{id}/edit");
    let form = browser.get(&edit).await;
    assert!(form.body.contains("填报要求：附佐证材料"), "{}", form.body);
    let typed = complete(&world, id).await;
    let saved = browser.post(&edit, &fields(&typed)).await;
    let shown = format!("/monitoring/{id}?done=saved");
    assert_eq!(saved.location.as_deref(), Some(shown.as_str()), "{}", saved.body);
    let page = browser.get(&shown).await;
    assert!(page.body.contains("绿灯 正常") && page.body.contains("人员保障"), "{}", page.body);
    let to = format!("/monitoring/{id}/step");
    let submitted = browser.post(&to, &[("revision", "3"), ("event", "submit")]).await;
    assert_eq!(submitted.status, StatusCode::SEE_OTHER, "{}", submitted.body);
}

async fn errors_stand_beside_their_fields_and_the_text_is_kept(store: Store) {
    let (world, id) = monitored(store).await;
    let mut typed = complete(&world, id).await;
    typed.committed = "三万".to_owned();
    let mut browser = signed_in(&world, Role::Filler).await;
    let answer = browser.post(&format!("/monitoring/{id}/edit"), &fields(&typed)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"error-committed\""), "{}", answer.body);
    assert!(answer.body.contains("value=\"三万\""), "{}", answer.body);
    assert!(answer.body.contains("二十名职工年内脱困退出"), "{}", answer.body);
    let to = format!("/monitoring/{id}/step");
    let refused = browser.post(&to, &[("revision", "2"), ("event", "submit")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("处需要更正"), "{}", refused.body);
}

async fn two_people_see_both_versions(store: Store) {
    let (world, id) = monitored(store).await;
    let mine = complete(&world, id).await;
    let mut theirs = mine.clone();
    theirs.actual[0] = "390人".to_owned();
    let edit = format!("/monitoring/{id}/edit");
    let mut colleague = Browser::new(world.app.clone());
    colleague.sign_in(&world.app, world.colleague(Role::Filler)).await;
    colleague.post(&edit, &fields(&theirs)).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let answer = browser.post(&edit, &fields(&mine)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("现有版本：<ins>390人</ins>"), "{}", answer.body);
    assert!(answer.body.contains("value=\"380人\""), "{}", answer.body);
}

async fn a_draft_survives_and_is_offered_again(store: Store) {
    let (world, id) = monitored(store).await;
    let typed = complete(&world, id).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let draft = format!("/monitoring/{id}/draft");
    assert_eq!(browser.post(&draft, &fields(&typed)).await.status, StatusCode::NO_CONTENT);
    let edit = format!("/monitoring/{id}/edit");
    let offered = browser.get(&edit).await;
    assert!(offered.body.contains("恢复草稿"), "{}", offered.body);
    let restored = browser.get(&format!("{edit}?draft=restore")).await;
    assert!(restored.body.contains("value=\"380人\""), "{}", restored.body);
    let dropped = browser.post(&format!("{draft}/drop"), &[]).await;
    assert_eq!(dropped.status, StatusCode::SEE_OTHER);
    assert!(!browser.get(&edit).await.body.contains("恢复草稿"));
}

async fn the_judgement_comes_as_one_types(store: Store) {
    let (world, id) = monitored(store).await;
    let mut typed = complete(&world, id).await;
    typed.actual[0] = "100人".to_owned();
    let mut browser = signed_in(&world, Role::Filler).await;
    let to = format!("/monitoring/{id}/judgement");
    let answer = browser.post(&to, &fields(&typed)).await;
    assert!(answer.body.contains("红灯 滞后"), "{}", answer.body);
    assert!(answer.body.contains("id=\"row-0\" hx-swap-oob=\"true\""), "{}", answer.body);
    typed.committed = "三万".to_owned();
    let answer = browser.post(&to, &fields(&typed)).await;
    assert!(answer.body.contains("class=\"error\""), "{}", answer.body);
}

async fn a_warning_is_handled_in_one_step(store: Store) {
    let world = World::new(store).await;
    project(&world, "XM01", FormLayout::National, true).await;
    let id = issued(&world, "1—7月", "2025-07-31").await;
    let call = world.call(world.actor(Role::Filler));
    let warning = area::show(call, id).await.unwrap().warnings[0].id;
    let mut browser = signed_in(&world, Role::Filler).await;
    let list = browser.get("/monitoring/warnings?kind=execution_behind_time").await;
    assert!(list.body.contains(&format!("/monitoring/warnings/{warning}")), "{}", list.body);
    let here = format!("/monitoring/warnings/{warning}");
    let page = browser.get(&here).await;
    assert!(page.body.contains("提交说明") && page.body.contains("转入目标调整"), "{}", page.body);
    let explain = format!("{here}/explain");
    let refused = browser.post(&explain, &[("revision", "1"), ("reason", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = browser.post(&explain, &[("revision", "1"), ("reason", "两节前集中发放")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let mut finance = signed_in(&world, Role::Finance).await;
    let page = finance.get(&here).await;
    assert!(page.body.contains("认可说明") && page.body.contains("发出整改通知"), "{}", page.body);
    let refuse = [("revision", "2"), ("reason", "请附发放计划")];
    let answer = finance.post(&format!("{here}/refuse"), &refuse).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let adjust = [("revision", "3"), ("reason", "慰问对象减少")];
    let answer = browser.post(&format!("{here}/adjust"), &adjust).await;
    let goal = answer.location.expect("a new version was begun");
    assert!(goal.starts_with("/goals/"), "{goal}");
    assert_eq!(browser.get(&goal).await.status, StatusCode::OK);
    let any = browser.get("/monitoring/warnings?state=any&order=due").await;
    assert!(any.body.contains("已转目标调整"), "{}", any.body);
}

async fn a_warning_leads_to_a_suspension_and_a_notice(store: Store) {
    let world = World::new(store).await;
    project(&world, "XM01", FormLayout::National, true).await;
    let id = issued(&world, "1—7月", "2025-07-31").await;
    let call = world.call(world.actor(Role::Filler));
    let warning = area::show(call, id).await.unwrap().warnings[0].id;
    let here = format!("/monitoring/warnings/{warning}");
    let mut filler = signed_in(&world, Role::Filler).await;
    let bench = filler.get("/workbench").await;
    assert!(bench.body.contains("待处理预警") && bench.body.contains(&here), "{}", bench.body);
    let mut finance = signed_in(&world, Role::Finance).await;
    let page = finance.get(&here).await;
    assert!(page.body.contains("系统不会自动暂停"), "{}", page.body);
    let suspend = format!("{here}/suspend");
    let fields = [("revision", "1"), ("pause_reason", "名单未审定"), ("article", " ")];
    let refused = finance.post(&suspend, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"error-article\""), "{}", refused.body);
    assert!(refused.body.contains("名单未审定"), "{}", refused.body);
    let fields = [("revision", "1"), ("pause_reason", "名单未审定"), ("article", "136号")];
    let answer = finance.post(&suspend, &fields).await;
    let page = finance.get(&answer.location.expect("payment was stopped")).await;
    assert!(page.body.contains("资金拨付已暂停，须由审批人解除。"), "{}", page.body);
    assert!(page.body.contains("资金拨付暂停中") && !page.body.contains(&suspend), "{}", page.body);
    let new = format!("/rectifications/new?subject_kind=monitoring_warning&subject_id={warning}");
    let form = finance.get(&new).await;
    assert!(form.body.contains("1—7月运行监控："), "{}", form.body);
    let read = jixiao_app::rectifications::from_warning(call, warning).await.unwrap();
    let notice = [
        ("project_year", read.project_year.as_str()),
        ("origin", "warning"),
        ("origin_id", &read.origin_id),
        ("problem", &read.problem),
        ("requirement", "三月底前发放"),
        ("due_on", "10个工作日"),
    ];
    let opened = finance.post("/rectifications/new", &notice).await;
    let to = opened.location.expect("a notice was given");
    let page = finance.get(&to).await;
    assert!(page.body.contains("还有 14 天，10 个工作日"), "{}", page.body);
    assert!(finance.get(&here).await.body.contains("已转整改"));
}

async fn every_page_of_a_frozen_record_opens(store: Store) {
    let (world, id) = monitored(store).await;
    approve(&world, id).await;
    let call = world.call(world.actor(Role::Treasury));
    let round = area::show(call, id).await.unwrap().record.round.id;
    let mut browser = signed_in(&world, Role::Treasury).await;
    for part in ["", "/frozen", "/print", "/document/docx", "/document/xlsx"] {
        let answer = browser.get(&format!("/monitoring/{id}{part}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{part}: {}", answer.body);
    }
    let print = browser.get(&format!("/monitoring/{id}/print")).await;
    assert!(print.body.contains("380人") && print.body.contains("√"), "{}", print.body);
    for path in [
        "/monitoring?lamp=green&state=approved&order=execution&year=2025",
        "/monitoring/rounds?year=2025",
        &format!("/monitoring/rounds/{round}"),
    ] {
        let page = browser.get(path).await;
        assert!(page.body.contains("1—12月"), "{path}: {}", page.body);
    }
    for path in [
        "/monitoring/export?year=2025".to_owned(),
        "/monitoring/warnings/export".to_owned(),
        format!("/monitoring/rounds/{round}/export"),
    ] {
        assert!(browser.get(&path).await.body.starts_with("PK"), "{path}");
    }
}

async fn another_county_finds_nothing(store: Store) {
    let (world, id) = monitored(store).await;
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.stranger(Role::Finance)).await;
    for part in ["", "/print", "/document/docx", "/frozen"] {
        let answer = browser.get(&format!("/monitoring/{id}{part}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
    }
    assert_eq!(browser.get("/monitoring/rounds/1").await.status, StatusCode::NOT_FOUND);
    let list = browser.get("/monitoring").await;
    assert!(!list.body.contains("XM01"), "{}", list.body);
}

async fn the_api_fills_moves_and_explains(store: Store) {
    let world = World::new(store).await;
    project(&world, "XM01", FormLayout::National, true).await;
    let id = issued(&world, "1—7月", "2025-07-31").await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let path = format!("/api/v1/monitoring/{id}");
    let read = browser.get(&path).await;
    let body: serde_json::Value = serde_json::from_str(&read.body).unwrap();
    assert_eq!(body["judgement"]["fund_lamp"], "red");
    let indicator = body["indicators"][0]["indicator_id"].as_i64().unwrap();
    let json = |path: &str| {
        Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin")
    };
    let fill = serde_json::json!({
        "revision": body["revision"],
        "indicators": [{"indicator_id": indicator, "actual": "100人", "likelihood": "possible",
            "causes": ["staff"], "cause_note": "人手不足"}],
    });
    let filled = browser.send(json(&path), Body::from(fill.to_string())).await;
    let body: serde_json::Value = serde_json::from_str(&filled.body).unwrap();
    assert_eq!(body["indicators"][0]["lamp"], "red", "{body}");
    assert_eq!(body["indicators"][0]["forecast"], "171人");
    let step = serde_json::json!({"revision": body["revision"], "event": "submit"});
    let refused = browser.send(json(&format!("{path}/steps")), Body::from(step.to_string())).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let list = browser.get("/api/v1/monitoring-warnings?state=any").await;
    let body: serde_json::Value = serde_json::from_str(&list.body).unwrap();
    assert_eq!(body["total_count"], 3, "{body}");
    let warning = body["lines"][0]["id"].as_i64().unwrap();
    let explain = serde_json::json!({"revision": 1, "reason": "人员已补充"});
    let to = format!("/api/v1/monitoring-warnings/{warning}/explain");
    let explained = browser.send(json(&to), Body::from(explain.to_string())).await;
    let body: serde_json::Value = serde_json::from_str(&explained.body).unwrap();
    assert_eq!(body["warning"]["state"], "explained", "{body}");
    let rounds = browser.get("/api/v1/monitoring-rounds?year=2025").await;
    let body: serde_json::Value = serde_json::from_str(&rounds.body).unwrap();
    assert_eq!(body[0]["counts"]["red_count"], 1, "{body}");
}
