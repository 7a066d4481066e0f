//! The list of projects in a fiscal year, page by page, with totals true to the filter.

use crate::authz::{self, Action};
use crate::{Call, Refusal, input};
use chrono::Datelike as _;
use jixiao_domain::OrganisationId;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::projects::{self as view, Filter, Line, Order, Totals};
use serde::Deserialize;

/// What a list is asked for, as it was sent; what can't be read leaves its condition out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListForm {
    /// 年度; the current one where empty.
    pub year: String,
    /// 项目类别, by code.
    pub programme: String,
    /// Key of a unit; it is shown with all below it.
    pub unit: String,
    /// Which projects, by code.
    pub standing: String,
    /// Part of a name or code.
    pub q: String,
    /// The order, by code.
    pub order: String,
}

impl ListForm {
    /// Reads the form.
    ///
    /// # Errors
    /// [`Refusal::Store`] where the database fails.
    pub async fn read(&self, call: Call<'_>) -> Result<(Filter, Order), Refusal> {
        let this_year = i64::from(call.today().year());
        let filter = Filter {
            year: input::year(&self.year).map_or(this_year, |year| i64::from(year.get())),
            programme: input::choice(&self.programme).ok(),
            organisation_path: self.unit_path(call).await?,
            standing: input::choice(&self.standing).ok(),
            text: self.q.trim().chars().take(100).collect(),
        };
        Ok((filter, input::choice(&self.order).unwrap_or(Order::Unit)))
    }

    async fn unit_path(&self, call: Call<'_>) -> Result<Option<String>, Refusal> {
        let Ok(id) = self.unit.trim().parse::<i64>() else { return Ok(None) };
        let unit = organisations::find(&call.app.store, OrganisationId(id)).await?;
        Ok(unit.map(|unit| unit.path))
    }
}

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
    // Beyond the end the last stretch is shown.
    let last = (totals.project_count - 1).max(0) / limit.max(1) * limit.max(1);
    let offset = offset.clamp(0, last);
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
