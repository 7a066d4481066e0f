//! Files of households in the browser: nothing personal in addresses and titles, numbers masked.

use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_file_is_opened_filled_in_and_approved_without_script,
    a_full_number_is_shown_once_for_a_purpose,
    a_refused_page_keeps_what_was_typed_beside_the_error,
    a_file_is_kept_over_the_api_as_on_the_pages,
    nobody_else_reaches_the_people_of_a_county,
}

const NUMBER: &str = "11010519491231002X";

const OPENED: &[(&str, &str)] = &[
    ("head_name", "张安"),
    ("head_id_number", NUMBER),
    ("head_phone", "13800001234"),
    ("kind", "worker"),
    ("level", "municipal"),
    ("region", "530102"),
    ("main_cause", "own_illness"),
    ("causes", "schooling"),
    ("causes", "low_income"),
    ("housing", "rental"),
    ("home_count", "0"),
    ("circumstances", "本人患病"),
];

async fn browser(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

async fn opened(world: &World, filler: &mut Browser) {
    let north = world.north.id.to_string();
    let mut form = OPENED.to_vec();
    form.push(("organisation", &north));
    let made = filler.post("/households/new", &form).await;
    assert_eq!(made.location.as_deref(), Some("/households/1?done=created"), "{}", made.body);
}

async fn a_file_is_opened_filled_in_and_approved_without_script(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    let empty = filler.get("/households").await;
    assert!(empty.body.contains("一户一档") && empty.body.contains("新建档案"));
    assert!(filler.get("/households/new").await.body.contains("家庭拥有 2 套以上住房"));
    opened(&world, &mut filler).await;
    let page = filler.get("/households/1?done=created").await;
    for part in ["110105********002X", "子女上学", "收入低无力脱困", "还没有登记收支", "本人患病"]
    {
        assert!(page.body.contains(part), "{part}");
    }
    assert!(!page.body.contains(NUMBER));
    let title = page.body.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    assert!(!title.contains("张安"), "{title}");
    let member = [
        ("relation", "spouse"),
        ("name", "李宁"),
        ("sex", "female"),
        ("birth_date", "1950-01-01"),
        ("employment", "retired"),
    ];
    let added = filler.post("/households/1/members/new", &member).await;
    assert_eq!(added.location.as_deref(), Some("/households/1?done=member"), "{}", added.body);
    let figures = [("year", "2025"), ("income_wage", "12,000"), ("essential_medical", "6000")];
    let saved = filler.post("/households/1/figures", &figures).await;
    assert_eq!(saved.location.as_deref(), Some("/households/1?year=2025&done=figures"));
    let page = filler.get("/households/1").await;
    for part in ["深度困难", "月人均", "12,000.00", "逐条依据", "提交"] {
        assert!(page.body.contains(part), "{part}");
    }
    let sent = filler.post("/households/1/step", &[("revision", "1"), ("event", "submit")]).await;
    assert_eq!(sent.location.as_deref(), Some("/households/1?done=submit"), "{}", sent.body);
    let steps = [(Role::Reviewer, "review"), (Role::Approver, "approve")];
    for (number, (role, event)) in (2..).zip(steps) {
        let mut hand = browser(&world, role).await;
        let revision = number.to_string();
        let form = [("revision", revision.as_str()), ("event", event)];
        let done = hand.post("/households/1/step", &form).await;
        let to = format!("/households/1?done={event}");
        assert_eq!(done.location.as_deref(), Some(to.as_str()), "{event}: {}", done.body);
    }
    let list = filler.get("/households?state=filed").await;
    assert!(list.body.contains("DA2026-000001") && list.body.contains("张安"));
    assert!(list.body.contains("2025年度未复核"));
    assert!(filler.get("/people").await.body.contains("138****1234"));
    assert_eq!(filler.get("/households/export").await.status, StatusCode::OK);
    assert_eq!(filler.get("/people/export").await.status, StatusCode::OK);
}

async fn a_full_number_is_shown_once_for_a_purpose(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    opened(&world, &mut filler).await;
    let refused = filler.post("/people/1/reveal", &[("purpose", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains(NUMBER));
    let shown = filler.post("/people/1/reveal", &[("purpose", "核对银行退票")]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains(NUMBER) && shown.body.contains("已记入审计日志"));
    assert_eq!(shown.headers["cache-control"], "no-store");
    let found = filler.post("/people/find", &[("words", NUMBER)]).await;
    assert!(found.body.contains("找到 1 人") && !found.body.contains(NUMBER));
    let full = filler.post("/people/export-full", &[("purpose", "报送代发银行")]).await;
    assert_eq!(full.status, StatusCode::OK);
}

async fn a_refused_page_keeps_what_was_typed_beside_the_error(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    let north = world.north.id.to_string();
    let form = [
        ("organisation", north.as_str()),
        ("head_name", "张安"),
        ("head_id_number", "1.10105E+17"),
        ("kind", "worker"),
        ("causes", "schooling"),
    ];
    let refused = filler.post("/households/new", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["科学记数法", "张安", "value=\"schooling\" checked", "请填写六位行政区划代码"]
    {
        assert!(refused.body.contains(part), "{part}");
    }
    let person = [("organisation", north.as_str()), ("name", "王宁"), ("phone", "123")];
    let refused = filler.post("/people/new", &person).await;
    assert!(refused.body.contains("王宁") && refused.body.contains("位数不对"));
}

/// Sends JSON as a program does; the answer must have this status.
async fn told(browser: &mut Browser, path: &str, body: &str, status: StatusCode) -> String {
    let request = Request::post(format!("/api/v1{path}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "same-origin");
    let answer = browser.send(request, Body::from(body.to_owned())).await;
    assert_eq!(answer.status, status, "{path}: {}", answer.body);
    answer.body
}

async fn a_file_is_kept_over_the_api_as_on_the_pages(store: Store) {
    use StatusCode as Is;
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    opened(&world, &mut filler).await;
    let member = r#"{"relation": "spouse", "person": {"name": "李宁", "sex": "female",
        "birth_date": "1950-01-01", "health": "good", "employment": "retired"}}"#;
    told(&mut filler, "/households/1/members", member, Is::OK).await;
    let refused = told(&mut filler, "/households/1/members", "{}", Is::UNPROCESSABLE_ENTITY).await;
    assert!(refused.contains("relation"), "{refused}");
    let figures =
        r#"{"year": 2025, "amounts": {"income_wage": "12000", "essential_medical": "6000"}}"#;
    told(&mut filler, "/households/1/figures", figures, Is::OK).await;
    assert!(filler.get("/households/1?year=2025").await.body.contains("12,000.00"));
    let changed = format!(
        r#"{{"revision": 1, "kind": "worker", "level": "municipal", "region": "530102",
        "main_cause": "own_illness", "housing": "rental", "home_count": 1, "organisation": {}}}"#,
        world.north.id
    );
    told(&mut filler, "/households/1/edit", &changed, Is::OK).await;
    told(&mut filler, "/households/1/edit", &changed, Is::CONFLICT).await;
    let person = r#"{"revision": 1, "name": "张安", "health": "minor", "employment": "employed",
        "phone": "13800005678"}"#;
    told(&mut filler, "/people/1/edit", person, Is::OK).await;
    assert!(filler.get("/people/1").await.body.contains("138****5678"));
    let model = r#"{"level": "municipal", "status": "living"}"#;
    told(&mut filler, "/people/1/model-worker", model, Is::OK).await;
    let honour = r#"{"level": "municipal", "title": "江州市劳动模范", "awarded_year": 1998}"#;
    told(&mut filler, "/people/1/honours", honour, Is::OK).await;
    let page = filler.get("/people/1").await.body;
    assert!(page.contains("江州市劳动模范"), "{page}");
    let leave = r#"{"reason": "已分户"}"#;
    told(&mut filler, "/households/1/members/2/remove", leave, Is::OK).await;
    told(&mut filler, "/households/1/yearly", r#"{"year": 2025}"#, Is::CONFLICT).await;
    let merge = r#"{"revision": 2, "into": "DA2026-000009", "reason": "重复建档"}"#;
    told(&mut filler, "/households/1/merge", merge, Is::FORBIDDEN).await;
    let mut stranger = Browser::new(world.app.clone());
    stranger.sign_in(&world.app, world.stranger(Role::Filler)).await;
    told(&mut stranger, "/people/1/edit", person, Is::NOT_FOUND).await;
    told(&mut stranger, "/households/1/figures", figures, Is::NOT_FOUND).await;
}

async fn nobody_else_reaches_the_people_of_a_county(store: Store) {
    let world = World::new(store).await;
    let mut filler = browser(&world, Role::Filler).await;
    opened(&world, &mut filler).await;
    let mut stranger = Browser::new(world.app.clone());
    stranger.sign_in(&world.app, world.stranger(Role::Filler)).await;
    for path in ["/households/1", "/people/1", "/households/1/edit", "/people/1/edit"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let mut treasury = browser(&world, Role::Treasury).await;
    for path in ["/households", "/people", "/households/1"] {
        assert_eq!(treasury.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let mut auditor = browser(&world, Role::Auditor).await;
    let page = auditor.get("/households/1").await;
    assert!(page.body.contains("张*") && !page.body.contains("张安"));
    assert!(!page.body.contains("002X"));
}
