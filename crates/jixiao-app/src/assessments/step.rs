//! A step of a round through the chain. Finance says its own result, the approver decides it.

use super::completeness::{faults_of, findings};
use super::load::{LoadedAssessment, load};
use super::seal;
use crate::form_check::refuse_filing;
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal, review};
use jixiao_domain::{AssessmentId, AssessmentResult, FilingEvent, FilingState, Money};
use jixiao_store::assessments::{self as rows, Verdict};
use serde::{Deserialize, Serialize};

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssessmentStepForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// The reason of a return or of finance's own result, the word on warnings, an opinion.
    pub reason: String,
    /// Finance's result at its review; empty agrees with the unit.
    pub result: String,
    /// Finance's amount, 元; empty with a result of its own means none.
    pub proposed: String,
}

struct Step {
    revision: i64,
    event: FilingEvent,
    reason: String,
    own: Option<(AssessmentResult, Option<Money>)>,
}

impl AssessmentStepForm {
    fn parse(&self) -> Result<Step, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let event = fields.choice("event", &self.event);
        let reason = fields.optional_text("reason", &self.reason, Lines::Many, 1000);
        let judges = event == FilingEvent::FinanceReview && !self.result.trim().is_empty();
        let own = judges.then(|| {
            let given = !self.proposed.trim().is_empty();
            let proposed = given.then(|| fields.money("proposed", &self.proposed));
            (fields.choice("result", &self.result), proposed)
        });
        fields.finish(Step { revision, event, reason, own })
    }
}

/// Takes a step. A submission must be complete; the review by finance keeps finance's result; an
/// approval locks the round with its digest.
///
/// # Errors
/// As [`review::advance`]; [`Refusal::Invalid`] for what stands against a submission or finance's
/// result; [`Refusal::Conflict`] where the round was changed since the page was opened.
pub async fn step(
    call: Call<'_>,
    id: AssessmentId,
    form: &AssessmentStepForm,
) -> Result<FilingState, Refusal> {
    let input = form.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let subject = loaded.subject();
    let state = review::advance(&tx, call, subject, input.event, &input.reason).await?;
    if loaded.assessment.revision != input.revision {
        return Err(Refusal::Conflict("事前绩效评估"));
    }
    if input.event == FilingEvent::Submit {
        refuse_filing(&findings(&loaded), &input.reason)?;
    }
    if input.event == FilingEvent::FinanceReview {
        rows::set_finance(&tx, id, &finance_verdict(&loaded, &input)?).await?;
    }
    if state == FilingState::Approved {
        let digest = seal::digest(&loaded);
        rows::decide(&tx, id, input.revision, &digest, call.at).await?;
    } else {
        rows::update_state(&tx, id, input.revision, state).await?;
    }
    tx.commit().await?;
    Ok(state)
}

/// What finance thinks: its own result with a reason, else what the unit came to.
fn finance_verdict(loaded: &LoadedAssessment, input: &Step) -> Result<Verdict, Refusal> {
    let content = &loaded.assessment.content;
    let of_unit = content
        .verdict
        .as_ref()
        .ok_or_else(|| Refusal::WrongState("评估结论尚未填写，请退回补充".to_owned()))?;
    let Some((result, proposed)) = input.own else { return Ok(of_unit.clone()) };
    let agrees = (result, proposed.unwrap_or_default())
        == (of_unit.result, of_unit.proposed.unwrap_or_default());
    let silent = agrees && input.reason.is_empty();
    let reason = if silent { of_unit.reason.clone() } else { input.reason.clone() };
    let verdict = Verdict { result, proposed, reason };
    let errors: Vec<FieldError> = faults_of(&verdict, content.applied)
        .into_iter()
        .map(|(field, message)| match field {
            "result_reason" => FieldError::new("reason", "与单位结论不同的，请写明理由"),
            other => FieldError::new(other, message),
        })
        .collect();
    if errors.is_empty() { Ok(verdict) } else { Err(Refusal::Invalid(errors)) }
}
