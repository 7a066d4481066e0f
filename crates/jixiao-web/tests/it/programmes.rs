//! Programmes of aid and their rounds in the browser, without script: opened, tried, closed.

use crate::records::project;
use crate::support::Browser;
use crate::world::World;
use axum::http::StatusCode;
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    the_catalogue_says_every_rule_with_its_source,
    a_round_is_opened_tried_closed_and_opened_again,
    a_refused_round_keeps_what_was_typed,
    a_trial_refused_keeps_its_form_and_shows_nobody_by_name,
    the_ceiling_is_finance_s,
}

async fn browser(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

const ROUND: &[(&str, &str)] = &[
    ("programme", "warmth"),
    ("year", "2026"),
    ("label", "2026年春节送温暖"),
    ("opens_on", "2026-01-05"),
    ("closes_on", "2026-03-31"),
    ("region", "530102"),
    ("amount_hardship", "1,000"),
];

async fn opened(world: &World, filler: &mut Browser) {
    let _ = project(world).await;
    let mut form = ROUND.to_vec();
    form.push(("project", "1"));
    let made = filler.post("/aid-rounds/new", &form).await;
    assert_eq!(made.location.as_deref(), Some("/aid-rounds/1?done=opened"), "{}", made.body);
}

async fn the_catalogue_says_every_rule_with_its_source(store: Store) {
    let world = World::new(store).await;
    let mut auditor = browser(&world, Role::Auditor).await;
    let list = auditor.get("/aid-programmes").await;
    for part in ["两节送温暖", "尚未设置行政区划", "医疗救助（通行口径）"] {
        assert!(list.body.contains(part), "{part}");
    }
    assert!(!list.body.contains("开设批次"), "an auditor opens nothing");
    let page = auditor.get("/aid-programmes/medical").await;
    for part in [
        "总工办〔2015〕20号",
        "上海：90%，不超过 2 万元",
        "待核实",
        "医疗救助（昆明）",
        "基层工会初审",
        "还没有开设过批次",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    assert_eq!(auditor.get("/aid-programmes/gold").await.status, StatusCode::NOT_FOUND);
    let empty = auditor.get("/aid-rounds").await;
    assert!(empty.body.contains("没有符合条件的批次"));
}

async fn a_round_is_opened_tried_closed_and_opened_again(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    let new = filler.get("/aid-rounds/new?programme=warmth").await;
    for part in ["2026年两节送温暖", "困难职工（元）", "由各批次在200.00元至3000.00元之间确定"]
    {
        assert!(new.body.contains(part), "{part}");
    }
    opened(&world, &mut filler).await;
    let page = filler.get("/aid-rounds/1?done=opened").await;
    for part in ["批次已开设", "1,000.00", "受理申请至2026年3月31日", "5 个工作日"]
    {
        assert!(page.body.contains(part), "{part}");
    }
    let tried = filler.get("/aid-rounds/1/try").await;
    assert!(tried.body.contains("登记对象 0 人") && tried.body.contains("value=\"1,000.00\""));
    let tried = filler.get("/aid-rounds/1/try?run=1&amount_hardship=800").await;
    for part in ["登记对象 0 人中符合条件 0 人", "没有符合条件的登记对象", "列入推荐名单"]
    {
        assert!(tried.body.contains(part), "{part}");
    }
    let book = filler.get("/aid-rounds/1/try/export?amount_hardship=800").await;
    assert_eq!(
        (book.status, book.headers["cache-control"].as_bytes()),
        (StatusCode::OK, &b"no-store"[..])
    );
    assert_eq!(filler.get("/aid-rounds/export").await.status, StatusCode::OK);
    let queued = filler.post("/aid-rounds/1/try", &[("amount_hardship", "800")]).await;
    assert!(queued.location.as_deref().unwrap().starts_with("/jobs/"));
    let close = [("revision", "1"), ("event", "close")];
    let closed = filler.post("/aid-rounds/1/step", &close).await;
    assert_eq!(closed.location.as_deref(), Some("/aid-rounds/1?done=close"), "{}", closed.body);
    let refused =
        filler.post("/aid-rounds/1/step", &[("revision", "2"), ("event", "reopen")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reopen =
        [("revision", "2"), ("event", "reopen"), ("reason", "补报"), ("closes_on", "2099-01-01")];
    let reopened = filler.post("/aid-rounds/1/step", &reopen).await;
    assert_eq!(reopened.location.as_deref(), Some("/aid-rounds/1?done=reopen"));
    assert!(filler.get("/aid-rounds/1").await.body.contains("补报"));
}

async fn a_refused_round_keeps_what_was_typed(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    let _ = project(&world).await;
    let form = [
        ("programme", "warmth"),
        ("project", "1"),
        ("year", "2026"),
        ("label", "春节慰问第一批"),
        ("opens_on", "2026-01-05"),
        ("closes_on", "2026-01-01"),
        ("region", "530102"),
        ("amount_hardship", "9999"),
    ];
    let refused = filler.post("/aid-rounds/new", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["申请截止日不能早于开始日", "春节慰问第一批", "value=\"9999\"", "selected"]
    {
        assert!(refused.body.contains(part), "{part}");
    }
    let unknown = filler.post("/aid-rounds/new", &[("programme", "gold")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

async fn a_trial_refused_keeps_its_form_and_shows_nobody_by_name(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    let north = world.north.id.to_string();
    let person = [
        ("organisation", north.as_str()),
        ("name", "王小宁"),
        ("employment", "flexible"),
        ("union_member", "1"),
    ];
    let made = filler.post("/people/new", &person).await;
    assert!(made.location.is_some(), "{}", made.body);
    let refused = filler.get("/aid-programmes/warmth/try?run=1&amount_hardship=1").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("应在 200.00 元至 3,000.00 元之间"));
    let run = "/aid-programmes/warmth/try?run=1&amount_new_employment=500";
    let tried = filler.get(run).await;
    assert!(tried.body.contains("王**") && !tried.body.contains("王小宁"), "{}", tried.body);
    assert!(tried.body.contains("符合条件 1 人，共 500.00 元"));
    let mut stranger = Browser::new(world.app.clone());
    stranger.sign_in(&world.app, world.stranger(Role::Filler)).await;
    assert!(!stranger.get(run).await.body.contains("王**"));
    let mut treasury = browser(&world, Role::Treasury).await;
    assert_eq!(treasury.get(run).await.status, StatusCode::FORBIDDEN);
}

async fn the_ceiling_is_finance_s(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    opened(&world, &mut filler).await;
    let mut finance = browser(&world, Role::Finance).await;
    let form = [("revision", "1"), ("budget", "999,999,999"), ("reason", "追加")];
    let refused = finance.post("/aid-rounds/1/ceiling", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("超过项目全年预算数") && refused.body.contains("999,999,999"));
    let form = [("revision", "1"), ("budget", "100"), ("reason", "压减")];
    assert_eq!(filler.post("/aid-rounds/1/ceiling", &form).await.status, StatusCode::FORBIDDEN);
    let set = finance.post("/aid-rounds/1/ceiling", &form).await;
    assert_eq!(set.location.as_deref(), Some("/aid-rounds/1?done=ceiling"), "{}", set.body);
    assert!(finance.get("/aid-rounds/1").await.body.contains("100.00 元"));
}
