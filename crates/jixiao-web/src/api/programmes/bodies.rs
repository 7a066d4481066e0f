//! What programmes of aid, rounds and dry runs look like over the API. Amounts are in 分.

use jixiao_app::amounts;
use jixiao_app::programmes::{
    AidProgramme, CeilingForm, GroundCount, OpenForm, ProgrammePage, Programmes, RoundListForm,
    RoundPage, RoundStepForm, TrialForm, TrialPage,
};
use jixiao_domain::{Coded as _, Money};
use jixiao_store::aid_rounds::AidRound;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// A programme in force.
#[derive(Serialize, ToSchema)]
pub(super) struct ProgrammeLineBody {
    key: String,
    name: String,
    purpose: String,
    /// Title of the version in force.
    title: String,
    /// First day of that version.
    valid_from: String,
}

impl ProgrammeLineBody {
    pub(super) fn of(one: &AidProgramme) -> Self {
        Self {
            key: one.key.clone(),
            name: one.name.clone(),
            purpose: one.purpose.clone(),
            title: one.title.clone(),
            valid_from: one.valid_from.to_string(),
        }
    }
}

/// A programme.
#[derive(Serialize, ToSchema)]
pub(super) struct ProgrammeBody {
    /// First day of the version in force here today; none where none is.
    current: Option<String>,
    versions: Vec<VersionBody>,
}

/// A version of a programme, in sentences.
#[derive(Serialize, ToSchema)]
pub(super) struct VersionBody {
    title: String,
    region: String,
    valid_from: String,
    valid_to: Option<String>,
    conditions: Vec<String>,
    tiers: Vec<TierBody>,
    caps: Vec<String>,
    conflicts: Vec<String>,
    stages: Vec<String>,
}

/// A tier.
#[derive(Serialize, ToSchema)]
pub(super) struct TierBody {
    key: String,
    name: String,
    /// Whom it takes and what it gives.
    words: String,
}

impl ProgrammeBody {
    pub(super) fn of(page: &ProgrammePage) -> Self {
        let all = Programmes::builtin();
        let version = |one: &&'static AidProgramme| VersionBody {
            title: one.title.clone(),
            region: one.region.clone(),
            valid_from: one.valid_from.to_string(),
            valid_to: one.valid_to.map(|day| day.to_string()),
            conditions: one.conditions.iter().map(|rule| rule.test.words()).collect(),
            tiers: one
                .tiers
                .iter()
                .map(|tier| TierBody {
                    key: tier.key.clone(),
                    name: tier.name.clone(),
                    words: tier.words(),
                })
                .collect(),
            caps: one.caps.iter().map(|rule| rule.words(all)).collect(),
            conflicts: one.conflicts.iter().map(|rule| rule.words(all)).collect(),
            stages: one.stages.iter().map(jixiao_app::programmes::Stage::words).collect(),
        };
        Self {
            current: page.current.as_ref().ok().map(|one| one.valid_from.to_string()),
            versions: page.versions.iter().map(version).collect(),
        }
    }
}

/// The filter of the list of rounds.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct RoundListQuery {
    /// A programme's key.
    programme: String,
    /// The fiscal year.
    year: String,
    /// `open` or `closed`.
    state: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl RoundListQuery {
    pub(super) fn filter(&self) -> RoundListForm {
        RoundListForm {
            programme: self.programme.clone(),
            year: self.year.clone(),
            state: self.state.clone(),
            ..RoundListForm::default()
        }
    }
}

/// A page of rounds.
#[derive(Serialize, ToSchema)]
pub(super) struct RoundListBody {
    /// Rounds in all.
    pub(super) total: i64,
    /// Those of the page.
    pub(super) lines: Vec<RoundLineBody>,
}

/// A round.
#[derive(Serialize, ToSchema)]
pub(super) struct RoundLineBody {
    id: i64,
    label: String,
    programme: String,
    year: i64,
    organisation: i64,
    project: i64,
    opens_on: String,
    closes_on: String,
    budget_fen: Option<i64>,
    state: &'static str,
}

impl RoundLineBody {
    pub(super) fn of(round: &AidRound) -> Self {
        Self {
            id: round.id.0,
            label: round.label.clone(),
            programme: round.programme.clone(),
            year: round.year,
            organisation: round.organisation_id.0,
            project: round.project_id.0,
            opens_on: round.opens_on.to_string(),
            closes_on: round.closes_on.to_string(),
            budget_fen: round.budget.map(Money::fen),
            state: round.state.code(),
        }
    }
}

/// A round with its rules.
#[derive(Serialize, ToSchema)]
pub(super) struct RoundBody {
    round: RoundLineBody,
    revision: i64,
    /// First day of the rules that hold for good.
    rule_from: String,
    region: String,
    notice_days: i64,
    /// Standards the round set, by tier, in 分.
    amounts: BTreeMap<String, i64>,
}

