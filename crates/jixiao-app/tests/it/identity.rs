//! Passwords, lock-out, sessions, the second factor, the first administrators.

use crate::world::{World, now};
use chrono::TimeDelta;
use jixiao_app::identity::policy::{self, PolicyForm};
use jixiao_app::identity::{
    self, ChangePassword, FirstRun, SecondFactor, SignedIn, hashing, sign_in,
};
use jixiao_app::{App, Call, Refusal};
use jixiao_domain::Role;
use jixiao_store::{Store, Timestamp, on_both_databases, users};

on_both_databases! {
    a_person_signs_in_and_out,
    unknown_logins_wrong_passwords_and_closed_accounts_look_alike,
    five_failures_lock_known_and_unknown_logins_alike,
    a_lock_ends_by_itself_and_trying_on_does_not_lengthen_it,
    a_success_forgets_earlier_failures,
    an_unused_session_ends,
    a_used_session_ends_after_its_longest_time,
    the_policy_is_set_by_the_security_administrator_of_the_top,
    limits_out_of_range_are_refused_field_by_field,
    a_one_time_password_lets_one_do_nothing_but_change_it,
    an_old_password_must_be_changed,
    a_new_password_is_judged_and_the_last_five_do_not_come_again,
    a_changed_password_ends_the_other_sessions,
    a_second_factor_is_asked_for_once_enrolled,
    a_code_of_the_second_factor_serves_once,
    wrong_codes_lock,
    the_first_run_makes_two_administrators_once,
    the_first_run_tells_every_fault,
    tokens_are_not_stored,
}

pub(crate) const LOGIN: &str = "filler530101";
pub(crate) const PASSWORD: &str = "Tea-and-7-clouds";

/// The world, with a password for the filler of the northern county.
pub(crate) async fn world(store: Store) -> World {
    let world = World::new(store).await;
    set_password(&world, PASSWORD, false).await;
    world
}

async fn set_password(world: &World, password: &str, must_change: bool) {
    let hash = hashing::hash(&world.app, password).await.unwrap();
    let id = world.actor(Role::Filler).user_id;
    users::set_password(&world.app.store, id, &hash, must_change, now()).await.unwrap();
}

fn after(minutes: i64) -> Timestamp {
    now() + TimeDelta::minutes(minutes)
}

pub(crate) async fn token(app: &App, at: Timestamp) -> String {
    sign_in(app, LOGIN, PASSWORD, at).await.unwrap().token
}

pub(crate) async fn resume(app: &App, token: &str, at: Timestamp) -> Result<SignedIn, Refusal> {
    identity::resume(app, token, at).await
}

pub(crate) fn call<'a>(app: &'a App, who: &'a SignedIn, at: Timestamp) -> Call<'a> {
    Call { app, actor: &who.actor, at }
}

fn message(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid(errors) => errors.iter().map(|error| error.message.clone()).collect(),
        other => other.to_string(),
    }
}

async fn a_person_signs_in_and_out(store: Store) {
    let world = world(store).await;
    let session = sign_in(&world.app, " FILLER530101 ", PASSWORD, now()).await.unwrap();
    let who = resume(&world.app, &session.token, now()).await.unwrap();
    assert_eq!(&who.actor, world.actor(Role::Filler));
    assert_eq!((who.must_change_password, who.second_factor), (false, SecondFactor::NotEnrolled));
    identity::sign_out(&world.app, &session.token, now()).await.unwrap();
    identity::sign_out(&world.app, &session.token, now()).await.unwrap();
    let gone = resume(&world.app, &session.token, now()).await;
    assert!(matches!(gone, Err(Refusal::SignedOut)), "{gone:?}");
}

async fn unknown_logins_wrong_passwords_and_closed_accounts_look_alike(store: Store) {
    let world = world(store).await;
    let wrong = sign_in(&world.app, LOGIN, "Wrong-pass-1", now()).await.err().unwrap();
    let unknown = sign_in(&world.app, "nobody", PASSWORD, now()).await.err().unwrap();
    let id = world.actor(Role::Filler).user_id;
    let mut user = users::find(&world.app.store, id).await.unwrap().unwrap();
    user.active = false;
    users::update(&world.app.store, &user).await.unwrap();
    let closed = sign_in(&world.app, LOGIN, PASSWORD, now()).await.err().unwrap();
    assert_eq!(message(&wrong), "登录名或密码不正确");
    assert_eq!([message(&unknown), message(&closed)], [message(&wrong), message(&wrong)]);
}

