//! The use of results: grades by project, proposals for next year's budgets on their way to the
//! approver, scenarios side by side, years compared, units ranked.
//!
//! Owns which records make up a project's outcome and whose turn a proposal is; the arithmetic is
//! the analysis crate's.

mod compare;
mod compute;
mod export;
mod facts;
mod list;
mod proposals;
mod ranking;
mod scenarios;
mod steps;
mod targets;

pub use compare::{CompareForm, Comparison, ProjectYears, SPANS, YearTotals, compare};
pub use compute::{Computed, compute};
pub use export::{
    export_comparison, export_list, export_proposals, export_ranking, export_scenarios,
};
pub use jixiao_analysis::ranking::{Aspect, AspectLine, UnitPoints};
pub use jixiao_analysis::results::{Judgement, Proposed};
pub use list::{ResultLine, ResultList, ResultListForm, ResultOrder, list};
pub use proposals::{
    ProposalLine, ProposalList, ProposalListForm, ProposalPage, ProposalTotals, list_proposals,
    read_proposal,
};
pub use ranking::{RankedUnit, Ranking, Term, ranking, terms};
pub use scenarios::{
    Column, ComparedProject, ScenarioComparison, ScenarioForm, ScenarioInput, adopt,
    compare_scenarios, create_scenario, withdraw_scenario,
};
pub use steps::{EditForm, ProposalStepForm, edit, step};
