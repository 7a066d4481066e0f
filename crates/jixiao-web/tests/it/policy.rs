//! What the policy asks of those who sign in, over HTTP.

use crate::identity::{
    PASSWORD, code, leads_to, read, send, set_password, shows, sign_in, signed_in,
};
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::App;
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};
use serde_json::json;

on_both_databases! {
    who_must_have_a_second_factor_is_led_to_set_it_up,
    a_lock_is_answered_with_429_and_when_to_come_again,
    an_address_is_believed_only_from_a_trusted_proxy,
    the_region_is_set_by_the_first_run_and_by_the_policy_page,
    the_api_sets_limits_and_region,
    the_api_sets_up_a_second_factor_that_is_due,
    the_api_changes_a_password_that_serves_once,
}

const POLICY: [(&str, &str); 7] = [
    ("idle_minutes", "20"),
    ("session_hours", "8"),
    ("password_max_age_days", "180"),
    ("failure_limit", "5"),
    ("lock_minutes", "30"),
    ("network_failure_limit", "10"),
    ("second_factor", "administrators"),
];

async fn who_must_have_a_second_factor_is_led_to_set_it_up(store: Store) {
    let world = World::new(store).await;
    let security = world.at(&world.city, Role::SecurityAdministrator);
    let mut browser = signed_in(&world, security).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    leads_to(&browser.post("/policy", &POLICY).await, "/policy?done=1");
    for path in ["/workbench", "/policy", "/account", "/users"] {
        leads_to(&browser.get(path).await, "/sign-in/set-up");
    }
    let api = browser.get("/api/v1/users").await;
    assert_eq!(api.status, StatusCode::UNAUTHORIZED);
    assert_eq!(filler.get("/workbench").await.status, StatusCode::OK);
    leads_to(&filler.get("/sign-in/set-up").await, "/workbench");
    leads_to(&filler.post("/sign-in/set-up", &[]).await, "/workbench");

    shows(&browser.get("/sign-in/set-up").await, "开始设置");
    let begun = browser.post("/sign-in/set-up", &[]).await;
    shows(&begun, "<svg");
    assert_eq!(begun.headers[header::CACHE_CONTROL], "no-store");
    let secret = begun.body.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let wrong = browser.post("/sign-in/set-up/confirm", &[("code", "000000")]).await;
    shows(&wrong, &secret);
    let right = code(&secret);
    let done = browser.post("/sign-in/set-up/confirm", &[("code", &right)]).await;
    leads_to(&done, "/workbench");
    shows(&browser.get("/policy").await, "管理员必须启用");
    let kept = browser.post("/account/second-factor/disable", &[("password", PASSWORD)]).await;
    assert!(kept.body.contains("不能停用"), "{}", kept.body);
}

async fn a_lock_is_answered_with_429_and_when_to_come_again(store: Store) {
    let world = World::new(store).await;
    let actor = world.actor(Role::Filler);
    set_password(&world.app, actor, false).await;
    let mut browser = Browser::new(world.app.clone());
    let wrong = [("login", "filler530101"), ("password", "Wrong-pass-1"), ("next", "/account")];
    for _ in 0..5 {
        assert_eq!(browser.post("/sign-in", &wrong).await.status, StatusCode::OK);
    }
    let locked = sign_in(&mut browser, &world, actor).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(locked.headers[header::RETRY_AFTER], "900");
    assert!(locked.body.contains("15 分钟后再试") && locked.body.contains("filler530101"));
    let body = r#"{"login": "filler530101", "password": "x"}"#;
    let request = Request::post("/api/v1/session").header(header::CONTENT_TYPE, "application/json");
    let locked = browser.send(request, Body::from(body)).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(locked.headers[header::RETRY_AFTER], "900");
    assert!(locked.body.contains("\"too_often\""), "{}", locked.body);
}

