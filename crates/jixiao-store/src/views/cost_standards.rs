//! Cost standards as a list.

use crate::cost_standards::{COLUMNS, CostStandard, FROM};
use crate::{Connection, Scope, StoreError, Value};
use jixiao_domain::{Coded as _, Programme, coded};

coded! {
    /// Which standards a list shows.
    pub enum Standing {
        /// They hold.
        InForce = "in_force" "有效",
        /// They were withdrawn.
        Withdrawn = "withdrawn" "已撤销",
    }
}

coded! {
    /// The order of a list; ties go by id.
    pub enum Order {
        /// By programme, item and years.
        Programme = "programme" "项目类别",
        /// The largest amount first.
        Amount = "amount" "标准金额",
        /// By unit.
        Organisation = "organisation" "制定单位",
        /// The latest entered first.
        Entered = "entered" "登记时间",
    }
}

/// Which standards are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct StandardFilter {
    /// 项目类别
    pub programme: Option<Programme>,
    /// A fiscal year in which they hold.
    pub year: Option<i64>,
    /// In force or withdrawn.
    pub standing: Option<Standing>,
    /// Part of item, indicator words or document number.
    pub words: String,
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Self::Programme => "c.programme, c.item, c.first_year DESC, c.id",
            Self::Amount => "c.amount_fen DESC, c.id",
            Self::Organisation => "o.path, c.programme, c.item, c.id",
            Self::Entered => "c.entered_at DESC, c.id DESC",
        }
    }
}

impl StandardFilter {
    /// What a scope may see: its own standards, and those that bind it from above.
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut sql = format!("{FROM} WHERE {}", scope.condition_or_above("o.path"));
        let mut values: Vec<Value> = Vec::new();
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if let Some(programme) = self.programme {
            narrow("c.programme = ?", programme.code().into());
        }
        if let Some(year) = self.year {
            narrow("c.first_year <= ? AND COALESCE(c.last_year, 9999) >= ?", year.into());
        }
        if !self.words.is_empty() {
            let any = "(c.item LIKE ? ESCAPE '!' OR c.indicator_words LIKE ? ESCAPE '!' \
                       OR c.document_number LIKE ? ESCAPE '!')";
            narrow(any, super::pattern(&self.words).into());
        }
        match self.standing {
            Some(Standing::InForce) => sql.push_str(" AND w.cost_standard_id IS NULL"),
            Some(Standing::Withdrawn) => sql.push_str(" AND w.cost_standard_id IS NOT NULL"),
            None => {}
        }
        (sql, values)
    }
}

/// How many standards pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &StandardFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(scope);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the standards that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &StandardFilter,
    order: Order,
    offset: i64,
    limit: i64,
) -> Result<Vec<CostStandard>, StoreError> {
    let (query, mut values) = filter.query(scope);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS} {query} ORDER BY {} LIMIT ${} OFFSET ${}",
        order.sql(),
        values.len() - 1,
        values.len()
    );
    connection.rows(&sql, values).await
}
