//! 试算: what a programme or a round would take of the registry, today and under other standards.

use super::catalogue::{in_force, region, versions};
use super::open::{OpenForm, standards};
use super::rounds::{LoadedRound, round};
use super::trial_count::{self, Counts, Trial, is_declared_only, population};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{self, Fields, narrowed};
use crate::{Call, Refusal};
use chrono::NaiveDate;
use jixiao_aid::programme::{AidProgramme, Programmes};
use jixiao_domain::{AidRoundId, Money};
use jixiao_store::Scope;
use jixiao_store::aid_rounds::SUBJECT_KIND;
use jixiao_store::views::applicants::{self as view, Place};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// People beyond whom a page does not wait: the run is queued.
pub(super) const WAITED_FOR_MAX: i64 = 20_000;

/// A trial as typed. Everything may be empty: then what governs today, or the round's own, is tried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrialForm {
    /// First day of the version to try.
    pub version: String,
    /// The fiscal year.
    pub year: String,
    /// 行政区划代码 of the place whose figures hold.
    pub region: String,
    /// `1` to run it; without it the form is shown.
    pub run: String,
    /// `amount_<tier>`
    #[serde(flatten)]
    pub amounts: BTreeMap<String, String>,
}

/// What the page of a trial shows.
#[derive(Debug, Clone)]
pub struct TrialPage {
    /// What is tried.
    pub trial: Trial,
    /// The round it is tried for.
    pub round: Option<LoadedRound>,
    /// All versions of the programme, to choose from.
    pub versions: Vec<&'static AidProgramme>,
    /// How many are asked.
    pub asked: i64,
    /// The sentence and the counts, once it ran.
    pub result: Option<(String, Counts)>,
    /// What only applications say, in words.
    pub declared_only: Vec<String>,
    /// By how much the sum is above the round's ceiling.
    pub above_ceiling: Option<Money>,
}

/// A trial with the part of the tree it runs over.
pub(super) struct Prepared {
    pub(super) trial: Trial,
    pub(super) round: Option<LoadedRound>,
    pub(super) scope: Scope,
    pub(super) serves: Scope,
}

/// Tries a programme on the registry the caller sees.
///
/// # Errors
/// [`Refusal::NotFound`] for a key nobody knows; [`Refusal::Invalid`], [`Refusal::Forbidden`];
/// [`Refusal::TooMuch`] where the run should be queued.
pub async fn try_programme(
    call: Call<'_>,
    key: &str,
    form: &TrialForm,
) -> Result<TrialPage, Refusal> {
    let prepared = of_programme(call, key, form).await?;
    page(call, prepared, !form.run.is_empty()).await
}

/// Tries a round, with its own rules and standards or with others.
///
/// # Errors
/// As [`try_programme`].
pub async fn try_round(
    call: Call<'_>,
    id: AidRoundId,
    form: &TrialForm,
) -> Result<TrialPage, Refusal> {
    let prepared = of_round(call, id, form).await?;
    page(call, prepared, !form.run.is_empty()).await
}

pub(super) async fn of_programme(
    call: Call<'_>,
    key: &str,
    form: &TrialForm,
) -> Result<Prepared, Refusal> {
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    authz::scope(call.actor, Action::SeeAid)?;
    let all = versions(key)?;
    let own = region(&call.app.store).await?;
    let mut fields = Fields::new();
    let region = region_of(&mut fields, form, &own);
    let year = year_of(&mut fields, form, i64::from(chrono::Datelike::year(&call.today())));
    let programme = match version(&mut fields, form, &all)? {
        Some(programme) => programme,
        None => in_force(key, &region, call.today())
            .map_err(|words| Refusal::field("version", words))?,
    };
    let running = !form.run.is_empty();
    let amounts =
        if running { standards(&mut fields, programme, &form.amounts) } else { Vec::new() };
    let on = call.today();
    let trial = Trial { programme, region, year, on, amounts };
    let trial = fields.finish(trial).map_err(Refusal::Invalid)?;
    Ok(Prepared { trial, round: None, serves: scope.clone(), scope })
}

