//! Reading models: what a page shows in one question, over the rows of several aggregates and
//! bounded by a [`crate::Scope`].

pub mod aid_cases;
pub mod aid_rounds;
pub mod applicants;
pub mod assessments;
pub mod audit;
pub mod candidates;
pub mod cost_standards;
pub mod departments;
pub mod disbursements;
pub mod disclosures;
pub mod duplicates;
pub mod evaluations;
pub mod executions;
pub mod goals;
pub mod history;
pub mod library;
mod listing;
pub mod monitoring;
pub mod organisations;
pub mod people;
pub mod projects;
pub mod public;
pub mod rectifications;
pub mod reports;
pub mod results;
pub mod self_evaluations;
pub mod users;
pub mod workbench;

/// A pattern that finds `text` anywhere, for `LIKE … ESCAPE '!'`; its own wildcards count as letters.
pub(crate) fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
