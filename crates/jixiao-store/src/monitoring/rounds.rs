//! Rounds of monitoring: the period, the last day and who issued it.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use chrono::NaiveDate;
use jixiao_domain::{MonitoringRoundId, OrganisationId, UserId};

/// A row of `monitoring_round`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Key.
    pub id: MonitoringRoundId,
    /// The organisation whose finance issued it.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its place in the tree.
    pub path: String,
    /// The fiscal year.
    pub year: i64,
    /// How the period is called: 1—7月, 第三季度.
    pub label: String,
    /// First day of the period.
    pub from_on: NaiveDate,
    /// Last day of the period.
    pub to_on: NaiveDate,
    /// The last day for submitting.
    pub due_on: NaiveDate,
    /// What finance asks for beside the form.
    pub note: String,
    /// Who issued it.
    pub issued_by: UserId,
    /// When.
    pub issued_at: Timestamp,
}

pub(crate) const SELECT: &str = "SELECT r.id, r.organisation_id, o.name AS organisation_name, \
     o.path, r.year, r.label, r.from_on, r.to_on, r.due_on, r.note, r.issued_by, r.issued_at \
     FROM monitoring_round r JOIN organisation o ON o.id = r.organisation_id";

impl FromRow for Round {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            path: row.get("path")?,
            year: row.get("year")?,
            label: row.get("label")?,
            from_on: row.date("from_on")?,
            to_on: row.date("to_on")?,
            due_on: row.date("due_on")?,
            note: row.get("note")?,
            issued_by: row.id("issued_by")?,
            issued_at: row.time("issued_at")?,
        })
    }
}

/// What a new round is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewRound<'a> {
    /// See [`Round::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`Round::year`].
    pub year: i64,
    /// See [`Round::label`].
    pub label: &'a str,
    /// See [`Round::from_on`].
    pub from_on: NaiveDate,
    /// See [`Round::to_on`].
    pub to_on: NaiveDate,
    /// See [`Round::due_on`].
    pub due_on: NaiveDate,
    /// See [`Round::note`].
    pub note: &'a str,
    /// See [`Round::issued_by`].
    pub issued_by: UserId,
    /// See [`Round::issued_at`].
    pub issued_at: Timestamp,
}

/// Adds a round.
///
/// # Errors
/// [`StoreError::Duplicate`] where the organisation has a round of that name in the year.
pub async fn insert(
    connection: &impl Connection,
    new: &NewRound<'_>,
) -> Result<MonitoringRoundId, StoreError> {
    let sql = "INSERT INTO monitoring_round (organisation_id, year, label, from_on, to_on, due_on, \
               note, issued_by, issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
    let values = [
        new.organisation_id.0.into(),
        new.year.into(),
        new.label.into(),
        new.from_on.into(),
        new.to_on.into(),
        new.due_on.into(),
        new.note.into(),
        new.issued_by.0.into(),
        new.issued_at.timestamp_millis().into(),
    ];
    connection.insert(sql, values).await
}

/// One round.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: MonitoringRoundId,
) -> Result<Option<Round>, StoreError> {
    connection.row(&format!("{SELECT} WHERE r.id = $1"), [id.0.into()]).await
}

/// The round of an organisation by its name in a year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn named(
    connection: &impl Connection,
    organisation_id: OrganisationId,
    year: i64,
    label: &str,
) -> Result<Option<Round>, StoreError> {
    let sql = format!("{SELECT} WHERE r.organisation_id = $1 AND r.year = $2 AND r.label = $3");
    connection.row(&sql, [organisation_id.0.into(), year.into(), label.into()]).await
}

/// The round of the same organisation whose period ended last before this one's.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn before(
    connection: &impl Connection,
    round: &Round,
) -> Result<Option<Round>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE r.organisation_id = $1 AND r.to_on < $2 ORDER BY r.to_on DESC, r.id DESC LIMIT 1"
    );
    connection.row(&sql, [round.organisation_id.0.into(), round.to_on.into()]).await
}
