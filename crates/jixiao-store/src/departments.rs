//! Departments' years (部门整体支出): what a department says of itself as a whole in a fiscal year.
//!
//! The row itself is here; its money, rows of tables, judgements and explanations stand in
//! modules of their own. Nothing of it is added up here but what projects spent (in the views).

pub mod amounts;
pub mod explanations;
pub mod judgements;
pub mod tasks;
pub mod units;

use crate::self_evaluations::{grade, hundredths};
use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{
    Coded as _, Decimal, DepartmentYearId, FilingState, Grade, OrganisationId, PrintUnit, UserId,
};

/// A row of `department_year`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentYear {
    /// Key.
    pub id: DepartmentYearId,
    /// The department.
    pub organisation_id: OrganisationId,
    /// Fiscal year.
    pub year: i64,
    /// Id of the framework of indicators.
    pub framework: String,
    /// The unit its forms print money in.
    pub money_unit: PrintUnit,
    /// Where it stands.
    pub state: FilingState,
    /// What the filler writes.
    pub content: DepartmentContent,
    /// Who opened it.
    pub opened_by: UserId,
    /// When.
    pub opened_at: Timestamp,
    /// Who filled it in last.
    pub filled_by: Option<UserId>,
    /// 总得分 of the scored table as last computed.
    pub total: Option<Decimal>,
    /// 自评等级 of `total`.
    pub grade: Option<Grade>,
    /// For optimistic locking.
    pub revision: i64,
}

/// Texts and counts of a department's year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DepartmentContent {
    /// 部门概况: duties, internal departments.
    pub overview: String,
    /// 部门绩效目标的设立情况
    pub goal_setting: String,
    /// 部门预算管理制度建设情况
    pub management: String,
    /// 厉行节约保障措施
    pub economy_measures: String,
    /// 存在的问题和整改情况
    pub problems: String,
    /// 其他需说明的情况
    pub other_notes: String,
    /// 部门负责人
    pub leader: String,
    /// 联系电话
    pub phone: String,
    /// 上年编制数
    pub last_posts: Option<i64>,
    /// 上年在职人数
    pub last_staff: Option<i64>,
    /// 编制数
    pub posts: Option<i64>,
    /// 在职人数 at the end of the year
    pub staff: Option<i64>,
    /// 楼堂馆所批复规模, 平方米
    pub building_approved_square_metres: Option<i64>,
    /// 楼堂馆所实际规模, 平方米
    pub building_actual_square_metres: Option<i64>,
    /// 有效问卷
    pub survey_valid: Option<i64>,
    /// 其中满意和较满意
    pub survey_satisfied: Option<i64>,
    /// How the survey was made: whom, when, by which channel.
    pub survey_note: String,
}

const COLUMNS: &str = "d.id, d.organisation_id, d.year, d.framework, d.money_unit, d.state, \
    d.overview, d.goal_setting, d.management, d.economy_measures, d.problems, d.other_notes, \
    d.leader, d.phone, d.last_posts, d.last_staff, d.posts, d.staff, \
    d.building_approved_square_metres, d.building_actual_square_metres, d.survey_valid, \
    d.survey_satisfied, d.survey_note, d.opened_by, d.opened_at, d.filled_by, d.total_hundredths, \
    d.grade, d.revision";

impl FromRow for DepartmentYear {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            year: row.get("year")?,
            framework: row.get("framework")?,
            money_unit: row.coded("money_unit")?,
            state: row.coded("state")?,
            content: content(row)?,
            opened_by: row.id("opened_by")?,
            opened_at: row.time("opened_at")?,
            filled_by: row.id_option("filled_by")?,
            total: row.points_option("total_hundredths")?,
            grade: grade(row)?,
            revision: row.get("revision")?,
        })
    }
}

fn content(row: &Row<'_>) -> Result<DepartmentContent, StoreError> {
    Ok(DepartmentContent {
        overview: row.get("overview")?,
        goal_setting: row.get("goal_setting")?,
        management: row.get("management")?,
        economy_measures: row.get("economy_measures")?,
        problems: row.get("problems")?,
        other_notes: row.get("other_notes")?,
        leader: row.get("leader")?,
        phone: row.get("phone")?,
        last_posts: row.get("last_posts")?,
        last_staff: row.get("last_staff")?,
        posts: row.get("posts")?,
        staff: row.get("staff")?,
        building_approved_square_metres: row.get("building_approved_square_metres")?,
        building_actual_square_metres: row.get("building_actual_square_metres")?,
        survey_valid: row.get("survey_valid")?,
        survey_satisfied: row.get("survey_satisfied")?,
        survey_note: row.get("survey_note")?,
    })
}

