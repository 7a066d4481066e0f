//! Public notices (公示) of approved cases, with their frozen lines and objections to them.

mod lines;
mod objections;

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    AidNoticeId, AidNoticeState, AidRoundId, Coded as _, Money, OrganisationId, UserId,
};

pub use lines::{NoticeLine, fill, line_of, lines, remove_lines};
pub use objections::{
    NewObjection, Objection, find_objection, insert_objection, objections_of_case,
    objections_of_notice, open_objections, settle_objection,
};

/// The kind under which audit entries name a notice.
pub const SUBJECT_KIND: &str = "aid_notice";

/// A row of `aid_notice`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidNotice {
    /// Key.
    pub id: AidNoticeId,
    /// The round whose cases it shows.
    pub round_id: AidRoundId,
    /// Who publishes it.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its path.
    pub organisation_path: String,
    /// 标题
    pub title: String,
    /// 监督电话
    pub hotline: String,
    /// Where objections may be brought.
    pub address: String,
    /// 公示工作日数
    pub working_days: i64,
    /// Its first day, once posted.
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    pub ends_on: Option<NaiveDate>,
    /// How many lines.
    pub line_count: i64,
    /// Their sum.
    pub total: Money,
    /// SM3 of the lines, once posted.
    pub digest: String,
    /// Where it stands.
    pub state: AidNoticeState,
    /// Why it was withdrawn, or what was said at its end.
    pub closing_words: String,
    /// Who made it.
    pub made_by: UserId,
    /// When.
    pub made_at: Timestamp,
    /// When it was posted.
    pub posted_at: Option<Timestamp>,
    /// For optimistic locking.
    pub revision: i64,
}

const COLUMNS: &str = "n.id, n.round_id, n.organisation_id, o.name AS organisation_name, \
    o.path AS organisation_path, n.title, n.hotline, n.address, n.working_days, n.starts_on, \
    n.ends_on, n.line_count, n.total_fen, n.digest, n.state, n.closing_words, n.made_by, \
    n.made_at, n.posted_at, n.revision FROM aid_notice n JOIN organisation o ON o.id = n.organisation_id";

impl FromRow for AidNotice {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            round_id: row.id("round_id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            organisation_path: row.get("organisation_path")?,
            title: row.get("title")?,
            hotline: row.get("hotline")?,
            address: row.get("address")?,
            working_days: row.get("working_days")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
            line_count: row.get("line_count")?,
            total: row.money("total_fen")?,
            digest: row.get("digest")?,
            state: row.coded("state")?,
            closing_words: row.get("closing_words")?,
            made_by: row.id("made_by")?,
            made_at: row.time("made_at")?,
            posted_at: row.time_option("posted_at")?,
            revision: row.get("revision")?,
        })
    }
}

/// A notice to add.
#[derive(Debug, Clone)]
pub struct NewAidNotice<'a> {
    /// The round.
    pub round_id: AidRoundId,
    /// Who publishes it.
    pub organisation_id: OrganisationId,
    /// 标题
    pub title: &'a str,
    /// 监督电话
    pub hotline: &'a str,
    /// Where objections may be brought.
    pub address: &'a str,
    /// 公示工作日数
    pub working_days: i64,
}

/// Adds a notice, as a draft.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    tx: &Transaction,
    new: &NewAidNotice<'_>,
    by: UserId,
    at: Timestamp,
) -> Result<AidNoticeId, StoreError> {
    let values: [Value; 9] = [
        new.round_id.0.into(),
        new.organisation_id.0.into(),
        new.title.into(),
        new.hotline.into(),
        new.address.into(),
        new.working_days.into(),
        AidNoticeState::Draft.code().into(),
        by.0.into(),
        at.timestamp_millis().into(),
    ];
    tx.insert(
        "INSERT INTO aid_notice (round_id, organisation_id, title, hotline, address, \
         working_days, state, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         RETURNING id",
        values,
    )
    .await
}

/// Posts a draft: from now on its lines stand.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn post(
    tx: &Transaction,
    notice: &AidNotice,
    days: (NaiveDate, NaiveDate),
    digest: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE aid_notice SET state = 'posted', starts_on = $3, ends_on = $4, digest = $5, \
         posted_by = $6, posted_at = $7, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            notice.id.0.into(),
            notice.revision.into(),
            days.0.into(),
            days.1.into(),
            digest.into(),
            by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Ends or withdraws a notice.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn close(
    tx: &Transaction,
    notice: &AidNotice,
    state: AidNoticeState,
    words: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE aid_notice SET state = $3, closing_words = $4, closed_by = $5, closed_at = $6, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            notice.id.0.into(),
            notice.revision.into(),
            state.code().into(),
            words.into(),
            by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// One notice.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: AidNoticeId,
) -> Result<Option<AidNotice>, StoreError> {
    let sql = format!("SELECT {COLUMNS} WHERE n.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The notices of some states within a scope, or everybody's where none is given, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    scope: Option<&crate::Scope>,
    states: &[AidNoticeState],
    limit: i64,
) -> Result<Vec<AidNotice>, StoreError> {
    let codes: Vec<String> = states.iter().map(|state| format!("'{}'", state.code())).collect();
    let place = scope.map_or_else(|| "1 = 1".to_owned(), |scope| scope.condition("o.path"));
    let sql = format!(
        "SELECT {COLUMNS} WHERE n.state IN ({}) AND {place} ORDER BY n.id DESC LIMIT $1",
        codes.join(", ")
    );
    connection.rows(&sql, [limit.into()]).await
}
