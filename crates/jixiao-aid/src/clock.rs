//! The review clock of a case: through which stages it goes, who may move it where, when it is due.
//!
//! Owns the machine of a case over the stages a programme's data lay down, that nobody checks what
//! they did, and the terms. Reads no records: a case's standing comes in, where it stands next goes
//! out. Amounts, ceilings and places of people are judged elsewhere.

mod flow;
mod refused;
mod standing;

use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseEvent as Event, AidCaseState as State, AidStage, Coded as _, RefusedStep, UserId,
};
use jixiao_regulation::{DayUnit, LastDay, Term, WorkCalendar};

pub use flow::{Flow, FlowFault, Level, Stage};
pub use refused::Refused;
pub use standing::{Hand, Moved, Notice, Standing, Suspended};

/// Where `event`, raised by `by` on `today`, leads a case.
///
/// # Errors
/// [`Refused`] says why it leads nowhere.
pub fn advance(
    flow: &Flow,
    case: &Standing<'_>,
    event: Event,
    by: UserId,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Result<Moved, Refused> {
    let to = target(flow, case, event, today)?;
    require_other_hand(case, event, by)?;
    if matches!(event, Event::Pass | Event::Approve) {
        require_needs(flow, case)?;
    }
    let stage = stage_in(flow, case, event, to);
    let due_on = match (event, case.suspended) {
        _ if is_record(event) => case.due_on,
        // While it waits for nobody of a stage, no term runs.
        (Event::Suspend, _) => None,
        (Event::Resume, Some(suspended)) => {
            resumed_due(flow, case, suspended, today, calendar).map_err(|()| Refused::NoDueDate)?
        }
        (Event::Post | Event::Dismiss, _) => case.notice.map(|notice| notice.ends_on),
        _ => due(flow, to, stage, today, calendar)?,
    };
    let entered_on = if is_record(event) { case.entered_on } else { today };
    Ok(Moved { state: to, stage, entered_on, due_on })
}

/// The state an event leads to.
fn target(
    flow: &Flow,
    case: &Standing<'_>,
    event: Event,
    today: NaiveDate,
) -> Result<State, Refused> {
    use State as S;
    let wrong = || Refused::State(RefusedStep::new(case.state, event));
    let here = case.stage;
    match (event, case.state) {
        (Event::Save, now) if now.is_editable() => Ok(now),
        (Event::Submit, S::Draft | S::Returned) => Ok(S::Submitted),
        (Event::Visit | Event::CheckMeans, now) if now.is_under_review() => Ok(now),
        (Event::Pass, now) if now.is_under_review() => match here {
            Some(stage) if stage < AidStage::CityApproval && flow.stage(stage).is_some() => {
                Ok(stage.passed_state())
            }
            Some(AidStage::CityApproval) => Err(Refused::ApprovalAsked),
            _ => Err(Refused::NoStage),
        },
        (Event::Approve, now) if now.is_under_review() => match here {
            // A programme that asks for no notice pays what was approved.
            Some(AidStage::CityApproval) if flow.stage(AidStage::Notice).is_none() => {
                Ok(S::Payable)
            }
            Some(AidStage::CityApproval) => Ok(S::CityApproved),
            Some(stage) => Err(Refused::Early(flow.name(stage))),
            None => Err(Refused::NoStage),
        },
        (Event::Return, S::CityApproved) | (Event::Uphold, S::Objected) => Ok(S::Returned),
        (Event::Return, now) if now.is_under_review() => Ok(S::Returned),
        (Event::Reject, now) if now.is_under_review() => Ok(S::Rejected),
        (
            Event::Withdraw,
            S::Draft
            | S::Returned
            | S::Submitted
            | S::PrimaryReviewed
            | S::CountyReviewed
            | S::CityApproved
            | S::Payable
            | S::Suspended,
        ) => Ok(S::Withdrawn),
        (Event::Post, S::CityApproved) => case.notice.map(|_| S::Noticed).ok_or(Refused::NoNotice),
        (Event::Unpost, S::Noticed) => Ok(S::CityApproved),
        (Event::Object, S::Noticed) => Ok(S::Objected),
        (Event::Dismiss, S::Objected) => Ok(S::Noticed),
        (Event::EndNotice, S::Noticed) => match case.notice {
            Some(notice) if today > notice.ends_on => Ok(S::Payable),
            Some(notice) => Err(Refused::NoticeRuns(notice.ends_on)),
            None => Err(Refused::NoNotice),
        },
        (
            Event::Suspend,
            S::Submitted | S::PrimaryReviewed | S::CountyReviewed | S::CityApproved | S::Payable,
        ) => Ok(S::Suspended),
        (Event::Resume, S::Suspended) => case.suspended.map(|one| one.from).ok_or_else(wrong),
        (Event::Batch, S::Payable) => Ok(S::Batched),
        (Event::Unbatch, S::Batched) => Ok(S::Payable),
        (Event::Pay, S::Batched) => Ok(S::Paid),
        (Event::Recover, S::Paid) => Ok(S::Recovered),
        _ => Err(wrong()),
    }
}

/// Whether the event only writes something down.
fn is_record(event: Event) -> bool {
    matches!(event, Event::Save | Event::Visit | Event::CheckMeans)
}

/// The stage a case waits in after the event.
fn stage_in(flow: &Flow, case: &Standing<'_>, event: Event, to: State) -> Option<AidStage> {
    match (event, to) {
        (Event::Submit, _) => flow.first(),
        (Event::Pass, _) => case.stage.and_then(|stage| flow.after(stage)),
        (_, State::CityApproved | State::Noticed | State::Objected) => Some(AidStage::Notice),
        (_, State::Payable | State::Batched) => Some(AidStage::Payment),
        (_, State::Suspended)
        | (Event::Resume | Event::Save | Event::Visit | Event::CheckMeans, _) => case.stage,
        _ => None,
    }
}

/// Who made or checked a case since it last was submitted does not check it; who made it does not
/// judge objections to it.
fn require_other_hand(case: &Standing<'_>, event: Event, by: UserId) -> Result<(), Refused> {
    // Who approved may take it back while nobody has seen it.
    let takes_back = event == Event::Return && case.state == State::CityApproved;
    let judges = takes_back || matches!(event, Event::Dismiss | Event::Uphold);
    if !event.is_check() && !judges {
        return Ok(());
    }
    match case.hands.iter().find(|hand| hand.user == by && (hand.made || !judges)) {
        Some(hand) => Err(Refused::SameHand(hand.word)),
        None => Ok(()),
    }
}

fn require_needs(flow: &Flow, case: &Standing<'_>) -> Result<(), Refused> {
    let Some(stage) = case.stage.and_then(|stage| flow.stage(stage)) else {
        return Err(Refused::NoStage);
    };
    match stage.needs.iter().find(|need| !case.done.contains(need)) {
        Some(need) => Err(Refused::Missing(*need, stage.name.clone())),
        None => Ok(()),
    }
}

/// When what a case waits for is due.
fn due(
    flow: &Flow,
    to: State,
    stage: Option<AidStage>,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Result<Option<NaiveDate>, Refused> {
    let counts = to.is_under_review() || matches!(to, State::CityApproved | State::Payable);
    let term = stage.and_then(|stage| flow.stage(stage)).and_then(|stage| stage.term);
    match term {
        // A notice's own days begin once it is posted.
        Some(_) if to == State::CityApproved => Ok(None),
        Some(term) if counts => calendar.due(today, term).map(Some).ok_or(Refused::NoDueDate),
        _ => Ok(None),
    }
}

/// The days that were left when the clock stopped are left when it goes on; what was overdue stays
/// overdue by as much.
fn resumed_due(
    flow: &Flow,
    case: &Standing<'_>,
    suspended: Suspended,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Result<Option<NaiveDate>, ()> {
    let Some(due_on) = suspended.due_on else { return Ok(None) };
    let unit = case
        .stage
        .and_then(|stage| flow.stage(stage)?.term)
        .map_or(DayUnit::Calendar, |term| term.unit);
    let left = calendar.days_left(suspended.on, due_on, unit);
    if left <= 0 {
        let stood = today.signed_duration_since(suspended.on);
        return due_on.checked_add_signed(stood).map(Some).ok_or(());
    }
    let days = u32::try_from(left).map_err(|_| ())?;
    let term = match unit {
        DayUnit::Working => Term::working(days),
        DayUnit::Calendar => Term { last: LastDay::Moved, ..Term::calendar(days) },
    };
    calendar.due(today, term).map(Some).ok_or(())
}

/// How many days a case has been where it is, and whether it is overdue.
pub fn held(entered_on: NaiveDate, due_on: Option<NaiveDate>, today: NaiveDate) -> (i64, bool) {
    let days = today.signed_duration_since(entered_on).num_days();
    (days, due_on.is_some_and(|due| due < today))
}

/// What happens next, in words.
pub fn next_step(flow: &Flow, now: State, stage: Option<AidStage>) -> String {
    match (now, stage) {
        (State::Draft, _) => "由填报人员补齐材料后提交".to_owned(),
        (State::Returned, _) => "由填报人员按退回意见补正后重新提交".to_owned(),
        (State::CityApproved, _) => "由经办人员列入公示名单".to_owned(),
        (State::Noticed, _) => "公示期满无异议后转入待发放".to_owned(),
        (State::Objected, _) => "由审核人员核查异议并作出结论".to_owned(),
        (State::Payable, _) => "由财务列入发放批次".to_owned(),
        (State::Batched, _) => "等待银行回盘".to_owned(),
        (State::Suspended, _) => "中止原因消除后恢复办理，期限顺延".to_owned(),
        (State::Paid, _) => "已办结".to_owned(),
        (now, Some(stage)) if now.is_under_review() => {
            let who = flow.stage(stage).map_or("", |stage| stage.role.word());
            format!("由{who}人员办理“{}”", flow.name(stage))
        }
        (now, _) => now.word().to_owned(),
    }
}
