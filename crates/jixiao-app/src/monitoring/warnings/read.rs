//! One warning for a page: what it says, what was done about it, what the caller may do.

use super::PauseTyped;
use crate::authz::{self, Action};
use crate::monitoring::access::may_know;
use crate::{Call, Refusal, date_in_china};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, MonitoringWarningId, WarningEvent, WarningState};
use jixiao_regulation::WorkCalendar;
use jixiao_store::monitoring::warnings::{self as rows, Step, Warning};
use jixiao_store::views::monitoring::warnings::{self as views, Line};
use jixiao_store::{Connection, project_years, suspensions};

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
    /// The words of a suspension as the warning gives them; `None` for who may not suspend now.
    pub pause: Option<PauseTyped>,
    /// Whether payment of the project's year is suspended now.
    pub is_suspended: bool,
    /// What has to be said of the day of decision; `None` where nothing.
    pub due_caveat: Option<String>,
}

impl WarningRead {
    /// Whether the unit let its days of decision pass on `today`.
    fn is_overdue(line: &Line, today: NaiveDate) -> bool {
        line.state == WarningState::Open && line.answer_due_on.is_some_and(|day| day < today)
    }
}

/// Reads a warning.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read(call: Call<'_>, id: MonitoringWarningId) -> Result<WarningRead, Refusal> {
    let store = &call.app.store;
    let (line, warning) = load(store, call, id).await?;
    let steps = rows::steps(store, id).await?;
    let is_suspended = suspensions::current(store, line.project_year_id).await?.is_some();
    let last_hand = steps.iter().rev().find(|step| step.event == WarningEvent::Explain);
    let possible = [
        WarningEvent::Explain,
        WarningEvent::Accept,
        WarningEvent::Refuse,
        WarningEvent::Adjust,
        WarningEvent::Rectify,
        WarningEvent::Suspend,
    ]
    .into_iter()
    .filter(|event| warning.state.after(*event).is_some())
    .filter(|event| authz::allows(call.actor, right_for(*event), &line.path))
    .filter(|event| {
        let judges = matches!(event, WarningEvent::Accept | WarningEvent::Refuse);
        !judges || last_hand.is_none_or(|step| step.user_id != call.actor.user_id)
    })
    .filter(|event| *event != WarningEvent::Suspend || !is_suspended)
    .collect::<Vec<_>>();
    let year = project_years::find(store, line.project_year_id).await?;
    let regulation = year.and_then(|year| call.app.regulations.get(&year.regulation));
    let is_overdue = WarningRead::is_overdue(&line, call.today());
    let pause = possible
        .contains(&WarningEvent::Suspend)
        .then(|| PauseTyped::suggested(&line, warning.revision, is_overdue, regulation));
    let due_caveat = line
        .answer_due_on
        .and_then(|due_on| WorkCalendar::builtin().caveat(date_in_china(line.raised_at), due_on));
    Ok(WarningRead { line, warning, steps, possible, pause, is_suspended, due_caveat })
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
        WarningEvent::Suspend => Action::SuspendPayment,
        WarningEvent::Explain
        | WarningEvent::Adjust
        | WarningEvent::Raise
        | WarningEvent::Clear => Action::FillMonitoring,
    }
}
