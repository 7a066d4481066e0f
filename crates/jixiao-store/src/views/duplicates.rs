//! The list of pairs of persons that may be one, and the cases of either.

use super::listing::{Conditions, Listed, count, stretch};
use crate::persons::SUBJECT_KIND as PERSON;
use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, DuplicateId, DuplicateKind, DuplicateState, OrganisationId, PersonId,
};

/// One of the two persons of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Key.
    pub person_id: PersonId,
    /// 姓名
    pub name: String,
    /// 出生日期, for the age only.
    pub birth_date: Option<NaiveDate>,
    /// 工作单位
    pub employer: String,
    /// Name of the union that keeps the record.
    pub organisation_name: String,
    /// Its path.
    pub organisation_path: String,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateLine {
    /// Key.
    pub id: DuplicateId,
    /// Why they stand beside each other.
    pub kind: DuplicateKind,
    /// How probable it is that they are one, of a thousand.
    pub score_permille: i64,
    /// Where it stands.
    pub state: DuplicateState,
    /// When it was found first.
    pub found_at: Timestamp,
    /// The person with the smaller key.
    pub left: Side,
    /// The other.
    pub right: Side,
}

fn side(row: &Row<'_>, prefix: &str) -> Result<Side, StoreError> {
    let column = |name: &str| format!("{prefix}_{name}");
    Ok(Side {
        person_id: row.id(&column("id"))?,
        name: row.get(&column("name"))?,
        birth_date: row.get(&column("birth"))?,
        employer: row.get(&column("employer"))?,
        organisation_name: row.get(&column("unit"))?,
        organisation_path: row.get(&column("path"))?,
    })
}

impl FromRow for DuplicateLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            kind: row.coded("kind")?,
            score_permille: row.get("score_permille")?,
            state: row.coded("state")?,
            found_at: row.time("found_at")?,
            left: side(row, "left")?,
            right: side(row, "right")?,
        })
    }
}

/// Which pairs are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct DuplicateFilter {
    /// Why they stand beside each other.
    pub kind: Option<DuplicateKind>,
    /// Where they stand; none for all that wait for somebody.
    pub state: Option<DuplicateState>,
    /// All, also those that wait for nobody.
    pub with_closed: bool,
    /// At least so probable, of a thousand.
    pub score_permille_min: Option<i64>,
    /// The union that keeps one of them.
    pub organisation_id: Option<OrganisationId>,
}

/// How pairs are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DuplicateOrder {
    /// The most probable first.
    #[default]
    Score,
    /// The latest first.
    Latest,
}

impl DuplicateOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Score => "c.score_permille DESC, c.id DESC",
            Self::Latest => "c.id DESC",
        }
    }
}

const LINES: Listed = Listed {
    columns: "c.id, c.kind, c.score_permille, c.state, c.found_at, \
        l.id AS left_id, l.name AS left_name, l.birth_date AS left_birth, \
        l.employer AS left_employer, o.short_name AS left_unit, o.path AS left_path, \
        r.id AS right_id, r.name AS right_name, r.birth_date AS right_birth, \
        r.employer AS right_employer, q.short_name AS right_unit, q.path AS right_path",
    tables: "duplicate_candidate c JOIN organisation o ON o.id = c.left_organisation_id \
        JOIN organisation q ON q.id = c.right_organisation_id \
        JOIN person l ON l.id = c.left_id JOIN person r ON r.id = c.right_id",
};

const COUNTED: Listed = Listed {
    columns: "",
    tables: "duplicate_candidate c JOIN organisation o ON o.id = c.left_organisation_id \
        JOIN organisation q ON q.id = c.right_organisation_id",
};

impl DuplicateFilter {
    /// A pair is listed for whoever may see one of the two.
    fn conditions(&self, scope: &Scope) -> Conditions {
        let mut conditions =
            Conditions::over(&[&scope.condition("o.path"), &scope.condition("q.path")]);
        conditions.hold_for(PERSON, |n| format!("c.subject_kind = ${n}"));
        conditions.equal("c.kind", self.kind.map(|kind| kind.code().to_owned()));
        match self.state {
            Some(state) => conditions.hold_for(state.code(), |n| format!("c.state = ${n}")),
            None if !self.with_closed => {
                conditions.hold("c.state IN ('open', 'verifying', 'same')");
            }
            None => {}
        }
        if let Some(score) = self.score_permille_min {
            conditions.hold_for(score, |n| format!("c.score_permille >= ${n}"));
        }
        if let Some(id) = self.organisation_id {
            conditions.hold_for(id.0, |n| {
                format!("(c.left_organisation_id = ${n} OR c.right_organisation_id = ${n})")
            });
        }
        conditions
    }
}

/// How many pairs pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count_duplicates(
    connection: &impl Connection,
    scope: &Scope,
    filter: &DuplicateFilter,
) -> Result<i64, StoreError> {
    count(connection, COUNTED, filter.conditions(scope)).await
}

/// A stretch of the pairs that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn duplicates(
    connection: &impl Connection,
    scope: &Scope,
    filter: &DuplicateFilter,
    order: DuplicateOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<DuplicateLine>, StoreError> {
    let conditions = filter.conditions(scope);
    stretch(connection, LINES, conditions, order.sql(), (limit, offset)).await
}
