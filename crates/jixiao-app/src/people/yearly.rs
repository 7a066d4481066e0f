//! 年度复核: the figures of a year are judged by the rules, one hand concludes, another confirms.

use super::figures::judge_in;
use super::file_step;
use super::households::record;
use super::load::{LoadedHousehold, household};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::{
    Coded as _, FileEvent, FileState, HardshipClass, HouseholdId, HouseholdReviewId, Machine as _,
    ReviewConclusion, YearlyReviewEvent, YearlyReviewState,
};
use jixiao_store::households::{self as rows, FileStanding, NewHouseholdReview};
use jixiao_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};

/// A review as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct YearlyForm {
    /// The year whose figures are judged.
    pub year: String,
    /// 复核结论
    pub conclusion: String,
    /// 认定类别 where it stays on file; empty for the one found.
    pub class: String,
    /// 复核意见
    pub opinion: String,
}

/// A check as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct YearlyCheckForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// `confirm` or `return`.
    pub event: String,
    /// 核定意见
    pub opinion: String,
}

/// Proposes what comes of a year's review.
///
/// # Errors
/// [`Refusal::WrongState`] where the file is not kept now, the rules can't judge, or the year's review
/// is confirmed; [`Refusal::Invalid`], also where the proposal departs from the rules without a word;
/// [`Refusal::Forbidden`].
pub async fn propose_yearly(
    call: Call<'_>,
    id: HouseholdId,
    form: &YearlyForm,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = household(&tx, call, id).await?;
    authz::authorise(call.actor, Action::FillPeople, &loaded.organisation.path)?;
    if loaded.household.state != FileState::Filed {
        let message = format!("档案为“{}”，只有在档户办理年度复核", loaded.household.state.word());
        return Err(Refusal::WrongState(message));
    }
    let mut fields = Fields::new();
    let year = i64::from(fields.year("year", &form.year).get());
    let conclusion: ReviewConclusion = fields.choice("conclusion", &form.conclusion);
    let typed_class = (!form.class.trim().is_empty())
        .then(|| fields.choice::<HardshipClass>("class", &form.class));
    let opinion = fields.optional_text("opinion", &form.opinion, Lines::Many, 500);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let judged = judge_in(&tx, &loaded, year).await?.map_err(Refusal::WrongState)?;
    let class = match conclusion {
        ReviewConclusion::Keep => typed_class.or(judged.class),
        ReviewConclusion::Lift | ReviewConclusion::Cancel => None,
    };
    let departs = match conclusion {
        ReviewConclusion::Keep if class.is_none() => {
            let message = "按规则测算已不符合认定条件；确需继续在档的，请选择类别并写明理由";
            return Err(Refusal::field("class", message));
        }
        ReviewConclusion::Keep => class != judged.class,
        ReviewConclusion::Lift => judged.class.is_some(),
        ReviewConclusion::Cancel => true,
    };
    if departs && opinion.is_empty() {
        return Err(Refusal::field("opinion", "复核结论与按规则测算的结果不同，请写明理由"));
    }
    let lines: Vec<&str> = judged.reasons.iter().map(|reason| reason.words.as_str()).collect();
    let new = NewHouseholdReview {
        household_id: id,
        year,
        rule: &judged.rule,
        found_class: judged.class,
        monthly: Some(judged.monthly),
        explanation: &lines.join("\n"),
        conclusion,
        class,
        opinion: &opinion,
        made_by: call.actor.user_id,
        made_at: call.at,
    };
    match rows::propose_review(&tx, &new).await {
        Err(StoreError::Stale) => {
            return Err(Refusal::WrongState(format!("{year} 年的复核已核定，不能再改")));
        }
        other => other?,
    }
    let detail = format!("{year} 年度复核：{}", conclusion.word());
    record(&tx, call, "household.yearly_propose", id, loaded.organisation.id, detail).await?;
    Ok(tx.commit().await?)
}

/// Confirms or returns a review. What is confirmed holds at once: the class, or the exit.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::SameHand`], [`Refusal::WrongState`],
/// [`Refusal::Conflict`], [`Refusal::Invalid`].
pub async fn check_yearly(
    call: Call<'_>,
    id: HouseholdId,
    review_id: HouseholdReviewId,
    form: &YearlyCheckForm,
) -> Result<YearlyReviewState, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = household(&tx, call, id).await?;
    authz::authorise(call.actor, Action::ReviewPeople, &loaded.organisation.path)?;
    let review = rows::find_review(&tx, review_id)
        .await?
        .filter(|review| review.household_id == id)
        .ok_or(Refusal::NotFound("该年度复核"))?;
    let mut fields = Fields::new();
    let event: YearlyReviewEvent = fields.choice("event", &form.event);
    let returns = event == YearlyReviewEvent::Return;
    let opinion = if returns {
        fields.text("opinion", &form.opinion, Lines::Many, 500)
    } else {
        fields.optional_text("opinion", &form.opinion, Lines::Many, 500)
    };
    fields.finish(()).map_err(Refusal::Invalid)?;
    if event == YearlyReviewEvent::Redo {
        return Err(Refusal::WrongState("请在复核页面重新提出".to_owned()));
    }
    let state = review.state.after(event)?;
    authz::other_hand(call.actor, &[(review.made_by, "年度复核")])?;
    if form.revision.trim() != review.revision.to_string() {
        return Err(Refusal::Conflict("该年度复核"));
    }
    let by = call.actor.user_id;
    match rows::check_review(&tx, review_id, review.revision, state, &opinion, by, call.at).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该年度复核")),
        other => other?,
    }
    if state == YearlyReviewState::Confirmed {
        carry_out(&tx, call, &loaded, &review).await?;
    }
    let action = format!("household.yearly_{}", event.code());
    let detail = format!("{} 年度复核：{}", review.year, state.word());
    record(&tx, call, &action, id, loaded.organisation.id, detail).await?;
    tx.commit().await?;
    Ok(state)
}

async fn carry_out(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedHousehold,
    review: &rows::HouseholdReview,
) -> Result<(), Refusal> {
    let held = &loaded.household;
    let words = format!("{} 年度复核：{}", review.year, review.conclusion.word());
    let (propose, to_state) = match review.conclusion {
        ReviewConclusion::Keep => {
            let standing = FileStanding { class: review.class, ..FileStanding::default() };
            return Ok(rows::set_state(tx, held.id, held.revision, held.state, &standing).await?);
        }
        ReviewConclusion::Lift => (FileEvent::ProposeLift, FileState::Lifted),
        ReviewConclusion::Cancel => (FileEvent::ProposeCancel, FileState::Cancelled),
    };
    // Proposed by the review, confirmed by its check: two hands, one step of the history.
    held.state.after(propose)?.after(FileEvent::Confirm)?;
    file_step::take(tx, call, loaded, FileEvent::Confirm, to_state, &words, None).await
}
