//! Files that went to the bank and files that came back. Rows are only ever added.

use super::ROWS_MAX;
use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    BankFileId, BankReturnId, Coded as _, DisbursementBatchId, DisbursementLineId, LineState,
    Money, UserId,
};

/// What sealed fields call a file for the bank.
pub const FILE_KIND: &str = "bank_file";
/// What sealed fields call a file from the bank.
pub const RETURN_KIND: &str = "bank_return";

/// A row of `bank_file`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFile {
    /// Key.
    pub id: BankFileId,
    /// Its batch.
    pub batch_id: DisbursementBatchId,
    /// Which of the batch's files, from 1.
    pub part: i64,
    /// Its name.
    pub name: String,
    /// Number of its first line.
    pub first_serial: i64,
    /// Number of its last line.
    pub last_serial: i64,
    /// 笔数
    pub line_count: i64,
    /// 合计金额
    pub sum: Money,
    /// SM3 of its bytes, 64 hexadecimal digits.
    pub digest: String,
    /// Who wrote it.
    pub written_by_name: String,
    /// When.
    pub written_at: Timestamp,
}

impl FromRow for BankFile {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            batch_id: row.id("batch_id")?,
            part: row.get("part")?,
            name: row.get("name")?,
            first_serial: row.get("first_serial")?,
            last_serial: row.get("last_serial")?,
            line_count: row.get("line_count")?,
            sum: row.money("sum_fen")?,
            digest: row.get("digest")?,
            written_by_name: row.get("written_by_name")?,
            written_at: row.time("written_at")?,
        })
    }
}

const FILES: &str = "SELECT f.id, f.batch_id, f.part, f.name, f.first_serial, f.last_serial, \
    f.line_count, f.sum_fen, f.digest, u.name AS written_by_name, f.written_at \
    FROM bank_file f JOIN app_user u ON u.id = f.written_by";

/// A file to add.
#[derive(Debug, Clone)]
pub struct NewBankFile<'a> {
    /// See [`BankFile::batch_id`].
    pub batch_id: DisbursementBatchId,
    /// See [`BankFile::part`].
    pub part: i64,
    /// See [`BankFile::name`].
    pub name: &'a str,
    /// See [`BankFile::first_serial`].
    pub first_serial: i64,
    /// See [`BankFile::last_serial`].
    pub last_serial: i64,
    /// See [`BankFile::line_count`].
    pub line_count: i64,
    /// See [`BankFile::sum`].
    pub sum: Money,
    /// See [`BankFile::digest`].
    pub digest: &'a str,
    /// Who writes it.
    pub written_by: UserId,
    /// When.
    pub written_at: Timestamp,
}

/// Adds a file.
///
/// # Errors
/// [`StoreError::Duplicate`] where the batch has that part already.
pub async fn insert_file(
    tx: &Transaction,
    new: &NewBankFile<'_>,
) -> Result<BankFileId, StoreError> {
    tx.insert(
        "INSERT INTO bank_file (batch_id, part, name, first_serial, last_serial, line_count, \
         sum_fen, digest, written_by, written_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        [
            new.batch_id.0.into(),
            new.part.into(),
            new.name.into(),
            new.first_serial.into(),
            new.last_serial.into(),
            new.line_count.into(),
            new.sum.fen().into(),
            new.digest.into(),
            new.written_by.0.into(),
            new.written_at.timestamp_millis().into(),
        ],
    )
    .await
}

/// The files of a batch, in their order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn files(
    connection: &impl Connection,
    batch_id: DisbursementBatchId,
) -> Result<Vec<BankFile>, StoreError> {
    let sql = format!("{FILES} WHERE f.batch_id = $1 ORDER BY f.part");
    connection.rows(&sql, [batch_id.0.into()]).await
}

/// One file.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn file(
    connection: &impl Connection,
    id: BankFileId,
) -> Result<Option<BankFile>, StoreError> {
    connection.row(&format!("{FILES} WHERE f.id = $1"), [id.0.into()]).await
}

/// A row of `bank_return`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankReturn {
    /// Key.
    pub id: BankReturnId,
    /// Its batch.
    pub batch_id: DisbursementBatchId,
    /// SM3 of its bytes.
    pub digest: String,
    /// The name under which it was uploaded.
    pub name: String,
    /// 入账日期
    pub paid_on: NaiveDate,
    /// Lines of the batch it answers.
    pub line_count: i64,
    /// Of these, those of which it said something new.
    pub changed_count: i64,
    /// Who read it.
    pub read_by_name: String,
    /// When.
    pub read_at: Timestamp,
}

