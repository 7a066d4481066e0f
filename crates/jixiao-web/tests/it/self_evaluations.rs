//! The pages of a self-evaluation over HTTP.

use crate::evaluated::{approve, complete, fill, issued, step};
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::self_evaluations::SelfEvaluationTyped;
use jixiao_domain::{FilingEvent, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_form_is_filled_saved_and_submitted,
    errors_stand_beside_their_fields_and_the_text_is_kept,
    two_people_see_both_versions,
    a_draft_survives_and_is_offered_again,
    scores_come_as_one_types,
    every_page_of_a_frozen_form_opens,
    another_county_finds_nothing,
    the_api_fills_and_moves_a_form,
}

fn fields(typed: &SelfEvaluationTyped) -> Vec<(&str, &str)> {
    let mut fields = vec![
        ("revision", typed.revision.as_str()),
        ("actual_goal", &typed.actual_goal),
        ("execution_reason", &typed.execution_reason),
        ("execution_choice", &typed.execution_choice),
        ("other_notes", &typed.other_notes),
    ];
    let lists: [(&str, &Vec<String>); 6] = [
        ("indicator", &typed.indicator),
        ("actual", &typed.actual),
        ("chosen", &typed.chosen),
        ("score_reason", &typed.score_reason),
        ("deviation_cause", &typed.deviation_cause),
        ("corrective_measure", &typed.corrective_measure),
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

async fn a_form_is_filled_saved_and_submitted(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let typed = complete(&world, id).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let list = browser.get("/self-evaluations?q=XM01").await;
    assert!(list.body.contains("节日送温暖慰问XM01"), "{}", list.body);
    let edit = format!("/self-evaluations/{id}/edit");
    assert_eq!(browser.get(&edit).await.status, StatusCode::OK);
    let saved = browser.post(&edit, &fields(&typed)).await;
    let shown = format!("/self-evaluations/{id}?done=saved");
    assert_eq!(saved.location.as_deref(), Some(shown.as_str()), "{}", saved.body);
    let page = browser.get(&shown).await;
    assert!(page.body.contains("380 ÷ 400 × 20 = 19 分"), "{}", page.body);
    let to = format!("/self-evaluations/{id}/step");
    let submitted = browser.post(&to, &[("revision", "2"), ("event", "submit")]).await;
    assert_eq!(submitted.status, StatusCode::SEE_OTHER, "{}", submitted.body);
}

async fn errors_stand_beside_their_fields_and_the_text_is_kept(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let mut typed = complete(&world, id).await;
    typed.chosen[3] = "三十".to_owned();
    let mut browser = signed_in(&world, Role::Filler).await;
    let answer = browser.post(&format!("/self-evaluations/{id}/edit"), &fields(&typed)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"error-indicators[3].chosen\""), "{}", answer.body);
    assert!(answer.body.contains("value=\"三十\""), "{}", answer.body);
    assert!(answer.body.contains("下一年度按季核对在册对象"), "{}", answer.body);
    // An incomplete form is kept; submitting it says what is missing.
    let to = format!("/self-evaluations/{id}/step");
    let refused = browser.post(&to, &[("revision", "1"), ("event", "submit")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("有 6 处需要更正"), "{}", refused.body);
}

async fn two_people_see_both_versions(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let mine = complete(&world, id).await;
    let mut theirs = mine.clone();
    theirs.actual[0] = "390人".to_owned();
    let edit = format!("/self-evaluations/{id}/edit");
    let mut colleague = Browser::new(world.app.clone());
    colleague.sign_in(&world.app, world.colleague(Role::Filler)).await;
    colleague.post(&edit, &fields(&theirs)).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let answer = browser.post(&edit, &fields(&mine)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("现有版本：<ins>390人</ins>"), "{}", answer.body);
    assert!(answer.body.contains("value=\"380人\""), "{}", answer.body);
    let mut again = mine.clone();
    again.revision = "2".to_owned();
    assert_eq!(browser.post(&edit, &fields(&again)).await.status, StatusCode::SEE_OTHER);
}

async fn a_draft_survives_and_is_offered_again(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let typed = complete(&world, id).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let draft = format!("/self-evaluations/{id}/draft");
    assert_eq!(browser.post(&draft, &fields(&typed)).await.status, StatusCode::NO_CONTENT);
    let edit = format!("/self-evaluations/{id}/edit");
    let offered = browser.get(&edit).await;
    assert!(offered.body.contains("恢复草稿"), "{}", offered.body);
    assert!(!offered.body.contains("value=\"380人\""), "{}", offered.body);
    let restored = browser.get(&format!("{edit}?draft=restore")).await;
    assert!(restored.body.contains("value=\"380人\""), "{}", restored.body);
    browser.post(&edit, &fields(&typed)).await;
    assert!(!browser.get(&edit).await.body.contains("恢复草稿"));
}

async fn scores_come_as_one_types(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let mut typed = complete(&world, id).await;
    typed.actual[0] = "200人".to_owned();
    let mut browser = signed_in(&world, Role::Filler).await;
    let to = format!("/self-evaluations/{id}/scores");
    let answer = browser.post(&to, &fields(&typed)).await;
    assert!(answer.body.contains("200 ÷ 400 × 20 = 10 分"), "{}", answer.body);
    assert!(answer.body.contains("id=\"row-0\" hx-swap-oob=\"true\""), "{}", answer.body);
    typed.chosen[3] = "三十".to_owned();
    let answer = browser.post(&to, &fields(&typed)).await;
    assert!(answer.body.contains("应为 0 至 100 之间的分值"), "{}", answer.body);
}

async fn every_page_of_a_frozen_form_opens(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    approve(&world, id).await;
    let mut browser = signed_in(&world, Role::Treasury).await;
    for part in ["", "/frozen", "/print", "/document/docx", "/document/xlsx"] {
        let answer = browser.get(&format!("/self-evaluations/{id}{part}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{part}: {}", answer.body);
    }
    let print = browser.get(&format!("/self-evaluations/{id}/print")).await;
    assert!(print.body.contains("380人"), "{}", print.body);
    let drawn =
        browser.post("/self-evaluations/samples", &[("year", "2025"), ("percent", "15")]).await;
    assert!(drawn.body.contains("从 1 份已批复的自评中抽取 1 份"), "{}", drawn.body);
    let check = format!("/self-evaluations/{id}/spot-check");
    assert_eq!(browser.get(&check).await.status, StatusCode::OK);
    let unfounded = browser.post(&check, &[("revision", "1")]).await;
    assert_eq!(unfounded.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unfounded.body);

    let mut finance = signed_in(&world, Role::Finance).await;
    let issue = finance.get("/self-evaluations/issue?year=2025").await;
    assert!(issue.body.contains("没有待下达的项目"), "{}", issue.body);
    let export = finance.get("/self-evaluations/export?year=2025").await;
    assert!(export.body.starts_with("PK"));
}

async fn another_county_finds_nothing(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    fill(&world, id).await;
    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.stranger(Role::Reviewer)).await;
    for part in ["", "/print", "/document/docx", "/frozen"] {
        let answer = browser.get(&format!("/self-evaluations/{id}{part}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{part}");
    }
    let to = format!("/self-evaluations/{id}/step");
    let step = browser.post(&to, &[("revision", "3"), ("event", "unit_review")]).await;
    assert_eq!(step.status, StatusCode::NOT_FOUND);
    let list = browser.get("/self-evaluations").await;
    assert!(!list.body.contains("XM01"), "{}", list.body);
}

async fn the_api_fills_and_moves_a_form(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let path = format!("/api/v1/self-evaluations/{id}");
    let read = browser.get(&path).await;
    let body: serde_json::Value = serde_json::from_str(&read.body).unwrap();
    assert_eq!(body["scores"]["execution"]["score"], "8");
    let indicator = body["indicators"][0]["id"].as_i64().unwrap();
    let fill = serde_json::json!({
        "revision": body["revision"],
        "indicators": [{"id": indicator, "actual": "100人"}],
    });
    let request = Request::post(&path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "same-origin");
    let filled = browser.send(request, Body::from(fill.to_string())).await;
    let body: serde_json::Value = serde_json::from_str(&filled.body).unwrap();
    assert_eq!(body["scores"]["indicators"][0]["score"], "5", "{body}");
    let step = serde_json::json!({"revision": body["revision"], "event": "submit"});
    let request = Request::post(format!("{path}/steps"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "same-origin");
    let refused = browser.send(request, Body::from(step.to_string())).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body: serde_json::Value = serde_json::from_str(&refused.body).unwrap();
    assert_eq!(body["fields"][0]["field"], "actual_goal");
}
