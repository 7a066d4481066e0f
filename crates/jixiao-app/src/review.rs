//! The filing chain that goals and self-evaluations share: 填报 → 单位审核 → 财务审核 → 审批.
//!
//! Owns who may take which step, that nobody checks what they made, that a return says why, and the
//! record of every step. The states are the domain's; the filing's own row is written by its area.

mod history;
mod step;

use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, FilingEvent, FilingState, UserId, coded};
use jixiao_store::organisations::Organisation;
use jixiao_store::reviews::{self, NewReviewStep};
use jixiao_store::{Connection, Transaction};

pub use history::{History, NextStep, history};
pub use step::{Step, StepForm};

coded! {
    /// What goes through the chain.
    pub enum Filing {
        /// A version of a goal.
        Goal = "goal" "绩效目标",
        /// A self-evaluation.
        SelfEvaluation = "self_evaluation" "绩效自评",
        /// A version of a report.
        Report = "report" "绩效报告",
        /// A round of ex-ante assessment.
        Assessment = "assessment" "事前绩效评估",
        /// A department's year as a whole.
        Department = "department" "部门整体",
        /// A record of monitoring.
        Monitoring = "monitoring" "运行监控",
        /// A version of what is published of a year.
        Disclosure = "disclosure" "绩效公开",
    }
}

/// A filing that stands in the chain.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What it is.
    pub filing: Filing,
    /// Its key.
    pub id: i64,
    /// The organisation that files it.
    pub organisation: &'a Organisation,
    /// Where it stands.
    pub state: FilingState,
    /// The person named on it as filler, if anybody yet. Whoever saved it counts as well.
    pub filled_by: Option<UserId>,
}

/// Takes a step: checks the right, the state, the reason and the hands before, writes the step and
/// its audit entry, and gives the new state, which the caller writes to its own row in the same
/// transaction.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::SameHand`], [`Refusal::Invalid`]
/// for a missing `reason`.
pub async fn advance(
    tx: &Transaction,
    call: Call<'_>,
    subject: Subject<'_>,
    event: FilingEvent,
    reason: &str,
) -> Result<FilingState, Refusal> {
    let to_state = may_take(tx, call, subject, event).await?;
    let reason = reason.trim();
    if needs_reason(event) && reason.is_empty() {
        return Err(Refusal::field("reason", format!("请写明{}原因", event.word())));
    }
    let step = NewReviewStep {
        subject_kind: subject.filing.code(),
        subject_id: subject.id,
        event,
        from_state: subject.state,
        to_state,
        reason,
        user_id: call.actor.user_id,
        at: call.at,
    };
    reviews::insert(tx, &step).await?;
    let entry = Event {
        action: &format!("{}.{}", subject.filing.code(), event.code()),
        subject_kind: subject.filing.code(),
        subject_id: subject.id.to_string(),
        organisation_id: Some(subject.organisation.id),
        detail: format!("{} → {}", subject.state.word(), to_state.word()),
    };
    audit::record(tx, call.actor, call.at, entry).await?;
    Ok(to_state)
}

/// The steps the caller may take now: for the buttons of a page.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn possible(
    connection: &impl Connection,
    call: Call<'_>,
    subject: Subject<'_>,
) -> Result<Vec<FilingEvent>, Refusal> {
    let mut events = Vec::new();
    for event in FilingEvent::ALL {
        match may_take(connection, call, subject, *event).await {
            Ok(_) => events.push(*event),
            Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
            Err(_) => {}
        }
    }
    Ok(events)
}

/// Whether an event is refused without a reason.
pub fn needs_reason(event: FilingEvent) -> bool {
    matches!(event, FilingEvent::Return | FilingEvent::Unfreeze)
}

/// What a step asks for in the filing's organisation.
pub(crate) fn right_for(filing: Filing, state: FilingState, event: FilingEvent) -> Action {
    match event {
        FilingEvent::Submit | FilingEvent::Withdraw => match filing {
            Filing::Goal => Action::FillGoals,
            Filing::SelfEvaluation => Action::FillSelfEvaluations,
            Filing::Report => Action::FillReports,
            Filing::Assessment => Action::FillAssessments,
            Filing::Department => Action::FillDepartments,
            Filing::Monitoring => Action::FillMonitoring,
            Filing::Disclosure => Action::PrepareDisclosure,
        },
        FilingEvent::UnitReview => Action::ReviewForUnit,
        FilingEvent::FinanceReview => Action::ReviewForFinance,
        FilingEvent::Approve => Action::Approve,
        // Whoever holds the filing may send it back.
        FilingEvent::Return => match state {
            FilingState::UnitReviewed => Action::ReviewForFinance,
            FilingState::FinanceReviewed => Action::Approve,
            FilingState::Draft | FilingState::Submitted | FilingState::Approved => {
                Action::ReviewForUnit
            }
        },
        FilingEvent::Unfreeze => Action::Unfreeze,
    }
}

async fn may_take(
    connection: &impl Connection,
    call: Call<'_>,
    subject: Subject<'_>,
    event: FilingEvent,
) -> Result<FilingState, Refusal> {
    let right = right_for(subject.filing, subject.state, event);
    authz::authorise(call.actor, right, &subject.organisation.path)?;
    if subject.filing == Filing::Goal && event == FilingEvent::Unfreeze {
        let message = "已批复的绩效目标不解除锁定，请办理目标调整或年中追加";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    let to_state = subject.state.after(event)?;
    if is_check(event) {
        authz::other_hand(call.actor, &hands_before(connection, subject).await?)?;
    }
    Ok(to_state)
}

/// Whether the step checks what others did.
fn is_check(event: FilingEvent) -> bool {
    match event {
        FilingEvent::UnitReview
        | FilingEvent::FinanceReview
        | FilingEvent::Approve
        | FilingEvent::Return
        | FilingEvent::Unfreeze => true,
        FilingEvent::Submit | FilingEvent::Withdraw => false,
    }
}

/// Everybody who filled the filing in at any time, and everybody who took a step since it last was
/// a draft.
async fn hands_before(
    connection: &impl Connection,
    subject: Subject<'_>,
) -> Result<Vec<(UserId, &'static str)>, Refusal> {
    let kind = subject.filing.code();
    let saving: &[&str] = match subject.filing {
        Filing::Goal => &["goal.create", "goal.save"],
        Filing::SelfEvaluation => &["self_evaluation.save"],
        Filing::Report => &["report.create", "report.save"],
        Filing::Assessment => &["assessment.create", "assessment.save"],
        Filing::Department => &["department.open", "department.save"],
        Filing::Monitoring => &["monitoring.save"],
        Filing::Disclosure => &["disclosure.create", "disclosure.save"],
    };
    let mut hands: Vec<(UserId, &'static str)> =
        reviews::hands(connection, kind, subject.id, saving)
            .await?
            .into_iter()
            .chain(subject.filled_by)
            .map(|user| (user, "填报"))
            .collect();
    let steps = reviews::list(connection, kind, subject.id).await?;
    let round = steps.iter().rev().take_while(|step| step.to_state != FilingState::Draft);
    hands.extend(round.map(|step| (step.user_id, step.event.word())));
    Ok(hands)
}
