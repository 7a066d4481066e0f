//! Aid that was approved in a year, to people or their households.

use super::listed;
use crate::{Connection, FromRow, Row, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{AidCaseId, HouseholdId, Money, PersonId};

/// An approved case of a year with the round it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The case.
    pub case_id: AidCaseId,
    /// Who is paid.
    pub person_id: PersonId,
    /// The household the aid is for.
    pub household_id: Option<HouseholdId>,
    /// Key of the programme.
    pub programme: String,
    /// First day of the programme's version.
    pub rule_from: NaiveDate,
    /// 批次名称
    pub label: String,
    /// What was approved.
    pub amount: Money,
    /// What was declared with the application.
    pub facts: String,
}

impl FromRow for Given {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            case_id: row.id("id")?,
            person_id: row.id("person_id")?,
            household_id: row.id_option("household_id")?,
            programme: row.get("programme")?,
            rule_from: row.date("rule_from")?,
            label: row.get("label")?,
            amount: row.money("approved_fen")?,
            facts: row.get("facts")?,
        })
    }
}

/// What was approved in a year to any of these people or households, by whatever union; what was
/// refused after all, withdrawn or recovered is left out.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn given(
    connection: &impl Connection,
    year: i64,
    people: &[PersonId],
    households: &[HouseholdId],
) -> Result<Vec<Given>, StoreError> {
    let columns = "c.id, c.person_id, c.household_id, r.programme, r.rule_from, r.label, \
                   c.approved_fen, c.facts";
    let part = |condition: String| {
        format!(
            "SELECT {columns} FROM aid_case c JOIN aid_round r ON r.id = c.round_id \
             WHERE r.year = $1 AND c.approved_fen IS NOT NULL \
             AND c.state NOT IN ('rejected', 'withdrawn', 'recovered') AND {condition}"
        )
    };
    // Two parts, each with an index of its own; the second leaves out what the first found.
    let people = listed(people.iter().map(|id| id.0));
    let households = listed(households.iter().map(|id| id.0));
    let sql = format!(
        "{} UNION ALL {} ORDER BY 1",
        part(format!("c.person_id IN ({people})")),
        part(format!("c.household_id IN ({households}) AND c.person_id NOT IN ({people})"))
    );
    connection.rows(&sql, [year.into()]).await
}