async fn five_failures_lock_known_and_unknown_logins_alike(store: Store) {
    let world = world(store).await;
    for login in [LOGIN, "nobody"] {
        for _ in 0..5 {
            let wrong = sign_in(&world.app, login, "Wrong-pass-1", now()).await;
            assert!(matches!(wrong, Err(Refusal::Invalid(_))));
        }
        let locked = sign_in(&world.app, login, PASSWORD, after(1)).await.err().unwrap();
        assert!(
            matches!(&locked, Refusal::TooOften(why, 840) if why.contains("14 分钟")),
            "{locked}"
        );
    }
}

async fn a_lock_ends_by_itself_and_trying_on_does_not_lengthen_it(store: Store) {
    let world = world(store).await;
    for _ in 0..5 {
        sign_in(&world.app, LOGIN, "Wrong-pass-1", now()).await.err().unwrap();
    }
    for minute in [5, 10, 14] {
        let locked = sign_in(&world.app, LOGIN, PASSWORD, after(minute)).await;
        assert!(matches!(locked, Err(Refusal::TooOften(..))));
    }
    assert!(sign_in(&world.app, LOGIN, PASSWORD, after(15)).await.is_ok());
}

async fn a_success_forgets_earlier_failures(store: Store) {
    let world = world(store).await;
    for _ in 0..3 {
        for _ in 0..4 {
            sign_in(&world.app, LOGIN, "Wrong-pass-1", now()).await.err().unwrap();
        }
        token(&world.app, now()).await;
    }
}

async fn an_unused_session_ends(store: Store) {
    let world = world(store).await;
    let token = token(&world.app, now()).await;
    assert!(resume(&world.app, &token, after(29)).await.is_ok());
    assert!(resume(&world.app, &token, after(58)).await.is_ok());
    assert!(matches!(resume(&world.app, &token, after(89)).await, Err(Refusal::SignedOut)));
}

async fn a_used_session_ends_after_its_longest_time(store: Store) {
    let world = world(store).await;
    let token = token(&world.app, now()).await;
    for minute in (0..=600).step_by(20) {
        assert!(resume(&world.app, &token, after(minute)).await.is_ok(), "{minute}");
    }
    assert!(matches!(resume(&world.app, &token, after(601)).await, Err(Refusal::SignedOut)));
}

pub(crate) fn form(idle_minutes: &str) -> PolicyForm {
    PolicyForm {
        idle_minutes: idle_minutes.to_owned(),
        session_hours: "10".to_owned(),
        password_max_age_days: "0".to_owned(),
        failure_limit: "5".to_owned(),
        lock_minutes: "15".to_owned(),
        network_failure_limit: "50".to_owned(),
        second_factor: "nobody".to_owned(),
    }
}

async fn the_policy_is_set_by_the_security_administrator_of_the_top(store: Store) {
    let world = world(store).await;
    let token = token(&world.app, now()).await;
    for actor in
        [world.at(&world.city, Role::SystemAdministrator), world.actor(Role::SecurityAdministrator)]
    {
        let refused = policy::set(world.call(actor), &form("5")).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
    }
    let security = world.at(&world.city, Role::SecurityAdministrator);
    policy::set(world.call(security), &form("5")).await.unwrap();
    let set = policy::load(&world.app.store).await.unwrap();
    assert_eq!((set.idle_minutes, set.password_max_age_days), (5, 0));
    assert!(matches!(resume(&world.app, &token, after(6)).await, Err(Refusal::SignedOut)));
}

async fn limits_out_of_range_are_refused_field_by_field(store: Store) {
    let world = world(store).await;
    let security = world.at(&world.city, Role::SecurityAdministrator);
    let bad = PolicyForm { failure_limit: "100".to_owned(), ..form("一") };
    let Err(Refusal::Invalid(errors)) = policy::set(world.call(security), &bad).await else {
        panic!("limits out of range were taken")
    };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["idle_minutes", "failure_limit"]);
}

fn change(present: &str, new: &str) -> ChangePassword {
    ChangePassword { present: present.to_owned(), new: new.to_owned(), again: new.to_owned() }
}

