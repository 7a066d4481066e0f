//! The list of projects in a fiscal year, page by page, with totals true to the filter.

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::projects::{self as view, Filter, Line, Order, Totals};

/// A page of the list.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The projects.
    pub lines: Vec<Line>,
    /// Over all the filter leaves.
    pub totals: Totals,
    /// The years to choose from, the latest first.
    pub years: Vec<i64>,
}

/// Reads a stretch of the list.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects at all.
pub async fn list(
    call: Call<'_>,
    filter: &Filter,
    order: Order,
    limit: i64,
    offset: i64,
) -> Result<Listing, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let store = &call.app.store;
    let totals = view::totals(store, &scope, filter).await?;
    let offset = offset.clamp(0, totals.project_count);
    Ok(Listing {
        lines: view::list(store, &scope, filter, order, limit, offset).await?,
        totals,
        years: view::years(store, &scope).await?,
    })
}

/// The units for which the caller may do something, for choosing one.
///
/// # Errors
/// [`Refusal::Forbidden`] where that is none.
pub async fn organisations_of(
    call: Call<'_>,
    action: Action,
) -> Result<Vec<Organisation>, Refusal> {
    let scope = authz::scope(call.actor, action)?;
    let mut units = organisations::list(&call.app.store, &scope).await?;
    units.retain(|unit| unit.active);
    Ok(units)
}
