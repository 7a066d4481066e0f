//! Signing in: the shape of it. The accounts behind it are on their way; until then nobody is let in.

use crate::{Actor, App, Refusal};
use jixiao_store::Timestamp;

/// A session that goes on.
pub struct SignedIn {
    /// Who.
    pub actor: Actor,
    /// The password must be changed before anything else.
    pub must_change_password: bool,
    /// Where the second factor stands.
    pub second_factor: SecondFactor,
}

/// Where the second factor of a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// The account has none.
    NotEnrolled,
    /// Still to be given.
    Pending,
    /// Given.
    Passed,
}

/// A new session.
pub struct NewSession {
    /// What the browser keeps.
    pub token: String,
}

/// Signs a person in.
///
/// # Errors
/// Always, for now.
#[expect(clippy::unused_async, reason = "reads the database once accounts exist")]
pub async fn sign_in(_: &App, _: &str, _: &str, _: Timestamp) -> Result<NewSession, Refusal> {
    Err(Refusal::field("login", "登录名或密码不正确"))
}

/// The session of a token.
///
/// # Errors
/// Always, for now.
#[expect(clippy::unused_async, reason = "reads the database once accounts exist")]
pub async fn resume(_: &App, _: &str, _: Timestamp) -> Result<SignedIn, Refusal> {
    Err(Refusal::SignedOut)
}

/// Ends a session.
///
/// # Errors
/// Never, for now.
#[expect(clippy::unused_async, reason = "reads the database once accounts exist")]
pub async fn sign_out(_: &App, _: &str, _: Timestamp) -> Result<(), Refusal> {
    Ok(())
}

/// Whether the first administrator is still to be made.
///
/// # Errors
/// Never, for now.
#[expect(clippy::unused_async, reason = "reads the database once accounts exist")]
pub async fn is_empty(_: &App) -> Result<bool, Refusal> {
    Ok(false)
}
