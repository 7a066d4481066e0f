//! The second factor: time-based codes (RFC 6238, SHA-1, six digits, 30 seconds, which is what all
//! authenticator programs read). The secret is sealed; every code serves once.

use crate::audit::{self, Event};
use crate::digest::sm3_hex;
use crate::identity::attempts::{self, Attempt, Subject};
use crate::identity::{hashing, policy};
use crate::{App, Call, Refusal};
use jixiao_store::users::{self, User};
use jixiao_store::{Timestamp, Transaction, sessions};
use totp_rs::{Builder, Totp};

/// Bytes of a secret, as RFC 4226 recommends.
const SECRET_LENGTH: usize = 20;

/// What an authenticator program needs to enrol.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret in base 32, for typing.
    pub secret: String,
    /// The address that the QR code holds.
    pub url: String,
}

/// Begins enrolment: makes a secret that is asked for only after [`confirm_second_factor`].
///
/// # Errors
/// [`Refusal::WrongState`] where a second factor is in force already.
pub async fn begin_second_factor(call: Call<'_>) -> Result<Enrolment, Refusal> {
    let Call { app, actor, .. } = call;
    let tx = app.store.begin().await?;
    let user = users::find(&tx, actor.user_id).await?.ok_or(Refusal::SignedOut)?;
    if user.totp_confirmed_at.is_some() {
        return Err(Refusal::WrongState("双因素认证已启用，如需更换请先停用".to_owned()));
    }
    let secret = app.entropy.bytes();
    let secret = secret.get(..SECRET_LENGTH).unwrap_or(&secret);
    let sealed = app.keys.seal_second_factor(&app.entropy, user.id.0, secret);
    users::set_totp_secret(&tx, user.id, Some(sealed)).await?;
    tx.commit().await?;
    Ok(enrolment(&user, secret))
}

/// An enrolment that was begun and not confirmed, to be shown again after a wrong code.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn pending_enrolment(call: Call<'_>) -> Result<Option<Enrolment>, Refusal> {
    let user = actor_user(&call).await?;
    let sealed = user.totp_secret.as_deref().filter(|_| user.totp_confirmed_at.is_none());
    let secret = sealed.and_then(|sealed| call.app.keys.open_second_factor(user.id.0, sealed));
    Ok(secret.map(|secret| enrolment(&user, &secret)))
}

fn enrolment(user: &User, secret: &[u8]) -> Enrolment {
    let secret = data_encoding::BASE32_NOPAD.encode(secret);
    let url = format!(
        "otpauth://totp/Jixiao:{}?secret={secret}&issuer=Jixiao&algorithm=SHA1&digits=6&period=30",
        user.login
    );
    Enrolment { secret, url }
}

/// Ends enrolment with a first code; the session that does it has passed.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong code, [`Refusal::WrongState`] where no enrolment was begun.
pub async fn confirm_second_factor(call: Call<'_>, token: &str, code: &str) -> Result<(), Refusal> {
    let user = actor_user(&call).await?;
    if user.totp_secret.is_none() || user.totp_confirmed_at.is_some() {
        return Err(Refusal::WrongState("请先开始绑定双因素认证".to_owned()));
    }
    let tx = prove(&call, &user, code).await?;
    users::confirm_totp(&tx, user.id, call.at).await?;
    sessions::pass_second_factor(&tx, &sm3_hex(token.as_bytes()), call.at).await?;
    sessions::end_all(&tx, user.id, Some(&sm3_hex(token.as_bytes())), call.at).await?;
    record(&tx, &call, &user, "second_factor.enrol").await?;
    Ok(tx.commit().await?)
}

/// Shows the second factor of a session.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong or used code, [`Refusal::TooOften`] while locked.
pub async fn pass_second_factor(call: Call<'_>, token: &str, code: &str) -> Result<(), Refusal> {
    let user = actor_user(&call).await?;
    if user.totp_confirmed_at.is_none() {
        return Err(Refusal::WrongState("尚未启用双因素认证".to_owned()));
    }
    let tx = prove(&call, &user, code).await?;
    sessions::pass_second_factor(&tx, &sm3_hex(token.as_bytes()), call.at).await?;
    record(&tx, &call, &user, "second_factor.pass").await?;
    Ok(tx.commit().await?)
}