impl FromRow for BankReturn {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            batch_id: row.id("batch_id")?,
            digest: row.get("digest")?,
            name: row.get("name")?,
            paid_on: row.date("paid_on")?,
            line_count: row.get("line_count")?,
            changed_count: row.get("changed_count")?,
            read_by_name: row.get("read_by_name")?,
            read_at: row.time("read_at")?,
        })
    }
}

/// A file from the bank to add.
#[derive(Debug, Clone)]
pub struct NewBankReturn<'a> {
    /// See [`BankReturn::batch_id`].
    pub batch_id: DisbursementBatchId,
    /// See [`BankReturn::digest`].
    pub digest: &'a str,
    /// See [`BankReturn::name`].
    pub name: &'a str,
    /// See [`BankReturn::paid_on`].
    pub paid_on: NaiveDate,
    /// See [`BankReturn::line_count`].
    pub line_count: i64,
    /// See [`BankReturn::changed_count`].
    pub changed_count: i64,
    /// Who reads it.
    pub read_by: UserId,
    /// When.
    pub read_at: Timestamp,
}

/// Adds a file from the bank.
///
/// # Errors
/// [`StoreError::Duplicate`] where the batch has the same file already.
pub async fn insert_return(
    tx: &Transaction,
    new: &NewBankReturn<'_>,
) -> Result<BankReturnId, StoreError> {
    tx.insert(
        "INSERT INTO bank_return (batch_id, digest, name, paid_on, line_count, changed_count, \
         read_by, read_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        [
            new.batch_id.0.into(),
            new.digest.into(),
            new.name.into(),
            new.paid_on.into(),
            new.line_count.into(),
            new.changed_count.into(),
            new.read_by.0.into(),
            new.read_at.timestamp_millis().into(),
        ],
    )
    .await
}

/// The files from the bank for a batch, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn returns(
    connection: &impl Connection,
    batch_id: DisbursementBatchId,
) -> Result<Vec<BankReturn>, StoreError> {
    let sql = "SELECT r.id, r.batch_id, r.digest, r.name, r.paid_on, r.line_count, \
               r.changed_count, u.name AS read_by_name, r.read_at FROM bank_return r \
               JOIN app_user u ON u.id = r.read_by WHERE r.batch_id = $1 ORDER BY r.id";
    connection.rows(sql, [batch_id.0.into()]).await
}

/// What a file from the bank says of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAnswer {
    /// The line.
    pub line_id: DisbursementLineId,
    /// Where it stands in the file, from 1.
    pub file_line: i64,
    /// Paid, failed or pending.
    pub state: LineState,
}

impl FromRow for BankAnswer {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            line_id: row.id("line_id")?,
            file_line: row.get("file_line")?,
            state: row.coded("state")?,
        })
    }
}

/// Adds what a file says, line by line.
///
/// # Errors
/// [`StoreError::Duplicate`] where it answers a line twice.
pub async fn insert_answers(
    tx: &Transaction,
    id: BankReturnId,
    answers: &[BankAnswer],
) -> Result<(), StoreError> {
    for chunk in answers.chunks(ROWS_MAX) {
        let mut values: Vec<Value> = vec![id.0.into()];
        let mut rows = Vec::with_capacity(chunk.len());
        for answer in chunk {
            let first = values.len();
            values.extend([
                answer.line_id.0.into(),
                answer.file_line.into(),
                answer.state.code().into(),
            ]);
            rows.push(format!("($1, ${}, ${}, ${})", first + 1, first + 2, first + 3));
        }
        let sql = format!(
            "INSERT INTO bank_return_line (return_id, line_id, file_line, state) VALUES {}",
            rows.join(", ")
        );
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

/// What the latest file that speaks of a line says of it, for the lines of a batch.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn answers(
    connection: &impl Connection,
    batch_id: DisbursementBatchId,
) -> Result<Vec<BankAnswer>, StoreError> {
    let sql = "SELECT a.line_id, a.file_line, a.state FROM bank_return_line a \
               JOIN disbursement_line l ON l.id = a.line_id WHERE l.batch_id = $1 \
               AND NOT EXISTS (SELECT 1 FROM bank_return_line n \
               WHERE n.line_id = a.line_id AND n.return_id > a.return_id) ORDER BY l.serial";
    connection.rows(sql, [batch_id.0.into()]).await
}
