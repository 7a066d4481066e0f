//! People and households of a scope as lists.

mod households;
mod persons;

use crate::Value;

pub use households::{
    HouseholdFilter, HouseholdLine, HouseholdOrder, count_households, households,
};
pub use persons::{PersonFilter, PersonLine, PersonOrder, count_people, people};

/// A query that narrows step by step.
pub(super) struct Narrowed {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Narrowed {
    pub(super) fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    pub(super) fn by(&mut self, condition: &str, value: Value) {
        self.values.push(value);
        let place = format!("${}", self.values.len());
        self.and(&condition.replace('?', &place));
    }

    pub(super) fn among(&mut self, column: &str, ids: &[i64]) {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let any = if ids.is_empty() {
            "1 = 0".to_owned()
        } else {
            format!("{column} IN ({})", ids.join(", "))
        };
        self.and(&any);
    }
}
