//! Taking indicators of the library into a goal: a copy that keeps the link.

use super::form::IndicatorForm;
use super::load::load;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, GoalId};
use jixiao_store::library::{self, LibraryIndicator};

/// The approved indicators the goal may hold: of its project's programme, common ones and those of
/// its organisation and above.
///
/// # Errors
/// [`Refusal::NotFound`] where there is no such goal the caller may see.
pub async fn usable(call: Call<'_>, goal_id: GoalId) -> Result<Vec<LibraryIndicator>, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, goal_id).await?;
    let programme = loaded.place.project.content.programme;
    Ok(library::usable(store, programme, &loaded.place.organisation.path).await?)
}

/// Rows for a goal's form, copied from the indicators of these ids; ids that can't be used are
/// passed over.
///
/// # Errors
/// As [`usable`].
pub async fn rows_of_library(
    call: Call<'_>,
    goal_id: GoalId,
    ids: &[i64],
) -> Result<Vec<IndicatorForm>, Refusal> {
    let usable = usable(call, goal_id).await?;
    Ok(usable.iter().filter(|indicator| ids.contains(&indicator.id.0)).map(row).collect())
}

fn row(indicator: &LibraryIndicator) -> IndicatorForm {
    let content = &indicator.content;
    IndicatorForm {
        level2: content.level2.code().to_owned(),
        name: content.name.clone(),
        sign: content.sign.map_or_else(String::new, |sign| sign.code().to_owned()),
        number: content.target_number.map_or_else(String::new, |number| number.to_string()),
        unit: content.unit.clone(),
        value_basis: content.value_basis.clone(),
        evidence: content.evidence.clone(),
        library_id: indicator.id.to_string(),
        ..IndicatorForm::default()
    }
}
