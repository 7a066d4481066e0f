//! What the registry knows of people who may be given aid, in long stretches: who they are, their
//! household's file, their record as a model worker, the household's figures, aid of the year.

mod given;

use crate::{Connection, FromRow, Row, Scope, StoreError, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    Employment, FigureSide, FileLevel, FileState, HardshipCause, HardshipClass, HonourLevel,
    HouseholdId, HouseholdKind, ModelWorkerClass, ModelWorkerStatus, Money, OrganisationId,
    PersonId, PersonState, Relation, Sex,
};

pub use given::{Given, given};

/// Who of the registry a programme may be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    /// Heads of households that have a file.
    Heads,
    /// Heads, and everybody who belongs to no household.
    People,
    /// Members who go to school.
    Students,
    /// Model workers.
    ModelWorkers,
}

/// A person as the registry knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant {
    /// Key.
    pub person_id: PersonId,
    /// 姓名
    pub name: String,
    /// 性别
    pub sex: Option<Sex>,
    /// 出生日期
    pub birth_date: Option<NaiveDate>,
    /// 就业状况
    pub employment: Employment,
    /// 工会会员
    pub union_member: bool,
    /// 农民工
    pub migrant: bool,
    /// Whether the record is in use.
    pub state: PersonState,
    /// The union that keeps the record.
    pub organisation_id: OrganisationId,
    /// That union's name.
    pub organisation_name: String,
    /// The household the person belongs to now.
    pub household: Option<ApplicantHousehold>,
    /// The record as a model worker.
    pub model_worker: Option<(HonourLevel, ModelWorkerStatus, Option<ModelWorkerClass>)>,
}

/// The household of an applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantHousehold {
    /// Key.
    pub id: HouseholdId,
    /// What the person is to the head.
    pub relation: Relation,
    /// School and grade, as registered.
    pub school: String,
    /// Whose household it is.
    pub kind: HouseholdKind,
    /// Which level keeps the file.
    pub level: FileLevel,
    /// The class that holds.
    pub class: Option<HardshipClass>,
    /// 主要致困原因
    pub main_cause: HardshipCause,
    /// Codes of the other causes.
    pub causes: String,
    /// Where the file stands.
    pub state: FileState,
    /// 行政区划代码 of the place whose rules hold.
    pub region: String,
}

impl FromRow for Applicant {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let household = match row.id_option("household_id")? {
            None => None,
            Some(id) => Some(ApplicantHousehold {
                id,
                relation: row.coded("relation")?,
                school: row.get("school")?,
                kind: row.coded("kind")?,
                level: row.coded("level")?,
                class: row.coded_option("class")?,
                main_cause: row.coded("main_cause")?,
                causes: row.get("causes")?,
                state: row.coded("file_state")?,
                region: row.get("region")?,
            }),
        };
        let model_worker = match row.coded_option("honour_level")? {
            None => None,
            Some(level) => {
                Some((level, row.coded("honour_status")?, row.coded_option("honour_class")?))
            }
        };
        Ok(Self {
            person_id: row.id("id")?,
            name: row.get("name")?,
            sex: row.coded_option("sex")?,
            birth_date: row.get("birth_date")?,
            employment: row.coded("employment")?,
            union_member: row.get("union_member")?,
            migrant: row.get("migrant")?,
            state: row.coded("state")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            household,
            model_worker,
        })
    }
}

const COLUMNS: &str = "p.id, p.name, p.sex, p.birth_date, p.employment, p.union_member, \
    p.migrant, p.state, p.organisation_id, o.short_name AS organisation_name, \
    m.household_id, m.relation, m.school, h.kind, h.level, h.class, h.main_cause, h.causes, \
    h.state AS file_state, h.region, w.level AS honour_level, w.status AS honour_status, \
    w.class AS honour_class";
const TABLES: &str = "person p JOIN organisation o ON o.id = p.organisation_id \
    LEFT JOIN household_member m ON m.person_id = p.id AND m.left_at IS NULL \
    LEFT JOIN household h ON h.id = m.household_id \
    LEFT JOIN model_worker w ON w.person_id = p.id";

