//! Projects, over all their years.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{Coded as _, OrganisationId, Programme, ProjectAttribute, ProjectId, UserId};

/// What a project says of itself; the part that is typed and may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectContent {
    /// 项目编码; unique in the installation.
    pub code: String,
    /// 项目名称
    pub name: String,
    /// 项目类别
    pub programme: Programme,
    /// 项目属性
    pub attribute: ProjectAttribute,
    /// 主管部门
    pub supervising_department: String,
    /// 主管部门代码; may be empty.
    pub supervising_department_code: String,
    /// 财政部门业务科室, which some layouts print as 主管部门; may be empty.
    pub finance_division: String,
    /// 实施单位
    pub implementing_unit: String,
    /// 实施单位代码; may be empty.
    pub implementing_unit_code: String,
    /// 项目负责人; may be empty.
    pub leader: String,
    /// 联系电话; may be empty.
    pub phone: String,
    /// First fiscal year.
    pub start_year: i64,
    /// Last fiscal year; `None` for a project without end.
    pub end_year: Option<i64>,
    /// 立项依据; may be empty.
    pub basis: String,
}

/// A row of `project` with the organisation it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Key.
    pub id: ProjectId,
    /// The organisation that runs it.
    pub organisation_id: OrganisationId,
    /// That organisation's path in the tree.
    pub organisation_path: String,
    /// That organisation's name.
    pub organisation_name: String,
    /// What it says of itself.
    pub content: ProjectContent,
    /// `false` once closed; its years stay.
    pub active: bool,
    /// Who added it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub revision: i64,
}

pub(crate) const COLUMNS: &str = "p.id, p.organisation_id, o.path, o.name AS organisation_name, p.code, \
     p.name, p.programme, p.attribute, p.supervising_department, p.supervising_department_code, \
     p.finance_division, p.implementing_unit, p.implementing_unit_code, p.leader, p.phone, \
     p.start_year, p.end_year, p.basis, p.active, p.created_by, p.created_at, p.revision";
const TABLES: &str = "project p JOIN organisation o ON o.id = p.organisation_id";

impl FromRow for Project {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_path: row.get("path")?,
            organisation_name: row.get("organisation_name")?,
            content: ProjectContent {
                code: row.get("code")?,
                name: row.get("name")?,
                programme: row.coded("programme")?,
                attribute: row.coded("attribute")?,
                supervising_department: row.get("supervising_department")?,
                supervising_department_code: row.get("supervising_department_code")?,
                finance_division: row.get("finance_division")?,
                implementing_unit: row.get("implementing_unit")?,
                implementing_unit_code: row.get("implementing_unit_code")?,
                leader: row.get("leader")?,
                phone: row.get("phone")?,
                start_year: row.get("start_year")?,
                end_year: row.get("end_year")?,
                basis: row.get("basis")?,
            },
            active: row.get("active")?,
            created_by: row.id("created_by")?,
            created_at: row.time("created_at")?,
            revision: row.get("revision")?,
        })
    }
}

/// Adds a project.
///
/// # Errors
/// [`StoreError::Duplicate`] where the code is taken.
pub async fn insert(
    connection: &impl Connection,
    organisation_id: OrganisationId,
    content: &ProjectContent,
    created_by: UserId,
    created_at: Timestamp,
) -> Result<ProjectId, StoreError> {
    connection
        .insert(
            "INSERT INTO project (organisation_id, code, name, programme, attribute, \
             supervising_department, supervising_department_code, finance_division, \
             implementing_unit, implementing_unit_code, leader, phone, start_year, end_year, basis, \
             created_by, created_at) VALUES \
             ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
             RETURNING id",
            [
                organisation_id.0.into(),
                content.code.as_str().into(),
                content.name.as_str().into(),
                content.programme.code().into(),
                content.attribute.code().into(),
                content.supervising_department.as_str().into(),
                content.supervising_department_code.as_str().into(),
                content.finance_division.as_str().into(),
                content.implementing_unit.as_str().into(),
                content.implementing_unit_code.as_str().into(),
                content.leader.as_str().into(),
                content.phone.as_str().into(),
                content.start_year.into(),
                content.end_year.into(),
                content.basis.as_str().into(),
                created_by.0.into(),
                created_at.timestamp_millis().into(),
            ],
        )
        .await
}

/// Writes what a project says of itself, guarded by the revision it was read at.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed since, [`StoreError::Duplicate`] where the code is
/// taken.
pub async fn update(
    connection: &impl Connection,
    id: ProjectId,
    revision: i64,
    content: &ProjectContent,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE project SET code = $3, name = $4, programme = $5, attribute = $6, \
             supervising_department = $7, supervising_department_code = $8, finance_division = $9, \
             implementing_unit = $10, implementing_unit_code = $11, leader = $12, phone = $13, \
             start_year = $14, end_year = $15, basis = $16, revision = revision + 1 \
             WHERE id = $1 AND revision = $2",
            [
                id.0.into(),
                revision.into(),
                content.code.as_str().into(),
                content.name.as_str().into(),
                content.programme.code().into(),
                content.attribute.code().into(),
                content.supervising_department.as_str().into(),
                content.supervising_department_code.as_str().into(),
                content.finance_division.as_str().into(),
                content.implementing_unit.as_str().into(),
                content.implementing_unit_code.as_str().into(),
                content.leader.as_str().into(),
                content.phone.as_str().into(),
                content.start_year.into(),
                content.end_year.into(),
                content.basis.as_str().into(),
            ],
        )
        .await
}

/// Closes or reopens a project, guarded by the revision it was read at.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed since.
pub async fn set_active(
    connection: &impl Connection,
    id: ProjectId,
    revision: i64,
    active: bool,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE project SET active = $3, revision = revision + 1 \
             WHERE id = $1 AND revision = $2",
            [id.0.into(), revision.into(), active.into()],
        )
        .await
}

/// One project.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: ProjectId,
) -> Result<Option<Project>, StoreError> {
    connection.row(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE p.id = $1"), [id.0.into()]).await
}

/// The project of a code.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_by_code(
    connection: &impl Connection,
    code: &str,
) -> Result<Option<Project>, StoreError> {
    connection
        .row(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE p.code = $1"), [code.into()])
        .await
}
