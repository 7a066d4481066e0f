//! Checking rules: (documents, drafts, regulation) to findings.
//!
//! Owns the rules, one a file, their registry and documentation, and how findings are collected.
//! Never changes what it reads, never reads a file, and takes every threshold from a regulation.

mod abstracts;
mod amounts;
mod attainment;
mod context;
mod counted;
mod examine;
mod figures;
mod finding;
mod likeness;
mod matching;
mod nouns;
mod products;
mod reason;
mod recompute;
mod report_figures;
mod rule;
mod rules;
mod scored;
mod spending;
mod sums;
mod unspent;
mod vocabulary;
mod wording;
mod years;

pub use abstracts::{
    Abstract, ExcessAbstract, FigureAbstract, FormAbstract, FormDetails, FundsAbstract,
    IndicatorAbstract, NamedAbstract, ReportAbstract, ToldExcessAbstract,
};
pub use context::{DocumentContext, DossierContext, FormContext, ReportContext};
pub use examine::{Examination, Selection, compare, examine};
pub use finding::{Draft, Finding, Findings, Related, Severity};
pub use recompute::facts_of;
pub use rule::{Rule, Run, Status};
pub use rules::{all, find};
