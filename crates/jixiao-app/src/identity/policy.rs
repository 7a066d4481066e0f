//! The limits that the security administrator may set: how long sessions and passwords last, how many
//! failures lock.

use crate::audit::{self, Event};
use crate::authz::{Action, authorise};
use crate::input::choice;
use crate::{Call, FieldError, Refusal};
use chrono::TimeDelta;
use jixiao_domain::{Coded as _, Role, coded};
use jixiao_store::{Connection, organisations, settings};
use serde::Deserialize;

const PREFIX: &str = "identity.";

/// The limits in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// A session ends after so many minutes without use.
    pub idle_minutes: i64,
    /// A session ends after so many hours, used or not.
    pub session_hours: i64,
    /// A password must be changed after so many days; 0 means never.
    pub password_max_age_days: i64,
    /// So many failures in a row lock.
    pub failure_limit: i64,
    /// For so many minutes.
    pub lock_minutes: i64,
    /// So many failures from one network lock it.
    pub network_failure_limit: i64,
    /// Who must have a second factor.
    pub second_factor: Compulsion,
}

coded! {
    /// Who must have a second factor.
    pub enum Compulsion {
        /// Nobody; everybody may.
        Nobody = "nobody" "自愿启用",
        /// The three administrators.
        Administrators = "administrators" "系统、安全、审计管理员必须启用",
        /// Everybody.
        Everyone = "everyone" "全部人员必须启用",
    }
}

impl Compulsion {
    /// Whether somebody with these roles must have a second factor.
    pub fn holds_for(self, mut roles: impl Iterator<Item = Role>) -> bool {
        match self {
            Self::Nobody => false,
            Self::Administrators => roles.any(|role| {
                matches!(
                    role,
                    Role::SystemAdministrator
                        | Role::SecurityAdministrator
                        | Role::AuditAdministrator
                )
            }),
            Self::Everyone => true,
        }
    }
}

/// How many limits are numbers.
const LIMIT_COUNT: usize = 6;

/// Name and Chinese word of the setting that is a choice.
const SECOND_FACTOR: (&str, &str) = ("second_factor", "双因素认证");

/// Name of the setting, Chinese word, least and greatest value, default, of every limit in the order
/// of the fields.
const LIMITS: [(&str, &str, i64, i64, i64); LIMIT_COUNT] = [
    ("idle_minutes", "空闲退出（分钟）", 5, 240, 30),
    ("session_hours", "最长登录（小时）", 1, 24, 10),
    ("password_max_age_days", "密码有效期（天，0 为不限）", 0, 730, 90),
    ("failure_limit", "锁定前允许的失败次数", 3, 10, 5),
    ("lock_minutes", "锁定时长（分钟）", 5, 1440, 15),
    ("network_failure_limit", "同一网络地址锁定前允许的失败次数", 10, 1000, 50),
];

impl Default for Policy {
    fn default() -> Self {
        Self::from_values(LIMITS.map(|limit| limit.4), Compulsion::Nobody)
    }
}

impl Policy {
    fn from_values(values: [i64; LIMIT_COUNT], second_factor: Compulsion) -> Self {
        let [
            idle_minutes,
            session_hours,
            password_max_age_days,
            failure_limit,
            lock_minutes,
            network_failure_limit,
        ] = values;
        Self {
            idle_minutes,
            session_hours,
            password_max_age_days,
            failure_limit,
            lock_minutes,
            network_failure_limit,
            second_factor,
        }
    }

    fn values(self) -> [i64; LIMIT_COUNT] {
        [
            self.idle_minutes,
            self.session_hours,
            self.password_max_age_days,
            self.failure_limit,
            self.lock_minutes,
            self.network_failure_limit,
        ]
    }

    /// Name, Chinese word, value as stored and value in words of every setting.
    fn lines(self) -> Vec<(&'static str, &'static str, String, String)> {
        let numbers = LIMITS.iter().zip(self.values());
        let (name, word) = SECOND_FACTOR;
        let choice = self.second_factor;
        numbers
            .map(|(limit, value)| (limit.0, limit.1, value.to_string(), value.to_string()))
            .chain([(name, word, choice.code().to_owned(), choice.word().to_owned())])
            .collect()
    }

    pub(crate) fn idle(self) -> TimeDelta {
        TimeDelta::minutes(self.idle_minutes)
    }

    pub(crate) fn session(self) -> TimeDelta {
        TimeDelta::hours(self.session_hours)
    }

    pub(crate) fn lock(self) -> TimeDelta {
        TimeDelta::minutes(self.lock_minutes)
    }

    /// `None` where passwords don't age.
    pub(crate) fn password_max_age(self) -> Option<TimeDelta> {
        (self.password_max_age_days > 0).then(|| TimeDelta::days(self.password_max_age_days))
    }
}

