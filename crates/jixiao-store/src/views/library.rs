//! The indicator library as a list.

use crate::library::{COLUMNS, FROM, LibraryIndicator};
use crate::{Connection, Scope, StoreError, Value};
use jixiao_domain::{Coded as _, IndicatorGroup, LibraryState, Programme};

/// Which indicators are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct LibraryFilter {
    /// 项目类别
    pub programme: Option<Programme>,
    /// 一级指标
    pub level1: Option<IndicatorGroup>,
    /// Where they stand.
    pub state: Option<LibraryState>,
    /// Common ones only, or those of organisations only.
    pub common: Option<bool>,
    /// Part of the name or explanation.
    pub words: String,
}

impl LibraryFilter {
    /// What a scope may see: common indicators, its own, and those above it.
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut sql = format!(
            "{FROM} WHERE (l.organisation_id IS NULL OR {})",
            scope.condition_or_above("o.path")
        );
        let mut values: Vec<Value> = Vec::new();
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if let Some(programme) = self.programme {
            narrow("l.programme = ?", programme.code().into());
        }
        if let Some(level1) = self.level1 {
            narrow("l.level1 = ?", level1.code().into());
        }
        if let Some(state) = self.state {
            narrow("l.state = ?", state.code().into());
        }
        if !self.words.is_empty() {
            let either = "(REPLACE(l.name, ?, '') <> l.name \
                          OR REPLACE(l.explanation, ?, '') <> l.explanation)";
            narrow(either, self.words.as_str().into());
        }
        match self.common {
            Some(true) => sql.push_str(" AND l.organisation_id IS NULL"),
            Some(false) => sql.push_str(" AND l.organisation_id IS NOT NULL"),
            None => {}
        }
        (sql, values)
    }
}

/// How many indicators pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &LibraryFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(scope);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the indicators that pass the filter: those that wait first, then by programme and level.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &LibraryFilter,
    offset: i64,
    limit: i64,
) -> Result<Vec<LibraryIndicator>, StoreError> {
    let (query, mut values) = filter.query(scope);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS} {query} ORDER BY CASE WHEN l.state = 'proposed' THEN 0 ELSE 1 END, \
         l.programme, l.level1, l.level2, l.name, l.id LIMIT ${} OFFSET ${}",
        values.len() - 1,
        values.len()
    );
    connection.rows(&sql, values).await
}
