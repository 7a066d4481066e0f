//! Signing in, the own account, accounts, organisations and the audit log over HTTP.

use crate::support::{Answer, Browser, MORNING_MILLIS};
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::identity::hashing;
use jixiao_app::{Actor, App};
use jixiao_domain::Role;
use jixiao_store::{Store, Timestamp, on_both_databases, users};
use serde_json::{Value, json};

on_both_databases! {
    the_first_run_leads_to_the_sign_in_page,
    a_wrong_first_run_keeps_what_was_typed,
    a_person_signs_in_and_is_led_to_where_they_wanted,
    a_one_time_password_leads_to_the_change_page_and_nowhere_else,
    an_expired_session_leads_back_after_signing_in,
    a_second_factor_is_enrolled_and_asked_for,
    an_account_is_made_and_given_a_role_by_two_hands,
    a_wrong_account_keeps_what_was_typed,
    another_countys_account_is_not_found,
    organisations_are_added_renamed_and_moved,
    the_log_is_shown_checked_and_exported,
    a_list_is_exported_as_filtered,
    the_policy_is_set,
    the_api_signs_in_and_manages,
    the_api_refuses_with_codes,
}

pub(crate) const PASSWORD: &str = "Tea-and-7-clouds";

fn morning() -> Timestamp {
    chrono::DateTime::from_timestamp_millis(MORNING_MILLIS).unwrap()
}

