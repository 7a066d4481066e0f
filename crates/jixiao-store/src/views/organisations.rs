//! The list of organisations.

use crate::organisations::{COLUMNS, Organisation};
use crate::{Connection, FromRow, Row, Scope, StoreError, Value};
use jixiao_domain::{Coded as _, OrganisationKind, coded};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The organisation.
    pub place: Organisation,
    /// Name of the one above; `None` at the top.
    pub parent_name: Option<String>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { place: Organisation::from_row(row)?, parent_name: row.get("parent_name")? })
    }
}

coded! {
    /// What the list is sorted by.
    pub enum OrganisationOrder {
        /// Parents before children.
        Tree = "tree" "隶属关系",
        /// 单位代码
        Code = "code" "代码",
        /// Full name.
        Name = "name" "名称",
        /// What it is, then place in the tree.
        Kind = "kind" "性质",
    }
}

impl OrganisationOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Tree => "o.path",
            Self::Code => "o.code",
            Self::Name => "o.name, o.path",
            Self::Kind => "o.kind, o.path",
        }
    }
}

/// Which organisations are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct OrganisationFilter {
    /// Part of a name or the code.
    pub text: String,
    /// What they are.
    pub kind: Option<OrganisationKind>,
    /// Those of the subtree at this path.
    pub path: Option<String>,
    /// In use or not.
    pub active: Option<bool>,
}

impl OrganisationFilter {
    /// The tables, the condition and its values.
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut sql = format!(
            "FROM organisation o LEFT JOIN organisation u ON u.id = o.parent_id WHERE {}",
            scope.condition("o.path")
        );
        let mut values: Vec<Value> = Vec::new();
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if !self.text.is_empty() {
            let either = "(REPLACE(o.name, ?, '') <> o.name OR REPLACE(o.code, ?, '') <> o.code \
                          OR REPLACE(o.short_name, ?, '') <> o.short_name)";
            narrow(either, self.text.as_str().into());
        }
        if let Some(kind) = self.kind {
            narrow("o.kind = ?", kind.code().into());
        }
        if let Some(active) = self.active {
            narrow("o.active = ?", active.into());
        }
        if let Some(path) = &self.path {
            let below = Scope::authorised(vec![path.clone()]);
            sql.push_str(&format!(" AND {}", below.condition("o.path")));
        }
        (sql, values)
    }
}

/// How many organisations pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &OrganisationFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(scope);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the organisations that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &OrganisationFilter,
    order: OrganisationOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let (query, mut values) = filter.query(scope);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS}, u.name AS parent_name {query} ORDER BY {}, o.id LIMIT ${} OFFSET ${}",
        order.sql(),
        values.len() - 1,
        values.len()
    );
    connection.rows(&sql, values).await
}