impl RoundBody {
    pub(super) fn of(page: &RoundPage) -> Self {
        let round = &page.loaded.round;
        let amounts = page.loaded.amounts.iter();
        Self {
            round: RoundLineBody::of(round),
            revision: round.revision,
            rule_from: round.rule_from.to_string(),
            region: round.region.clone(),
            notice_days: round.notice_days,
            amounts: amounts.map(|(tier, amount)| (tier.clone(), amount.fen())).collect(),
        }
    }
}

/// A round to open.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct OpenBody {
    /// A programme's key.
    programme: String,
    /// The project whose budget pays.
    project: i64,
    /// The fiscal year.
    year: i64,
    label: String,
    /// `2026-01-05`
    opens_on: String,
    closes_on: String,
    /// Days of 公示; none for what the rules say.
    notice_days: Option<u32>,
    /// The most it may pay, in 分; none for no bound of its own.
    budget_fen: Option<i64>,
    /// 行政区划代码; empty for that of the installation.
    region: String,
    /// Standards by tier, in 分.
    amounts: BTreeMap<String, i64>,
}

impl OpenBody {
    pub(super) fn form(&self) -> OpenForm {
        let days = self.notice_days.map(|days| days.to_string());
        OpenForm {
            programme: self.programme.clone(),
            project: self.project.to_string(),
            year: self.year.to_string(),
            label: self.label.clone(),
            opens_on: self.opens_on.clone(),
            closes_on: self.closes_on.clone(),
            notice_days: days.unwrap_or_default(),
            budget: typed(self.budget_fen),
            region: self.region.clone(),
            amounts: typed_amounts(&self.amounts),
        }
    }
}

fn typed(fen: Option<i64>) -> String {
    fen.map_or_else(String::new, |fen| amounts::yuan(Money::from_fen(fen)))
}

fn typed_amounts(amounts: &BTreeMap<String, i64>) -> BTreeMap<String, String> {
    let one = |(tier, fen): (&String, &i64)| (OpenForm::amount_field(tier), typed(Some(*fen)));
    amounts.iter().map(one).collect()
}

/// The key of a round that was opened.
#[derive(Serialize, ToSchema)]
pub(super) struct OpenedBody {
    pub(super) id: i64,
}

/// A step.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct RoundStepBody {
    /// The revision the round was read at.
    revision: i64,
    /// `close` or `reopen`.
    event: String,
    reason: String,
    /// The new last day, of a reopening.
    closes_on: String,
}

impl RoundStepBody {
    pub(super) fn form(&self) -> RoundStepForm {
        RoundStepForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            reason: self.reason.clone(),
            closes_on: self.closes_on.clone(),
        }
    }
}

/// Where a round stands.
#[derive(Serialize, ToSchema)]
pub(super) struct RoundStateBody {
    pub(super) state: &'static str,
}

/// The most a round may pay.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct CeilingBody {
    /// The revision the round was read at.
    revision: i64,
    /// In 分; none for no bound of its own.
    budget_fen: Option<i64>,
    reason: String,
}

impl CeilingBody {
    pub(super) fn form(&self) -> CeilingForm {
        CeilingForm {
            revision: self.revision.to_string(),
            budget: typed(self.budget_fen),
            reason: self.reason.clone(),
        }
    }
}

/// The revision after a change.
#[derive(Serialize, ToSchema)]
pub(super) struct RevisionBody {
    pub(super) revision: i64,
}

/// What to try. Everything may be left out.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct TrialInBody {
    /// First day of the version.
    version: String,
    /// The fiscal year.
    year: Option<i64>,
    /// 行政区划代码
    region: String,
    /// Standards by tier, in 分.
    amounts: BTreeMap<String, i64>,
}

impl TrialInBody {
    pub(super) fn form(&self) -> TrialForm {
        TrialForm {
            version: self.version.clone(),
            year: self.year.map_or_else(String::new, |year| year.to_string()),
            region: self.region.clone(),
            run: "1".to_owned(),
            amounts: typed_amounts(&self.amounts),
        }
    }
}

/// What a dry run found.
#[derive(Serialize, ToSchema)]
pub(super) struct TrialBody {
    /// In one sentence.
    words: String,
    asked: i64,
    taken: i64,
    taken_fen: i64,
    excluded: i64,
    refused: i64,
    /// Heads by tier.
    tiers: BTreeMap<String, i64>,
    grounds: Vec<GroundBody>,
}

/// How many were left out on a ground.
#[derive(Serialize, ToSchema)]
pub(super) struct GroundBody {
    ground: &'static str,
    /// Whether it can't be told, rather than excludes.
    unknown: bool,
    count: i64,
}

impl TrialBody {
    pub(super) fn of(page: &TrialPage) -> Self {
        let (words, counts) = page.result.clone().unwrap_or_default();
        let ground = |one: &GroundCount| GroundBody {
            ground: one.ground.code(),
            unknown: one.unknown,
            count: one.count,
        };
        Self {
            words,
            asked: page.asked,
            taken: counts.total.taken,
            taken_fen: counts.total.taken_fen,
            excluded: counts.total.excluded,
            refused: counts.total.refused,
            tiers: counts.tiers.iter().map(|(tier, sums)| (tier.clone(), sums.0)).collect(),
            grounds: counts.grounds.iter().map(ground).collect(),
        }
    }
}
