//! The same flow in a process of its own that is killed (SIGKILL) at random times, on a file and on a
//! server.

use super::setting;
use super::walk::{Random, Walk};
use crate::office::Office;
use jixiao_store::Store;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The address of the database, for the process that is killed.
const ADDRESS: &str = "JIXIAO_CRASH_CHILD";
/// The seed of a start.
const SEED: &str = "JIXIAO_CRASH_CHILD_SEED";
/// Kills on each database unless the environment says otherwise.
const KILLS: u64 = 6;
/// A walk that was let go ends long before.
const LONGEST: Duration = Duration::from_mins(5);

/// Not a test of its own: what the tests below start again and again. Without an address it does
/// nothing.
#[tokio::test]
async fn child_walks_until_it_is_killed() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let store = Store::open(&address).await.unwrap();
    let office = Office::reopened(store).await;
    let round = office.only_round().await;
    let mut random = Random(setting(SEED, 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let walk = Walk::again(&office, round).await;
    while !walk.operation(&mut random).await {}
}

/// A process that does not outlive its test.
struct Walking(Child);

impl Drop for Walking {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn child(address: &str, seed: u64) -> Walking {
    let process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "payments_crash::killed::child_walks_until_it_is_killed"])
        .env(ADDRESS, address)
        .env(SEED, seed.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Walking(process)
}

/// Kills the walk at random times, then lets it end.
async fn money_survives_killed_processes(address: &str) {
    let kills = setting("JIXIAO_CRASH_KILLS", KILLS);
    let first = setting("JIXIAO_CRASH_FROM", 1);
    let mut random = Random(first.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let office = Office::new(Store::open(address).await.unwrap(), 5, "100000").await;
    let walk = Walk::new(&office, &mut random, first).await;
    for kill in 0..kills {
        let mut process = child(address, first + kill);
        // A start alone takes some of that.
        let lives = Duration::from_millis(u64::from(30 + random.below(250)));
        let started = Instant::now();
        while started.elapsed() < lives && process.0.try_wait().unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        drop(process);
        walk.require_conserved(first).await;
    }
    let mut last = child(address, first + kills);
    let started = Instant::now();
    while last.0.try_wait().unwrap().is_none() {
        assert!(started.elapsed() < LONGEST, "seed {first}: the flow never ends");
        tokio::task::yield_now().await;
    }
    walk.require_paid_once(first).await;
}

#[tokio::test]
async fn money_survives_killed_processes_on_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("office.db").display());
    money_survives_killed_processes(&address).await;
}

#[tokio::test]
async fn money_survives_killed_processes_on_a_server() {
    let Some(address) = jixiao_store::testing::postgres_url().await else { return };
    money_survives_killed_processes(&address).await;
}
