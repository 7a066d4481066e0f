//! What the page of a round shows.

use super::completeness::findings;
use super::create::refuse_begun;
use super::load::{LoadedAssessment, load};
use super::seal;
use crate::authz::{self, Action};
use crate::form_check::FieldFinding;
use crate::review::{self, History};
use crate::{Call, Refusal};
use jixiao_domain::{AssessmentId, AssessmentResult, Decimal, FilingEvent, FilingState};
use jixiao_store::assessments::{self as rows, Assessment};

/// A round with its history and what the reader may do.
#[derive(Debug, Clone)]
pub struct AssessmentPage {
    /// The round.
    pub loaded: LoadedAssessment,
    /// All rounds of the year, oldest first.
    pub rounds: Vec<Assessment>,
    /// Sum of the scores; `None` while a point has none.
    pub score: Option<Decimal>,
    /// The result that score suggests.
    pub suggested: Option<AssessmentResult>,
    /// What stands against filing it; empty once it is filed.
    pub findings: Vec<FieldFinding>,
    /// What happened, and who holds it.
    pub history: History,
    /// The steps the reader may take now.
    pub steps: Vec<FilingEvent>,
    /// Whether the reader may change it now.
    pub editable: bool,
    /// Whether the reader may begin another round.
    pub repeatable: bool,
    /// Whether a decided round still has its digest; `None` before.
    pub sound: Option<bool>,
}

/// Reads a round for its page.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(call: Call<'_>, id: AssessmentId) -> Result<AssessmentPage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let subject = loaded.subject();
    let history = review::history(store, call, subject, loaded.assessment.created_at).await?;
    let steps = review::possible(store, call, subject).await?;
    let path = &loaded.place.organisation.path;
    let fills = authz::allows(call.actor, Action::FillAssessments, path);
    let is_draft = loaded.assessment.state == FilingState::Draft;
    let sum = loaded.score();
    let repeatable = match refuse_begun(store, &loaded.place).await {
        Ok(()) => fills,
        Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
        Err(_) => false,
    };
    Ok(AssessmentPage {
        rounds: rows::of_project_year(store, loaded.place.year.id).await?,
        suggested: sum.and_then(|score| loaded.framework.suggested(score)),
        findings: if is_draft { findings(&loaded) } else { Vec::new() },
        editable: fills && is_draft,
        sound: seal::is_sound(&loaded),
        score: sum,
        history,
        steps,
        repeatable,
        loaded,
    })
}
