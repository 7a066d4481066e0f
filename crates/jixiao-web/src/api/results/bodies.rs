//! The public shapes of the use of results. Amounts are 分.

use jixiao_app::results::{
    Computed, EditForm, ProposalLine, ProposalList, ProposalListForm, ProposalPage,
    ProposalStepForm, Ranking, ResultLine, ResultList, ResultListForm, ScenarioComparison,
    ScenarioForm,
};
use jixiao_domain::{Coded as _, Decimal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of results.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// The fiscal year; the latest without it.
    year: String,
    /// A unit's id, with all below it.
    unit: String,
    programme: String,
    /// 优, 良, 中, 差 or `none`.
    grade: String,
    /// Part of the project's name or code.
    q: String,
    /// `unit`, `score`, `rate` or `budget`.
    sort: String,
    /// From 1; 50 projects each.
    pub(super) page: Option<i64>,
}

impl ListQuery {
    pub(super) fn form(self) -> ResultListForm {
        ResultListForm {
            year: self.year,
            unit: self.unit,
            programme: self.programme,
            grade: self.grade,
            q: self.q,
            sort: self.sort,
        }
    }
}

/// A year wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct YearQuery {
    /// The fiscal year.
    pub(super) year: String,
}

/// The filter of proposals.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ProposalQuery {
    /// The fiscal year proposed for; next year without it.
    year: String,
    state: String,
    decision: String,
    /// Part of the project's name or code.
    q: String,
    /// `unit`, `amount` or `change`.
    sort: String,
    /// From 1; 50 proposals each.
    pub(super) page: Option<i64>,
}

impl ProposalQuery {
    pub(super) fn form(self) -> ProposalListForm {
        ProposalListForm {
            year: self.year,
            state: self.state,
            decision: self.decision,
            q: self.q,
            sort: self.sort,
        }
    }
}

/// A page of results.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListBody {
    year: i64,
    /// Projects in all.
    total: i64,
    projects: Vec<ResultBody>,
}

/// A project's result.
#[derive(Debug, Serialize, ToSchema)]
struct ResultBody {
    project: i64,
    code: String,
    name: String,
    unit: String,
    adjusted_fen: i64,
    executed_fen: i64,
    /// A share of one; absent without a budget.
    execution_rate: Option<String>,
    self_evaluation_score: Option<String>,
    finance_score: Option<String>,
    check_score: Option<String>,
    /// The score that counts, and its grade.
    score: Option<String>,
    grade: Option<&'static str>,
    open_rectifications: i64,
}

fn text(number: Decimal) -> String {
    number.normalize().to_string()
}

impl ResultBody {
    fn of(line: ResultLine) -> Self {
        let rate = line.rate();
        let recorded = line.facts.recorded.as_ref();
        let judgement = line.judgement.as_ref();
        Self {
            project: line.facts.project_id.0,
            adjusted_fen: line.facts.figures.adjusted.fen(),
            executed_fen: line.facts.figures.executed.fen(),
            execution_rate: rate.map(|rate| text(jixiao_domain::round_half_up_dp(rate, 6))),
            self_evaluation_score: line.facts.total.map(text),
            finance_score: recorded.and_then(|recorded| recorded.finance_total).map(text),
            check_score: recorded.and_then(|recorded| recorded.check_total).map(text),
            score: judgement.map(|judgement| text(judgement.total)),
            grade: judgement.map(|judgement| judgement.grade.word()),
            open_rectifications: line.open_rectifications,
            code: line.facts.project_code,
            name: line.facts.project_name,
            unit: line.facts.organisation_name,
        }
    }
}

impl ListBody {
    pub(super) fn of(list: ResultList) -> Self {
        let projects = list.lines.into_iter().map(ResultBody::of).collect();
        Self { year: list.year, total: list.total, projects }
    }
}

/// The ranking of a year.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RankingBody {
    year: i64,
    units: Vec<UnitBody>,
}

