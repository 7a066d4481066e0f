//! What a search compares: persons in use with their household, stretch by stretch, and the marks of
//! their accounts and telephones.

use crate::{Connection, FromRow, Row, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, HouseholdId, OrganisationId, PersonId, PersonState, Sex};

/// A person as a search sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Key.
    pub id: PersonId,
    /// The union that keeps the record.
    pub organisation_id: OrganisationId,
    /// 姓名
    pub name: String,
    /// 性别
    pub sex: Option<Sex>,
    /// 出生日期
    pub birth_date: Option<NaiveDate>,
    /// 工作单位
    pub employer: String,
    /// The household the person belongs to now.
    pub household_id: Option<HouseholdId>,
}

impl FromRow for PersonRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            name: row.get("name")?,
            sex: row.coded_option("sex")?,
            birth_date: row.get("birth_date")?,
            employer: row.get("employer")?,
            household_id: row.id_option("household_id")?,
        })
    }
}

const SELECT: &str = "SELECT p.id, p.organisation_id, p.name, p.sex, p.birth_date, p.employer, \
    m.household_id FROM person p \
    LEFT JOIN household_member m ON m.person_id = p.id AND m.left_at IS NULL";

/// The next persons in use, by key.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn persons_after(
    connection: &impl Connection,
    after: PersonId,
    limit: i64,
) -> Result<Vec<PersonRow>, StoreError> {
    let sql = format!("{SELECT} WHERE p.id > $1 AND p.state <> $2 ORDER BY p.id LIMIT $3");
    let merged = PersonState::Merged.code();
    connection.rows(&sql, [after.0.into(), merged.into(), limit.into()]).await
}

/// Other persons in use born on a day, at most `limit`.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn alike_by_birth(
    connection: &impl Connection,
    id: PersonId,
    birth_date: NaiveDate,
    limit: i64,
) -> Result<Vec<PersonRow>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE p.birth_date = $2 AND p.id <> $1 AND p.state <> $3 ORDER BY p.id LIMIT $4"
    );
    let merged = PersonState::Merged.code();
    connection.rows(&sql, [id.0.into(), birth_date.into(), merged.into(), limit.into()]).await
}

/// Other persons in use of a name, at most `limit`; the latest record first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn alike_by_name(
    connection: &impl Connection,
    id: PersonId,
    name: &str,
    limit: i64,
) -> Result<Vec<PersonRow>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE p.name = $2 AND p.id <> $1 AND p.state <> $3 ORDER BY p.id DESC LIMIT $4"
    );
    let merged = PersonState::Merged.code();
    connection.rows(&sql, [id.0.into(), name.into(), merged.into(), limit.into()]).await
}

/// A mark of a sealed field of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRow {
    /// The person's key.
    pub subject_id: i64,
    /// Name of the field.
    pub field: String,
    /// What finds it.
    pub mark: Vec<u8>,
}

impl FromRow for MarkRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            subject_id: row.get("subject_id")?,
            field: row.get("field")?,
            mark: row.get("mark")?,
        })
    }
}

/// The marks of some records of a kind.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn marks_of(
    connection: &impl Connection,
    subject_kind: &str,
    ids: &[i64],
) -> Result<Vec<MarkRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let sql = format!(
        "SELECT subject_id, field, mark FROM sealed_field WHERE subject_kind = $1 \
         AND subject_id IN ({}) AND mark IS NOT NULL ORDER BY id",
        ids.join(", ")
    );
    connection.rows(&sql, [subject_kind.into()]).await
}

/// Persons in use, by key.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn persons_of(
    connection: &impl Connection,
    ids: &[i64],
) -> Result<Vec<PersonRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let sql =
        format!("{SELECT} WHERE p.id IN ({}) AND p.state <> $1 ORDER BY p.id", ids.join(", "));
    connection.rows(&sql, [PersonState::Merged.code().into()]).await
}

/// How many persons are in use.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn person_count(connection: &impl Connection) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM person WHERE state <> $1";
    Ok(connection.row(sql, [PersonState::Merged.code().into()]).await?.unwrap_or(0))
}

/// Who belongs to some households now, by household.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn members_of(
    connection: &impl Connection,
    ids: &[HouseholdId],
) -> Result<Vec<(HouseholdId, PersonId)>, StoreError> {
    struct Place(HouseholdId, PersonId);
    impl FromRow for Place {
        fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
            Ok(Self(row.id("household_id")?, row.id("person_id")?))
        }
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let sql = format!(
        "SELECT household_id, person_id FROM household_member \
         WHERE household_id IN ({}) AND left_at IS NULL ORDER BY id",
        ids.join(", ")
    );
    let places: Vec<Place> = connection.rows(&sql, []).await?;
    Ok(places.into_iter().map(|Place(household, person)| (household, person)).collect())
}
