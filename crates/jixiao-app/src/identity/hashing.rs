//! Hashing of passwords: Argon2id, off the threads that serve requests, a few at a time.

use crate::{App, Refusal};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// How many hashes are computed at the same time: each takes its memory, and the rest of the
/// application must go on while many people sign in.
const SLOT_COUNT: usize = 2;

/// What hashing costs, and the slots for it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Hashing {
    params: Params,
    slots: Arc<Semaphore>,
}

impl Hashing {
    /// The cost for real use: 19 MiB, two passes, one lane. It is the first of the equivalent minima
    /// of the OWASP Password Storage Cheat Sheet, and small enough for a county's office computer.
    pub fn owasp() -> Self {
        Self::with_cost(19 * 1024, 2)
    }

    /// A cost of one's own, for tests, where thousands of sign-ins must be cheap. Costs below what
    /// Argon2 allows are raised to it.
    pub fn with_cost(memory_kib: u32, pass_count: u32) -> Self {
        let memory_kib = memory_kib.clamp(Params::MIN_M_COST, 1 << 20);
        let params = Params::new(memory_kib, pass_count.clamp(1, 16), 1, None)
            .expect("the cost is within the limits of Argon2");
        Self { params, slots: Arc::new(Semaphore::new(SLOT_COUNT)) }
    }

    fn hasher(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(Argon2<'static>) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let hasher = self.hasher();
        let busy = |_| Refusal::TooMuch("系统繁忙，请稍后再试".to_owned());
        let _slot = self.slots.acquire().await.map_err(busy)?;
        let done = tokio::task::spawn_blocking(move || work(hasher)).await;
        done.map_err(|_| Refusal::TooMuch("系统繁忙，请稍后再试".to_owned()))
    }
}

/// The PHC string of a password, with a salt of its own.
///
/// # Errors
/// [`Refusal::TooMuch`] where the machine has no memory left for it.
pub async fn hash(app: &App, password: &str) -> Result<String, Refusal> {
    let salt = app.entropy.bytes();
    let password = password.to_owned();
    let work = move |hasher: Argon2<'static>| {
        hasher
            .hash_password_with_salt(password.as_bytes(), &salt[..16])
            .map(|hash| hash.to_string())
    };
    let busy = |_| Refusal::TooMuch("系统繁忙，请稍后再试".to_owned());
    app.hashing.run(work).await?.map_err(busy)
}

/// Whether `password` is the one of a PHC string. Without a string it takes as long and says no, so
/// that the time tells nobody whether a login exists.
///
/// # Errors
/// As [`hash`].
pub(crate) async fn matches(
    app: &App,
    phc: Option<String>,
    password: &str,
) -> Result<bool, Refusal> {
    let password = password.to_owned();
    let work = move |hasher: Argon2<'static>| {
        if let Some(phc) = phc {
            return PasswordHash::new(&phc)
                .is_ok_and(|hash| hasher.verify_password(password.as_bytes(), &hash).is_ok());
        }
        std::hint::black_box(hasher.hash_password_with_salt(password.as_bytes(), &[0; 16])).ok();
        false
    };
    app.hashing.run(work).await
}

/// Whether `password` is the one of any of several PHC strings.
///
/// # Errors
/// As [`hash`].
pub(crate) async fn matches_any(
    app: &App,
    hashes: Vec<String>,
    password: &str,
) -> Result<bool, Refusal> {
    for phc in hashes {
        if matches(app, Some(phc), password).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
