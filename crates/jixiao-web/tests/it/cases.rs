//! Applications for aid and notices in the browser: the whole way, without script.

use crate::support::Browser;
use crate::world::World;
use crate::{aid, fixture};
use axum::http::StatusCode;
use jixiao_app::Actor;
use jixiao_domain::{AidRoundId, Role};
use jixiao_store::{Connection as _, Store, on_both_databases};
use std::sync::atomic::Ordering;

on_both_databases! {
    an_application_goes_from_the_form_to_the_public_notice,
    a_refused_form_keeps_what_was_typed,
    many_are_moved_from_the_list,
    nobody_else_reaches_the_applications_of_a_county,
}

async fn browser(world: &World, actor: &Actor) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, actor).await;
    browser
}

async fn round(world: &World) -> AidRoundId {
    fixture::open_year(world, "XM10").await;
    let sql = "SELECT id FROM project ORDER BY id LIMIT 1";
    let project: i64 = world.app.store.row(sql, []).await.unwrap().unwrap();
    aid::round(world, project.into()).await
}

async fn step(browser: &mut Browser, revision: &str, event: &str) {
    let form = [("revision", revision), ("event", event)];
    let answer = browser.post("/cases/1/step", &form).await;
    let wanted = format!("/cases/1?done={event}");
    assert_eq!(answer.location.as_deref(), Some(wanted.as_str()), "{}", answer.body);
}

async fn an_application_goes_from_the_form_to_the_public_notice(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, world.actor(Role::Filler)).await;
    assert!(filler.get("/cases").await.body.contains("没有符合条件的申请"));
    let empty = filler.get("/cases/new").await;
    assert!(empty.body.contains("现在没有开放的救助批次"), "{}", empty.body);
    let round = round(&world).await.to_string();
    let person = aid::courier(&world, "赵骑").await.to_string();
    let page = filler.get(&format!("/cases/new?round={round}&person={person}")).await;
    assert!(page.body.contains("慰问对象花名册"), "{}", page.body);
    let north = world.north.id.to_string();
    let form = [
        ("round", round.as_str()),
        ("organisation", &north),
        ("person", &person),
        ("reason", "骑行受伤"),
    ];
    let made = filler.post("/cases/new", &form).await;
    assert_eq!(made.location.as_deref(), Some("/cases/1?done=created"), "{}", made.body);
    step(&mut filler, "1", "submit").await;
    let mut reviewer = browser(&world, world.actor(Role::Reviewer)).await;
    let page = reviewer.get("/cases/1").await;
    for part in ["本批次标准500.00元", "骑行受伤", "待初审", "由审核人员办理"] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(reviewer.get("/workbench").await.body.contains("待审核救助申请"));
    step(&mut reviewer, "2", "pass").await;
    let own = reviewer.post("/cases/1/step", &[("revision", "3"), ("event", "pass")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.body.contains("须由他人办理"));
    let mut second = browser(&world, world.colleague(Role::Reviewer)).await;
    step(&mut second, "3", "pass").await;
    let mut approver = browser(&world, world.actor(Role::Approver)).await;
    step(&mut approver, "4", "approve").await;
    let held = approver.get("/cases/held").await;
    assert!(held.body.contains("在办 1 件"), "{}", held.body);
    let posted = filler.post("/notices/new", &[("round", &round), ("hotline", "0871-1")]).await;
    assert_eq!(posted.location.as_deref(), Some("/notices/1?done=assembled"), "{}", posted.body);
    let hidden = filler.get("/public/notices/1").await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let page = filler.get("/notices/1").await;
    assert!(page.body.contains("赵*") && !page.body.contains("赵骑"), "{}", page.body);
    let posted = filler.post("/notices/1/post", &[("revision", "1")]).await;
    assert_eq!(posted.location.as_deref(), Some("/notices/1?done=posted"), "{}", posted.body);
    let mut anyone = Browser::new(world.app.clone());
    assert!(anyone.get("/public/notices").await.body.contains("拟救助对象的公示"));
    let shown = anyone.get("/public/notices/1").await;
    assert!(shown.body.contains("赵*") && shown.body.contains("500.00"), "{}", shown.body);
    for part in ["赵骑", "骑行受伤", "1990"] {
        assert!(!shown.body.contains(part), "{part}");
    }
    let early = filler.post("/notices/1/end", &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    filler.clock.fetch_add(8 * 86_400_000, Ordering::Relaxed);
    filler.sign_in(&world.app, world.colleague(Role::Filler)).await;
    let ended = filler.post("/notices/1/end", &[]).await;
    assert_eq!(ended.location.as_deref(), Some("/notices/1?done=ended"), "{}", ended.body);
    assert!(filler.get("/cases/1").await.body.contains("待发放"));
    let file = filler.get("/cases/1/review/docx").await;
    assert_eq!(file.status, StatusCode::OK);
}

async fn a_refused_form_keeps_what_was_typed(store: Store) {
    let world = World::new(store).await;
    let round = round(&world).await.to_string();
    let mut filler = browser(&world, world.actor(Role::Filler)).await;
    let north = world.north.id.to_string();
    let form = [
        ("round", round.as_str()),
        ("organisation", &north),
        ("id_number", "530102"),
        ("asked", "一千"),
        ("reason", "收入减少"),
    ];
    let refused = filler.post("/cases/new", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["一千", "收入减少", "id=\"error-asked\""] {
        assert!(refused.body.contains(part), "{part}: {}", refused.body);
    }
    let refused = filler.post("/cases/paste", &[("list", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请粘贴名单"));
}

async fn many_are_moved_from_the_list(store: Store) {
    let world = World::new(store).await;
    let round = round(&world).await;
    for name in ["赵骑", "钱驰", "孙捷"] {
        aid::case(&world, round, aid::courier(&world, name).await).await;
    }
    let mut filler = browser(&world, world.actor(Role::Filler)).await;
    let none = filler.post("/cases/batch", &[("event", "submit")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("请勾选要办理的申请"));
    let some =
        filler.post("/cases/batch", &[("event", "submit"), ("ids", "1"), ("ids", "2")]).await;
    assert!(some.body.contains("已办理 2 件，跳过 0 件，未办理 0 件"), "{}", some.body);
    let all = filler.post("/cases/batch", &[("event", "submit"), ("all", "1")]).await;
    assert!(all.body.contains("已办理 1 件，跳过 2 件，未办理 0 件"), "{}", all.body);
    assert!(all.body.contains("当前状态为“待初审”，不能提交"));
}

async fn nobody_else_reaches_the_applications_of_a_county(store: Store) {
    let world = World::new(store).await;
    let round = round(&world).await;
    aid::case(&world, round, aid::courier(&world, "赵骑").await).await;
    let mut stranger = browser(&world, world.stranger(Role::Filler)).await;
    for path in ["/cases/1", "/cases/1/edit", "/cases/1/application/docx"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!stranger.get("/cases").await.body.contains("赵"));
    let mut treasury = browser(&world, world.actor(Role::Treasury)).await;
    assert_eq!(treasury.get("/cases").await.status, StatusCode::FORBIDDEN);
}
