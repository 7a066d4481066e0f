//! People the federation serves. Numbers, addresses and diagnoses lie in
//! [`crate::sealed_fields`] under the kind [`SUBJECT_KIND`].

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, Employment, Health, OrganisationId, PersonId, PersonState, Sex, UserId,
};

/// The kind under which sealed fields, steps and audit entries name a person.
pub const SUBJECT_KIND: &str = "person";

/// A row of `person`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Key.
    pub id: PersonId,
    /// The union that keeps the record.
    pub organisation_id: OrganisationId,
    /// Path of that union.
    pub organisation_path: String,
    /// Its name for narrow columns.
    pub organisation_name: String,
    /// What was filled in.
    pub content: PersonContent,
    /// Whether the record is in use.
    pub state: PersonState,
    /// The record that took its place.
    pub merged_into: Option<PersonId>,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub revision: i64,
}

/// What a person's record says in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonContent {
    /// 姓名
    pub name: String,
    /// 性别, once known.
    pub sex: Option<Sex>,
    /// 出生日期, once known. Never shown beside a masked identity number: together they give it away.
    pub birth_date: Option<NaiveDate>,
    /// 民族
    pub ethnicity: String,
    /// 政治面貌
    pub political: String,
    /// 文化程度
    pub education: String,
    /// 婚姻状况
    pub marriage: String,
    /// 健康状况
    pub health: Health,
    /// 就业状况
    pub employment: Employment,
    /// 工作单位
    pub employer: String,
    /// 单位统一社会信用代码
    pub employer_code: String,
    /// 工会会员
    pub union_member: bool,
    /// 农民工
    pub migrant: bool,
    /// 开户银行
    pub bank_name: String,
}

pub(crate) const COLUMNS: &str = "p.id, p.organisation_id, o.path AS organisation_path, \
    o.short_name AS organisation_name, p.name, p.sex, p.birth_date, p.ethnicity, p.political, \
    p.education, p.marriage, p.health, p.employment, p.employer, p.employer_code, p.union_member, \
    p.migrant, p.bank_name, p.state, p.merged_into, p.created_by, p.created_at, p.revision";

pub(crate) const FROM: &str = "FROM person p JOIN organisation o ON o.id = p.organisation_id";

impl FromRow for Person {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_path: row.get("organisation_path")?,
            organisation_name: row.get("organisation_name")?,
            content: PersonContent {
                name: row.get("name")?,
                sex: row.coded_option("sex")?,
                birth_date: row.get("birth_date")?,
                ethnicity: row.get("ethnicity")?,
                political: row.get("political")?,
                education: row.get("education")?,
                marriage: row.get("marriage")?,
                health: row.coded("health")?,
                employment: row.coded("employment")?,
                employer: row.get("employer")?,
                employer_code: row.get("employer_code")?,
                union_member: row.get("union_member")?,
                migrant: row.get("migrant")?,
                bank_name: row.get("bank_name")?,
            },
            state: row.coded("state")?,
            merged_into: row.id_option("merged_into")?,
            created_by: row.id("created_by")?,
            created_at: row.time("created_at")?,
            revision: row.get("revision")?,
        })
    }
}

impl PersonContent {
    fn values(&self) -> [Value; 14] {
        [
            self.name.as_str().into(),
            self.sex.map(|sex| sex.code().to_owned()).into(),
            self.birth_date.into(),
            self.ethnicity.as_str().into(),
            self.political.as_str().into(),
            self.education.as_str().into(),
            self.marriage.as_str().into(),
            self.health.code().into(),
            self.employment.code().into(),
            self.employer.as_str().into(),
            self.employer_code.as_str().into(),
            self.union_member.into(),
            self.migrant.into(),
            self.bank_name.as_str().into(),
        ]
    }
}

/// Adds a person.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    tx: &Transaction,
    organisation_id: OrganisationId,
    content: &PersonContent,
    by: UserId,
    at: Timestamp,
) -> Result<PersonId, StoreError> {
    let mut values: Vec<Value> = vec![
        organisation_id.0.into(),
        PersonState::Active.code().into(),
        by.0.into(),
        at.timestamp_millis().into(),
    ];
    values.extend(content.values());
    tx.insert(
        "INSERT INTO person (organisation_id, state, created_by, created_at, name, sex, \
         birth_date, ethnicity, political, education, marriage, health, employment, employer, \
         employer_code, union_member, migrant, bank_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \
         $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING id",
        values,
    )
    .await
}

/// Writes the content of a person that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update(
    tx: &Transaction,
    id: PersonId,
    revision: i64,
    content: &PersonContent,
) -> Result<(), StoreError> {
    let mut values: Vec<Value> = vec![id.0.into(), revision.into()];
    values.extend(content.values());
    tx.execute_one(
        "UPDATE person SET name = $3, sex = $4, birth_date = $5, ethnicity = $6, political = $7, \
         education = $8, marriage = $9, health = $10, employment = $11, employer = $12, \
         employer_code = $13, union_member = $14, migrant = $15, bank_name = $16, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        values,
    )
    .await
}

/// Sets the state of a person, with the record that takes its place.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn set_state(
    tx: &Transaction,
    id: PersonId,
    revision: i64,
    state: PersonState,
    merged_into: Option<PersonId>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE person SET state = $3, merged_into = $4, revision = revision + 1 \
         WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), state.code().into(), merged_into.map(|id| id.0).into()],
    )
    .await
}

/// One person.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: PersonId,
) -> Result<Option<Person>, StoreError> {
    connection.row(&format!("SELECT {COLUMNS} {FROM} WHERE p.id = $1"), [id.0.into()]).await
}

/// Several people, by id.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn some(
    connection: &impl Connection,
    ids: &[PersonId],
) -> Result<Vec<Person>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE p.id IN ({}) ORDER BY p.id", ids.join(", "));
    connection.rows(&sql, []).await
}
