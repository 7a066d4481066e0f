//! The words of budget performance as types: money, points, rates, values, indicator groups, grades.
//!
//! Owns what every other crate means by those words, exactly and without floats.
//! Knows no form, no file format, no year and no province: those are data of other crates.

mod aid;
mod aid_case;
mod assessment;
mod budget;
mod coded;
mod department;
mod disbursement;
mod disclosure;
mod duplicate;
mod evaluation;
mod fiscal_year;
mod funds;
mod grade;
mod ids;
mod indicator;
mod job;
mod money;
mod monitoring;
mod number;
mod organisation;
mod people;
mod project;
mod proposal;
mod rectification;
mod report;
mod rounding;
mod sign;
mod step;
mod value;
mod workflow;

pub use aid::{AidRoundEvent, AidRoundState};
pub use aid_case::{
    AidCaseEvent, AidCaseState, AidNeed, AidNoticeState, AidStage, MeansResult, ObjectionChannel,
    ObjectionState,
};
pub use assessment::AssessmentResult;
pub use budget::{BudgetEntryKind, FundSource, ProjectAttribute};
pub use coded::Coded;
pub use department::{
    DepartmentAmounts, DepartmentColumn, DepartmentGoal, DepartmentItem, DepartmentTask,
    TaskOutcome,
};
pub use disbursement::{BatchEvent, BatchState, LineEvent, LineState};
pub use disclosure::{CandidateStanding, PublishedKind, RemovalKind};
pub use duplicate::{DuplicateEvent, DuplicateKind, DuplicateState};
pub use evaluation::{EvaluationEvent, EvaluationState};
pub use fiscal_year::FiscalYear;
pub use funds::{FundFigures, FundSummary, NoRate, time_progress};
pub use grade::Grade;
pub use ids::*;
pub use indicator::{IndicatorGroup, IndicatorKind};
pub use job::JobState;
pub use money::{CurrencyUnit, Money};
pub use monitoring::{
    DeviationCause, ForecastBasis, Lamp, Likelihood, WarningEvent, WarningKind, WarningState,
};
pub use number::{
    BankCard, BirthDate, CreditCode, EntityKind, NumberFault, Phone, ResidentId, ResidentIdKind,
    Sex, clean_number, masked_address, masked_name, organisation_code_holds,
};
pub use organisation::{OrganisationKind, Role};
pub use people::{
    Employment, EssentialKind, FigureSide, FileEvent, FileLevel, FileState, HardshipCause,
    HardshipClass, Health, HonourLevel, HouseholdKind, Housing, IncomeKind, LossKind,
    ModelWorkerClass, ModelWorkerStatus, PersonState, Relation, ReviewConclusion,
    YearlyReviewEvent, YearlyReviewState,
};
pub use project::{FormLayout, PrintUnit, Programme};
pub use proposal::{ProposalDecision, ProposalEvent, ProposalState, SharingMethod};
pub use rectification::{
    RectificationEvent, RectificationOrigin, RectificationState, SuspensionOrigin,
};
pub use report::ReportKind;
pub use rounding::{round_half_up_2dp, round_half_up_dp};
pub use rust_decimal::Decimal;
pub use sign::ComparisonSign;
pub use step::{Machine, RefusedStep};
pub use value::{DateValue, Quantity, RangeValue, Value};
pub use workflow::{
    FilingEvent, FilingState, GoalVersionKind, LibraryDecision, LibraryState, RefusedTransition,
};
