//! Who holds what for how long.

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use chrono::NaiveDate;
use jixiao_store::views::aid_cases::{self as view, HeldLine};

/// Open cases by stage and holder.
#[derive(Debug, Clone)]
pub struct HeldList {
    /// Today.
    pub today: NaiveDate,
    /// By stage and organisation, what is overdue first.
    pub lines: Vec<HeldLine>,
    /// Cases in all.
    pub count: i64,
    /// Of these, past their day.
    pub overdue: i64,
}

/// Sums up the open cases the caller may see.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no cases anywhere.
pub async fn held(call: Call<'_>) -> Result<HeldList, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeCases)?;
    let today = call.today();
    let lines = view::held(&call.app.store, &scope, today).await?;
    let (count, overdue) = lines
        .iter()
        .fold((0, 0), |(count, overdue), line| (count + line.count, overdue + line.overdue));
    Ok(HeldList { today, lines, count, overdue })
}
