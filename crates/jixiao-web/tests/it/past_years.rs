//! The pages of years filed before the application, and the way from a spot check to a notice.

use crate::evaluated::{approve, issued};
use crate::records::project;
use crate::support::Browser;
use crate::world::World;
use axum::http::StatusCode;
use jixiao_app::self_evaluations;
use jixiao_domain::{FiscalYear, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_past_year_is_entered_corrected_and_withdrawn_on_its_pages,
    a_spot_check_leads_to_a_notice,
}

async fn signed_in(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

async fn a_past_year_is_entered_corrected_and_withdrawn_on_its_pages(store: Store) {
    let world = World::new(store).await;
    let id = project(&world).await.id;
    let list = format!("/projects/{id}/past-years");
    let mut filler = signed_in(&world, Role::Filler).await;
    assert!(filler.get(&format!("/projects/{id}")).await.body.contains(&list));
    let form = filler.get(&format!("{list}/new")).await;
    assert!(form.body.contains("第12行 得分"), "{}", form.body);
    let mut fields = vec![
        ("year", "2023"),
        ("initial", "100,000"),
        ("adjusted", "100,000"),
        ("executed", "九万"),
        ("total", "95"),
        ("grade", "优"),
        ("source", "2023年自评表"),
        ("level2", "quantity"),
        ("name", "慰问人数"),
        ("sign", "at_least"),
        ("number", "300"),
        ("unit", "人"),
        ("words", ""),
        ("actual", "310人"),
        ("points", "20"),
        ("score", "20"),
    ];
    let more = filler.post(&format!("{list}/new?add=1"), &fields).await;
    assert_eq!(more.status, StatusCode::OK);
    assert!(more.body.contains("第13行 得分") && more.body.contains("310人"), "{}", more.body);
    let refused = filler.post(&format!("{list}/new"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"error-executed\""), "{}", refused.body);
    assert!(refused.body.contains("value=\"九万\"") && refused.body.contains("310人"));
    fields[3].1 = "98,000";
    let entered = filler.post(&format!("{list}/new"), &fields).await;
    let here = entered.location.expect("a year was entered");
    let page = filler.get(&here).await;
    assert!(page.body.contains("录入，未取证") && page.body.contains("≥300人"), "{}", page.body);
    let path = here.split('?').next().unwrap();
    fields.push(("reason", "原表为 315 人"));
    fields[13].1 = "315人";
    let corrected = filler.post(&format!("{path}/edit"), &fields).await;
    let newer = corrected.location.expect("a new version");
    let old = filler.get(path).await;
    assert!(old.body.contains("更正：原表为 315 人"), "{}", old.body);
    let newer = newer.split('?').next().unwrap();
    let bare = filler.post(&format!("{newer}/withdraw"), &[("reason", " ")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = filler.post(&format!("{newer}/withdraw"), &[("reason", "取错项目")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let mut finance = signed_in(&world, Role::Finance).await;
    let seen = finance.get(&list).await;
    assert!(seen.body.contains("取错项目") && !seen.body.contains("录入历年资料"));
}

async fn a_spot_check_leads_to_a_notice(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    approve(&world, id).await;
    let mut treasury = signed_in(&world, Role::Treasury).await;
    let page = format!("/self-evaluations/{id}");
    let new = format!("/rectifications/new?subject_kind=self_evaluation&subject_id={id}");
    assert!(!treasury.get(&page).await.body.contains("下达整改通知"));
    assert_eq!(treasury.get(&new).await.status, StatusCode::CONFLICT);
    let call = world.call(world.actor(Role::Treasury));
    let year = FiscalYear::new(2025).unwrap();
    self_evaluations::draw(call, year, 100).await.unwrap();
    assert!(treasury.get(&page).await.body.contains("下达整改通知"));
    let form = treasury.get(&new).await;
    assert!(form.body.contains("来源：自评抽查复核"), "{}", form.body);
    assert!(form.body.contains("2025年度绩效自评抽查复核："), "{}", form.body);
}
