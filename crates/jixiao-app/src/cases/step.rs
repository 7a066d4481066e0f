//! A step of one case, and the writing of steps of many.

use super::decide::{Asking, Barred, Placed, Ready, moved_by, ready};
use super::judge::outcomes;
use super::load::load;
use super::money::{Purse, approvable};
use super::places::Places;
use super::round::LoadedRound;
use crate::audit::{self, Event as Entry};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal, duplicates};
use jixiao_aid::programme::Outcome;
use jixiao_domain::{AidCaseEvent as Event, AidCaseId, AidCaseState, Coded as _, Money};
use jixiao_store::aid_cases::{self, AidCase, Change, Judged, Move, Moving, SUBJECT_KIND};
use jixiao_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// The opinion or the reason.
    pub words: String,
    /// 党组会议纪要编号, of an approval.
    pub minutes: String,
    /// 审定金额 in 元, of an approval; empty for what the rule gives.
    pub amount: String,
}

/// A step that can be taken.
#[derive(Debug, Clone)]
pub(super) struct Taking {
    pub(super) event: Event,
    pub(super) words: String,
    pub(super) minutes: String,
    pub(super) amount: Option<Money>,
}

impl StepForm {
    pub(super) fn parse(&self) -> Result<Taking, Refusal> {
        let mut fields = Fields::new();
        let event: Event = fields.choice("event", &self.event);
        fields.require(event.is_manual(), "event", "请选择要办理的事项");
        let words = if event.needs_reason() {
            fields.text("words", &self.words, Lines::Many, 500)
        } else {
            fields.optional_text("words", &self.words, Lines::Many, 500)
        };
        let minutes = fields.optional_text("minutes", &self.minutes, Lines::One, 60);
        let amount = match self.amount.trim() {
            "" => None,
            typed => Some(fields.money("amount", typed)),
        };
        fields.finish(Taking { event, words, minutes, amount }).map_err(Refusal::Invalid)
    }
}

impl Taking {
    /// Refuses an approval without the number of the minutes where the round asks for it.
    pub(super) fn require_minutes(&self, round: &LoadedRound) -> Result<(), Refusal> {
        let asks = round.flow.stages().iter().any(|stage| stage.minutes);
        if self.event == Event::Approve && asks && self.minutes.is_empty() {
            return Err(Refusal::field("minutes", "请填写党组会议纪要编号"));
        }
        Ok(())
    }
}

