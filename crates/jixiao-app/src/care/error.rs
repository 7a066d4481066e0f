//! Why a backup could not be made or taken back.

use crate::Refusal;
use jixiao_store::StoreError;
use std::io;

/// A failure; says what to do.
#[derive(Debug, thiserror::Error)]
pub enum CareError {
    /// The file is not a backup, or not what was written.
    #[error("备份文件不完整或已被改动：{0}。请换用另一份备份")]
    Damaged(String),
    /// The database to restore into holds something.
    #[error("数据库中已有数据（{0}）；只能恢复到全新的空数据库，请另指定数据目录或数据库")]
    NotEmpty(String),
    /// Reading or writing the file failed.
    #[error("读写备份文件出错：{0}")]
    File(#[from] io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<zip::result::ZipError> for CareError {
    fn from(error: zip::result::ZipError) -> Self {
        match error {
            zip::result::ZipError::Io(error) => Self::File(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<serde_json::Error> for CareError {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<Refusal> for CareError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Store(error) => Self::Store(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}