pub(super) async fn of_round(
    call: Call<'_>,
    id: AidRoundId,
    form: &TrialForm,
) -> Result<Prepared, Refusal> {
    let store = &call.app.store;
    let loaded = round(store, call, id).await?;
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    let held = &loaded.round;
    let all = versions(&held.programme)?;
    let mut fields = Fields::new();
    let region = region_of(&mut fields, form, &held.region);
    let year = year_of(&mut fields, form, held.year);
    let programme = version(&mut fields, form, &all)?.unwrap_or(loaded.programme);
    let typed = form.amounts.values().any(|typed| !typed.trim().is_empty());
    let amounts = if typed {
        standards(&mut fields, programme, &form.amounts)
    } else {
        loaded.amounts.clone()
    };
    let on = held.closes_on.min(call.today().max(held.opens_on));
    let trial = Trial { programme, region, year, on, amounts };
    let trial = fields.finish(trial).map_err(Refusal::Invalid)?;
    let serves = authz::subtree(&held.serves_path);
    Ok(Prepared { trial, round: Some(loaded), scope, serves })
}

fn region_of(fields: &mut Fields, form: &TrialForm, own: &str) -> String {
    let typed = narrowed(&form.region);
    let region = if typed.is_empty() { own.to_owned() } else { typed };
    let is_code = region.len() == 6 && region.bytes().all(|byte| byte.is_ascii_digit());
    fields.require(is_code, "region", "请填写六位行政区划代码，例如 530100");
    region
}

fn year_of(fields: &mut Fields, form: &TrialForm, own: i64) -> i64 {
    if form.year.trim().is_empty() {
        return own;
    }
    let parsed = input::year(&form.year).map(|year| i64::from(year.get()));
    fields.take("year", parsed, own)
}

/// The version typed, if one was.
fn version(
    fields: &mut Fields,
    form: &TrialForm,
    all: &[&'static AidProgramme],
) -> Result<Option<&'static AidProgramme>, Refusal> {
    let typed = form.version.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day: Option<NaiveDate> = typed.parse().ok();
    let found = all.iter().copied().find(|one| Some(one.valid_from) == day);
    fields.require(found.is_some(), "version", "请从列表中选择规则版本");
    match found {
        Some(found) => Ok(Some(found)),
        None => Err(Refusal::field("version", "请从列表中选择规则版本")),
    }
}

async fn page(call: Call<'_>, prepared: Prepared, run: bool) -> Result<TrialPage, Refusal> {
    let Prepared { trial, round, scope, serves } = prepared;
    let store = &call.app.store;
    let place = Place { scope: &scope, serves: &serves };
    let asked = view::count(store, place, population(trial.programme)).await?;
    let mut result = None;
    if run {
        if asked > WAITED_FOR_MAX {
            let message = format!("登记对象 {asked} 人，超过 {WAITED_FOR_MAX} 人，请转后台试算");
            return Err(Refusal::TooMuch(message));
        }
        let counts = trial.count(store, (&scope, &serves)).await?;
        logged(call, &trial, round.as_ref(), "aid_round.trial").await?;
        result = Some((trial_count::sentence(&trial, &counts), counts));
    }
    let ceiling = round.as_ref().and_then(|loaded| loaded.round.budget);
    let above_ceiling = result.as_ref().zip(ceiling).and_then(|((_, counts), ceiling)| {
        let above = counts.total.taken_fen.saturating_sub(ceiling.fen());
        (above > 0).then(|| Money::from_fen(above))
    });
    Ok(TrialPage {
        versions: versions(&trial.programme.key)?,
        declared_only: declared_only(trial.programme),
        trial,
        round,
        asked,
        result,
        above_ceiling,
    })
}

fn declared_only(programme: &AidProgramme) -> Vec<String> {
    let conditions = programme.conditions.iter().map(|condition| &condition.test);
    let tests = conditions.chain(programme.tiers.iter().flat_map(|tier| &tier.when));
    tests.filter(|test| is_declared_only(test)).map(jixiao_aid::programme::Test::words).collect()
}

/// Notes that a rule was tried: the registry of many people was read.
pub(super) async fn logged(
    call: Call<'_>,
    trial: &Trial,
    round: Option<&LoadedRound>,
    action: &str,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let name = Programmes::builtin().name(&trial.programme.key);
    let entry = Event {
        action,
        subject_kind: SUBJECT_KIND,
        subject_id: round.map_or_else(String::new, |loaded| loaded.round.id.to_string()),
        organisation_id: Some(call.actor.organisation_id),
        detail: format!("试算“{name}”{}年度，规则 {} 施行", trial.year, trial.programme.valid_from),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}

impl TrialForm {
    /// The field of a tier's standard.
    pub fn amount_field(tier: &str) -> String {
        OpenForm::amount_field(tier)
    }
}
