//! Who is signed in: passwords, lock-out, sessions, the second factor, the first administrators.
//!
//! Owns proof of identity only. What a person may do is in [`crate::authz`] and `accounts`; cookies
//! and pages are the business of the web crate.

mod attempts;
mod change_password;
pub(crate) mod fields;
mod first_run;
pub mod hashing;
mod own_sessions;
pub mod password;
pub mod policy;
mod resume;
mod second_factor;
mod sign_in;

pub use change_password::{ChangePassword, change_password};
pub use first_run::{FirstRun, first_administrator, is_empty};
pub use hashing::Hashing;
pub use own_sessions::{OwnSession, end_other_sessions, own_roles, own_sessions};
pub use policy::Policy;
pub use resume::{SecondFactor, SessionCache, SignedIn, resume};
pub use second_factor::{
    Enrolment, begin_second_factor, confirm_second_factor, disable_second_factor,
    pass_second_factor, pending_enrolment,
};
pub use sign_in::{NewSession, sign_in, sign_in_from, sign_out};

/// Takes a lock of sign-in off, with all failures counted so far.
pub(crate) async fn unlock(
    tx: &jixiao_store::Transaction,
    user: &jixiao_store::users::User,
) -> Result<(), crate::Refusal> {
    attempts::succeeded(tx, &attempts::Subject::Login(&user.login)).await?;
    attempts::succeeded(tx, &attempts::Subject::PresentPassword(user.id.0)).await
}
