//! The targets of a proposal: by past results, the cost standards in force and what a unit came to.

use super::facts::ProjectOutcome;
use crate::Refusal;
use crate::adviser::{past_values, standard};
use crate::history::{IndicatorSeries, normalised_name};
use jixiao_analysis::ranges::{self, PastValue, Question, Spending, Standard, UnitCost};
use jixiao_analysis::results::{Asked, Target};
use jixiao_domain::{ComparisonSign, Money, Programme};
use jixiao_store::Connection;
use jixiao_store::cost_standards::{self, CostStandard};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The cost standards of a year, read once for each programme and place.
pub(super) struct Standards {
    year: i64,
    found: HashMap<(Programme, String), Vec<CostStandard>>,
}

impl Standards {
    pub(super) fn of_year(year: i64) -> Self {
        Self { year, found: HashMap::new() }
    }

    /// The targets of a project for the year, payable from `amount`, a line each.
    pub(super) async fn targets(
        &mut self,
        connection: &impl Connection,
        one: &ProjectOutcome,
        amount: Money,
    ) -> Result<String, Refusal> {
        let standards = match self.found.entry((one.programme, one.path.clone())) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let (programme, path) = new.key();
                let rows =
                    cost_standards::in_force(connection, *programme, path, self.year).await?;
                new.insert(rows)
            }
        };
        let lines: Vec<String> =
            of_project(one, self.year, amount, standards).iter().map(Target::sentence).collect();
        Ok(lines.join("\n"))
    }
}

/// An indicator with what the question about it borrows.
struct Known<'a> {
    series: &'a IndicatorSeries,
    sign: ComparisonSign,
    past: Vec<PastValue>,
    standard: Option<Standard>,
    unit_cost: Option<UnitCost>,
}

fn of_project(
    one: &ProjectOutcome,
    year: i64,
    amount: Money,
    standards: &[CostStandard],
) -> Vec<Target> {
    let known: Vec<Known<'_>> = one
        .series
        .iter()
        .filter_map(|series| {
            let sign = series.sign?;
            let name = normalised_name(&series.name);
            Some(Known {
                series,
                sign,
                past: past_values(series),
                standard: standard(standards, &name, &series.unit, sign),
                unit_cost: unit_cost(one, series, year),
            })
        })
        .collect();
    let asked: Vec<Asked<'_>> = known
        .iter()
        .map(|known| Asked {
            name: &known.series.name,
            question: Question {
                kind: known.series.kind,
                sign: known.sign,
                unit: &known.series.unit,
                year,
                past: &known.past,
                budget: Some(amount),
                standard: known.standard.as_ref(),
                unit_cost: known.unit_cost.as_ref(),
                typed: None,
            },
        })
        .collect();
    jixiao_analysis::results::targets(&asked, amount, &one.regulation.adviser)
}

/// What one unit cost, where the project counts one thing only: then its whole spending went there.
fn unit_cost(one: &ProjectOutcome, series: &IndicatorSeries, year: i64) -> Option<UnitCost> {
    let [only] = one.outcome.demand.as_slice() else { return None };
    if only.name != series.name || only.unit != series.unit {
        return None;
    }
    let past: Vec<Spending> = series
        .years
        .iter()
        .filter_map(|past| {
            let (_, spent) = one.spent.iter().find(|(year, _)| *year == past.year)?;
            Some(Spending { year: past.year, spent: *spent, count: past.actual? })
        })
        .collect();
    ranges::unit_cost(&past, &series.unit, year, &one.regulation.adviser)
}
