//! Another goal version and another last day over HTTP.

use crate::evaluated::{adjust_goal, complete, fill, issued, step};
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_domain::{FilingEvent, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_newer_goal_is_shown_compared_and_adopted,
    a_page_that_was_open_meanwhile_loses_nothing,
    a_last_day_is_changed_and_stands_in_the_history,
    the_api_moves_a_task_and_its_last_day,
}

async fn signed_in(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

async fn a_newer_goal_is_shown_compared_and_adopted(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    fill(&world, id).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let (page, goal_page) =
        (format!("/self-evaluations/{id}"), format!("/self-evaluations/{id}/goal"));
    assert_eq!(browser.get(&goal_page).await.location, Some(page.clone()), "nothing to adopt yet");
    let goal_id = adjust_goal(&world, id).await.to_string();
    let shown = browser.get(&page).await;
    assert!(shown.body.contains("本次自评仍按第 1 版"), "{}", shown.body);
    let compared = browser.get(&goal_page).await;
    for part in ["沿用已填内容</dt><dd>4 条", "慰问物资合格率", "改按第 2 版"] {
        assert!(compared.body.contains(part), "{part}: {}", compared.body);
    }
    let mut auditor = signed_in(&world, Role::Auditor).await;
    let seen = auditor.get(&goal_page).await;
    assert!(seen.body.contains("可由") && !seen.body.contains("<button>改按"), "{}", seen.body);

    let stale = browser.post(&goal_page, &[("revision", "1"), ("goal", &goal_id)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    let moved = browser.post(&goal_page, &[("revision", "2"), ("goal", &goal_id)]).await;
    assert_eq!(moved.location, Some(format!("{page}?done=goal_adopted")), "{}", moved.body);
    let after = browser.get(&page).await;
    assert!(after.body.contains("改按新版绩效目标：第 1 版"), "{}", after.body);
    assert!(!after.body.contains("本次自评仍按"), "{}", after.body);
}

async fn a_page_that_was_open_meanwhile_loses_nothing(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let typed = complete(&world, id).await;
    let goal_id = adjust_goal(&world, id).await.to_string();
    let mut finance = signed_in(&world, Role::Finance).await;
    let to = format!("/self-evaluations/{id}/goal");
    let moved = finance.post(&to, &[("revision", "1"), ("goal", &goal_id)]).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    let mut browser = signed_in(&world, Role::Filler).await;
    let mut fields = vec![("revision", "1"), ("actual_goal", typed.actual_goal.as_str())];
    fields.extend(typed.indicator.iter().map(|id| ("indicator", id.as_str())));
    fields.extend(typed.actual.iter().map(|actual| ("actual", actual.as_str())));
    let answer = browser.post(&format!("/self-evaluations/{id}/edit"), &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for part in ["value=\"380人\"", "value=\"96%\"", "慰问物资合格率"] {
        assert!(answer.body.contains(part), "{part}: {}", answer.body);
    }
}

async fn a_last_day_is_changed_and_stands_in_the_history(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let mut browser = signed_in(&world, Role::Finance).await;
    let (page, due) = (format!("/self-evaluations/{id}"), format!("/self-evaluations/{id}/due"));
    assert!(browser.get(&page).await.body.contains(&due));
    assert_eq!(browser.get(&due).await.status, StatusCode::OK);
    let late = [("revision", "1"), ("due_on", "2026-02-01"), ("reason", "审计进点")];
    let refused = browser.post(&due, &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("截止日期已过") && refused.body.contains("审计进点"));
    let good = [("revision", "1"), ("due_on", "2026-04-20"), ("reason", "审计进点，顺延")];
    assert_eq!(browser.post(&due, &good).await.status, StatusCode::SEE_OTHER);
    let shown = browser.get(&page).await;
    let words = "调整截止日期：2026年3月31日 → 2026年4月20日";
    assert!(shown.body.contains(words), "{}", shown.body);
    fill(&world, id).await;
    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
    assert!(browser.get(&due).await.body.contains("不再调整期限"));
}

async fn the_api_moves_a_task_and_its_last_day(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    adjust_goal(&world, id).await;
    let mut browser = signed_in(&world, Role::Finance).await;
    let path = format!("/api/v1/self-evaluations/{id}");
    let read = browser.get(&path).await;
    let body: serde_json::Value = serde_json::from_str(&read.body).unwrap();
    let goal = body["newer_goal_id"].as_i64().unwrap();
    let post = |to: &str| {
        Request::post(format!("{path}/{to}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin")
    };
    let body = serde_json::json!({"revision": 1, "due_on": "2026-04-20", "reason": ""});
    let refused = browser.send(post("due"), Body::from(body.to_string())).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let body = serde_json::json!({"revision": 1, "due_on": "2026-04-20", "reason": "顺延"});
    let set = browser.send(post("due"), Body::from(body.to_string())).await;
    assert!(set.body.contains("\"due_on\":\"2026-04-20\""), "{}", set.body);
    let stale = serde_json::json!({"revision": 1, "goal_id": goal});
    let refused = browser.send(post("goal"), Body::from(stale.to_string())).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    let body = serde_json::json!({"revision": 2, "goal_id": goal});
    let moved = browser.send(post("goal"), Body::from(body.to_string())).await;
    assert!(moved.body.contains("\"kept_count\":4"), "{}", moved.body);
}
