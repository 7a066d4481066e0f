//! Signing in with login and password, and signing out.

use crate::audit::{self, Event};
use crate::digest::sm3_hex;
use crate::identity::attempts::{self, Attempt, Subject};
use crate::identity::{hashing, policy};
use crate::{App, Refusal};
use data_encoding::BASE64URL_NOPAD;
use jixiao_store::users::{self, User};
use jixiao_store::{Timestamp, sessions};
use std::net::IpAddr;

/// A session that has just begun.
#[derive(Clone)]
pub struct NewSession {
    /// What the browser keeps and shows on every call; 256 random bits. Only its digest is stored.
    pub token: String,
}

/// As [`sign_in_from`], where the address of who tries is not known.
///
/// # Errors
/// As [`sign_in_from`].
pub async fn sign_in(
    app: &App,
    login: &str,
    password: &str,
    at: Timestamp,
) -> Result<NewSession, Refusal> {
    sign_in_from(app, None, login, password, at).await
}

/// Signs in from a network address. Login unknown, password wrong and account closed are one refusal and take the same
/// time; failures count against the login as typed, whether it exists or not, and against the
/// network.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong login or password, [`Refusal::TooOften`] while either is locked.
pub async fn sign_in_from(
    app: &App,
    address: Option<IpAddr>,
    login: &str,
    password: &str,
    at: Timestamp,
) -> Result<NewSession, Refusal> {
    let login = login.trim().to_ascii_lowercase();
    let limits = policy::load(&app.store).await?;
    let network = address.map(attempts::network);
    let network = network.as_deref().map(Subject::Network);
    if let Some(network) = &network {
        let attempt = attempts::begin(app, network, limits, at).await?;
        if let Attempt::Locked { first: true, .. } = attempt {
            refuse(app, None, "同一网络地址连续失败次数过多，登录暂停", at).await?;
        }
        attempt.refuse_if_locked(at)?;
    }
    let subject = Subject::Login(&login);
    let attempt = attempts::begin(app, &subject, limits, at).await?;
    if let Attempt::Locked { first, .. } = attempt {
        if first {
            let user = users::find_by_login(&app.store, &login).await?;
            refuse(app, user.as_ref(), "连续失败次数过多，登录暂停", at).await?;
        }
        attempt.refuse_if_locked(at)?;
    }
    let user = users::find_by_login(&app.store, &login).await?;
    let phc = user.as_ref().map(|user| user.password_hash.clone());
    let proved = hashing::matches(app, phc, password).await?;
    match user {
        Some(user) if proved && user.active => {
            begin(app, &user, &subject, network.as_ref(), at).await
        }
        user => {
            let why = match &user {
                None => "登录名不存在",
                Some(user) if !user.active => "账号已停用",
                Some(_) => "密码不正确",
            };
            refuse(app, user.as_ref(), why, at).await?;
            Err(Refusal::field("password", "登录名或密码不正确"))
        }
    }
}

async fn begin(
    app: &App,
    user: &User,
    subject: &Subject<'_>,
    network: Option<&Subject<'_>>,
    at: Timestamp,
) -> Result<NewSession, Refusal> {
    let token = BASE64URL_NOPAD.encode(&app.entropy.bytes());
    let tx = app.store.begin().await?;
    attempts::succeeded(&tx, subject).await?;
    if let Some(network) = network {
        attempts::not_failed(&tx, network).await?;
    }
    sessions::insert(&tx, &sm3_hex(token.as_bytes()), user.id, at).await?;
    let actor = crate::Actor {
        user_id: user.id,
        name: user.name.clone(),
        organisation_id: user.organisation_id,
        grants: Vec::new(),
    };
    audit::record(&tx, &actor, at, event("session.begin", Some(user), String::new())).await?;
    tx.commit().await?;
    Ok(NewSession { token })
}

/// What was typed as a login is not written down: people type their password there.
async fn refuse(app: &App, user: Option<&User>, why: &str, at: Timestamp) -> Result<(), Refusal> {
    let tx = app.store.begin().await?;
    let event = event("session.begin", user, why.to_owned());
    audit::append(&tx, None, at, event, "refused").await?;
    Ok(tx.commit().await?)
}

fn event<'a>(action: &'a str, user: Option<&User>, detail: String) -> Event<'a> {
    Event {
        action,
        subject_kind: "user",
        subject_id: user.map_or_else(String::new, |user| user.id.to_string()),
        organisation_id: user.map(|user| user.organisation_id),
        detail,
    }
}

/// Ends the session of a token. Signing out twice, or of a session that is over, is no error.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn sign_out(app: &App, token: &str, at: Timestamp) -> Result<(), Refusal> {
    let digest = sm3_hex(token.as_bytes());
    let Some(session) = sessions::find(&app.store, &digest).await? else { return Ok(()) };
    let tx = app.store.begin().await?;
    if sessions::end(&tx, &digest, at).await? {
        let user = users::find(&tx, session.user_id).await?;
        let actor = crate::Actor {
            user_id: session.user_id,
            name: session.user_name,
            organisation_id: session.organisation_id,
            grants: Vec::new(),
        };
        let event = event("session.end", user.as_ref(), String::new());
        audit::record(&tx, &actor, at, event).await?;
    }
    Ok(tx.commit().await?)
}
