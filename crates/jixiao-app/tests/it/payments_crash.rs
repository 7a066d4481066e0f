//! Never twice, never lost: the whole flow is broken off at random points, taken up again and broken
//! off again; in the end every 分 lies in one place, and every payment was made once.
//!
//! Two ways to break off: the future of an operation is dropped after a random number of its awaits,
//! as a node does whose task is aborted; and a process of its own is killed. `JIXIAO_CRASH_SEEDS`
//! sets how many seeds the first takes on each database, `JIXIAO_CRASH_KILLS` how often the second
//! kills; each seed stands in the message of a failure, and `JIXIAO_CRASH_FROM` begins at one.

mod killed;
mod walk;

use crate::office::Office;
use jixiao_store::{Store, on_both_databases};
use std::pin::Pin;
use std::task::{Context, Poll};
use walk::{Random, Walk};

on_both_databases! {
    money_survives_operations_broken_off_at_random,
}

/// Seeds on each database unless the environment says otherwise.
const SEEDS: u64 = 12;

/// A number of the environment.
pub(crate) fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// A future that is dropped after so many polls.
struct BrokenOff<F> {
    inner: Pin<Box<F>>,
    polls_left: u32,
}

impl<F: Future> Future for BrokenOff<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls_left == 0 {
            return Poll::Ready(None);
        }
        self.polls_left -= 1;
        self.inner.as_mut().poll(context).map(Some)
    }
}

/// Runs a future for so many polls at most.
pub(super) async fn broken_off<F: Future>(future: F, polls: u32) -> Option<F::Output> {
    BrokenOff { inner: Box::pin(future), polls_left: polls }.await
}

async fn money_survives_operations_broken_off_at_random(store: Store) {
    let (first, seeds) = (setting("JIXIAO_CRASH_FROM", 1), setting("JIXIAO_CRASH_SEEDS", SEEDS));
    let mut office = Office::new(store, 5, "1").await;
    for seed in first..first + seeds {
        office.another(&format!("S{seed}"), "100000").await;
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let walk = Walk::new(&office, &mut random, seed).await;
        let mut broken = 0;
        loop {
            // Few operations end within so few polls, most are broken off somewhere.
            let polls = 1 + random.below(120);
            let mut choice = random.clone();
            match broken_off(walk.operation(&mut choice), polls).await {
                None => broken += 1,
                Some(true) => break,
                Some(false) => {}
            }
            random.next();
            walk.require_conserved(seed).await;
            assert!(broken < 5_000, "seed {seed}: the flow never ends");
        }
        walk.require_paid_once(seed).await;
    }
}
