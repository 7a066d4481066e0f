//! The navigation: whatever a person is shown there opens for them.

use crate::support::Browser;
use crate::world::World;
use axum::http::StatusCode;
use jixiao_domain::{Coded as _, Role};
use std::collections::BTreeSet;

/// The addresses in the navigation of a page.
fn shown(page: &str) -> BTreeSet<String> {
    page.split("<nav")
        .skip(1)
        .filter_map(|rest| rest.split_once("</nav>"))
        .flat_map(|(nav, _)| nav.split("href=\"").skip(1))
        .filter_map(|link| link.split_once('"'))
        .map(|(address, _)| address.to_owned())
        .collect()
}

#[tokio::test]
async fn every_place_a_role_is_shown_opens_and_marks_itself() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let mut browser = Browser::new(world.app.clone());
    for role in Role::ALL {
        browser.sign_in(&world.app, world.actor(*role)).await;
        let sections = shown(&browser.get("/workbench").await.body);
        let mut places = sections.clone();
        for section in &sections {
            places.extend(shown(&browser.get(section).await.body));
        }
        for place in places {
            let page = browser.get(&place).await;
            assert_eq!(page.status, StatusCode::OK, "{} at {place}", role.word());
            let marks = page.body.matches("aria-current=\"true\"").count();
            assert_eq!(marks, 1, "{} at {place}", role.word());
        }
    }
}

#[tokio::test]
async fn the_second_level_is_that_of_the_section_at_hand() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(Role::Filler)).await;
    let page = browser.get("/monitoring/warnings").await.body;
    assert!(page.contains(r#"<nav class="places within" aria-label="监控整改">"#));
    assert!(page.contains(r#"href="/monitoring/warnings" aria-current="page""#));
    assert!(!page.contains(r#"href="/departments""#), "a place of another section");
}
