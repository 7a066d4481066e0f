//! Counting of failed proofs of identity, and the lock after too many.

use crate::digest::sm3_hex;
use crate::identity::policy::Policy;
use crate::{App, Refusal};
use jixiao_store::{Timestamp, sign_in_failures};

/// What an attempt is counted against.
pub(crate) enum Subject<'a> {
    /// A login as typed, whether anybody has it or not.
    Login(&'a str),
    /// The second factor of a user.
    SecondFactor(i64),
    /// The present password, asked for again before a change.
    PresentPassword(i64),
}

impl Subject<'_> {
    fn digest(&self) -> String {
        match self {
            Self::Login(login) => sm3_hex(format!("login:{login}").as_bytes()),
            Self::SecondFactor(user) => sm3_hex(format!("second_factor:{user}").as_bytes()),
            Self::PresentPassword(user) => sm3_hex(format!("password:{user}").as_bytes()),
        }
    }
}

/// Whether an attempt may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// It may.
    Open,
    /// Too many failed: this and all others until then are refused.
    Locked {
        /// When the lock ends.
        until: Timestamp,
        /// Whether this is the first attempt that met the lock.
        first: bool,
    },
}

impl Attempt {
    /// Refuses where locked.
    pub(crate) fn refuse_if_locked(self, at: Timestamp) -> Result<(), Refusal> {
        match self {
            Self::Open => Ok(()),
            Self::Locked { until, .. } => {
                let minutes = ((until - at).num_seconds().max(0) + 59) / 60;
                Err(Refusal::TooMuch(format!(
                    "连续失败次数过多，已暂停尝试，请 {minutes} 分钟后再试，或联系系统管理员重置密码"
                )))
            }
        }
    }
}

/// Counts an attempt before it is made.
pub(crate) async fn begin(
    app: &App,
    subject: &Subject<'_>,
    policy: Policy,
    at: Timestamp,
) -> Result<Attempt, Refusal> {
    let limit = policy.failure_limit;
    let tx = app.store.begin().await?;
    let failures =
        sign_in_failures::count(&tx, &subject.digest(), at, at - policy.lock(), limit).await?;
    if failures.failed_count == 1 {
        sign_in_failures::forget_old(&tx, at - policy.lock()).await?;
    }
    tx.commit().await?;
    if failures.failed_count <= limit {
        return Ok(Attempt::Open);
    }
    let until = failures.last_failed_at + policy.lock();
    Ok(Attempt::Locked { until, first: failures.failed_count == limit + 1 })
}

/// Takes the count back after success.
pub(crate) async fn succeeded(
    tx: &jixiao_store::Transaction,
    subject: &Subject<'_>,
) -> Result<(), Refusal> {
    Ok(sign_in_failures::forget(tx, &subject.digest()).await?)
}
