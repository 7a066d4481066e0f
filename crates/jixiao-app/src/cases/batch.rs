//! The same step for many cases: each judged by the rule of a single one, counts true.

use super::batch_job;
use super::decide::{Asking, Barred};
use super::list::CaseListForm;
use super::places::Places;
use super::round::round_of;
use super::step::{StepForm, Taking, apply};
use crate::audit::{self, Event as Entry};
use crate::authz::{self, Action};
use crate::jobs::Progress;
use crate::{Call, Refusal};
use jixiao_domain::{AidCaseId, Coded as _, JobId};
use jixiao_store::aid_cases::{self, SUBJECT_KIND};
use jixiao_store::views::aid_cases::{self as view, CaseFilter};
use jixiao_store::{Transaction, import_faults};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Cases that are moved in one transaction; up to so many are moved at once, more as a job.
pub(super) const TOGETHER_MAX: usize = 500;
/// Cases of one batch.
const CASE_COUNT_MAX: i64 = 100_000;
/// Keys named beside a reason.
const NAMED_MAX: usize = 10;

/// A step for many as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchForm {
    /// The event's code.
    pub event: String,
    /// The opinion or the reason.
    pub words: String,
    /// 党组会议纪要编号, of an approval.
    pub minutes: String,
    /// Keys of the cases that were ticked.
    pub ids: Vec<String>,
    /// `1` for all that pass the filter, whatever was ticked.
    pub all: String,
    /// The filter the list was shown by.
    #[serde(flatten)]
    pub filter: CaseListForm,
}

/// What became of a batch.
#[derive(Debug, Clone)]
pub enum Batched {
    /// It is done.
    Done(Handled),
    /// It goes on as a job.
    Queued(JobId),
}

/// What was done.
#[derive(Debug, Clone, Default)]
pub struct Handled {
    /// True counts: done, skipped because they are elsewhere already, failed.
    pub progress: Progress,
    /// Why cases were skipped or failed, with how many and some of their keys.
    pub reasons: Vec<Why>,
}

/// A reason with the cases it holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Whether they only were skipped.
    pub skipped: bool,
    /// The reason.
    pub words: String,
    /// How many.
    pub count: i64,
    /// Some of them.
    pub some: Vec<AidCaseId>,
}

impl BatchForm {
    pub(super) fn step(&self) -> StepForm {
        StepForm {
            event: self.event.clone(),
            words: self.words.clone(),
            minutes: self.minutes.clone(),
            ..StepForm::default()
        }
    }
}

/// Takes a step with many cases: up to 500 at once, more as a job.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::Invalid`] on `ids`, `event`, `words`. What is wrong with a
/// case is no refusal.
pub async fn batch(call: Call<'_>, form: &BatchForm) -> Result<Batched, Refusal> {
    require_mover(call)?;
    let taking = form.step().parse()?;
    let scope = authz::scope(call.actor, Action::SeeCases)?;
    let (filter, _) = form.filter.parse(call.today());
    let filter = if form.all == "1" {
        filter
    } else {
        let typed = form.ids.iter().filter_map(|id| id.trim().parse().ok());
        CaseFilter { ids: Some(typed.collect()), ..CaseFilter::default() }
    };
    let ids = view::ids(&call.app.store, &scope, &filter, CASE_COUNT_MAX + 1).await?;
    if i64::try_from(ids.len()).is_ok_and(|count| count > CASE_COUNT_MAX) {
        let message = format!("一次最多办理 {CASE_COUNT_MAX} 件申请，请缩小筛选范围后分次办理");
        return Err(Refusal::TooMuch(message));
    }
    if ids.is_empty() {
        return Err(Refusal::field("ids", "请勾选要办理的申请，或选择“筛选出的全部”"));
    }
    if ids.len() > TOGETHER_MAX {
        return Ok(Batched::Queued(batch_job::start(call, form, &ids).await?));
    }
    let tx = call.app.store.begin().await?;
    let results = together(&tx, call, &ids, &taking).await?;
    tx.commit().await?;
    let mut handled = Handled::default();
    handled.progress.total = i64::try_from(ids.len()).ok();
    for (id, result) in results {
        handled.count(id, &result);
    }
    Ok(Batched::Done(handled))
}

