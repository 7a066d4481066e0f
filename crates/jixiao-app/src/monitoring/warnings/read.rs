//! One warning for a page: what it says, what was done about it, what the caller may do.

use crate::authz::{self, Action};
use crate::monitoring::access::may_know;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, MonitoringWarningId, WarningEvent};
use jixiao_store::Connection;
use jixiao_store::monitoring::warnings::{self as rows, Step, Warning};
use jixiao_store::views::monitoring::warnings::{self as views, Line};

/// A warning with everything around it.
#[derive(Debug, Clone)]
pub struct WarningRead {
    /// The warning in its place.
    pub line: Line,
    /// Its row, with the revision.
    pub warning: Warning,
    /// What was done about it, oldest first.
    pub steps: Vec<Step>,
    /// What the caller may do now.
    pub possible: Vec<WarningEvent>,
}

/// Reads a warning.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read(call: Call<'_>, id: MonitoringWarningId) -> Result<WarningRead, Refusal> {
    let store = &call.app.store;
    let (line, warning) = load(store, call, id).await?;
    let steps = rows::steps(store, id).await?;
    let last_hand = steps.iter().rev().find(|step| step.event == WarningEvent::Explain);
    let possible = [
        WarningEvent::Explain,
        WarningEvent::Accept,
        WarningEvent::Refuse,
        WarningEvent::Adjust,
        WarningEvent::Rectify,
    ]
    .into_iter()
    .filter(|event| warning.state.after(*event).is_some())
    .filter(|event| authz::allows(call.actor, right_for(*event), &line.path))
    .filter(|event| {
        let judges = matches!(event, WarningEvent::Accept | WarningEvent::Refuse);
        !judges || last_hand.is_none_or(|step| step.user_id != call.actor.user_id)
    })
    .collect();
    Ok(WarningRead { line, warning, steps, possible })
}

/// Refuses unless the caller may do one of `actions` about the warning.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may know of, else [`Refusal::Forbidden`].
pub async fn require(
    call: Call<'_>,
    id: MonitoringWarningId,
    actions: &[Action],
) -> Result<(), Refusal> {
    let (line, _) = load(&call.app.store, call, id).await?;
    if actions.iter().any(|action| authz::allows(call.actor, *action, &line.path)) {
        return Ok(());
    }
    Err(Refusal::Forbidden(actions.first().map_or("办理", |action| action.word())))
}

/// A warning the caller may know of.
pub(super) async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: MonitoringWarningId,
) -> Result<(Line, Warning), Refusal> {
    let missing = || Refusal::NotFound("该预警");
    let line = views::line(connection, id).await?.filter(|line| may_know(call, &line.path));
    let line = line.ok_or_else(missing)?;
    let warning = rows::find(connection, id).await?.ok_or_else(missing)?;
    Ok((line, warning))
}

/// What a step asks for in the warning's organisation.
pub(super) fn right_for(event: WarningEvent) -> Action {
    match event {
        WarningEvent::Accept | WarningEvent::Refuse | WarningEvent::Rectify => {
            Action::ReviewForFinance
        }
        WarningEvent::Explain
        | WarningEvent::Adjust
        | WarningEvent::Raise
        | WarningEvent::Clear => Action::FillMonitoring,
    }
}