/// Gives the second factor up; asks for the password once more.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong password, [`Refusal::TooOften`] while locked,
/// [`Refusal::SignedOut`] in a session that has yet to show the second factor,
/// [`Refusal::WrongState`] where the policy makes it compulsory.
pub async fn disable_second_factor(
    call: Call<'_>,
    token: &str,
    password: &str,
) -> Result<(), Refusal> {
    let Call { app, actor, at } = call;
    require_passed(app, token).await?;
    let user = actor_user(&call).await?;
    let limits = policy::load(&app.store).await?;
    if limits.second_factor.holds_for(actor.grants.iter().map(|grant| grant.role)) {
        let message =
            "安全策略要求您启用双因素认证，不能停用；更换验证器请联系安全管理员解除后重新绑定";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    let subject = Subject::PresentPassword(actor.user_id.0);
    attempts::begin(app, &subject, limits, at).await?.refuse_if_locked(at)?;
    if !hashing::matches(app, Some(user.password_hash.clone()), password).await? {
        return Err(Refusal::field("password", "密码不正确"));
    }
    let tx = app.store.begin().await?;
    attempts::succeeded(&tx, &subject).await?;
    users::set_totp_secret(&tx, user.id, None).await?;
    record(&tx, &call, &user, "second_factor.disable").await?;
    Ok(tx.commit().await?)
}

/// Refuses a session in which the second factor is still to be shown: the password alone must not
/// change what guards the account.
pub(super) async fn require_passed(app: &App, token: &str) -> Result<(), Refusal> {
    let session = sessions::find(&app.store, &sm3_hex(token.as_bytes())).await?;
    let session = session.ok_or(Refusal::SignedOut)?;
    if session.totp_confirmed_at.is_some() && session.second_factor_at.is_none() {
        return Err(Refusal::SignedOut);
    }
    Ok(())
}

async fn actor_user(call: &Call<'_>) -> Result<User, Refusal> {
    let user = users::find(&call.app.store, call.actor.user_id).await?;
    user.ok_or(Refusal::SignedOut)
}

/// Proves the code and gives the transaction in which its step was used up.
async fn prove(call: &Call<'_>, user: &User, code: &str) -> Result<Transaction, Refusal> {
    let Call { app, at, .. } = *call;
    let limits = policy::load(&app.store).await?;
    let subject = Subject::SecondFactor(user.id.0);
    let attempt = attempts::begin(app, &subject, limits, at).await?;
    if let Attempt::Locked { first: true, .. } = attempt {
        refuse(call, user, "连续失败次数过多，验证暂停").await?;
    }
    attempt.refuse_if_locked(at)?;
    let step = matched_step(app, user, code, at);
    let tx = app.store.begin().await?;
    let is_new = match step {
        Some(step) => users::use_totp_step(&tx, user.id, step).await?,
        None => false,
    };
    if !is_new {
        drop(tx);
        let why = if step.is_some() { "验证码已被使用" } else { "验证码不正确" };
        refuse(call, user, why).await?;
        return Err(Refusal::field("code", format!("{why}，请输入新的 6 位验证码")));
    }
    attempts::succeeded(&tx, &subject).await?;
    Ok(tx)
}

fn matched_step(app: &App, user: &User, code: &str, at: Timestamp) -> Option<i64> {
    let secret = app.keys.open_second_factor(user.id.0, user.totp_secret.as_deref()?)?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(at.timestamp()).ok()?;
    i64::try_from(generator(&secret)?.check(&digits, seconds)?).ok()
}

fn generator(secret: &[u8]) -> Option<Totp> {
    let secret: [u8; SECRET_LENGTH] = secret.try_into().ok()?;
    Builder::new().with_secret(secret).build().ok()
}

async fn refuse(call: &Call<'_>, user: &User, why: &str) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let event = Event { detail: why.to_owned(), ..event(user, "second_factor.pass") };
    audit::append(&tx, Some(call.actor), call.at, event, "refused").await?;
    Ok(tx.commit().await?)
}

async fn record(
    tx: &Transaction,
    call: &Call<'_>,
    user: &User,
    action: &str,
) -> Result<(), Refusal> {
    audit::record(tx, call.actor, call.at, event(user, action)).await
}

fn event<'a>(user: &User, action: &'a str) -> Event<'a> {
    Event {
        action,
        subject_kind: "user",
        subject_id: user.id.to_string(),
        organisation_id: Some(user.organisation_id),
        detail: String::new(),
    }
}
