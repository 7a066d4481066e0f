//! Moving a task to the goal version that is in force now: what was typed stays with the indicators
//! both versions have, by level and name; the comparison says what is new, gone or changed.

use super::save::keep_scores;
use super::{EVIDENCE_KIND, Record, RecordRow, SUBJECT_KIND, SelfEvaluationTyped, assess};
use crate::audit::{self, Event};
use crate::authz::{self, Action, roles_of};
use crate::goals::{Comparison, GoalForm, RowChange, RowKind, compare};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, GoalId, GoalIndicatorId, SelfEvaluationId};
use jixiao_store::attachments::{self, NewAttachment};
use jixiao_store::goals::{self, Goal, GoalIndicator};
use jixiao_store::reviews::{self, Holder};
use jixiao_store::self_evaluations::changes::{self, ChangeKind, NewChange};
use jixiao_store::self_evaluations::{self as rows, indicators};
use jixiao_store::{Connection, Transaction};

/// Who may move a task: its filler, and finance, which issued it.
pub const ADOPTERS: &[Action] = &[Action::FillSelfEvaluations, Action::ReviewForFinance];

/// A goal version that was approved after the one the task is measured by.
#[derive(Debug, Clone)]
pub struct Newer {
    /// The version in force.
    pub goal: Goal,
    /// Whether the task is a draft, so that it can be moved.
    pub open: bool,
    /// Whether the caller may move it now.
    pub may_adopt: bool,
    /// Who may, nearest first.
    pub holders: Vec<Holder>,
}

/// What moving a task would do.
#[derive(Debug)]
pub struct Adoption {
    /// The task as it stands.
    pub record: Record,
    /// The version in force.
    pub newer: Newer,
    /// Both versions side by side.
    pub comparison: Comparison,
}

/// What moving did to the indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adopted {
    /// Indicators that keep what was typed.
    pub kept_count: usize,
    /// Indicators to fill in anew.
    pub new_count: usize,
    /// Indicators of the earlier version that are no longer measured.
    pub gone_count: usize,
}

impl Adoption {
    /// The indicators to fill in anew, by name.
    pub fn fresh(&self) -> Vec<&str> {
        let rows = self.comparison.rows.iter().filter(|row| !keeps(row));
        rows.filter_map(|row| row.after.as_ref()).map(|row| row.name.as_str()).collect()
    }

    /// The indicators that are no longer measured, by name.
    pub fn gone(&self) -> Vec<&str> {
        let rows = self.comparison.rows.iter().filter(|row| !keeps(row));
        rows.filter_map(|row| row.before.as_ref()).map(|row| row.name.as_str()).collect()
    }

    /// How many indicators keep what was typed.
    pub fn kept_count(&self) -> usize {
        self.comparison.rows.iter().filter(|row| keeps(row)).count()
    }
}

/// Whether what was typed stays: both versions have the indicator under one name.
fn keeps(row: &RowChange) -> bool {
    let named = |row: &Option<crate::goals::IndicatorForm>| {
        row.as_ref().map(|row| row.name.trim().to_owned())
    };
    matches!(row.kind, RowKind::Same | RowKind::Changed) && named(&row.before) == named(&row.after)
}

/// The version in force where it is a later one than the record's.
pub(super) async fn newer(call: Call<'_>, record: &Record) -> Result<Option<Newer>, Refusal> {
    let store = &call.app.store;
    let Some(goal) = later(store, record).await? else { return Ok(None) };
    let path = &record.organisation.path;
    let mut holders: Vec<Holder> = Vec::new();
    for action in ADOPTERS {
        for holder in reviews::holders(store, roles_of(*action), path).await? {
            if holders.iter().all(|other| other.user_id != holder.user_id) {
                holders.push(holder);
            }
        }
    }
    let open = record.evaluation.state.is_editable();
    let may = ADOPTERS.iter().any(|action| authz::allows(call.actor, *action, path));
    Ok(Some(Newer { goal, open, may_adopt: open && may, holders }))
}

async fn later(connection: &impl Connection, record: &Record) -> Result<Option<Goal>, Refusal> {
    let in_force = goals::in_force(connection, record.year.id).await?;
    Ok(in_force.filter(|goal| goal.version > record.goal.version))
}

/// What moving a task would do; `None` where no later version is in force.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn adoption(call: Call<'_>, id: SelfEvaluationId) -> Result<Option<Adoption>, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    let Some(newer) = newer(call, &record).await? else { return Ok(None) };
    let earlier: Vec<GoalIndicator> = record.rows.iter().map(|row| row.indicator.clone()).collect();
    let later = goals::indicators(store, newer.goal.id).await?;
    let comparison =
        compare(&GoalForm::of(&record.goal, &earlier), &GoalForm::of(&newer.goal, &later));
    Ok(Some(Adoption { record, newer, comparison }))
}

