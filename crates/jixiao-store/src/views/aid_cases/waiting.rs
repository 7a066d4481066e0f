//! What waits for a role, and what a notice may take.

use super::place;
use crate::{Connection, FromRow, Row, Scope, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseId, AidCaseState, AidNoticeId, AidRoundId, AidStage, Coded as _, Money, OrganisationId,
};

/// Cases of a round that wait in a stage with an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The round.
    pub round_id: AidRoundId,
    /// Its label.
    pub round_label: String,
    /// Its year.
    pub year: i64,
    /// Short name of the holder.
    pub organisation_name: String,
    /// The holder.
    pub organisation_id: OrganisationId,
    /// Cases.
    pub count: i64,
    /// Since when the oldest waits.
    pub oldest_on: NaiveDate,
    /// When the first is, or was, due.
    pub due_on: Option<NaiveDate>,
}

impl FromRow for Waiting {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            round_id: row.id("round_id")?,
            round_label: row.get("round_label")?,
            year: row.get("year")?,
            organisation_name: row.get("organisation_name")?,
            organisation_id: row.id("held_by_organisation")?,
            count: row.get("case_count")?,
            oldest_on: row.date("oldest_on")?,
            due_on: row.get("due_on")?,
        })
    }
}

/// What waits in stages (or, where none is given, what was sent back) with organisations of a scope.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn waiting(
    connection: &impl Connection,
    scope: &Scope,
    stages: &[AidStage],
) -> Result<Vec<Waiting>, StoreError> {
    let codes: Vec<String> = stages.iter().map(|stage| format!("'{}'", stage.code())).collect();
    let which = if codes.is_empty() {
        "c.state = 'returned'".to_owned()
    } else {
        format!("c.stage IN ({}) AND c.state <> 'suspended'", codes.join(", "))
    };
    let sql = format!(
        "SELECT k.*, r.label AS round_label, r.year, o.short_name AS organisation_name \
         FROM (SELECT c.round_id, c.held_by_organisation, COUNT(*) AS case_count, \
         MIN(c.stage_entered_on) AS oldest_on, MIN(c.due_on) AS due_on FROM aid_case c \
         WHERE {which} GROUP BY c.round_id, c.held_by_organisation) k \
         JOIN aid_round r ON r.id = k.round_id \
         JOIN organisation o ON o.id = k.held_by_organisation \
         WHERE {} ORDER BY (CASE WHEN k.due_on IS NULL THEN 1 ELSE 0 END), k.due_on, r.id",
        scope.condition("o.path")
    );
    connection.rows(&sql, []).await
}

/// An approved case with what a notice may show of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeCandidate {
    /// The case.
    pub id: AidCaseId,
    /// As it was read.
    pub revision: i64,
    /// 姓名
    pub name: String,
    /// 出生日期
    pub birth_date: Option<NaiveDate>,
    /// 工作单位
    pub employer: String,
    /// The union.
    pub union_name: String,
    /// The tier's key.
    pub class: String,
    /// 审定金额
    pub approved: Money,
}

impl FromRow for NoticeCandidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            revision: row.get("revision")?,
            name: row.get("name")?,
            birth_date: row.get("birth_date")?,
            employer: row.get("employer")?,
            union_name: row.get("union_name")?,
            class: row.get("class")?,
            approved: row.money("approved_fen")?,
        })
    }
}

/// The approved cases of a round in a scope that stand on no notice, by union and key.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn candidates(
    connection: &impl Connection,
    scope: &Scope,
    round_id: AidRoundId,
) -> Result<Vec<NoticeCandidate>, StoreError> {
    let place = place(connection, scope).await?.unwrap_or_else(|| "1 = 1".to_owned());
    let sql = format!(
        "SELECT c.id, c.revision, p.name, p.birth_date, p.employer, o.name AS union_name, c.class, \
         c.approved_fen FROM aid_case c JOIN person p ON p.id = c.person_id \
         JOIN organisation o ON o.id = c.organisation_id WHERE c.round_id = $1 \
         AND c.state = 'city_approved' AND c.approved_fen IS NOT NULL AND {place} \
         ORDER BY o.path, c.id"
    );
    connection.rows(&sql, [round_id.0.into()]).await
}

/// The cases of a notice in a state, by key.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn on_notice(
    connection: &impl Connection,
    scope: &Scope,
    notice_id: AidNoticeId,
    state: AidCaseState,
) -> Result<Vec<AidCaseId>, StoreError> {
    let place = place(connection, scope).await?.unwrap_or_else(|| "1 = 1".to_owned());
    let sql = format!(
        "SELECT c.id FROM aid_case c WHERE c.notice_id = $1 AND c.state = $2 AND {place} \
         ORDER BY c.id"
    );
    let ids: Vec<i64> = connection.rows(&sql, [notice_id.0.into(), state.code().into()]).await?;
    Ok(ids.into_iter().map(AidCaseId).collect())
}

/// A round to choose, with how many of its cases it is chosen for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundChoice {
    /// The round.
    pub id: AidRoundId,
    /// Its label.
    pub label: String,
    /// Its year.
    pub year: i64,
    /// How many cases.
    pub count: i64,
}

impl FromRow for RoundChoice {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            label: row.get("label")?,
            year: row.get("year")?,
            count: row.get("case_count")?,
        })
    }
}

/// The rounds with approved cases that stand on no notice, held in a scope.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn rounds_to_notice(
    connection: &impl Connection,
    scope: &Scope,
) -> Result<Vec<RoundChoice>, StoreError> {
    let sql = format!(
        "SELECT r.id, r.label, r.year, k.case_count FROM (SELECT c.round_id, \
         c.held_by_organisation, COUNT(*) AS case_count FROM aid_case c \
         WHERE c.state = 'city_approved' GROUP BY c.round_id, c.held_by_organisation) k \
         JOIN aid_round r ON r.id = k.round_id \
         JOIN organisation o ON o.id = k.held_by_organisation WHERE {} ORDER BY r.year DESC, r.id",
        scope.condition("o.path")
    );
    connection.rows(&sql, []).await
}
