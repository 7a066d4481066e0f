//! Households with their files, members and figures. Address and diagnosis lie in
//! [`crate::sealed_fields`] under the kind [`SUBJECT_KIND`].

mod figures;
mod members;
mod reviews;

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, FileLevel, FileState, HardshipCause, HardshipClass, HouseholdId, HouseholdKind,
    Housing, OrganisationId, UserId,
};

pub use figures::{Figure, figures, replace_figures, years};
pub use members::{
    Member, add_member, household_of, leave, leave_all, members, return_all, set_relation,
};
pub use reviews::{
    HouseholdReview, NewHouseholdReview, check_review, find_review, propose_review, reviews,
};

/// The kind under which sealed fields, steps and audit entries name a household.
pub const SUBJECT_KIND: &str = "household";

/// A row of `household`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Key.
    pub id: HouseholdId,
    /// The union that keeps the file.
    pub organisation_id: OrganisationId,
    /// 档案编号, once filed.
    pub file_number: Option<String>,
    /// What was filled in.
    pub content: HouseholdContent,
    /// The class that holds, once judged and confirmed.
    pub class: Option<HardshipClass>,
    /// Where the file stands.
    pub state: FileState,
    /// 建档日期
    pub filed_on: Option<NaiveDate>,
    /// 退出日期
    pub ended_on: Option<NaiveDate>,
    /// The file that took its place.
    pub merged_into: Option<HouseholdId>,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub revision: i64,
}

/// What a file says in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdContent {
    /// Whose household it is.
    pub kind: HouseholdKind,
    /// Which level keeps the file.
    pub level: FileLevel,
    /// 行政区划代码 of the place whose rules hold.
    pub region: String,
    /// 主要致困原因
    pub main_cause: HardshipCause,
    /// 其他致困原因
    pub causes: Vec<HardshipCause>,
    /// 住房情况
    pub housing: Housing,
    /// Number of homes owned.
    pub home_count: i64,
    /// 是否低保户
    pub on_subsistence: bool,
    /// Codes of the exclusions that were found to hold, as the rules name them.
    pub exclusions: Vec<String>,
}

const COLUMNS: &str = "h.id, h.organisation_id, h.file_number, h.kind, h.level, h.region, h.class, \
    h.main_cause, h.causes, h.housing, h.home_count, h.on_subsistence, h.exclusions, h.state, \
    h.filed_on, h.ended_on, h.merged_into, h.created_by, h.created_at, h.revision";

impl FromRow for Household {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let causes: String = row.get("causes")?;
        let exclusions: String = row.get("exclusions")?;
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            file_number: row.get("file_number")?,
            content: HouseholdContent {
                kind: row.coded("kind")?,
                level: row.coded("level")?,
                region: row.get("region")?,
                main_cause: row.coded("main_cause")?,
                causes: causes.split(' ').filter_map(HardshipCause::from_code).collect(),
                housing: row.coded("housing")?,
                home_count: row.get("home_count")?,
                on_subsistence: row.get("on_subsistence")?,
                exclusions: exclusions.split_whitespace().map(str::to_owned).collect(),
            },
            class: row.coded_option("class")?,
            state: row.coded("state")?,
            filed_on: row.get("filed_on")?,
            ended_on: row.get("ended_on")?,
            merged_into: row.id_option("merged_into")?,
            created_by: row.id("created_by")?,
            created_at: row.time("created_at")?,
            revision: row.get("revision")?,
        })
    }
}

impl HouseholdContent {
    fn values(&self) -> [Value; 9] {
        let causes: Vec<&str> = self.causes.iter().map(|cause| cause.code()).collect();
        [
            self.kind.code().into(),
            self.level.code().into(),
            self.region.as_str().into(),
            self.main_cause.code().into(),
            causes.join(" ").into(),
            self.housing.code().into(),
            self.home_count.into(),
            self.on_subsistence.into(),
            self.exclusions.join(" ").into(),
        ]
    }
}

/// Adds a household, as a draft.
///
/// # Errors
/// [`StoreError::Duplicate`] where the file number is taken.
pub async fn insert(
    tx: &Transaction,
    organisation_id: OrganisationId,
    file_number: Option<&str>,
    content: &HouseholdContent,
    by: UserId,
    at: Timestamp,
) -> Result<HouseholdId, StoreError> {
    let mut values: Vec<Value> = vec![
        organisation_id.0.into(),
        file_number.map(str::to_owned).into(),
        FileState::Draft.code().into(),
        by.0.into(),
        at.timestamp_millis().into(),
    ];
    values.extend(content.values());
    tx.insert(
        "INSERT INTO household (organisation_id, file_number, state, created_by, created_at, kind, \
         level, region, main_cause, causes, housing, home_count, on_subsistence, exclusions) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
        values,
    )
    .await
}

/// Writes the content of a household that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update(
    tx: &Transaction,
    id: HouseholdId,
    revision: i64,
    content: &HouseholdContent,
) -> Result<(), StoreError> {
    let mut values: Vec<Value> = vec![id.0.into(), revision.into()];
    values.extend(content.values());
    tx.execute_one(
        "UPDATE household SET kind = $3, level = $4, region = $5, main_cause = $6, causes = $7, \
         housing = $8, home_count = $9, on_subsistence = $10, exclusions = $11, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        values,
    )
    .await
}

/// Where a step leaves a file.
#[derive(Debug, Clone, Default)]
pub struct FileStanding<'a> {
    /// The number, where the step gives one.
    pub file_number: Option<&'a str>,
    /// The class that holds from now on; `None` leaves it.
    pub class: Option<HardshipClass>,
    /// 建档日期, where the step files it.
    pub filed_on: Option<NaiveDate>,
    /// 退出日期, where the step ends it.
    pub ended_on: Option<NaiveDate>,
    /// The file that takes its place.
    pub merged_into: Option<HouseholdId>,
}

/// Moves a file that still has `revision` to another state.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile; [`StoreError::Duplicate`] where the number
/// is taken.
pub async fn set_state(
    tx: &Transaction,
    id: HouseholdId,
    revision: i64,
    state: FileState,
    standing: &FileStanding<'_>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE household SET state = $3, file_number = COALESCE(file_number, $4), \
         class = COALESCE($5, class), filed_on = COALESCE($6, filed_on), ended_on = $7, \
         merged_into = $8, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            state.code().into(),
            standing.file_number.map(str::to_owned).into(),
            standing.class.map(|class| class.code().to_owned()).into(),
            standing.filed_on.into(),
            standing.ended_on.into(),
            standing.merged_into.map(|id| id.0).into(),
        ],
    )
    .await
}

/// One household.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: HouseholdId,
) -> Result<Option<Household>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM household h WHERE h.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The household with a file number.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_by_number(
    connection: &impl Connection,
    file_number: &str,
) -> Result<Option<Household>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM household h WHERE h.file_number = $1");
    connection.row(&sql, [file_number.into()]).await
}