pub(crate) async fn set_password(app: &App, actor: &Actor, must_change: bool) {
    let hash = hashing::hash(app, PASSWORD).await.unwrap();
    let tx = app.store.begin().await.unwrap();
    users::set_password(&tx, actor.user_id, &hash, must_change, morning()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A browser in which the actor has signed in by the page.
pub(crate) async fn signed_in(world: &World, actor: &Actor) -> Browser {
    set_password(&world.app, actor, false).await;
    let mut browser = Browser::new(world.app.clone());
    let answer = sign_in(&mut browser, world, actor).await;
    assert_eq!(answer.location.as_deref(), Some("/workbench"), "{}", answer.body);
    browser
}

pub(crate) async fn sign_in(browser: &mut Browser, world: &World, actor: &Actor) -> Answer {
    let user = users::find(&world.app.store, actor.user_id).await.unwrap().unwrap();
    let fields = [("login", user.login.as_str()), ("password", PASSWORD), ("next", "")];
    browser.post("/sign-in", &fields).await
}

pub(crate) fn shows(answer: &Answer, text: &str) {
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains(text), "no “{text}” in\n{}", answer.body);
}

pub(crate) fn leads_to(answer: &Answer, address: &str) {
    assert_eq!(answer.location.as_deref(), Some(address), "{}", answer.body);
}

pub(crate) const FIRST_RUN: [(&str, &str); 8] = [
    ("federation_name", "江州市总工会"),
    ("federation_code", "530100"),
    ("system_name", "甲"),
    ("system_login", "system"),
    ("system_password", PASSWORD),
    ("security_name", "乙"),
    ("security_login", "security"),
    ("security_password", "Rain-and-8-rivers"),
];

async fn the_first_run_leads_to_the_sign_in_page(store: Store) {
    let mut browser = Browser::new(App::for_tests(store));
    leads_to(&browser.get("/sign-in").await, "/first-run");
    shows(&browser.get("/first-run").await, "系统管理员");
    leads_to(&browser.post("/first-run", &FIRST_RUN).await, "/sign-in");
    leads_to(&browser.get("/first-run").await, "/sign-in");
    let answer = browser.post("/sign-in", &[("login", "system"), ("password", PASSWORD)]).await;
    leads_to(&answer, "/workbench");
    shows(&browser.get("/organisations").await, "江州市总工会");
}

async fn a_wrong_first_run_keeps_what_was_typed(store: Store) {
    let mut browser = Browser::new(App::for_tests(store));
    let mut fields = FIRST_RUN;
    fields[4].1 = "short";
    let answer = browser.post("/first-run", &fields).await;
    shows(&answer, "密码至少 10 个字符");
    shows(&answer, r#"value="江州市总工会""#);
    assert!(!answer.body.contains("Rain-and-8-rivers"), "passwords are not sent back");
}

async fn a_person_signs_in_and_is_led_to_where_they_wanted(store: Store) {
    let world = World::new(store).await;
    let actor = world.actor(Role::Filler);
    set_password(&world.app, actor, false).await;
    let mut browser = Browser::new(world.app.clone());
    let to = |next: &'static str| {
        let fields = [("login", "filler530101"), ("password", PASSWORD), ("next", next)];
        let mut browser = Browser::new(world.app.clone());
        async move { browser.post("/sign-in", &fields).await.location.unwrap() }
    };
    assert_eq!(to("/account").await, "/account");
    for elsewhere in ["https://example.org", "//example.org", "/\\example.org"] {
        assert_eq!(to(elsewhere).await, "/workbench");
    }
    let answer = sign_in(&mut browser, &world, actor).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    shows(&browser.get("/account").await, "北山县总工会");
    leads_to(&browser.post("/sign-out", &[]).await, "/sign-in");
}

async fn a_one_time_password_leads_to_the_change_page_and_nowhere_else(store: Store) {
    let world = World::new(store).await;
    let actor = world.actor(Role::SystemAdministrator);
    set_password(&world.app, actor, true).await;
    let mut browser = Browser::new(world.app.clone());
    sign_in(&mut browser, &world, actor).await;
    for path in ["/workbench", "/users", "/account"] {
        leads_to(&browser.get(path).await, "/account/password");
    }
    shows(&browser.get("/account/password").await, "须先更换");
    let wrong = [("present", PASSWORD), ("new", "short"), ("again", "short")];
    shows(&browser.post("/account/password", &wrong).await, "密码至少 10 个字符");
    let new = "Rain-and-8-rivers";
    let right = [("present", PASSWORD), ("new", new), ("again", new)];
    leads_to(&browser.post("/account/password", &right).await, "/account?done=password");
    shows(&browser.get("/account?done=password").await, "密码已更换");
    shows(&browser.get("/users").await, "用户与角色");
}

async fn an_expired_session_leads_back_after_signing_in(store: Store) {
    let world = World::new(store).await;
    let mut browser = signed_in(&world, world.actor(Role::SystemAdministrator)).await;
    shows(&browser.get("/users?q=finance").await, "finance530101");
    let later = MORNING_MILLIS + 31 * 60_000;
    browser.clock.store(later, std::sync::atomic::Ordering::Relaxed);
    let answer = browser.get("/users?q=finance").await;
    leads_to(&answer, "/sign-in?next=/users%3Fq%3Dfinance");
}

pub(crate) fn code(secret: &str) -> String {
    let secret = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let secret: [u8; 20] = secret.try_into().unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let seconds = u64::try_from(MORNING_MILLIS / 1000).unwrap();
    totp.generate(seconds).to_string()
}

async fn a_second_factor_is_enrolled_and_asked_for(store: Store) {
    let world = World::new(store).await;
    let actor = world.actor(Role::SystemAdministrator);
    let mut browser = signed_in(&world, actor).await;
    let page = browser.post("/account/second-factor/begin", &[]).await;
    shows(&page, "<svg");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let secret = page.body.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let wrong = browser.post("/account/second-factor/confirm", &[("code", "000000")]).await;
    shows(&wrong, &secret);
    let right = [("code", code(&secret))];
    let right: Vec<(&str, &str)> =
        right.iter().map(|(name, code)| (*name, code.as_str())).collect();
    let answer = browser.post("/account/second-factor/confirm", &right).await;
    leads_to(&answer, "/account?done=enrolled");

    let mut other = Browser::new(world.app.clone());
    leads_to(&sign_in(&mut other, &world, actor).await, "/workbench");
    for path in ["/workbench", "/users", "/account/password"] {
        leads_to(&other.get(path).await, "/sign-in/second-factor");
    }
    shows(&other.get("/sign-in/second-factor").await, "6 位数字");
    let used = other.post("/sign-in/second-factor", &right).await;
    shows(&used, "验证码已被使用");
    let new = [("present", PASSWORD), ("new", "Rain-and-8-rivers"), ("again", "Rain-and-8-rivers")];
    assert_eq!(other.post("/account/password", &new).await.status, StatusCode::UNAUTHORIZED);
}

async fn an_account_is_made_and_given_a_role_by_two_hands(store: Store) {
    let world = World::new(store).await;
    let place = world.north.id.to_string();
    let mut system = signed_in(&world, world.actor(Role::SystemAdministrator)).await;
    shows(&system.get("/users/new").await, "北山县总工会");
    let fields = [("login", "newone"), ("name", "新人"), ("organisation_id", place.as_str())];
    let made = system.post("/users/new", &fields).await;
    shows(&made, "一次性密码");
    assert_eq!(made.headers[header::CACHE_CONTROL], "no-store");
    let user = users::find_by_login(&world.app.store, "newone").await.unwrap().unwrap();
    let address = format!("/users/{}", user.id);
    let page = system.get(&address).await;
    shows(&page, "重置密码");
    assert!(!page.body.contains("授予</button>"), "the system administrator gives no roles");

    let mut security = signed_in(&world, world.actor(Role::SecurityAdministrator)).await;
    let grant = [("role", "filler"), ("organisation_id", place.as_str())];
    let given = security.post(&format!("{address}/grant"), &grant).await;
    leads_to(&given, &format!("{address}?done=grant"));
    let page = security.get(&format!("{address}?done=grant")).await;
    shows(&page, "角色已授予");
    shows(&page, "<td>填报</td>");
    let exclusive = [("role", "audit_administrator"), ("organisation_id", place.as_str())];
    shows(&security.post(&format!("{address}/grant"), &exclusive).await, "互斥");
    let refused = system.post(&format!("{address}/grant"), &grant).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let closed = [("active", "0"), ("revision", "1")];
    let closed = system.post(&format!("{address}/active"), &closed).await;
    leads_to(&closed, &format!("{address}?done=active"));
    shows(&system.get(&address).await, "停用</span>");
    let stale = [("active", "1"), ("revision", "1")];
    shows(&system.post(&format!("{address}/active"), &stale).await, "已被他人修改");
}

async fn a_wrong_account_keeps_what_was_typed(store: Store) {
    let world = World::new(store).await;
    let mut system = signed_in(&world, world.actor(Role::SystemAdministrator)).await;
    let fields = [("login", "新"), ("name", "<b>新人</b>"), ("organisation_id", "")];
    let answer = system.post("/users/new", &fields).await;
    shows(&answer, "3～32 位字母、数字");
    shows(&answer, "有 2 处需要更正");
    assert!(!answer.body.contains("<b>新人"), "typed text is escaped");
}

async fn another_countys_account_is_not_found(store: Store) {
    let world = World::new(store).await;
    let mut system = signed_in(&world, world.stranger(Role::SystemAdministrator)).await;
    let address = format!("/users/{}", world.actor(Role::Filler).user_id);
    assert_eq!(system.get(&address).await.status, StatusCode::NOT_FOUND);
    let reset = system.post(&format!("{address}/reset-password"), &[]).await;
    assert_eq!(reset.status, StatusCode::NOT_FOUND);
    let list = system.get("/users").await;
    assert!(!list.body.contains("filler530101"));
}

async fn organisations_are_added_renamed_and_moved(store: Store) {
    let world = World::new(store).await;
    let mut system = signed_in(&world, world.at(&world.city, Role::SystemAdministrator)).await;
    let (north, south) = (world.north.id.to_string(), world.south.id.to_string());
    let fields = [
        ("parent_id", north.as_str()),
        ("code", "530101001"),
        ("name", "北山县水泥厂工会"),
        ("kind", "primary_union"),
    ];
    leads_to(&system.post("/organisations", &fields).await, "/organisations?done=1");
    shows(&system.post("/organisations", &fields).await, "单位代码已被使用");
    let tree = system.get("/organisations").await;
    shows(&tree, "北山县水泥厂工会");
    let id: i64 = {
        let before = tree.body.split(">北山县水泥厂工会</a>").next().unwrap();
        before.rsplit("/organisations/").next().unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let address = format!("/organisations/{id}");
    shows(&system.get(&address).await, "迁移到");
    let renamed = [
        ("code", "530101001"),
        ("name", "北山县建材厂工会"),
        ("short_name", "建材厂"),
        ("kind", "primary_union"),
        ("revision", "1"),
    ];
    let done = format!("{address}?done=1");
    leads_to(&system.post(&format!("{address}/change"), &renamed).await, &done);
    shows(&system.post(&format!("{address}/change"), &renamed).await, "已被他人修改");
    let moved = [("parent_id", south.as_str()), ("revision", "2")];
    leads_to(&system.post(&format!("{address}/move"), &moved).await, &done);
    let circle = [("parent_id", north.as_str()), ("revision", "1")];
    let circle = system.post(&format!("/organisations/{north}/move"), &circle).await;
    shows(&circle, "不能迁移到本机构");
    let closed = [("active", "0"), ("revision", "3")];
    leads_to(&system.post(&format!("{address}/active"), &closed).await, &done);
}

async fn the_log_is_shown_checked_and_exported(store: Store) {
    let world = World::new(store).await;
    let mut auditor = signed_in(&world, world.at(&world.city, Role::AuditAdministrator)).await;
    let page = auditor.get("/audit?action=session.&outcome=done&from=2026-03-02").await;
    shows(&page, "<td>登录</td>");
    shows(&auditor.get("/audit?from=昨天").await, "更正");
    shows(&auditor.post("/audit/verify", &[]).await, "链条完整");
    let file = auditor.get("/audit.xlsx?outcome=done").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
}

async fn a_list_is_exported_as_filtered(store: Store) {
    let world = World::new(store).await;
    let mut system = signed_in(&world, world.at(&world.city, Role::SystemAdministrator)).await;
    let page = system.get("/users?role=finance&page=1").await;
    shows(&page, "共 6 条");
    shows(&page, "/users.xlsx?role=finance");
    let all = system.get("/users?page=2").await;
    shows(&all, "第 2 / 2 页");
    let file = system.get("/users.xlsx?role=finance").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.starts_with("PK"));
}

async fn the_policy_is_set(store: Store) {
    let world = World::new(store).await;
    let mut security = signed_in(&world, world.at(&world.city, Role::SecurityAdministrator)).await;
    shows(&security.get("/policy").await, "空闲退出");
    let mut fields = [
        ("idle_minutes", "20"),
        ("session_hours", "8"),
        ("password_max_age_days", "180"),
        ("failure_limit", "5"),
        ("lock_minutes", "一刻"),
        ("network_failure_limit", "50"),
        ("second_factor", "nobody"),
    ];
    let wrong = security.post("/policy", &fields).await;
    shows(&wrong, r#"value="一刻""#);
    fields[4].1 = "30";
    leads_to(&security.post("/policy", &fields).await, "/policy?done=1");
    shows(&security.get("/policy").await, r#"value="180""#);
}

pub(crate) async fn send(browser: &mut Browser, path: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    let answer = browser.send(request, Body::from(body.to_string())).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
}

pub(crate) async fn read(browser: &mut Browser, path: &str) -> (StatusCode, Value) {
    let answer = browser.get(path).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
}

async fn the_api_signs_in_and_manages(store: Store) {
    let world = World::new(store).await;
    set_password(&world.app, world.actor(Role::SystemAdministrator), false).await;
    let mut browser = Browser::new(world.app.clone());
    let credentials = json!({"login": "system_administrator530101", "password": PASSWORD});
    let (status, _) = send(&mut browser, "/api/v1/session", &credentials).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (_, who) = read(&mut browser, "/api/v1/session").await;
    assert_eq!(who["grants"][0]["role"], "system_administrator");

    let north = world.north.id.0;
    let place =
        json!({"parent_id": north, "code": "1", "name": "甲厂工会", "kind": "primary_union"});
    let (_, added) = send(&mut browser, "/api/v1/organisations", &place).await;
    let (_, places) = read(&mut browser, "/api/v1/organisations").await;
    assert_eq!(places[1]["id"], added["id"]);

    let user = json!({"login": "newone", "name": "新人", "organisation_id": added["id"]});
    let (status, created) = send(&mut browser, "/api/v1/users", &user).await;
    assert_eq!(status, StatusCode::OK);
    let (_, found) = read(&mut browser, "/api/v1/users?q=newone").await;
    assert_eq!((&found["total"], &found["users"][0]["id"]), (&json!(1), &created["id"]));

    let mut security = signed_in(&world, world.actor(Role::SecurityAdministrator)).await;
    let grants = format!("/api/v1/users/{}/grants", created["id"]);
    let grant = json!({"role": "filler", "organisation_id": north});
    let (_, given) = send(&mut security, &grants, &grant).await;
    let revoke = format!("{grants}/{}/revoke", given["id"]);
    assert_eq!(send(&mut security, &revoke, &json!({})).await.0, StatusCode::OK);
    assert_eq!(send(&mut security, &revoke, &json!({})).await.0, StatusCode::NOT_FOUND);

    let mut auditor = signed_in(&world, world.actor(Role::AuditAdministrator)).await;
    let (_, log) = read(&mut auditor, "/api/v1/audit?action=user.").await;
    assert_eq!(log["total"], 3);
    assert_eq!(log["entries"][0]["action"], "user.revoke");
    let (_, verdict) = send(&mut auditor, "/api/v1/audit/verify", &json!({})).await;
    assert_eq!(verdict["broken_sequence"], Value::Null);
    let (status, _) = send(&mut auditor, "/api/v1/session/end", &json!({})).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(read(&mut auditor, "/api/v1/session").await.0, StatusCode::UNAUTHORIZED);
}

async fn the_api_refuses_with_codes(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let (status, body) = read(&mut filler, "/api/v1/users").await;
    assert_eq!((status, &body["code"]), (StatusCode::FORBIDDEN, &json!("forbidden")));
    let mut system = signed_in(&world, world.actor(Role::SystemAdministrator)).await;
    let bad = json!({"login": "新", "name": "", "organisation_id": 0});
    let (status, body) = send(&mut system, "/api/v1/users", &bad).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body["fields"][0]["field"], "login");
    let (status, body) = send(&mut system, "/api/v1/users", &json!([])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body["fields"][0]["field"], "body");
}