/// The limits in force. What is set outside its range counts as not set.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn load(connection: &impl Connection) -> Result<Policy, Refusal> {
    let set = settings::with_prefix(connection, PREFIX).await?;
    let value = |name: &str| {
        let found = set.iter().find(|setting| setting.name.strip_prefix(PREFIX) == Some(name));
        found.map(|setting| setting.value.as_str())
    };
    let values = LIMITS.map(|(name, _, least, greatest, default)| {
        value(name)
            .and_then(|value| value.parse().ok())
            .filter(|value| (least..=greatest).contains(value))
            .unwrap_or(default)
    });
    let second_factor = value(SECOND_FACTOR.0).and_then(Compulsion::from_code);
    Ok(Policy::from_values(values, second_factor.unwrap_or(Compulsion::Nobody)))
}

/// The limits as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PolicyForm {
    /// See [`Policy::idle_minutes`].
    pub idle_minutes: String,
    /// See [`Policy::session_hours`].
    pub session_hours: String,
    /// See [`Policy::password_max_age_days`].
    pub password_max_age_days: String,
    /// See [`Policy::failure_limit`].
    pub failure_limit: String,
    /// See [`Policy::lock_minutes`].
    pub lock_minutes: String,
    /// See [`Policy::network_failure_limit`].
    pub network_failure_limit: String,
    /// Code of a [`Compulsion`].
    pub second_factor: String,
}

impl From<Policy> for PolicyForm {
    fn from(policy: Policy) -> Self {
        let [
            idle_minutes,
            session_hours,
            password_max_age_days,
            failure_limit,
            lock_minutes,
            network_failure_limit,
        ] = policy.values().map(|value| value.to_string());
        Self {
            idle_minutes,
            session_hours,
            password_max_age_days,
            failure_limit,
            lock_minutes,
            network_failure_limit,
            second_factor: policy.second_factor.code().to_owned(),
        }
    }
}

impl PolicyForm {
    /// Name, Chinese word, typed value and range of every limit, for the page.
    pub fn lines(&self) -> Vec<(&'static str, &'static str, String, (i64, i64))> {
        LIMITS
            .iter()
            .zip(self.typed())
            .map(|((name, word, least, greatest, _), typed)| {
                (*name, *word, typed.clone(), (*least, *greatest))
            })
            .collect()
    }

    fn typed(&self) -> [&String; LIMIT_COUNT] {
        [
            &self.idle_minutes,
            &self.session_hours,
            &self.password_max_age_days,
            &self.failure_limit,
            &self.lock_minutes,
            &self.network_failure_limit,
        ]
    }

    /// The limits.
    ///
    /// # Errors
    /// One error for each field that is no number in its range.
    pub fn parse(&self) -> Result<Policy, Vec<FieldError>> {
        let mut values = [0; LIMIT_COUNT];
        let mut errors = Vec::new();
        for ((slot, text), (name, _, least, greatest, _)) in
            values.iter_mut().zip(self.typed()).zip(LIMITS)
        {
            match text.trim().parse() {
                Ok(value) if (least..=greatest).contains(&value) => *slot = value,
                _ => {
                    errors
                        .push(FieldError::new(name, format!("请填写 {least}～{greatest} 的整数")));
                }
            }
        }
        match choice(&self.second_factor) {
            Ok(second_factor) if errors.is_empty() => {
                return Ok(Policy::from_values(values, second_factor));
            }
            Ok(_) => {}
            Err(message) => errors.push(FieldError::new(SECOND_FACTOR.0, message)),
        }
        Err(errors)
    }
}

/// The limits in force, for those who may set some.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but security administrators.
pub async fn read(call: Call<'_>) -> Result<PolicyForm, Refusal> {
    crate::authz::scope(call.actor, Action::GrantRoles)?;
    Ok(load(&call.app.store).await?.into())
}

/// Sets the limits.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but the security administrator of the whole installation;
/// [`Refusal::Invalid`] for values out of range.
pub async fn set(call: Call<'_>, form: &PolicyForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let root = organisations::root(&tx).await?.ok_or(Refusal::NotFound("机构"))?;
    authorise(call.actor, Action::GrantRoles, &root.path)?;
    let policy = form.parse().map_err(Refusal::Invalid)?;
    let before = load(&tx).await?;
    let mut changes = Vec::new();
    for ((name, word, _, was), (_, _, value, is)) in before.lines().into_iter().zip(policy.lines())
    {
        if was != is {
            let name = format!("{PREFIX}{name}");
            settings::set(&tx, &name, &value, Some(call.actor.user_id), call.at).await?;
            changes.push(format!("{word}：{was} → {is}"));
        }
    }
    if !changes.is_empty() {
        let event = Event {
            action: "policy.set",
            subject_kind: "policy",
            organisation_id: Some(root.id),
            detail: changes.join("；"),
            ..Event::default()
        };
        audit::record(&tx, call.actor, call.at, event).await?;
    }
    Ok(tx.commit().await?)
}
