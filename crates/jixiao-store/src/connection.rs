//! Opening a database, and transactions on it.
//!
//! Writing always happens in a [`Transaction`] that takes the write lock at its start: SQLite would
//! otherwise refuse a transaction that read first and another wrote meanwhile.

use crate::{FromRow, Row, StoreError, migrate};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait, Value,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A connection to a server that nobody used for so long is asked whether it still holds.
const TESTED_AFTER: Duration = Duration::from_secs(1);

/// An open database with the schema of this version.
#[derive(Clone)]
pub struct Store {
    connection: DatabaseConnection,
    generation: Arc<AtomicU64>,
}

/// A transaction; dropped without [`Transaction::commit`] it leaves nothing behind.
pub struct Transaction {
    inner: DatabaseTransaction,
    generation: Arc<AtomicU64>,
}

impl Store {
    /// Opens the database at `url` (`sqlite:/path/file.db`, `sqlite::memory:` or
    /// `postgres://user@host/name`), creating a SQLite file that isn't there, and brings its schema
    /// to this version.
    ///
    /// # Errors
    /// [`StoreError::Open`] where it can't be reached or was made by a newer version.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let store = Self::connect(url).await?;
        store.migrate(None).await?;
        Ok(store)
    }

    /// Opens the database as it is. Only for a restore, which brings the schema to that of the
    /// backup first.
    ///
    /// # Errors
    /// [`StoreError::Open`] where it can't be reached.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let connection = Database::connect(options(url)).await?;
        Ok(Self { connection, generation: Arc::default() })
    }

    /// Brings the schema to this version, or to an earlier one that had run just the migrations
    /// `only`.
    ///
    /// # Errors
    /// [`StoreError::Open`] where the database, or `only`, knows a migration that this version does
    /// not.
    pub async fn migrate(&self, only: Option<&[String]>) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        migrate::run(&transaction, only).await?;
        transaction.commit().await
    }

    /// Starts a transaction that reads one state of the database however long it takes, while
    /// others write. Drop it when done.
    ///
    /// # Errors
    /// [`StoreError`] where the database can't be reached.
    pub async fn snapshot(&self) -> Result<Transaction, StoreError> {
        let options = if self.is_shared() {
            TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            }
        } else {
            TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            }
        };
        let inner = self.connection.begin_with_options(options).await?;
        Ok(Transaction { inner, generation: Arc::clone(&self.generation) })
    }

    /// Starts a transaction that may write.
    ///
    /// # Errors
    /// [`StoreError`] where the database can't be reached or stays locked.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self.connection.begin_with_options(options).await?;
        Ok(Transaction { inner, generation: Arc::clone(&self.generation) })
    }

    /// How many transactions this process has committed: what was computed from the database at one
    /// generation still holds while the number stays, provided that no other process writes.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Whether several processes may share the database.
    pub fn is_shared(&self) -> bool {
        self.connection.get_database_backend() == DbBackend::Postgres
    }

    /// Closes all connections.
    ///
    /// # Errors
    /// [`StoreError`] where the database fails at it.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.connection.close().await?)
    }
}

impl Transaction {
    /// A transaction on a server whose schema is not ours yet.
    #[cfg(feature = "testing")]
    pub(crate) async fn bare(url: &str) -> Result<Self, StoreError> {
        let connection = Database::connect(options(url)).await?;
        Ok(Self { inner: connection.begin().await?, generation: Arc::default() })
    }

    /// Makes the changes lasting.
    ///
    /// # Errors
    /// [`StoreError`] where the database refuses; nothing was changed then.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await?;
        self.generation.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    /// Begins a step that can be undone by itself; ended by [`Transaction::keep_step`] or
    /// [`Transaction::undo_step`]. Steps don't nest.
    ///
    /// # Errors
    /// [`StoreError`] where the database fails.
    pub async fn begin_step(&self) -> Result<(), StoreError> {
        self.script("SAVEPOINT step").await
    }

    /// Keeps what the step did, for the transaction to commit.
    ///
    /// # Errors
    /// [`StoreError`] where the database fails.
    pub async fn keep_step(&self) -> Result<(), StoreError> {
        self.script("RELEASE SAVEPOINT step").await
    }

