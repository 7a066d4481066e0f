//! All rows of all tables, whatever the tables are: for backup and restore, independent of the
//! database they come from and go to.
//!
//! Tables and columns are read from the database itself, so that a new table is in the next backup
//! without anyone thinking of it.

use crate::{Connection, FromRow, Row, StoreError, Transaction};
use chrono::NaiveDate;
use sea_orm::{DbBackend, QueryResult, Statement, Value};

/// A table and its columns in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Its place in the primary key, from 1; 0 outside of it.
    pub key_position: i64,
}

/// What a column holds: the few types that both databases share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// 64-bit integers.
    Integer,
    /// Text.
    Text,
    /// True or false.
    Boolean,
    /// Bytes.
    Bytes,
    /// Calendar dates.
    Date,
}

/// The content of a column in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A 64-bit integer.
    Integer(i64),
    /// A text.
    Text(String),
    /// True or false.
    Boolean(bool),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A calendar date.
    Date(NaiveDate),
}

/// Every table but the list of migrations, by name.
///
/// # Errors
/// [`StoreError::Unreadable`] for a column of a type that no migration may use.
pub async fn tables(connection: &impl Connection) -> Result<Vec<Table>, StoreError> {
    let sql = match connection.backend() {
        DbBackend::Postgres => TABLES_POSTGRES,
        _ => TABLES_SQLITE,
    };
    let mut tables: Vec<Table> = Vec::new();
    for listed in connection.rows::<Listed>(sql, []).await? {
        match tables.last_mut() {
            Some(table) if table.name == listed.table => table.columns.push(listed.column),
            _ => tables.push(Table { name: listed.table, columns: vec![listed.column] }),
        }
    }
    Ok(tables)
}

const TABLES_SQLITE: &str = "SELECT m.name AS table_name, c.name AS column_name, \
    LOWER(c.type) AS kind, c.pk AS key_position \
    FROM sqlite_master m JOIN pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'schema_migration' \
    ORDER BY m.name, c.cid";

const TABLES_POSTGRES: &str = "SELECT CAST(c.table_name AS TEXT) AS table_name, \
    CAST(c.column_name AS TEXT) AS column_name, CAST(c.data_type AS TEXT) AS kind, \
    CAST(COALESCE(k.ordinal_position, 0) AS BIGINT) AS key_position \
    FROM information_schema.columns c \
    LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema \
    AND k.table_name = c.table_name AND k.column_name = c.column_name \
    AND k.constraint_name IN (SELECT t.constraint_name FROM information_schema.table_constraints t \
    WHERE t.table_schema = current_schema() AND t.constraint_type = 'PRIMARY KEY') \
    WHERE c.table_schema = current_schema() AND c.table_name <> 'schema_migration' \
    ORDER BY CAST(c.table_name AS TEXT) COLLATE \"C\", c.ordinal_position";

struct Listed {
    table: String,
    column: Column,
}

impl FromRow for Listed {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let kind: String = row.get("kind")?;
        let kind = match kind.as_str() {
            "bigint" | "integer" => ColumnKind::Integer,
            "text" => ColumnKind::Text,
            "boolean" => ColumnKind::Boolean,
            "blob" | "bytea" => ColumnKind::Bytes,
            "date" => ColumnKind::Date,
            _ => return Err(StoreError::Unreadable { column: "kind".to_owned(), value: kind }),
        };
        let column =
            Column { name: row.get("column_name")?, kind, key_position: row.get("key_position")? };
        Ok(Self { table: row.get("table_name")?, column })
    }
}

/// The names of the migrations that the database has run.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn migrations(connection: &impl Connection) -> Result<Vec<String>, StoreError> {
    let names: Vec<Name> =
        connection.rows("SELECT name FROM schema_migration ORDER BY name", []).await?;
    Ok(names.into_iter().map(|name| name.0).collect())
}

struct Name(String);

impl FromRow for Name {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get("name")?))
    }
}

impl Table {
    /// The next `limit` rows after `after` in the order of the primary key.
    ///
    /// # Errors
    /// [`StoreError`] where the database fails.
    pub async fn rows_after(
        &self,
        connection: &impl Connection,
        after: Option<&[Cell]>,
        limit: usize,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let keys = self.key();
        let names: Vec<&str> = keys.iter().map(|at| self.columns[*at].name.as_str()).collect();
        let mut values: Vec<Value> = Vec::new();
        let condition = match after {
            None => String::new(),
            Some(row) => {
                values.extend(keys.iter().map(|at| self.columns[*at].kind.value(row[*at].clone())));
                let places: Vec<String> = (1..=keys.len()).map(|n| format!("${n}")).collect();
                format!("WHERE ({}) > ({})", names.join(", "), places.join(", "))
            }
        };
        let sql = format!(
            "SELECT {} FROM {} {condition} ORDER BY {} LIMIT {limit}",
            self.column_names(),
            self.name,
            names.join(", ")
        );
        let statement = Statement::from_sql_and_values(connection.backend(), sql, values);
        let rows = sea_orm::ConnectionTrait::query_all_raw(connection.raw(), statement).await?;
        rows.iter().map(|row| self.cells(row)).collect()
    }