async fn a_one_time_password_lets_one_do_nothing_but_change_it(store: Store) {
    let world = world(store).await;
    set_password(&world, PASSWORD, true).await;
    let token = token(&world.app, now()).await;
    let who = resume(&world.app, &token, now()).await.unwrap();
    assert!(who.must_change_password);
    assert!(who.actor.grants.is_empty());
    let new = change(PASSWORD, "Rain-and-8-rivers");
    identity::change_password(call(&world.app, &who, now()), &token, &new).await.unwrap();
    let who = resume(&world.app, &token, now()).await.unwrap();
    assert!(!who.must_change_password);
    assert_eq!(&who.actor, world.actor(Role::Filler));
}

async fn an_old_password_must_be_changed(store: Store) {
    let world = world(store).await;
    let day = 24 * 60;
    for (days, due) in [(89, false), (91, true)] {
        let at = after(days * day);
        let token = token(&world.app, at).await;
        let who = resume(&world.app, &token, at).await.unwrap();
        assert_eq!((who.must_change_password, who.actor.grants.is_empty()), (due, due));
    }
}

async fn a_new_password_is_judged_and_the_last_five_do_not_come_again(store: Store) {
    let world = world(store).await;
    let token = token(&world.app, now()).await;
    let who = resume(&world.app, &token, now()).await.unwrap();
    let call = call(&world.app, &who, now());
    let refused = |present: &'static str, new: &'static str, again: &'static str| {
        let form = ChangePassword { again: again.to_owned(), ..change(present, new) };
        let token = token.clone();
        async move {
            let refusal = identity::change_password(call, &token, &form).await.unwrap_err();
            message(&refusal)
        }
    };
    let good = "Rain-and-8-rivers";
    assert!(refused("Wrong-pass-1", good, good).await.contains("当前密码"));
    assert!(refused(PASSWORD, "short", "short").await.contains("至少 10"));
    assert!(refused(PASSWORD, good, "Rain-and-9-rivers").await.contains("不一致"));
    assert!(refused(PASSWORD, PASSWORD, PASSWORD).await.contains("最近 5 次"));

    let mut present = PASSWORD.to_owned();
    for number in 1..=5 {
        let new = format!("Rain-and-8-rivers-{number}");
        identity::change_password(call, &token, &change(&present, &new)).await.unwrap();
        present = new;
    }
    identity::change_password(call, &token, &change(&present, PASSWORD)).await.unwrap();
}

async fn a_changed_password_ends_the_other_sessions(store: Store) {
    let world = world(store).await;
    let (this, other) = (token(&world.app, now()).await, token(&world.app, now()).await);
    let who = resume(&world.app, &this, now()).await.unwrap();
    let call = call(&world.app, &who, now());
    assert_eq!(identity::own_sessions(call, &this).await.unwrap().len(), 2);
    let new = change(PASSWORD, "Rain-and-8-rivers");
    identity::change_password(call, &this, &new).await.unwrap();
    assert!(resume(&world.app, &this, now()).await.is_ok());
    assert!(resume(&world.app, &other, now()).await.is_err());
}

/// The six digits that an authenticator program shows.
pub(crate) fn code(secret: &str, at: Timestamp) -> String {
    let secret = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let secret: [u8; 20] = secret.try_into().unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
}

/// Enrols the filler and gives token and secret.
async fn enrolled(world: &World) -> (String, String) {
    let token = token(&world.app, now()).await;
    let who = resume(&world.app, &token, now()).await.unwrap();
    let call = call(&world.app, &who, now());
    let enrolment = identity::begin_second_factor(call).await.unwrap();
    assert!(enrolment.url.starts_with("otpauth://totp/Jixiao:filler530101?secret="));
    let wrong = identity::confirm_second_factor(call, &token, "000000").await;
    assert!(matches!(wrong, Err(Refusal::Invalid(_))));
    let first = code(&enrolment.secret, now());
    identity::confirm_second_factor(call, &token, &first).await.unwrap();
    (token, enrolment.secret)
}

