//! Whether a case may be moved, and where to: the one rule behind single steps, batches and notices.

use super::places::Places;
use super::round::{LoadedRound, action_of};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_aid::clock::{self, Hand, Moved, Notice, Refused, Standing, Suspended};
use jixiao_domain::{
    AidCaseEvent as Event, AidCaseId, AidCaseState, AidNeed, AidStage, Coded as _, OrganisationId,
};
use jixiao_regulation::WorkCalendar;
use jixiao_store::aid_cases::{self, AidCase, Done};
use jixiao_store::{Connection, aid_notices};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A case with what was done to it.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    /// The case.
    pub(crate) case: AidCase,
    hands: Vec<Hand>,
    done: Vec<AidNeed>,
    notice: Option<Notice>,
}

/// Cases with what was done to them, in the order of their keys: a few questions however many.
pub(crate) async fn ready(
    connection: &impl Connection,
    ids: &[AidCaseId],
) -> Result<Vec<Ready>, Refusal> {
    let cases = aid_cases::some(connection, ids).await?;
    let mut by_case: BTreeMap<AidCaseId, Vec<Done>> = BTreeMap::new();
    for one in aid_cases::hands(connection, ids).await? {
        by_case.entry(one.id).or_default().push(one);
    }
    let mut notices = BTreeMap::new();
    for id in cases.iter().filter_map(|case| case.notice_id) {
        if let Entry::Vacant(place) = notices.entry(id) {
            let ends_on = aid_notices::find(connection, id).await?.and_then(|one| one.ends_on);
            place.insert(ends_on.map(|ends_on| Notice { ends_on }));
        }
    }
    let made = |case: AidCase| {
        let done = by_case.remove(&case.id).unwrap_or_default();
        let notice = case.notice_id.and_then(|id| notices.get(&id).copied().flatten());
        of(case, &done, notice)
    };
    Ok(cases.into_iter().map(made).collect())
}

fn of(case: AidCase, done: &[Done], notice: Option<Notice>) -> Ready {
    let mut hands = vec![Hand { user: case.created_by, word: "填报", made: true }];
    let mut needs = Vec::new();
    for one in done {
        match one.event {
            Event::Visit => needs.push(AidNeed::HomeVisit),
            Event::CheckMeans => needs.push(AidNeed::MeansCheck),
            event => {
                let made = matches!(event, Event::Save | Event::Submit);
                hands.push(Hand { user: one.user_id, word: event.word(), made });
            }
        }
    }
    Ready { case, hands, done: needs, notice }
}

/// What decisions on the cases of a round stand on.
pub(crate) struct Asking<'a> {
    /// Who asks, and when.
    pub(crate) call: Call<'a>,
    /// The round.
    pub(crate) round: &'a LoadedRound,
    /// The tree.
    pub(crate) places: &'a Places,
    /// The notice that cases are put on, where they are.
    pub(crate) posting: Option<Notice>,
}

/// Where a case goes, and who holds it then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Placed {
    pub(crate) state: AidCaseState,
    pub(crate) stage: Option<AidStage>,
    pub(crate) entered_on: chrono::NaiveDate,
    pub(crate) due_on: Option<chrono::NaiveDate>,
    pub(crate) held_by: OrganisationId,
}

/// Why a case does not move.
#[derive(Debug)]
pub(crate) struct Barred {
    /// The refusal of it alone.
    pub(crate) refusal: Refusal,
    /// Among many: the case is elsewhere already, and needs nothing.
    pub(crate) elsewhere: Option<String>,
}

impl From<Refusal> for Barred {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, elsewhere: None }
    }
}

/// Whether the caller may raise an event on a case now, and where it leads.
///
/// # Errors
/// [`Barred`] with [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::SameHand`].
pub(crate) fn moved_by(asking: &Asking<'_>, ready: &Ready, event: Event) -> Result<Placed, Barred> {
    let case = &ready.case;
    let standing = Standing {
        state: case.state,
        stage: case.stage,
        entered_on: case.stage_entered_on,
        due_on: case.due_on,
        suspended: case.suspended_from.zip(case.suspended_on).map(|(from, on)| Suspended {
            from,
            on,
            due_on: case.suspended_due_on,
        }),
        notice: asking.posting.or(ready.notice),
        done: &ready.done,
        hands: &ready.hands,
    };
    let (by, today) = (asking.call.actor.user_id, asking.call.today());
    let calendar = WorkCalendar::builtin();
    let moved = clock::advance(&asking.round.flow, &standing, event, by, today, calendar);
    let elsewhere = match &moved {
        Err(refused @ (Refused::State(_) | Refused::ApprovalAsked | Refused::Early(_))) => {
            Some(refused.to_string())
        }
        _ => None,
    };
    if let Err(refusal) = may(asking, case, event) {
        return Err(Barred { refusal, elsewhere });
    }
    let moved = moved.map_err(|refused| {
        let refusal = match refused {
            Refused::SameHand(word) => Refusal::SameHand(Refused::SameHand(word).to_string()),
            other => Refusal::WrongState(other.to_string()),
        };
        Barred { refusal, elsewhere }
    })?;
    let Moved { state, stage, entered_on, due_on } = moved;
    let runner = asking.round.round.organisation_id;
    let (flow, unit) = (&asking.round.flow, case.organisation_id);
    let held_by = match event {
        Event::Suspend | Event::Resume => case.held_by,
        _ => asking.places.holder(flow, stage, unit, runner)?,
    };
    Ok(Placed { state, stage, entered_on, due_on, held_by })
}

/// Refuses unless the caller may raise the event where the case is.
fn may(asking: &Asking<'_>, case: &AidCase, event: Event) -> Result<(), Refusal> {
    let unit = asking.places.path(case.organisation_id);
    let held = asking.places.path(case.held_by);
    let (action, path) = match event {
        Event::Save | Event::Submit | Event::Withdraw | Event::Visit | Event::CheckMeans => {
            (Action::FillCases, unit)
        }
        Event::Return if case.state == AidCaseState::CityApproved => (Action::ApproveCases, held),
        Event::Pass | Event::Approve | Event::Return | Event::Reject => {
            let stage = case.stage.and_then(|stage| asking.round.flow.stage(stage));
            match stage {
                Some(stage) if stage.key <= AidStage::CityApproval => {
                    (action_of(stage.role)?, held)
                }
                // Nobody's turn: the clock says so in words.
                _ => (Action::ReviewCases, held),
            }
        }
        Event::Suspend | Event::Resume | Event::Dismiss | Event::Uphold => {
            (Action::ReviewCases, held)
        }
        Event::Post | Event::Unpost | Event::Object | Event::EndNotice => {
            (Action::KeepNotices, held)
        }
        Event::Batch | Event::Unbatch | Event::Pay | Event::Recover => {
            let message = "发放环节由财务在发放批次中办理";
            return Err(Refusal::WrongState(message.to_owned()));
        }
    };
    authz::authorise(asking.call.actor, action, path)
}

impl Ready {
    /// Whether something was written down since the case was submitted.
    pub(crate) fn has(&self, need: AidNeed) -> bool {
        self.done.contains(&need)
    }
}