/// A unit's points.
#[derive(Debug, Serialize, ToSchema)]
struct UnitBody {
    place: usize,
    organisation: i64,
    name: String,
    project_count: usize,
    total: String,
    aspects: Vec<AspectBody>,
}

/// The points of an aspect.
#[derive(Debug, Serialize, ToSchema)]
struct AspectBody {
    name: &'static str,
    points: String,
    of: String,
    /// Why points were lost.
    losses: Vec<String>,
}

impl RankingBody {
    pub(super) fn of(ranking: Ranking) -> Self {
        let units = ranking.units.into_iter().map(|unit| UnitBody {
            place: unit.place,
            organisation: unit.organisation_id.0,
            name: unit.organisation_name,
            project_count: unit.project_count,
            total: text(unit.points.total),
            aspects: unit
                .points
                .aspects
                .into_iter()
                .map(|aspect| AspectBody {
                    name: aspect.name,
                    points: text(aspect.points),
                    of: text(aspect.of),
                    losses: aspect.losses,
                })
                .collect(),
        });
        Self { year: ranking.year, units: units.collect() }
    }
}

/// A page of proposals.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProposalListBody {
    year: i64,
    total: usize,
    base_fen: i64,
    amount_fen: i64,
    proposals: Vec<ProposalLineBody>,
}

/// A proposal in a list.
#[derive(Debug, Serialize, ToSchema)]
struct ProposalLineBody {
    id: i64,
    project: i64,
    project_name: String,
    unit: String,
    base_fen: i64,
    amount_fen: i64,
    decision: &'static str,
    state: &'static str,
}

impl ProposalListBody {
    pub(super) fn of(list: ProposalList) -> Self {
        let line = |line: ProposalLine| ProposalLineBody {
            id: line.proposal.id.0,
            project: line.proposal.project_id.0,
            project_name: line.project_name,
            unit: line.organisation_name,
            base_fen: line.proposal.base.fen(),
            amount_fen: line.proposal.amount.fen(),
            decision: line.proposal.decision.code(),
            state: line.proposal.state.code(),
        };
        Self {
            year: list.year,
            total: list.totals.count,
            base_fen: list.totals.base.fen(),
            amount_fen: list.totals.amount.fen(),
            proposals: list.lines.into_iter().map(line).collect(),
        }
    }
}

/// A computation wanted.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ComputeBody {
    /// The fiscal year proposed for.
    pub(super) year: i64,
}

/// What a computation did.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ComputedBody {
    made: usize,
    renewed: usize,
    /// Left alone: changed by hand, submitted or approved.
    kept: usize,
}

impl ComputedBody {
    pub(super) fn of(done: Computed) -> Self {
        Self { made: done.made, renewed: done.renewed, kept: done.kept }
    }
}

/// A proposal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProposalBody {
    id: i64,
    project: i64,
    year: i64,
    state: &'static str,
    decision: &'static str,
    base_fen: i64,
    amount_fen: i64,
    revision: i64,
    steps: Vec<ProposalStepBody>,
    /// Steps the caller may take now.
    possible: Vec<&'static str>,
}

/// A step of a proposal.
#[derive(Debug, Serialize, ToSchema)]
struct ProposalStepBody {
    event: &'static str,
    decision: &'static str,
    amount_fen: i64,
    /// The computation's reasons.
    reasons: Vec<String>,
    /// The targets proposed.
    targets: Vec<String>,
    words: String,
    user_name: String,
    at_millis: i64,
}