    /// Whether it has no rows.
    ///
    /// # Errors
    /// [`StoreError`] where the database fails.
    pub async fn is_empty(&self, connection: &impl Connection) -> Result<bool, StoreError> {
        let sql = format!("SELECT CAST(1 AS BIGINT) AS one FROM {} LIMIT 1", self.name);
        Ok(connection.row::<i64>(&sql, []).await?.is_none())
    }

    /// Adds a row with all its columns.
    ///
    /// # Errors
    /// [`StoreError`] where the database refuses it.
    pub async fn insert(&self, tx: &Transaction, row: Vec<Cell>) -> Result<(), StoreError> {
        let places: Vec<String> = (1..=row.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.name,
            self.column_names(),
            places.join(", ")
        );
        let values: Vec<Value> =
            self.columns.iter().zip(row).map(|(column, cell)| column.kind.value(cell)).collect();
        tx.execute_one(&sql, values).await
    }

    fn cells(&self, row: &QueryResult) -> Result<Vec<Cell>, StoreError> {
        self.columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                Ok(match column.kind {
                    ColumnKind::Integer => row.try_get_by_index(at).map(cell(Cell::Integer)),
                    ColumnKind::Text => row.try_get_by_index(at).map(cell(Cell::Text)),
                    ColumnKind::Boolean => row.try_get_by_index(at).map(cell(Cell::Boolean)),
                    ColumnKind::Bytes => row.try_get_by_index(at).map(cell(Cell::Bytes)),
                    ColumnKind::Date => row.try_get_by_index(at).map(cell(Cell::Date)),
                }?)
            })
            .collect()
    }

    fn column_names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        names.join(", ")
    }

    /// The places of the key's columns, in the key's order.
    fn key(&self) -> Vec<usize> {
        let mut key: Vec<usize> =
            (0..self.columns.len()).filter(|at| self.columns[*at].key_position > 0).collect();
        key.sort_by_key(|at| self.columns[*at].key_position);
        key
    }
}

/// Makes a cell of a column that may be empty.
fn cell<T>(make: fn(T) -> Cell) -> impl Fn(Option<T>) -> Cell {
    move |value| value.map_or(Cell::Null, make)
}

impl ColumnKind {
    /// The cell as a parameter; an empty one still has its type, which PostgreSQL asks for.
    fn value(self, cell: Cell) -> Value {
        match cell {
            Cell::Integer(number) => number.into(),
            Cell::Text(text) => text.into(),
            Cell::Boolean(truth) => truth.into(),
            Cell::Bytes(bytes) => bytes.into(),
            Cell::Date(date) => date.into(),
            Cell::Null => match self {
                Self::Integer => None::<i64>.into(),
                Self::Text => None::<String>.into(),
                Self::Boolean => None::<bool>.into(),
                Self::Bytes => None::<Vec<u8>>.into(),
                Self::Date => None::<NaiveDate>.into(),
            },
        }
    }
}

/// Lets rows come before the rows they refer to, until [`check_references`].
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn defer_references(tx: &Transaction) -> Result<(), StoreError> {
    if tx.backend() == DbBackend::Postgres {
        alter_references(tx, "DEFERRABLE INITIALLY DEFERRED").await
    } else {
        tx.script("PRAGMA defer_foreign_keys = ON").await
    }
}

/// Checks what [`defer_references`] put off, and lets new rows get the next free ids.
///
/// # Errors
/// [`StoreError`] where a row refers to one that isn't there.
pub async fn check_references(tx: &Transaction, tables: &[Table]) -> Result<(), StoreError> {
    // SQLite checks by itself at the commit, and counts its ids on by itself.
    if tx.backend() != DbBackend::Postgres {
        return Ok(());
    }
    tx.script("SET CONSTRAINTS ALL IMMEDIATE").await?;
    alter_references(tx, "NOT DEFERRABLE").await?;
    for table in tables.iter().filter(|table| table.columns.iter().any(|c| c.name == "id")) {
        let name = &table.name;
        tx.script(&format!(
            "SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} \
             HAVING max(id) IS NOT NULL"
        ))
        .await?;
    }
    Ok(())
}

async fn alter_references(tx: &Transaction, how: &str) -> Result<(), StoreError> {
    let sql = "SELECT CAST(t.table_name || ' ALTER CONSTRAINT ' || t.constraint_name AS TEXT) \
               AS name FROM information_schema.table_constraints t \
               WHERE t.table_schema = current_schema() AND t.constraint_type = 'FOREIGN KEY'";
    for reference in tx.rows::<Name>(sql, []).await? {
        tx.script(&format!("ALTER TABLE {} {how}", reference.0)).await?;
    }
    Ok(())
}