/// What a new year is made of.
#[derive(Debug, Clone)]
pub struct NewDepartmentYear<'a> {
    /// See [`DepartmentYear::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`DepartmentYear::year`].
    pub year: i64,
    /// See [`DepartmentYear::framework`].
    pub framework: &'a str,
    /// See [`DepartmentYear::money_unit`].
    pub money_unit: PrintUnit,
    /// See [`DepartmentYear::opened_by`].
    pub opened_by: UserId,
    /// See [`DepartmentYear::opened_at`].
    pub opened_at: Timestamp,
}

/// Adds a year.
///
/// # Errors
/// [`StoreError::Duplicate`] where the department has it.
pub async fn insert(
    connection: &impl Connection,
    new: &NewDepartmentYear<'_>,
) -> Result<DepartmentYearId, StoreError> {
    let sql = "INSERT INTO department_year (organisation_id, year, framework, money_unit, state, \
               opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    let values = [
        new.organisation_id.0.into(),
        new.year.into(),
        new.framework.into(),
        new.money_unit.code().into(),
        FilingState::Draft.code().into(),
        new.opened_by.0.into(),
        new.opened_at.timestamp_millis().into(),
    ];
    connection.insert(sql, values).await
}

/// One year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: DepartmentYearId,
) -> Result<Option<DepartmentYear>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM department_year d WHERE d.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The year of a department by its number.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_in(
    connection: &impl Connection,
    organisation_id: OrganisationId,
    year: i64,
) -> Result<Option<DepartmentYear>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM department_year d WHERE d.organisation_id = $1 AND d.year = $2"
    );
    connection.row(&sql, [organisation_id.0.into(), year.into()]).await
}

/// All years of a department, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list_of(
    connection: &impl Connection,
    organisation_id: OrganisationId,
) -> Result<Vec<DepartmentYear>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM department_year d WHERE d.organisation_id = $1 ORDER BY d.year DESC"
    );
    connection.rows(&sql, [organisation_id.0.into()]).await
}

/// Writes what the filler may change and the figures computed from it. `row.revision` is the one
/// that was read; the stored one becomes the next.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed it since.
pub async fn update_content(
    connection: &impl Connection,
    row: &DepartmentYear,
) -> Result<(), StoreError> {
    let sql = "UPDATE department_year SET overview = $3, goal_setting = $4, management = $5, \
               economy_measures = $6, problems = $7, other_notes = $8, leader = $9, phone = $10, \
               last_posts = $11, last_staff = $12, posts = $13, staff = $14, \
               building_approved_square_metres = $15, building_actual_square_metres = $16, \
               survey_valid = $17, survey_satisfied = $18, survey_note = $19, filled_by = $20, \
               total_hundredths = $21, grade = $22, revision = revision + 1 \
               WHERE id = $1 AND revision = $2";
    let content = &row.content;
    let values = [
        row.id.0.into(),
        row.revision.into(),
        content.overview.as_str().into(),
        content.goal_setting.as_str().into(),
        content.management.as_str().into(),
        content.economy_measures.as_str().into(),
        content.problems.as_str().into(),
        content.other_notes.as_str().into(),
        content.leader.as_str().into(),
        content.phone.as_str().into(),
        content.last_posts.into(),
        content.last_staff.into(),
        content.posts.into(),
        content.staff.into(),
        content.building_approved_square_metres.into(),
        content.building_actual_square_metres.into(),
        content.survey_valid.into(),
        content.survey_satisfied.into(),
        content.survey_note.as_str().into(),
        row.filled_by.map(|user| user.0).into(),
        hundredths(row.total),
        row.grade.map(Grade::word).into(),
    ];
    connection.execute_one(sql, values).await
}

/// Moves a year to another state.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed the row since `revision`.
pub async fn set_state(
    connection: &impl Connection,
    id: DepartmentYearId,
    revision: i64,
    state: FilingState,
) -> Result<(), StoreError> {
    let sql = "UPDATE department_year SET state = $3, revision = revision + 1 \
               WHERE id = $1 AND revision = $2";
    connection.execute_one(sql, [id.0.into(), revision.into(), state.code().into()]).await
}
