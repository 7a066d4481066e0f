//! A step of a goal through the chain: submission, the three reviews, return, withdrawal.

use super::findings::of_loaded;
use super::load::load;
use super::seal;
use crate::assessments::refuse_unsupported;
use crate::form_check::refuse_filing;
use crate::review::{Step, StepForm};
use crate::{Call, Refusal, review};
use jixiao_domain::{FilingEvent, FilingState, GoalId};
use jixiao_store::goals;

/// Takes a step. A submission runs the checks first: errors refuse it, warnings need a word. An
/// approval locks the version and keeps the digest of its content.
///
/// # Errors
/// As [`review::advance`]; [`Refusal::WrongState`] for a new project whose ex-ante assessment came
/// to 不支持; [`Refusal::Invalid`] for what stands against a submission;
/// [`Refusal::Conflict`] where the version was changed since the page was opened.
pub async fn step(call: Call<'_>, id: GoalId, form: &StepForm) -> Result<FilingState, Refusal> {
    let Step { revision, event, reason } = form.parse()?;
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let state = review::advance(&tx, call, loaded.subject(), event, &reason).await?;
    if loaded.goal.revision != revision {
        return Err(Refusal::Conflict("绩效目标"));
    }
    if event == FilingEvent::Submit {
        refuse_unsupported(&tx, loaded.goal.project_year_id).await?;
        refuse_filing(&of_loaded(&tx, call, &loaded).await?.findings, &reason)?;
    }
    if state == FilingState::Approved {
        let digest = seal::digest(&loaded.goal, &loaded.indicators);
        goals::approve(&tx, id, revision, &digest, call.at).await?;
    } else {
        goals::update_state(&tx, id, revision, state).await?;
    }
    tx.commit().await?;
    Ok(state)
}
