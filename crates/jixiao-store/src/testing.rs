//! Fresh databases for tests: every test of a store runs on SQLite and on PostgreSQL.
//!
//! PostgreSQL is the server named by `JIXIAO_TEST_POSTGRES`, which `cargo xtask ci` starts; without
//! it the PostgreSQL half of a test does nothing, so that a quick local run needs no server.

use crate::{Store, Transaction};
use std::sync::atomic::{AtomicU64, Ordering};

/// A fresh, migrated, empty SQLite database in memory.
pub async fn sqlite() -> Store {
    Store::open("sqlite::memory:").await.expect("an in-memory database opens")
}

/// A fresh, migrated, empty schema of the PostgreSQL server of the tests, if there is one.
pub async fn postgres() -> Option<Store> {
    Some(Store::open(&postgres_url().await?).await.expect("a fresh schema opens"))
}

/// The address of a fresh schema that several [`Store`]s may open, as several nodes do.
pub async fn postgres_url() -> Option<String> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let server = std::env::var("JIXIAO_TEST_POSTGRES").ok()?;
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let nanos = chrono::Utc::now().timestamp_nanos_opt().unwrap_or_default();
    let schema = format!("t{}_{nanos}_{count}", std::process::id());
    let setup = Transaction::bare(&server).await.expect("the server of the tests answers");
    setup.script(&format!("CREATE SCHEMA {schema}")).await.expect("a schema is created");
    setup.commit().await.expect("a schema is created");
    let separator = if server.contains('?') { '&' } else { '?' };
    Some(format!("{server}{separator}options[search_path]={schema}"))
}

/// Turns `async fn name(store: Store)` into a test on each database.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident,)+) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() { super::$name($crate::testing::sqlite().await).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $name() {
                if let Some(store) = $crate::testing::postgres().await { super::$name(store).await; }
            })+
        }
    };
}