async fn an_address_is_believed_only_from_a_trusted_proxy(store: Store) {
    let world = World::new(store).await;
    let security = world.at(&world.city, Role::SecurityAdministrator);
    let mut policy = POLICY;
    policy[6].1 = "nobody";
    let mut administrator = signed_in(&world, security).await;
    leads_to(&administrator.post("/policy", &policy).await, "/policy?done=1");
    let mut browser = Browser::behind_proxy(world.app.clone(), [10, 0, 0, 1].into());
    let attempt = async |browser: &mut Browser, from: &str, login: &str| {
        let body = format!("login={login}&password=Wrong-pass-1");
        let request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", from);
        browser.send(request, Body::from(body)).await.status
    };
    for number in 0..10 {
        // What a client says of itself stands left of what the proxy says.
        let from = format!("1.2.3.{number}, 7.7.7.7");
        assert_eq!(attempt(&mut browser, &from, &format!("guess{number}")).await, StatusCode::OK);
    }
    let locked = attempt(&mut browser, "1.2.3.99, 7.7.7.7", "guess99").await;
    assert_eq!(locked, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(attempt(&mut browser, "7.7.7.8", "guess98").await, StatusCode::OK);
}

async fn the_region_is_set_by_the_first_run_and_by_the_policy_page(store: Store) {
    let app = App::for_tests(store);
    let mut browser = Browser::new(app.clone());
    let mut fields = crate::identity::FIRST_RUN.to_vec();
    fields.push(("region", "昆明"));
    let wrong = browser.post("/first-run", &fields).await;
    shows(&wrong, "六位行政区划代码");
    shows(&wrong, r#"value="昆明""#);
    fields.pop();
    fields.push(("region", "530102"));
    leads_to(&browser.post("/first-run", &fields).await, "/sign-in");
    let set = jixiao_app::installation::region(&app.store).await.unwrap();
    assert_eq!(set.as_deref(), Some("530102"));

    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let mut security = signed_in(&world, world.at(&world.city, Role::SecurityAdministrator)).await;
    shows(&security.post("/policy/region", &[("region", "5301")]).await, r#"value="5301""#);
    let done = security.post("/policy/region", &[("region", "530100")]).await;
    leads_to(&done, "/policy?done=region");
    shows(&security.get("/policy").await, r#"value="530100""#);
}

async fn the_api_sets_limits_and_region(store: Store) {
    let world = World::new(store).await;
    let mut security = signed_in(&world, world.at(&world.city, Role::SecurityAdministrator)).await;
    let (_, mut policy) = read(&mut security, "/api/v1/policy").await;
    assert_eq!((&policy["idle_minutes"], &policy["second_factor"]), (&json!(30), &json!("nobody")));
    policy["idle_minutes"] = json!(2);
    let (status, refused) = send(&mut security, "/api/v1/policy", &policy).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused["fields"][0]["field"], "idle_minutes");
    policy["idle_minutes"] = json!(20);
    let (status, _) = send(&mut security, "/api/v1/policy", &policy).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(read(&mut security, "/api/v1/policy").await.1["idle_minutes"], 20);

    let (status, _) =
        send(&mut security, "/api/v1/policy/region", &json!({"region": "昆明"})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    send(&mut security, "/api/v1/policy/region", &json!({"region": "530100"})).await;
    let (_, region) = read(&mut security, "/api/v1/policy/region").await;
    assert_eq!(region["region"], "530100");
    assert!(region["regions"].as_array().is_some_and(|known| !known.is_empty()));

    // A county's security administrator sees them, the whole installation is not theirs to change.
    let mut county = signed_in(&world, world.actor(Role::SecurityAdministrator)).await;
    assert_eq!(read(&mut county, "/api/v1/policy").await.0, StatusCode::OK);
    let (status, _) = send(&mut county, "/api/v1/policy", &policy).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = send(&mut county, "/api/v1/policy/region", &json!({"region": ""})).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

async fn the_api_sets_up_a_second_factor_that_is_due(store: Store) {
    let world = World::new(store).await;
    let security = world.at(&world.city, Role::SecurityAdministrator);
    let mut browser = signed_in(&world, security).await;
    leads_to(&browser.post("/policy", &POLICY).await, "/policy?done=1");
    assert_eq!(read(&mut browser, "/api/v1/policy").await.0, StatusCode::UNAUTHORIZED);

    let base = "/api/v1/account/second-factor";
    let (status, begun) = send(&mut browser, &format!("{base}/begin"), &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    let secret = begun["secret"].as_str().unwrap();
    assert!(begun["url"].as_str().unwrap().starts_with("otpauth://totp/"));
    let confirm = format!("{base}/confirm");
    let (status, _) = send(&mut browser, &confirm, &json!({"code": "000000"})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = send(&mut browser, &confirm, &json!({"code": code(secret)})).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(read(&mut browser, "/api/v1/policy").await.0, StatusCode::OK);

    let body = json!({"password": PASSWORD});
    let (status, _) = send(&mut browser, &format!("{base}/disable"), &body).await;
    assert_eq!(status, StatusCode::CONFLICT, "the policy asks for it");
    let mut other = Browser::new(world.app.clone());
    sign_in(&mut other, &world, security).await;
    let (status, _) = send(&mut other, &format!("{base}/begin"), &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "it is still to be shown");
}

async fn the_api_changes_a_password_that_serves_once(store: Store) {
    let world = World::new(store).await;
    let actor = world.actor(Role::Filler);
    set_password(&world.app, actor, true).await;
    let mut browser = Browser::new(world.app.clone());
    sign_in(&mut browser, &world, actor).await;
    let begin = "/api/v1/account/second-factor/begin";
    assert_eq!(send(&mut browser, begin, &json!({})).await.0, StatusCode::UNAUTHORIZED);
    let change = "/api/v1/account/password";
    let (status, refused) =
        send(&mut browser, change, &json!({"present": PASSWORD, "new": "short"})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused["fields"][0]["field"], "new");
    let (status, _) =
        send(&mut browser, change, &json!({"present": PASSWORD, "new": "Rain-and-8-rivers"})).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let ended = send(&mut browser, "/api/v1/account/sessions/end-others", &json!({})).await;
    assert_eq!(ended, (StatusCode::OK, json!({"ended": 0})));
}