impl ProposalBody {
    pub(super) fn of(page: &ProposalPage) -> Self {
        let proposal = &page.proposal;
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        Self {
            id: proposal.id.0,
            project: proposal.project_id.0,
            year: proposal.year,
            state: proposal.state.code(),
            decision: proposal.decision.code(),
            base_fen: proposal.base.fen(),
            amount_fen: proposal.amount.fen(),
            revision: proposal.revision,
            steps: page
                .steps
                .iter()
                .map(|step| ProposalStepBody {
                    event: step.event.code(),
                    decision: step.decision.code(),
                    amount_fen: step.amount.fen(),
                    reasons: lines(&step.reasons),
                    targets: lines(&step.targets),
                    words: step.words.clone(),
                    user_name: step.user_name.clone(),
                    at_millis: step.at.timestamp_millis(),
                })
                .collect(),
            possible: page.possible.iter().map(|event| event.code()).collect(),
        }
    }
}

/// A change. The amount is 元 as text.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct EditBody {
    revision: i64,
    decision: String,
    amount: String,
    reason: String,
}

impl EditBody {
    pub(super) fn form(self) -> EditForm {
        EditForm {
            revision: self.revision.to_string(),
            decision: self.decision,
            amount: self.amount,
            reason: self.reason,
        }
    }
}

/// A step wanted.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct StepBody {
    revision: i64,
    /// `submit`, `return` or `approve`.
    event: String,
    reason: String,
}

impl StepBody {
    pub(super) fn form(self) -> ProposalStepForm {
        ProposalStepForm {
            revision: self.revision.to_string(),
            event: self.event,
            reason: self.reason,
        }
    }
}

/// What a step led to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StateBody {
    pub(super) state: &'static str,
}

/// A scenario to make. The ceiling is 元 as text, empty for none.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct ScenarioBody {
    organisation: i64,
    year: i64,
    name: String,
    ceiling: String,
    score_percent: i64,
    fair_cut_percent: i64,
    poor_cut_percent: i64,
}

impl ScenarioBody {
    pub(super) fn form(self) -> ScenarioForm {
        ScenarioForm {
            organisation: self.organisation.to_string(),
            year: self.year.to_string(),
            name: self.name,
            ceiling: self.ceiling,
            score_percent: self.score_percent.to_string(),
            fair_cut_percent: self.fair_cut_percent.to_string(),
            poor_cut_percent: self.poor_cut_percent.to_string(),
        }
    }
}

/// A withdrawal.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct WithdrawBody {
    pub(super) reason: String,
}

/// The scenario spoken of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScenarioIdBody {
    pub(super) id: i64,
}

/// Scenarios side by side.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScenarioListBody {
    year: i64,
    base_fen: i64,
    /// The rules alone first.
    columns: Vec<ColumnBody>,
    projects: Vec<ComparedBody>,
}

/// A column.
#[derive(Debug, Serialize, ToSchema)]
struct ColumnBody {
    /// Absent for the rules alone.
    scenario: Option<i64>,
    name: String,
    total_fen: i64,
    adopted: bool,
}

/// A project in every column.
#[derive(Debug, Serialize, ToSchema)]
struct ComparedBody {
    project: i64,
    name: String,
    base_fen: i64,
    /// In each column; absent where the scenario does not cover the project.
    amounts_fen: Vec<Option<i64>>,
}

impl ScenarioListBody {
    pub(super) fn of(compared: &ScenarioComparison) -> Self {
        let columns = compared.columns.iter().map(|column| {
            let scenario = column.scenario.as_ref();
            ColumnBody {
                scenario: scenario.map(|scenario| scenario.id.0),
                name: scenario.map_or("按规则测算", |one| one.content.name.as_str()).to_owned(),
                total_fen: column.total.fen(),
                adopted: scenario.is_some_and(|scenario| scenario.adopted_at.is_some()),
            }
        });
        let projects = compared.projects.iter().map(|project| ComparedBody {
            project: project.project_id.0,
            name: project.project_name.clone(),
            base_fen: project.base.fen(),
            amounts_fen: project
                .cells
                .iter()
                .map(|cell| cell.as_ref().map(|cell| cell.amount.fen()))
                .collect(),
        });
        Self {
            year: compared.year,
            base_fen: compared.base.fen(),
            columns: columns.collect(),
            projects: projects.collect(),
        }
    }
}