async fn a_second_factor_is_asked_for_once_enrolled(store: Store) {
    let world = world(store).await;
    let (this, secret) = enrolled(&world).await;
    let who = resume(&world.app, &this, now()).await.unwrap();
    assert_eq!(who.second_factor, SecondFactor::Passed);

    let next = token(&world.app, after(1)).await;
    let who = resume(&world.app, &next, after(1)).await.unwrap();
    assert_eq!((who.second_factor, who.actor.grants.len()), (SecondFactor::Pending, 0));
    let call = call(&world.app, &who, after(1));
    let new = change(PASSWORD, "Rain-and-8-rivers");
    let early = identity::change_password(call, &next, &new).await;
    assert!(matches!(early, Err(Refusal::SignedOut)), "{early:?}");
    let early = identity::disable_second_factor(call, &next, PASSWORD).await;
    assert!(matches!(early, Err(Refusal::SignedOut)), "{early:?}");
    let shown = code(&secret, after(1));
    let spaced = format!("{} {}", &shown[..3], &shown[3..]);
    identity::pass_second_factor(call, &next, &spaced).await.unwrap();
    let who = resume(&world.app, &next, after(1)).await.unwrap();
    assert_eq!((who.second_factor, who.actor.grants.len()), (SecondFactor::Passed, 1));

    let wrong = identity::disable_second_factor(call, &next, "Wrong-pass-1").await;
    assert!(matches!(wrong, Err(Refusal::Invalid(_))));
    identity::disable_second_factor(call, &next, PASSWORD).await.unwrap();
    let who = resume(&world.app, &next, after(1)).await.unwrap();
    assert_eq!(who.second_factor, SecondFactor::NotEnrolled);
}

async fn a_code_of_the_second_factor_serves_once(store: Store) {
    let world = world(store).await;
    let (_, secret) = enrolled(&world).await;
    let next = token(&world.app, now()).await;
    let who = resume(&world.app, &next, now()).await.unwrap();
    let used = code(&secret, now());
    let again = identity::pass_second_factor(call(&world.app, &who, now()), &next, &used).await;
    assert!(message(&again.unwrap_err()).contains("已被使用"));
}

async fn wrong_codes_lock(store: Store) {
    let world = world(store).await;
    let (_, secret) = enrolled(&world).await;
    let next = token(&world.app, after(1)).await;
    let who = resume(&world.app, &next, after(1)).await.unwrap();
    let call = call(&world.app, &who, after(1));
    for _ in 0..5 {
        identity::pass_second_factor(call, &next, "000000").await.unwrap_err();
    }
    let right = code(&secret, after(1));
    let locked = identity::pass_second_factor(call, &next, &right).await;
    assert!(matches!(locked, Err(Refusal::TooOften(..))), "{locked:?}");
}

fn first_run() -> FirstRun {
    FirstRun {
        federation_name: "江州市总工会".to_owned(),
        federation_code: "530100".to_owned(),
        region: String::new(),
        system_name: "甲".to_owned(),
        system_login: "System".to_owned(),
        system_password: "Tea-and-7-clouds".to_owned(),
        security_name: "乙".to_owned(),
        security_login: "security".to_owned(),
        security_password: "Rain-and-8-rivers".to_owned(),
    }
}

async fn the_first_run_makes_two_administrators_once(store: Store) {
    let app = App::for_tests(store);
    assert!(identity::is_empty(&app).await.unwrap());
    identity::first_administrator(&app, &first_run(), now()).await.unwrap();
    assert!(!identity::is_empty(&app).await.unwrap());
    let again = identity::first_administrator(&app, &first_run(), now()).await;
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");

    let system = sign_in(&app, "system", "Tea-and-7-clouds", now()).await.unwrap();
    let who = resume(&app, &system.token, now()).await.unwrap();
    assert_eq!(who.actor.grants[0].role, Role::SystemAdministrator);
    let security = sign_in(&app, "security", "Rain-and-8-rivers", now()).await.unwrap();
    assert!(resume(&app, &security.token, now()).await.unwrap().must_change_password);
}

async fn the_first_run_tells_every_fault(store: Store) {
    let app = App::for_tests(store);
    let bad = FirstRun {
        federation_name: " ".to_owned(),
        security_login: "SYSTEM".to_owned(),
        security_password: "Tea-and-7-clouds".to_owned(),
        system_login: "系统".to_owned(),
        ..first_run()
    };
    let Err(Refusal::Invalid(errors)) = identity::first_administrator(&app, &bad, now()).await
    else {
        panic!("a bad first run was taken")
    };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["federation_name", "system_login", "security_password"]);
    assert!(identity::is_empty(&app).await.unwrap());
}

async fn tokens_are_not_stored(store: Store) {
    let world = world(store).await;
    let token = token(&world.app, now()).await;
    let id = world.actor(Role::Filler).user_id;
    let open = jixiao_store::sessions::of_user(&world.app.store, id, after(-1)).await.unwrap();
    assert_eq!(open[0].token_digest, jixiao_app::digest::sm3_hex(token.as_bytes()));
    assert_eq!(data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).unwrap().len(), 32);
}
