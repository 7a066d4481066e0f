//! The lines of notices: only what may be shown, taken over once.

use crate::{Connection, FromRow, Row, StoreError, Transaction};
use jixiao_domain::{AidCaseId, AidNoticeId, Money};

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// The case.
    pub case_id: AidCaseId,
    /// Its number on the notice, from 1.
    pub number: i64,
    /// 姓名 for the notice at the employer; masked for who is under age.
    pub name: String,
    /// 姓名 for the web.
    pub masked_name: String,
    /// 工作单位
    pub employer: String,
    /// The union.
    pub union_name: String,
    /// 救助项目
    pub programme: String,
    /// 救助类别
    pub class: String,
    /// 救助金额
    pub amount: Money,
}

impl FromRow for NoticeLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            case_id: row.id("aid_case_id")?,
            number: row.get("number")?,
            name: row.get("name")?,
            masked_name: row.get("masked_name")?,
            employer: row.get("employer")?,
            union_name: row.get("union_name")?,
            programme: row.get("programme")?,
            class: row.get("class")?,
            amount: row.money("amount_fen")?,
        })
    }
}

/// Writes the lines of a notice and its totals.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn fill(
    tx: &Transaction,
    id: AidNoticeId,
    lines: &[NoticeLine],
) -> Result<(), StoreError> {
    for chunk in lines.chunks(500) {
        let mut values = vec![id.0.into()];
        let mut rows = Vec::with_capacity(chunk.len());
        for line in chunk {
            let first = values.len() + 1;
            values.extend([
                line.name.as_str().into(),
                line.masked_name.as_str().into(),
                line.employer.as_str().into(),
                line.union_name.as_str().into(),
                line.programme.as_str().into(),
                line.class.as_str().into(),
            ]);
            let places: Vec<String> = (first..first + 6).map(|n| format!("${n}")).collect();
            rows.push(format!(
                "($1, {}, {}, {}, {})",
                line.case_id.0,
                line.number,
                line.amount.fen(),
                places.join(", ")
            ));
        }
        let sql = format!(
            "INSERT INTO aid_notice_line (notice_id, aid_case_id, number, amount_fen, name, \
             masked_name, employer, union_name, programme, class) VALUES {}",
            rows.join(", ")
        );
        tx.execute(&sql, values).await?;
    }
    count(tx, id).await
}

async fn count(tx: &Transaction, id: AidNoticeId) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE aid_notice SET line_count = (SELECT COUNT(*) FROM aid_notice_line l \
         WHERE l.notice_id = aid_notice.id), total_fen = (SELECT CAST(COALESCE(SUM(l.amount_fen), \
         0) AS BIGINT) FROM aid_notice_line l WHERE l.notice_id = aid_notice.id) WHERE id = $1",
        [id.0.into()],
    )
    .await
}

/// Takes the lines of a draft away, to be put together anew.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn remove_lines(tx: &Transaction, id: AidNoticeId) -> Result<(), StoreError> {
    let sql = "DELETE FROM aid_notice_line WHERE notice_id = $1 AND EXISTS \
               (SELECT 1 FROM aid_notice n WHERE n.id = $1 AND n.state = 'draft')";
    tx.execute(sql, [id.0.into()]).await?;
    count(tx, id).await
}

/// Some lines of a notice in their order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn lines(
    connection: &impl Connection,
    id: AidNoticeId,
    offset: i64,
    limit: i64,
) -> Result<Vec<NoticeLine>, StoreError> {
    let sql = "SELECT aid_case_id, number, name, masked_name, employer, union_name, programme, \
               class, amount_fen FROM aid_notice_line WHERE notice_id = $1 \
               ORDER BY number LIMIT $2 OFFSET $3";
    connection.rows(sql, [id.0.into(), limit.into(), offset.into()]).await
}

/// The line with a number on a notice.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn line_of(
    connection: &impl Connection,
    id: AidNoticeId,
    number: i64,
) -> Result<Option<NoticeLine>, StoreError> {
    Ok(lines(connection, id, number - 1, 1).await?.into_iter().next())
}