/// Takes a step; gives the new state.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::SameHand`],
/// [`Refusal::Conflict`], [`Refusal::Invalid`].
pub async fn step(call: Call<'_>, id: AidCaseId, form: &StepForm) -> Result<AidCaseState, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let taking = form.parse()?;
    let places = Places::load(&tx).await?;
    let asking = Asking { call, round: &loaded.round, places: &places, posting: None };
    let found = apply(&tx, &asking, &[id], &taking).await?;
    let result = found.into_iter().next().map(|(_, result)| result);
    let result = result.ok_or(Refusal::NotFound("该救助申请"))?.map_err(|barred| barred.refusal);
    let is_current = form.revision.trim() == loaded.case.revision.to_string();
    if !is_current && !matches!(result, Err(Refusal::Forbidden(_))) {
        return Err(Refusal::Conflict("该救助申请"));
    }
    let went = result?;
    let entry = Entry {
        action: &format!("{SUBJECT_KIND}.{}", taking.event.code()),
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail: format!("{} → {}", loaded.case.state.word(), went.state.word()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(went.state)
}

/// What became of a case: where it went, or why not.
pub(super) type Became = (AidCaseId, Result<Placed, Barred>);

/// Takes a step with cases of one round, within a transaction that then is the only one moving its
/// cases; gives what became of each, in the order of their keys. The caller saw to it that they may
/// be seen, and writes the audit entry.
pub(super) async fn apply(
    tx: &Transaction,
    asking: &Asking<'_>,
    ids: &[AidCaseId],
    taking: &Taking,
) -> Result<Vec<Became>, Refusal> {
    let event = taking.event;
    aid_cases::lock_round(tx, asking.round.round.id).await?;
    if event == Event::Approve {
        // Caps of a year reach over rounds: approvals follow one another.
        audit::alone(tx).await?;
    }
    let mut results: Vec<Became> = Vec::with_capacity(ids.len());
    let mut waiting: Vec<(Ready, Placed)> = Vec::new();
    for one in ready(tx, ids).await? {
        match moved_by(asking, &one, event) {
            Ok(placed) => waiting.push((one, placed)),
            Err(barred) => results.push((one.case.id, Err(barred))),
        }
    }
    if !waiting.is_empty() {
        taking.require_minutes(asking.round)?;
    }
    let mut purse = match event {
        Event::Approve => Some(Purse::of(tx, asking.round).await?),
        _ => None,
    };
    while !waiting.is_empty() {
        // Two of a household are judged one after the other: the first counts for the second.
        let (now, later) = first_of_each(waiting, event == Event::Approve);
        let moved = amounts(tx, asking, taking, now, &mut purse).await?;
        write(tx, asking.call, taking, &moved).await?;
        for one in moved {
            results.push((one.id, one.result.map(|(placed, ..)| placed)));
        }
        waiting = later;
    }
    results.sort_by_key(|(id, _)| *id);
    Ok(results)
}

type Pairs = Vec<(Ready, Placed)>;

fn first_of_each(all: Pairs, by_household: bool) -> (Pairs, Pairs) {
    if !by_household {
        return (all, Vec::new());
    }
    let (mut households, mut people) = (BTreeSet::new(), BTreeSet::new());
    all.into_iter().partition(|(one, _)| {
        let new_person = people.insert(one.case.person_id);
        one.case.household_id.map_or(new_person, |id| households.insert(id) && new_person)
    })
}

/// A case with where it goes, its revision and the amount of its step.
struct Weighed {
    id: AidCaseId,
    result: Result<(Placed, i64, Option<Money>), Barred>,
}

/// Judges by the rule what the step asks to be judged.
async fn amounts(
    tx: &Transaction,
    asking: &Asking<'_>,
    taking: &Taking,
    now: Pairs,
    purse: &mut Option<Purse>,
) -> Result<Vec<Weighed>, Refusal> {
    let asks_rule = matches!(taking.event, Event::Submit | Event::Approve);
    let cases: Vec<_> = now.iter().map(|(one, _)| one.case.clone()).collect();
    let mut found = BTreeMap::new();
    if asks_rule {
        found = outcomes(tx, asking.call, asking.round, &cases).await?;
    }
    let barred = duplicates_of(tx, asking.call, taking.event, &cases).await?;
    let (mut weighed, mut judged) = (Vec::with_capacity(now.len()), Vec::new());
    for (one, placed) in now {
        let case = &one.case;
        let result = match (taking.event, found.remove(&case.id)) {
            _ if barred.contains_key(&case.id) => {
                Err(Refusal::WrongState(barred.get(&case.id).cloned().unwrap_or_default()))
            }
            (_, Some(Err(refusal))) => Err(refusal),
            (Event::Submit, Some(Ok(outcome))) => {
                taken(&outcome).map(|amount| (amount, Some(outcome)))
            }
            (Event::Approve, Some(Ok(outcome))) => {
                let amount = approvable(&outcome, taking.amount, &taking.words);
                let amount = amount.and_then(|amount| match purse {
                    Some(purse) => purse.take(amount).map(|()| amount),
                    None => Ok(amount),
                });
                amount.map(|amount| (Some(amount), Some(outcome)))
            }
            (Event::Submit | Event::Approve, None) => {
                Err(Refusal::WrongState("按规则无法测算，请核对申请资料".to_owned()))
            }
            _ => Ok((case.approved, None)),
        };
        let result = match result {
            Ok((amount, outcome)) => {
                judged.extend(outcome.and_then(|outcome| as_judged(case.id, &outcome)));
                Ok((placed, case.revision, amount))
            }
            Err(refusal) => Err(refusal.into()),
        };
        weighed.push(Weighed { id: case.id, result });
    }
    aid_cases::set_judged(tx, &judged).await?;
    Ok(weighed)
}

/// Cases of people who may be recorded twice: nothing is approved before somebody looked.
async fn duplicates_of(
    tx: &Transaction,
    call: Call<'_>,
    event: Event,
    cases: &[AidCase],
) -> Result<BTreeMap<AidCaseId, String>, Refusal> {
    if event != Event::Approve {
        return Ok(BTreeMap::new());
    }
    let of: Vec<_> = cases.iter().map(|case| (case.person_id, case.household_id)).collect();
    let hits = duplicates::blocks_approval(tx, call, &of).await?;
    let first = cases.iter().zip(hits).filter_map(|(case, hits)| {
        let hit = hits.into_iter().next()?;
        Some((case.id, hit.sentence))
    });
    Ok(first.collect())
}

/// What a submission needs: the rule takes it.
fn taken(outcome: &Outcome) -> Result<Option<Money>, Refusal> {
    match outcome {
        Outcome::Taken(take) => Ok(Some(take.amount)),
        other => Err(Refusal::WrongState(other.explanation())),
    }
}

fn as_judged(id: AidCaseId, outcome: &Outcome) -> Option<Judged> {
    let Outcome::Taken(take) = outcome else { return None };
    let (class, explanation) = (take.tier.clone(), outcome.explanation());
    Some(Judged { id, class, computed: Some(take.amount), explanation })
}

/// Writes those that move, all that go the same way at once.
async fn write(
    tx: &Transaction,
    call: Call<'_>,
    taking: &Taking,
    weighed: &[Weighed],
) -> Result<(), Refusal> {
    let mut ways: BTreeMap<Placed, Vec<Moving>> = BTreeMap::new();
    for one in weighed {
        if let Ok((placed, revision, amount)) = &one.result {
            let moving = Moving { id: one.id, revision: *revision, amount: *amount };
            ways.entry(*placed).or_default().push(moving);
        }
    }
    for (placed, cases) in &ways {
        advance_all(tx, call, taking.event, placed, cases, &taking.words, change(taking)).await?;
    }
    Ok(())
}

fn change(taking: &Taking) -> Change<'_> {
    match taking.event {
        Event::Approve => Change::Approved(&taking.minutes),
        Event::Submit | Event::Return | Event::Reject | Event::Withdraw => Change::Undone,
        Event::Suspend => Change::Suspended,
        Event::Resume => Change::Resumed,
        _ => Change::None,
    }
}

/// Moves cases the same way and writes their steps.
pub(crate) async fn advance_all(
    tx: &Transaction,
    call: Call<'_>,
    event: Event,
    placed: &Placed,
    cases: &[Moving],
    words: &str,
    change: Change<'_>,
) -> Result<(), Refusal> {
    let to = Move {
        event,
        state: placed.state,
        stage: placed.stage,
        entered_on: placed.entered_on,
        due_on: placed.due_on,
        held_by: placed.held_by,
        change,
        words,
        by: call.actor.user_id,
        at: call.at,
    };
    match aid_cases::advance(tx, &to, cases).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该救助申请")),
        other => other?,
    }
    if event == Event::Submit {
        let ids: Vec<AidCaseId> = cases.iter().map(|one| one.id).collect();
        aid_cases::note_submission(tx, &ids).await?;
    }
    Ok(())
}
