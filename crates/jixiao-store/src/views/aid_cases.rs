//! Cases of a scope as a list of any length, what waits where for how long, and what notices take.

mod held;
mod waiting;

use super::people::Narrowed;
use crate::aid_cases::money_option;
use crate::{Connection, FromRow, Row, Scope, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseId, AidCaseState, AidRoundId, AidStage, Coded as _, Money, OrganisationId, PersonId,
};

pub use held::{HeldLine, held};
pub use waiting::{
    NoticeCandidate, RoundChoice, Waiting, candidates, on_notice, rounds_to_notice, waiting,
};

/// A line of the list of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// Key.
    pub id: AidCaseId,
    /// The round.
    pub round_id: AidRoundId,
    /// Its label.
    pub round_label: String,
    /// The programme's key.
    pub programme: String,
    /// Fiscal year.
    pub year: i64,
    /// Which version of the programme's rules the round goes by.
    pub rule_from: NaiveDate,
    /// Who is paid.
    pub person_id: PersonId,
    /// 姓名
    pub person_name: String,
    /// The tier's key.
    pub class: String,
    /// The unit that is responsible.
    pub organisation_name: String,
    /// Its path.
    pub organisation_path: String,
    /// Who holds it.
    pub held_by_name: String,
    /// Where it stands.
    pub state: AidCaseState,
    /// The stage it waits in.
    pub stage: Option<AidStage>,
    /// Since when.
    pub stage_entered_on: NaiveDate,
    /// When that is due.
    pub due_on: Option<NaiveDate>,
    /// 申请金额
    pub asked: Option<Money>,
    /// What the rule gives.
    pub computed: Option<Money>,
    /// 审定金额
    pub approved: Option<Money>,
}

impl FromRow for CaseLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            round_id: row.id("round_id")?,
            round_label: row.get("round_label")?,
            programme: row.get("programme")?,
            year: row.get("year")?,
            rule_from: row.date("rule_from")?,
            person_id: row.id("person_id")?,
            person_name: row.get("person_name")?,
            class: row.get("class")?,
            organisation_name: row.get("organisation_name")?,
            organisation_path: row.get("organisation_path")?,
            held_by_name: row.get("held_by_name")?,
            state: row.coded("state")?,
            stage: row.coded_option("stage")?,
            stage_entered_on: row.date("stage_entered_on")?,
            due_on: row.get("due_on")?,
            asked: money_option(row, "asked_fen")?,
            computed: money_option(row, "computed_fen")?,
            approved: money_option(row, "approved_fen")?,
        })
    }
}

/// Which cases are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct CaseFilter {
    /// Just these.
    pub ids: Option<Vec<i64>>,
    /// The round.
    pub round_id: Option<AidRoundId>,
    /// The programme's key.
    pub programme: String,
    /// Fiscal year of the round.
    pub year: Option<i64>,
    /// Where they stand.
    pub state: Option<AidCaseState>,
    /// The stage they wait in.
    pub stage: Option<AidStage>,
    /// The unit that is responsible, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Who holds them.
    pub held_by: Option<OrganisationId>,
    /// Who is paid.
    pub person_id: Option<PersonId>,
    /// Only what was due before this day.
    pub due_before: Option<NaiveDate>,
}

/// How cases are sorted: each order has its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseOrder {
    /// The latest first.
    #[default]
    Latest,
    /// The oldest first.
    Oldest,
    /// What is due first; only what is due at all.
    Due,
}

impl CaseOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Latest => "c.id DESC",
            Self::Oldest => "c.id",
            Self::Due => "c.due_on, c.id",
        }
    }
}

/// The condition that a case's unit lies in the scope; none where every organisation does. The few
/// organisations are looked up first, so that a hundred thousand cases are not joined to them.
async fn place(connection: &impl Connection, scope: &Scope) -> Result<Option<String>, StoreError> {
    let inside = scope.condition("o.path");
    let outside = format!("SELECT COUNT(*) FROM organisation o WHERE NOT {inside}");
    if connection.row::<i64>(&outside, []).await? == Some(0) {
        return Ok(None);
    }
    let sql = format!("SELECT o.id FROM organisation o WHERE {inside} ORDER BY o.id");
    let ids: Vec<i64> = connection.rows(&sql, []).await?;
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    Ok(Some(if ids.is_empty() {
        "1 = 0".to_owned()
    } else {
        format!("c.organisation_id IN ({})", ids.join(", "))
    }))
}