/// Refuses who moves no cases anywhere.
pub(super) fn require_mover(call: Call<'_>) -> Result<(), Refusal> {
    let any = [Action::FillCases, Action::ReviewCases, Action::ApproveCases];
    if any.iter().any(|action| authz::allows_somewhere(call.actor, *action)) {
        return Ok(());
    }
    Err(Refusal::Forbidden(Action::ReviewCases.word()))
}

/// What became of one case: done, skipped or failed, with the reason.
pub(super) type Result3 = Result<(), Barred>;

/// Takes a step with cases of any rounds in one transaction, and writes one audit entry; the steps
/// of the cases themselves are their record.
pub(super) async fn together(
    tx: &Transaction,
    call: Call<'_>,
    ids: &[AidCaseId],
    taking: &Taking,
) -> Result<Vec<(AidCaseId, Result3)>, Refusal> {
    let places = Places::load(tx).await?;
    let mut results = Vec::with_capacity(ids.len());
    for (round_id, ids) in aid_cases::by_round(tx, ids).await? {
        let round = round_of(tx, round_id).await?;
        let asking = Asking { call, round: &round, places: &places, posting: None };
        let applied = apply(tx, &asking, &ids, taking).await?;
        let done = applied.iter().filter(|(_, result)| result.is_ok()).count();
        if done > 0 {
            let word = taking.event.word();
            let (first, last) = (ids.first(), ids.last());
            let span = first.zip(last).map(|(a, b)| format!("，编号 {a} 至 {b}"));
            let entry = Entry {
                action: &format!("{SUBJECT_KIND}.batch_{}", taking.event.code()),
                subject_kind: SUBJECT_KIND,
                organisation_id: Some(call.actor.organisation_id),
                detail: format!(
                    "批量{word} {done} 件：{}{}",
                    round.round.label,
                    span.unwrap_or_default()
                ),
                ..Entry::default()
            };
            audit::record(tx, call.actor, call.at, entry).await?;
        }
        results.extend(applied.into_iter().map(|(id, one)| (id, one.map(|_| ()))));
    }
    results.sort_by_key(|(id, _)| *id);
    Ok(results)
}

/// What kept a case, in one sentence; whether it needs nothing.
pub(super) fn sentence(barred: &Barred) -> (bool, String) {
    match (&barred.elsewhere, &barred.refusal) {
        (Some(words), _) => (true, words.clone()),
        (None, Refusal::Invalid(errors)) => {
            let words: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            (false, words.join("；"))
        }
        (None, refusal) => (false, refusal.to_string()),
    }
}

impl Handled {
    fn count(&mut self, id: AidCaseId, result: &Result3) {
        let Err(barred) = result else {
            self.progress.done += 1;
            return;
        };
        let (skipped, words) = sentence(barred);
        if skipped {
            self.progress.skipped += 1;
        } else {
            self.progress.failed += 1;
        }
        let known = self.reasons.iter_mut().find(|why| why.words == words);
        match known {
            Some(why) => {
                why.count += 1;
                if why.some.len() < NAMED_MAX {
                    why.some.push(id);
                }
            }
            None => self.reasons.push(Why { skipped, words, count: 1, some: vec![id] }),
        }
    }
}

/// Keeps what is wrong with cases of a job, by their place in it.
pub(super) async fn keep_faults(
    tx: &Transaction,
    job: JobId,
    places: &BTreeMap<AidCaseId, usize>,
    results: &[(AidCaseId, Result3)],
    progress: &mut Progress,
) -> Result<(), Refusal> {
    for (id, result) in results {
        let Err(barred) = result else {
            progress.done += 1;
            continue;
        };
        let (skipped, words) = sentence(barred);
        let (count, word) = if skipped {
            (&mut progress.skipped, "跳过")
        } else {
            (&mut progress.failed, "未办理")
        };
        *count += 1;
        let index = places.get(id).copied().unwrap_or_default();
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        import_faults::insert(tx, job, index, &format!("{word}：{words}")).await?;
    }
    Ok(())
}
