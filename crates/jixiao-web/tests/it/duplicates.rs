//! Pairs that may be one person, in the browser and over the API: masked, judged by another hand.

use crate::support::{Answer, Browser};
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_pair_is_looked_at_judged_and_merged_without_script,
    a_refused_judgement_keeps_what_was_typed,
    onlookers_and_strangers_see_no_more_than_they_may,
    the_api_lists_reads_and_judges,
}

const CARD: &str = "6228480402564890018";

async fn browser(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

/// Two records of the north that are most likely one; persons 1 and 2, pair 1.
async fn twice(world: &World) {
    let mut filler = browser(world, Role::Filler).await;
    let north = world.north.id.to_string();
    for (number, name) in (1..).zip(["张文英", "张文瑛"]) {
        let form = [
            ("organisation", north.as_str()),
            ("name", name),
            ("sex", "female"),
            ("birth_date", "1980-01-01"),
            ("employer", "江州机械厂"),
            ("phone", "13800001234"),
            ("bank_card", CARD),
        ];
        let made = filler.post("/people/new", &form).await;
        let to = format!("/people/{number}?done=created");
        assert_eq!(made.location.as_deref(), Some(to.as_str()), "{}", made.body);
    }
}

async fn a_pair_is_looked_at_judged_and_merged_without_script(store: Store) {
    let world = World::new(store).await;
    let mut reviewer = browser(&world, Role::Reviewer).await;
    let empty = reviewer.get("/duplicates").await;
    assert!(empty.body.contains("没有符合条件的疑似重复") && empty.body.contains("全面查找"));
    twice(&world).await;
    assert!(reviewer.get("/people/1").await.body.contains("/duplicates/1"));
    let list = reviewer.get("/duplicates?kind=card&score=90&sort=latest").await;
    assert!(list.body.contains("张文瑛") && list.body.contains("银行账号相同"));
    let page = reviewer.get("/duplicates/1").await;
    for part in ["姓名读音相同", "138****1234", "不同", "相同", "同一人的可能性", "系统发现"]
    {
        assert!(page.body.contains(part), "{part}");
    }
    assert!(!page.body.contains(CARD) && !page.body.contains("13800001234"));
    let form = [("revision", "1"), ("event", "judge_same"), ("reason", "电话核对本人")];
    let judged = reviewer.post("/duplicates/1/judge", &form).await;
    let to = Some("/duplicates/1?done=judge_same");
    assert_eq!(judged.location.as_deref(), to, "{}", judged.body);
    assert!(reviewer.get("/duplicates/1").await.body.contains("合并为一条记录"));
    let unchosen = [("revision", "2"), ("reason", "同一人重复登记")];
    let refused = reviewer.post("/duplicates/1/join", &unchosen).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("同一人重复登记"));
    let form = [("revision", "2"), ("kept", "1"), ("reason", "同一人重复登记")];
    let joined = reviewer.post("/duplicates/1/join", &form).await;
    assert_eq!(joined.location.as_deref(), Some("/duplicates/1?done=joined"), "{}", joined.body);
    assert!(reviewer.get("/duplicates/1").await.body.contains("已消除"));
    assert!(reviewer.get("/people/2").await.body.contains("本记录已并入"));
    assert_eq!(reviewer.get("/duplicates/export?state=all").await.status, StatusCode::OK);
    let job = reviewer.post("/duplicates/search", &[]).await;
    assert_eq!(job.location.as_deref(), Some("/jobs/1"));
    assert!(reviewer.get("/jobs/1").await.body.contains("全面查找疑似重复"));
}

async fn a_refused_judgement_keeps_what_was_typed(store: Store) {
    let world = World::new(store).await;
    twice(&world).await;
    let mut reviewer = browser(&world, Role::Reviewer).await;
    let typed = "证件 11010519491231002X 已核对";
    let form = [("revision", "1"), ("event", "judge_different"), ("reason", typed)];
    let refused = reviewer.post("/duplicates/1/judge", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请勿填写证件号码") && refused.body.contains(typed));
    let stale = [("revision", "9"), ("event", "judge_different"), ("reason", "双胞胎")];
    let refused = reviewer.post("/duplicates/1/judge", &stale).await;
    assert!(refused.body.contains("双胞胎") && !refused.status.is_success());
}

async fn onlookers_and_strangers_see_no_more_than_they_may(store: Store) {
    let world = World::new(store).await;
    twice(&world).await;
    let mut auditor = browser(&world, Role::Auditor).await;
    let page = auditor.get("/duplicates/1").await;
    assert!(page.body.contains("张**") && !page.body.contains("张文英"));
    assert!(!page.body.contains("1234") && !page.body.contains("判定为同一人</button>"));
    let mut stranger = Browser::new(world.app.clone());
    stranger.sign_in(&world.app, world.stranger(Role::Reviewer)).await;
    assert_eq!(stranger.get("/duplicates/1").await.status, StatusCode::NOT_FOUND);
    assert!(!stranger.get("/duplicates?state=all").await.body.contains("张"));
    let mut finance = browser(&world, Role::Finance).await;
    assert_eq!(finance.get("/duplicates").await.status, StatusCode::FORBIDDEN);
}

async fn posted(browser: &mut Browser, path: &str, body: &'static str) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "same-origin");
    browser.send(request, Body::from(body)).await
}

async fn the_api_lists_reads_and_judges(store: Store) {
    let world = World::new(store).await;
    twice(&world).await;
    let mut reviewer = browser(&world, Role::Reviewer).await;
    let list = reviewer.get("/api/v1/duplicates?kind=card").await;
    assert!(list.body.contains(r#""total":1"#) && list.body.contains(r#""state":"open""#));
    let pair = reviewer.get("/api/v1/duplicates/1").await;
    assert!(pair.body.contains(r#""events":["judge_same","judge_different","ask_back"]"#));
    assert!(!pair.body.contains(CARD));
    let body = r#"{"revision": 1, "event": "judge_different", "reason": "双胞胎"}"#;
    let judged = posted(&mut reviewer, "/api/v1/duplicates/1/judge", body).await;
    assert_eq!(judged.body, r#"{"state":"different"}"#);
    let join = r#"{"revision": 2, "kept": 1, "reason": "再看"}"#;
    let refused = posted(&mut reviewer, "/api/v1/duplicates/1/join", join).await;
    assert!(refused.status.is_client_error());
    let search = posted(&mut reviewer, "/api/v1/duplicates/search", "{}").await;
    assert_eq!(search.body, r#"{"job":1}"#);
}
