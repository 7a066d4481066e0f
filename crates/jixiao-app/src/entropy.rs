//! Random bytes, as an argument of the application: real ones, or a repeatable series for tests and
//! sample data.

use crate::digest::sm3;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A source of random bytes.
#[derive(Debug, Clone)]
pub enum Entropy {
    /// The operating system's generator: the only one fit for real use.
    System,
    /// A series that repeats: the digests of a counter. For tests and sample data only.
    Series(Arc<AtomicU64>),
}

impl Entropy {
    /// A repeatable series.
    pub fn series() -> Self {
        Self::Series(Arc::default())
    }

    /// Thirty-two random bytes.
    pub fn bytes(&self) -> [u8; 32] {
        match self {
            Self::System => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
                bytes
            }
            Self::Series(counter) => sm3(&counter.fetch_add(1, Ordering::Relaxed).to_le_bytes()),
        }
    }
}
