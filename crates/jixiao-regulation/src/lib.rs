//! Scoring regulations as dated data, and the scores they give.
//!
//! Owns parameters (weights, bands, thresholds, grade bounds), each with article and source, the
//! named formulas they feed, and one cited [`Step`] per point; frameworks of evaluation; the calendar
//! of working days. Knows no form and no file.

mod advice;
mod calendar;
mod catalogue;
mod department;
mod engine;
mod error;
mod facts;
mod flatten;
mod framework;
mod load;
mod page;
mod parameters;
mod raw;
mod sentence;
mod sheet;
mod validate;

pub use advice::{AdviserRule, GradeCut, RangeWidth, RankingRule, RankingWeights, ResultsRule};
pub use calendar::{
    Day, DayUnit, FirstDay, Holiday, HolidayList, LastDay, Term, WorkCalendar, calendar_index,
    calendar_page,
};
pub use catalogue::Catalogue;
pub use department::{
    DepartmentBand, DepartmentFramework, DepartmentIndicator, DepartmentMeasure, DepartmentRule,
    department_index, department_page,
};
pub use engine::score;
pub use error::{LoadError, Problem, ResolveError};
pub use facts::{Facts, IndicatorFacts};
pub use flatten::Entry;
pub use framework::{
    Citation, Floor, Framework, FrameworkFormula, FrameworkItem, FrameworkKind, ResultBands,
    framework_page,
};
pub use page::{index, page};
pub use parameters::{
    Certainty, Cited, Denominator, ExecutionBand, ExecutionCap, ExecutionFormula, ExecutionLine,
    ExecutionRule, GradeBand, LampBands, MonitoringRule, OverFulfilmentCut, OverFulfilmentRule,
    QualitativeTier, QuantitativeFormula, Regulation, WeightSet,
};
pub use sheet::{
    Attainment, Execution, ExecutionAlternative, ExecutionBy, ExecutionGap, Measure, Reason,
    ScoreSheet, Step, StepBasis,
};
