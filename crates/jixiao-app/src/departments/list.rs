//! The list of departments' years.

use crate::authz::{self, Action};
use crate::{Call, Refusal, input};
use jixiao_domain::FilingState;
use jixiao_store::views::departments::{self as view, Filter, Line, Order, Totals};
use serde::{Deserialize, Serialize};

/// The filter as typed; what can't be understood leaves a condition out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTyped {
    /// Fiscal year.
    pub year: String,
    /// Code of the state.
    pub state: String,
    /// Part of the department's name.
    pub q: String,
    /// Code of the order.
    pub sort: String,
}

/// A stretch of the list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The lines.
    pub lines: Vec<Line>,
    /// All lines of the filter, and their money.
    pub totals: Totals,
    /// The years to choose from, the latest first.
    pub years: Vec<i64>,
}

impl ListTyped {
    pub(crate) fn parse(&self) -> (Filter, Order) {
        let filter = Filter {
            year: self.year.trim().parse().ok(),
            state: input::choice::<FilingState>(&self.state).ok(),
            text: self.q.trim().chars().take(100).collect(),
        };
        (filter, input::choice(&self.sort).unwrap_or(Order::Year))
    }
}

/// Lists departments' years: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    typed: &ListTyped,
    offset: i64,
    limit: i64,
) -> Result<Listing, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = typed.parse();
    Ok(Listing {
        lines: view::list(store, &scope, &filter, order, limit, offset).await?,
        totals: view::totals(store, &scope, &filter).await?,
        years: view::years(store, &scope).await?,
    })
}
