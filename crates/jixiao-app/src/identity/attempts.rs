//! Counting of failed proofs of identity, and the lock after too many.

use crate::digest::sm3_hex;
use crate::identity::policy::Policy;
use crate::{App, Refusal};
use jixiao_store::{Timestamp, sign_in_failures};
use std::net::{IpAddr, Ipv6Addr};

/// What an attempt is counted against.
pub(crate) enum Subject<'a> {
    /// A login as typed, whether anybody has it or not.
    Login(&'a str),
    /// The second factor of a user.
    SecondFactor(i64),
    /// The present password, asked for again before a change.
    PresentPassword(i64),
    /// The network that signs in, see [`network`].
    Network(&'a str),
}

impl Subject<'_> {
    fn digest(&self) -> String {
        match self {
            Self::Login(login) => sm3_hex(format!("login:{login}").as_bytes()),
            Self::SecondFactor(user) => sm3_hex(format!("second_factor:{user}").as_bytes()),
            Self::PresentPassword(user) => sm3_hex(format!("password:{user}").as_bytes()),
            Self::Network(network) => sm3_hex(format!("network:{network}").as_bytes()),
        }
    }

    /// How many failures lock it.
    fn limit(&self, policy: Policy) -> i64 {
        match self {
            Self::Network(_) => policy.network_failure_limit,
            Self::Login(_) | Self::SecondFactor(_) | Self::PresentPassword(_) => {
                policy.failure_limit
            }
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
                let seconds = (until - at).num_seconds().max(1);
                let minutes = (seconds + 59) / 60;
                let message = format!(
                    "连续失败次数过多，已暂停尝试，请 {minutes} 分钟后再试，或联系系统管理员重置密码"
                );
                Err(Refusal::TooOften(message, seconds.unsigned_abs()))
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
    let limit = subject.limit(policy);
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

/// Takes the count of one attempt back: who succeeds from a network says nothing about the others
/// that tried from it.
pub(crate) async fn not_failed(
    tx: &jixiao_store::Transaction,
    subject: &Subject<'_>,
) -> Result<(), Refusal> {
    Ok(sign_in_failures::take_back(tx, &subject.digest()).await?)
}

/// What of an address is counted as one network: the whole of an IPv4 address, of IPv6 the 64 bits
/// that a provider gives to one customer.
pub(crate) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let kept = u128::from(address) >> 64 << 64;
            Ipv6Addr::from(kept).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn a_network_is_an_ipv4_address_or_half_an_ipv6_address() {
        let cases = [
            ("10.1.2.3", "10.1.2.3"),
            ("::ffff:10.1.2.3", "10.1.2.3"),
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
            ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::"),
        ];
        for (address, expected) in cases {
            assert_eq!(network(address.parse().unwrap()), expected, "{address}");
        }
    }
}
