//! What may go wrong between the application and its database.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be opened; says what to do.
    #[error("无法打开数据库：{0}")]
    Open(String),
    /// A row was changed by someone else since it was read.
    #[error("记录已被他人修改")]
    Stale,
    /// A unique key is taken; names the constraint or column as the database does.
    #[error("已存在相同的记录（{0}）")]
    Duplicate(String),
    /// A stored code or number that this version does not know.
    #[error("数据库中的值无法识别：{column} = {value}")]
    Unreadable {
        /// The column.
        column: String,
        /// What it holds.
        value: String,
    },
    /// Any other failure of the database.
    #[error("数据库出错：{0}")]
    Database(String),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(what)) = error.sql_err() {
            return Self::Duplicate(what);
        }
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(inner)) => Self::Open(inner.to_string()),
            other => Self::Database(other.to_string()),
        }
    }
}
