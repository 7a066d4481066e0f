//! What past years brought: the years of projects with their indicators matched from year to year,
//! and the taking over of years filed before the application.
//!
//! Owns which rows of different years are the same indicator, and what number a filed result states.

mod form;
mod past;
mod series;
mod take_over;

pub use form::{PastRowForm, PastYearForm};
pub(crate) use past::enter_row_in;
pub use past::{PastYearRead, PastYears, correct, enter, past_year, past_years};
pub use series::{IndicatorSeries, SeriesYear, normalised_name, series, stated_number};
pub use take_over::{PastYearInput, TakenOver, of_project, take_over, withdraw};

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_store::views::history::{self as view, HistoryFilter, YearFacts};

/// Projects over their years.
#[derive(Debug, Clone)]
pub struct History {
    /// By unit, project and year.
    pub years: Vec<YearFacts>,
    /// The indicators of these projects over the same years.
    pub series: Vec<IndicatorSeries>,
}

/// The history of what the caller may see.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn read(call: Call<'_>, filter: &HistoryFilter) -> Result<History, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let store = &call.app.store;
    let years = view::years(store, &scope, filter).await?;
    let indicators = view::indicators(store, &scope, filter).await?;
    let series = series(&years, indicators);
    Ok(History { years, series })
}