/// Moves a task that is being filled in to the version in force. `goal_id` is the version that was
/// shown, `revision` the one that was read.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`]; [`Refusal::WrongState`] unless it is a draft and a
/// later version is in force; [`Refusal::Conflict`] where either changed since.
pub async fn adopt_goal(
    call: Call<'_>,
    id: SelfEvaluationId,
    revision: i64,
    goal_id: GoalId,
) -> Result<Adopted, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = Record::load(&tx, call, id).await?;
    let path = &record.organisation.path;
    if !ADOPTERS.iter().any(|action| authz::allows(call.actor, *action, path)) {
        return Err(Refusal::Forbidden(Action::FillSelfEvaluations.word()));
    }
    let state = record.evaluation.state;
    if !state.is_editable() {
        let word = state.word();
        let message = format!("当前状态为“{word}”，须先撤回、退回或解除锁定，才能改按新版绩效目标");
        return Err(Refusal::WrongState(message));
    }
    let Some(goal) = later(&tx, &record).await? else {
        return Err(Refusal::WrongState("没有比现用版本更新的已批复绩效目标".to_owned()));
    };
    if goal.id != goal_id || revision != record.evaluation.revision {
        return Err(Refusal::Conflict("该绩效自评或绩效目标"));
    }
    let was = version_words(&record.goal);
    let became = version_words(&goal);
    let later = goals::indicators(&tx, goal.id).await?;
    let adopted = carry(&tx, &mut record, goal, later).await?;
    rows::set_goal(&tx, id, revision, goal_id).await?;
    record.evaluation.revision = revision + 1;
    let assessment = assess(&record);
    keep_scores(&mut record, &assessment);
    rows::update_content(&tx, &record.evaluation).await?;
    for row in &record.rows {
        indicators::put(&tx, id, &row.filled).await?;
    }
    let change = NewChange {
        self_evaluation_id: id,
        kind: ChangeKind::Goal,
        was: &was,
        became: &became,
        reason: "",
        user_id: call.actor.user_id,
        at: call.at,
    };
    changes::insert(&tx, &change).await?;
    let entry = Event {
        action: "self_evaluation.adopt_goal",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(record.organisation.id),
        detail: format!(
            "{was} → {became}：沿用 {} 条，须填报 {} 条，不再考核 {} 条",
            adopted.kept_count, adopted.new_count, adopted.gone_count
        ),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(adopted)
}

fn version_words(goal: &Goal) -> String {
    format!("第 {} 版（{}）", goal.version, goal.kind.word())
}

/// Puts the later version into the record, with what was typed and the files of the indicators both
/// have. What was typed for the others stays stored under their version.
async fn carry(
    tx: &Transaction,
    record: &mut Record,
    goal: Goal,
    later: Vec<GoalIndicator>,
) -> Result<Adopted, Refusal> {
    let files = attachments::of_goal_indicators(tx, EVIDENCE_KIND, record.goal.id).await?;
    let mut earlier: Vec<Option<RecordRow>> = record.rows.drain(..).map(Some).collect();
    let mut kept_count = 0;
    for indicator in later {
        let blank = indicators::EvaluatedIndicator::blank(indicator.id);
        let Some(before) = take(&mut earlier, &indicator) else {
            record.rows.push(RecordRow { indicator, filled: blank });
            continue;
        };
        kept_count += 1;
        for file in &files {
            if file.subject_id != before.indicator.id.0 || file.withdrawn_at.is_some() {
                continue;
            }
            let copy = NewAttachment {
                subject_kind: EVIDENCE_KIND,
                subject_id: indicator.id.0,
                organisation_id: file.organisation_id,
                digest: &file.digest,
                file_name: &file.file_name,
                media_type: &file.media_type,
                added_by: file.added_by,
                added_at: file.added_at,
            };
            attachments::insert(tx, &copy).await?;
        }
        let filled = filled(&before, &indicator);
        record.rows.push(RecordRow { indicator, filled });
    }
    record.goal = goal;
    let new_count = record.rows.len() - kept_count;
    Ok(Adopted { kept_count, new_count, gone_count: earlier.iter().flatten().count() })
}

/// What was typed for an indicator, for its later version. A person's score holds only for the target
/// and the points it was given for.
fn filled(before: &RecordRow, after: &GoalIndicator) -> indicators::EvaluatedIndicator {
    let (old, new) = (&before.indicator.content, &after.content);
    let same = old.points == new.points && old.target_text() == new.target_text();
    indicators::EvaluatedIndicator {
        goal_indicator_id: after.id,
        chosen_score: before.filled.chosen_score.filter(|_| same),
        finance_score: None,
        finance_reason: String::new(),
        check_score: None,
        check_reason: String::new(),
        ..before.filled.clone()
    }
}

fn take(earlier: &mut [Option<RecordRow>], after: &GoalIndicator) -> Option<RecordRow> {
    let fits = |row: &RecordRow| is_same(&row.indicator, after);
    earlier.iter_mut().find(|row| row.as_ref().is_some_and(fits))?.take()
}

fn is_same(one: &GoalIndicator, other: &GoalIndicator) -> bool {
    one.content.level2 == other.content.level2
        && one.content.name.trim() == other.content.name.trim()
}

/// A form that was typed on an earlier version, for the indicators of the record: an open page or a
/// draft loses nothing when the task moves under it.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn carried(
    call: Call<'_>,
    record: &Record,
    mut typed: SelfEvaluationTyped,
) -> Result<SelfEvaluationTyped, Refusal> {
    let known = |id: &String| record.rows.iter().any(|row| row.indicator.id.to_string() == *id);
    if typed.indicator.iter().all(known) {
        return Ok(typed);
    }
    let store = &call.app.store;
    let mut earlier = Vec::new();
    for goal in goals::versions(store, record.year.id).await? {
        if goal.version < record.goal.version {
            earlier.extend(goals::indicators(store, goal.id).await?);
        }
    }
    for id in &mut typed.indicator {
        if known(id) {
            continue;
        }
        let key = id.parse().map(GoalIndicatorId).ok();
        let old = earlier.iter().find(|row| Some(row.id) == key);
        let new = old.and_then(|old| record.rows.iter().find(|row| is_same(old, &row.indicator)));
        if let Some(new) = new {
            *id = new.indicator.id.to_string();
        }
    }
    Ok(typed)
}
