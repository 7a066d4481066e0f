//! Random samples of filed self-evaluations for spot checks.
//!
//! The draw follows from a printed seed: each candidate gets the SM3 of seed and key, and the
//! smallest digests are drawn. Anybody can repeat it.

use super::SUBJECT_KIND;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::digest::sm3_hex;
use crate::input::{Fields, count};
use crate::{Call, FieldError, Refusal};
use data_encoding::HEXLOWER;
use jixiao_domain::{FilingState, FiscalYear, SelfEvaluationId};
use jixiao_store::self_evaluations::samples::{self, Member, Sample};
use jixiao_store::views::self_evaluations::{self as views, Filter, Order};
use serde::{Deserialize, Serialize};

/// Share drawn where nothing else is typed, of a hundred (practice of the finance systems).
const PERCENT: u32 = 15;
/// The most candidates one draw looks at.
const CANDIDATE_COUNT_MAX: i64 = 100_000;

/// What is typed to draw a sample.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SampleTyped {
    /// The fiscal year.
    pub year: String,
    /// Share to draw, of a hundred; 15 where empty.
    pub percent: String,
}

/// A draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Key of the record of it.
    pub sample_id: i64,
    /// The seed it follows from.
    pub seed: String,
    /// How many could be drawn.
    pub candidate_count: usize,
    /// What was drawn.
    pub chosen: Vec<SelfEvaluationId>,
}

impl SampleTyped {
    /// Reads what was typed: year and share.
    ///
    /// # Errors
    /// Every field that can't be read.
    pub fn parse(&self) -> Result<(FiscalYear, u32), Vec<FieldError>> {
        let mut fields = Fields::new();
        let year = fields.year("year", &self.year);
        let typed = self.percent.trim().trim_end_matches(['%', '％']);
        let percent =
            if typed.is_empty() { PERCENT } else { fields.take("percent", count(typed), PERCENT) };
        fields.require((1..=100).contains(&percent), "percent", "抽查比例应在 1 至 100 之间");
        fields.finish((year, percent))
    }
}

/// Draws a sample of the approved self-evaluations of a year in the caller's units.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::WrongState`] where there is nothing to draw from.
pub async fn draw(call: Call<'_>, year: FiscalYear, percent: u32) -> Result<Drawn, Refusal> {
    let scope = authz::scope(call.actor, Action::SpotCheck)?;
    let top = call
        .actor
        .grants
        .iter()
        .filter(|grant| authz::roles_of(Action::SpotCheck).contains(&grant.role))
        .min_by_key(|grant| grant.path.len())
        .map_or(call.actor.organisation_id, |grant| grant.organisation_id);
    let tx = call.app.store.begin().await?;
    let filter = Filter {
        year: Some(year.get().into()),
        state: Some(FilingState::Approved),
        ..Filter::default()
    };
    let candidates = views::list(&tx, &scope, &filter, Order::Year, CANDIDATE_COUNT_MAX, 0).await?;
    if candidates.is_empty() {
        let message = format!("{year}年度还没有已批复的自评，无法抽样");
        return Err(Refusal::WrongState(message));
    }
    let seed = HEXLOWER.encode(&call.app.entropy.bytes());
    let ids: Vec<SelfEvaluationId> = candidates.iter().map(|line| line.id).collect();
    let members = members_of(&seed, percent, &ids);
    let sample = Sample {
        id: 0,
        year: year.get().into(),
        organisation_id: top,
        seed: seed.clone(),
        percent: percent.into(),
        drawn_by: call.actor.user_id,
        drawn_at: call.at,
    };
    let sample_id = samples::insert(&tx, &sample, &members).await?;
    let chosen: Vec<SelfEvaluationId> = members
        .iter()
        .filter(|member| member.chosen)
        .map(|member| member.self_evaluation_id)
        .collect();
    let entry = Event {
        action: "self_evaluation.sample",
        subject_kind: SUBJECT_KIND,
        subject_id: format!("sample:{sample_id}"),
        organisation_id: Some(top),
        detail: format!("种子 {seed}，{} 份中抽 {} 份", ids.len(), chosen.len()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(Drawn { sample_id, seed, candidate_count: ids.len(), chosen })
}

/// The draw that follows from a seed, by digest: at least one, and the share rounded up.
pub fn members_of(seed: &str, percent: u32, candidates: &[SelfEvaluationId]) -> Vec<Member> {
    let mut members: Vec<Member> = candidates
        .iter()
        .map(|id| Member {
            self_evaluation_id: *id,
            digest: sm3_hex(format!("{seed}:{id}").as_bytes()),
            chosen: false,
        })
        .collect();
    members.sort_by(|a, b| a.digest.cmp(&b.digest));
    let share = usize::try_from(percent).unwrap_or(100).min(100);
    let drawn_count = (candidates.len() * share).div_ceil(100);
    for member in members.iter_mut().take(drawn_count) {
        member.chosen = true;
    }
    members
}

/// The draws so far in the caller's units, the latest first, each with its members.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn draws(call: Call<'_>) -> Result<Vec<(Sample, Vec<Member>)>, Refusal> {
    let scope = authz::scope(call.actor, Action::SpotCheck)?;
    let mut draws = Vec::new();
    for sample in samples::list(&call.app.store, &scope).await? {
        let members = samples::members(&call.app.store, sample.id).await?;
        draws.push((sample, members));
    }
    Ok(draws)
}