async fn query(
    connection: &impl Connection,
    scope: &Scope,
    filter: &CaseFilter,
) -> Result<Narrowed, StoreError> {
    let mut query = Narrowed { sql: "FROM aid_case c WHERE 1 = 1".to_owned(), values: Vec::new() };
    if let Some(place) = place(connection, scope).await? {
        query.and(&place);
    }
    if let Some(ids) = &filter.ids {
        query.among("c.id", ids);
    }
    if let Some(id) = filter.round_id {
        query.by("c.round_id = ?", id.0.into());
    }
    if !filter.programme.is_empty() {
        let rounds = "c.round_id IN (SELECT r.id FROM aid_round r WHERE r.programme = ?)";
        query.by(rounds, filter.programme.as_str().into());
    }
    if let Some(year) = filter.year {
        query.by("c.round_id IN (SELECT r.id FROM aid_round r WHERE r.year = ?)", year.into());
    }
    if let Some(state) = filter.state {
        query.by("c.state = ?", state.code().into());
    }
    if let Some(stage) = filter.stage {
        query.by("c.stage = ?", stage.code().into());
    }
    if let Some(id) = filter.organisation_id {
        query.by("c.organisation_id = ?", id.0.into());
    }
    if let Some(id) = filter.held_by {
        query.by("c.held_by_organisation = ?", id.0.into());
    }
    if let Some(id) = filter.person_id {
        query.by("c.person_id = ?", id.0.into());
    }
    if let Some(day) = filter.due_before {
        query.by("c.due_on < ?", day.into());
    }
    Ok(query)
}

/// How many cases pass a filter, and what was approved of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Cases.
    pub count: i64,
    /// The sum of what was approved.
    pub approved: Money,
}

impl FromRow for Totals {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { count: row.get("case_count")?, approved: row.money("approved_fen")? })
    }
}

/// The totals of a filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn totals(
    connection: &impl Connection,
    scope: &Scope,
    filter: &CaseFilter,
) -> Result<Totals, StoreError> {
    let query = query(connection, scope, filter).await?;
    let sql = format!(
        "SELECT COUNT(*) AS case_count, \
         CAST(COALESCE(SUM(c.approved_fen), 0) AS BIGINT) AS approved_fen {}",
        query.sql
    );
    Ok(connection.row(&sql, query.values).await?.unwrap_or_default())
}

/// A page of the cases that pass a filter. Keys are paged first, and only those of the page joined.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    scope: &Scope,
    filter: &CaseFilter,
    order: CaseOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<CaseLine>, StoreError> {
    let mut query = query(connection, scope, filter).await?;
    if order == CaseOrder::Due {
        query.and("c.due_on IS NOT NULL");
    }
    let sql = format!(
        "SELECT c.id, c.round_id, r.label AS round_label, r.programme, r.year, r.rule_from, \
         c.person_id, p.name AS person_name, c.class, o.short_name AS organisation_name, \
         o.path AS organisation_path, h.short_name AS held_by_name, c.state, c.stage, \
         c.stage_entered_on, c.due_on, c.asked_fen, c.computed_fen, c.approved_fen \
         FROM (SELECT c.id {} ORDER BY {order} LIMIT {limit} OFFSET {offset}) k \
         JOIN aid_case c ON c.id = k.id JOIN aid_round r ON r.id = c.round_id \
         JOIN person p ON p.id = c.person_id JOIN organisation o ON o.id = c.organisation_id \
         JOIN organisation h ON h.id = c.held_by_organisation ORDER BY {order}",
        query.sql,
        order = order.sql(),
    );
    connection.rows(&sql, query.values).await
}

/// The keys of the cases that pass a filter, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn ids(
    connection: &impl Connection,
    scope: &Scope,
    filter: &CaseFilter,
    limit: i64,
) -> Result<Vec<AidCaseId>, StoreError> {
    let query = query(connection, scope, filter).await?;
    let sql = format!("SELECT c.id {} ORDER BY c.id LIMIT {limit}", query.sql);
    let ids: Vec<i64> = connection.rows(&sql, query.values).await?;
    Ok(ids.into_iter().map(AidCaseId).collect())
}
