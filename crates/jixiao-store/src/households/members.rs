//! Who belongs to a household, and until when.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{Coded as _, HouseholdId, HouseholdMemberId, PersonId, Relation};

/// A row of `household_member`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Key.
    pub id: HouseholdMemberId,
    /// Who.
    pub person_id: PersonId,
    /// 与户主关系
    pub relation: Relation,
    /// School and grade of a student.
    pub school: String,
    /// When the person came in.
    pub joined_at: Timestamp,
    /// When the person went.
    pub left_at: Option<Timestamp>,
}

impl FromRow for Member {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            person_id: row.id("person_id")?,
            relation: row.coded("relation")?,
            school: row.get("school")?,
            joined_at: row.time("joined_at")?,
            left_at: row.time_option("left_at")?,
        })
    }
}

/// The members of a household, also those who left; the head first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn members(
    connection: &impl Connection,
    id: HouseholdId,
) -> Result<Vec<Member>, StoreError> {
    let sql = "SELECT id, person_id, relation, school, joined_at, left_at FROM household_member \
               WHERE household_id = $1 \
               ORDER BY CASE relation WHEN 'head' THEN 0 ELSE 1 END, id";
    connection.rows(sql, [id.0.into()]).await
}

/// The household a person belongs to now.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn household_of(
    connection: &impl Connection,
    person_id: PersonId,
) -> Result<Option<HouseholdId>, StoreError> {
    let sql = "SELECT household_id FROM household_member WHERE person_id = $1 AND left_at IS NULL";
    Ok(connection.row::<i64>(sql, [person_id.0.into()]).await?.map(HouseholdId))
}

/// Adds a member.
///
/// # Errors
/// [`StoreError::Duplicate`] where the person belongs to a household.
pub async fn add_member(
    tx: &Transaction,
    household_id: HouseholdId,
    person_id: PersonId,
    relation: Relation,
    school: &str,
    at: Timestamp,
) -> Result<HouseholdMemberId, StoreError> {
    tx.insert(
        "INSERT INTO household_member (household_id, person_id, relation, school, joined_at) \
         VALUES ($1, $2, $3, $4, $5) RETURNING id",
        [
            household_id.0.into(),
            person_id.0.into(),
            relation.code().into(),
            school.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Changes what a member is to the head.
///
/// # Errors
/// [`StoreError::Stale`] where the member left meanwhile.
pub async fn set_relation(
    tx: &Transaction,
    id: HouseholdMemberId,
    relation: Relation,
    school: &str,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE household_member SET relation = $2, school = $3 \
         WHERE id = $1 AND left_at IS NULL",
        [id.0.into(), relation.code().into(), school.into()],
    )
    .await
}

/// Notes that a member left.
///
/// # Errors
/// [`StoreError::Stale`] where the member left before.
pub async fn leave(
    tx: &Transaction,
    id: HouseholdMemberId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE household_member SET left_at = $2 WHERE id = $1 AND left_at IS NULL",
        [id.0.into(), at.timestamp_millis().into()],
    )
    .await
}

/// Ends all memberships of a household, because its file ended; the people may enter another.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn leave_all(
    tx: &Transaction,
    id: HouseholdId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE household_member SET left_at = $2 WHERE household_id = $1 AND left_at IS NULL",
        [id.0.into(), at.timestamp_millis().into()],
    )
    .await
}

/// Takes back into a household whose file is opened again everybody who left with its end.
///
/// # Errors
/// [`StoreError::Duplicate`] where somebody belongs to another household by now.
pub async fn return_all(tx: &Transaction, id: HouseholdId) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE household_member SET left_at = NULL WHERE household_id = $1 AND left_at = \
         (SELECT MAX(m.left_at) FROM household_member m WHERE m.household_id = $1)",
        [id.0.into()],
    )
    .await
}
