//! Lists that are filtered, turned and taken away as a file.

use crate::support::Browser;
use crate::world::World;
use axum::http::StatusCode;
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    organisations_are_found_and_exported,
    statistics_and_library_are_exported,
}

async fn signed_in(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.at(&world.city, role)).await;
    browser
}

async fn organisations_are_found_and_exported(store: Store) {
    let world = World::new(store).await;
    let mut browser = signed_in(&world, Role::SystemAdministrator).await;
    let tree = browser.get("/organisations").await;
    assert!(tree.body.contains("　<a href=\"/organisations/"), "{}", tree.body);
    let found = browser.get("/organisations?q=%E5%8D%97%E6%B0%B4&order=code").await;
    assert!(found.body.contains("共 1 条"), "{}", found.body);
    assert!(found.body.contains("/organisations.xlsx?q=%E5%8D%97%E6%B0%B4&#38;order=code"));
    let none = browser.get("/organisations?active=no").await;
    assert!(none.body.contains("没有符合条件的机构"), "{}", none.body);
    let beyond = browser.get("/organisations?page=9").await;
    assert!(beyond.body.contains("第 1 / 1 页") && beyond.body.contains("南水县总工会"));
    let book = browser.get("/organisations.xlsx?active=yes").await;
    assert!(book.status == StatusCode::OK && book.body.starts_with("PK"));
    let mut filler = signed_in(&world, Role::Filler).await;
    assert_eq!(filler.get("/organisations.xlsx").await.status, StatusCode::FORBIDDEN);
}

async fn statistics_and_library_are_exported(store: Store) {
    let world = World::new(store).await;
    let mut browser = signed_in(&world, Role::Auditor).await;
    for path in ["/statistics/export?year=2026", "/library/export?state=approved"] {
        let book = browser.get(path).await;
        assert!(book.status == StatusCode::OK && book.body.starts_with("PK"), "{path}");
    }
    let mut system = signed_in(&world, Role::SystemAdministrator).await;
    for path in ["/statistics/export", "/library/export"] {
        assert_eq!(system.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