impl Population {
    /// The condition, which no record merged into another fulfils.
    fn condition(self) -> &'static str {
        match self {
            Self::Heads => "p.state <> 'merged' AND m.relation = 'head'",
            Self::People => "p.state <> 'merged' AND (m.relation = 'head' OR m.id IS NULL)",
            Self::Students => "p.state <> 'merged' AND p.employment = 'student'",
            Self::ModelWorkers => "p.state <> 'merged' AND w.id IS NOT NULL",
        }
    }
}

/// Where the people asked for are kept.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// What the reader may see.
    pub scope: &'a Scope,
    /// The part of the tree a round serves.
    pub serves: &'a Scope,
}

impl Place<'_> {
    fn condition(&self, population: Population) -> String {
        format!(
            "{} AND {} AND {}",
            self.scope.condition("o.path"),
            self.serves.condition("o.path"),
            population.condition()
        )
    }
}

/// How many people are asked.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    place: Place<'_>,
    population: Population,
) -> Result<i64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM {TABLES} WHERE {}", place.condition(population));
    Ok(connection.row(&sql, []).await?.unwrap_or(0))
}

/// The next people in the order of their keys, after `after`.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn next(
    connection: &impl Connection,
    place: Place<'_>,
    population: Population,
    after: PersonId,
    limit: i64,
) -> Result<Vec<Applicant>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE p.id > $1 AND {} ORDER BY p.id LIMIT {limit}",
        place.condition(population)
    );
    connection.rows(&sql, [after.0.into()]).await
}

/// People by their keys.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn some(
    connection: &impl Connection,
    ids: &[PersonId],
) -> Result<Vec<Applicant>, StoreError> {
    let keys = listed(ids.iter().map(|id| id.0));
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE p.id IN ({keys}) ORDER BY p.id");
    connection.rows(&sql, no_values()).await
}

/// A figure of a household's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFigure {
    /// The household.
    pub household_id: HouseholdId,
    /// The year.
    pub year: i64,
    /// Which side it stands on.
    pub side: FigureSide,
    /// Code of its kind.
    pub kind: String,
    /// The amount of the year.
    pub amount: Money,
}

impl FromRow for YearFigure {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            household_id: row.id("household_id")?,
            year: row.get("year")?,
            side: row.coded("side")?,
            kind: row.get("kind")?,
            amount: row.money("amount_fen")?,
        })
    }
}

/// The figures of households in the years from `first` to `last`, the latest year first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn figures(
    connection: &impl Connection,
    households: &[HouseholdId],
    (first, last): (i64, i64),
) -> Result<Vec<YearFigure>, StoreError> {
    let keys = listed(households.iter().map(|id| id.0));
    let sql = format!(
        "SELECT household_id, year, side, kind, amount_fen FROM household_figure \
         WHERE household_id IN ({keys}) AND year BETWEEN $1 AND $2 \
         ORDER BY household_id, year DESC, side, kind"
    );
    connection.rows(&sql, [first.into(), last.into()]).await
}

struct Size(HouseholdId, i64);

impl FromRow for Size {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.id("household_id")?, row.get("size")?))
    }
}

/// How many members households have now.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn sizes(
    connection: &impl Connection,
    households: &[HouseholdId],
) -> Result<Vec<(HouseholdId, i64)>, StoreError> {
    let keys = listed(households.iter().map(|id| id.0));
    let sql = format!(
        "SELECT household_id, COUNT(*) AS size FROM household_member \
         WHERE household_id IN ({keys}) AND left_at IS NULL GROUP BY household_id"
    );
    let sizes: Vec<Size> = connection.rows(&sql, no_values()).await?;
    Ok(sizes.into_iter().map(|Size(id, size)| (id, size)).collect())
}

/// Keys for `IN (…)`: numbers can stand in the text. No row has the key 0, so of none it finds nothing.
fn listed(ids: impl Iterator<Item = i64>) -> String {
    let keys: Vec<String> = ids.map(|id| id.to_string()).collect();
    if keys.is_empty() { "0".to_owned() } else { keys.join(", ") }
}

fn no_values() -> [Value; 0] {
    []
}