    /// Undoes what the step did; what went before stays.
    ///
    /// # Errors
    /// [`StoreError`] where the database fails.
    pub async fn undo_step(&self) -> Result<(), StoreError> {
        self.script("ROLLBACK TO SAVEPOINT step").await?;
        self.script("RELEASE SAVEPOINT step").await
    }

    /// Runs several statements without parameters.
    pub(crate) async fn script(&self, sql: &str) -> Result<(), StoreError> {
        self.inner.execute_unprepared(sql).await?;
        Ok(())
    }
}

/// What can be asked: a [`Store`] or a [`Transaction`]. Statements use `$1`, `$2` … in both
/// databases.
pub trait Connection: Sync {
    /// The connection of the library below.
    #[doc(hidden)]
    fn raw(&self) -> &impl ConnectionTrait;

    /// Which database this is, for the few statements that differ.
    fn backend(&self) -> DbBackend {
        self.raw().get_database_backend()
    }

    /// All rows.
    fn rows<T: FromRow + Send>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value> + Send,
    ) -> impl Future<Output = Result<Vec<T>, StoreError>> + Send {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        async move {
            let rows = self.raw().query_all_raw(statement).await?;
            rows.iter().map(|row| T::from_row(&Row::new(row))).collect()
        }
    }

    /// The first row, if any.
    fn row<T: FromRow + Send>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value> + Send,
    ) -> impl Future<Output = Result<Option<T>, StoreError>> + Send {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        async move {
            let row = self.raw().query_one_raw(statement).await?;
            row.as_ref().map(|row| T::from_row(&Row::new(row))).transpose()
        }
    }

    /// Changes rows and says how many.
    fn execute(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value> + Send,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send {
        let statement = Statement::from_sql_and_values(self.backend(), sql, values);
        async move { Ok(self.raw().execute_raw(statement).await?.rows_affected()) }
    }

    /// Changes exactly one row that is guarded by its revision.
    ///
    /// The future fails with [`StoreError::Stale`] where no row has that id and revision any more.
    fn execute_one(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value> + Send,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        let changed = self.execute(sql, values);
        async move { if changed.await? == 1 { Ok(()) } else { Err(StoreError::Stale) } }
    }

    /// Runs an `INSERT … RETURNING id`.
    fn insert<Id: From<i64>>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value> + Send,
    ) -> impl Future<Output = Result<Id, StoreError>> + Send {
        let row = self.row::<i64>(sql, values);
        async move {
            let id = row.await?.ok_or_else(|| StoreError::Database("no id returned".to_owned()))?;
            Ok(Id::from(id))
        }
    }
}

impl Connection for Store {
    fn raw(&self) -> &impl ConnectionTrait {
        &self.connection
    }
}

impl Connection for Transaction {
    fn raw(&self) -> &impl ConnectionTrait {
        &self.inner
    }
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(with_creation(url));
    // Statements with their times, without values; asked for, since each costs a line.
    options.sqlx_logging(tracing::enabled!(target: "sqlx::query", tracing::Level::DEBUG));
    if url.starts_with("sqlite") {
        // An in-memory database lives in one connection; a file takes many readers beside a writer.
        let connections = if url.contains(":memory:") { 1 } else { 8 };
        options.max_connections(connections).min_connections(1);
        // A file does not go away like a server: asking each time costs as much as the question.
        options.test_before_acquire(false);
        if connections == 1 {
            options.idle_timeout(None).max_lifetime(None);
        }
        options.map_sqlx_sqlite_opts(|options| {
            options
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "NORMAL")
                .pragma("busy_timeout", "10000")
                .pragma("foreign_keys", "ON")
                .pragma("mmap_size", "268435456")
        });
    } else {
        options.max_connections(16).test_before_acquire_if_idle_for(TESTED_AFTER);
    }
    options
}

/// A SQLite file is created when it isn't there yet.
fn with_creation(url: &str) -> String {
    if url.starts_with("sqlite:") && !url.contains(":memory:") && !url.contains('?') {
        format!("{url}?mode=rwc")
    } else {
        url.to_owned()
    }
}
