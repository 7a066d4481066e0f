//! The figures an evaluation's formulas stand on, out of goal, ledger and approved self-evaluation.

use crate::projects::YearPlace;
use crate::self_evaluations::{Record, assess};
use crate::{Call, Refusal};
use jixiao_analysis::framework::{FrameworkFacts, IndicatorResult, TargetAndActual};
use jixiao_domain::{ComparisonSign, Decimal, FilingState, Money, Quantity, Value};
use jixiao_form::values;
use jixiao_store::{Connection, funds, goals, self_evaluations};

/// Gathers the figures of a project's year.
pub(super) async fn of(
    connection: &impl Connection,
    call: Call<'_>,
    place: &YearPlace,
) -> Result<FrameworkFacts, Refusal> {
    let funds = funds::fund_summary(connection, place.year.id).await?.total;
    let goal = goals::in_force(connection, place.year.id).await?;
    let planned = goal.and_then(|goal| match goal.content {
        content if content.annual_treasury.is_none() && content.annual_other.is_none() => None,
        content => content
            .annual_treasury
            .unwrap_or_default()
            .checked_add(content.annual_other.unwrap_or_default()),
    });
    let filed = self_evaluations::of_project_year(connection, place.year.id).await?;
    let indicators = match filed.filter(|filed| filed.state == FilingState::Approved) {
        None => Vec::new(),
        Some(filed) => results(&Record::load_unasked(connection, call.app, filed.id).await?),
    };
    Ok(FrameworkFacts {
        planned: planned.filter(|planned| *planned > Money::default()),
        arrived: funds.adjusted,
        spent: funds.executed,
        indicators,
    })
}

fn results(record: &Record) -> Vec<IndicatorResult> {
    let scores = assess(record);
    record
        .rows
        .iter()
        .zip(&scores.rows)
        .map(|(row, scored)| {
            let content = &row.indicator.content;
            IndicatorResult {
                kind: content.level2,
                name: content.name.clone(),
                points: content.points,
                numbers: numbers(&row.target(), &values::parse(&row.filled.actual_text)),
                score_share: scored.score.and_then(|score| score.checked_div(content.points)),
            }
        })
        .collect()
}

/// Target and result where both are numbers of one unit.
fn numbers(target: &Value, actual: &Value) -> Option<TargetAndActual> {
    let (target, actual): (&Quantity, &Quantity) = (target.quantity()?, actual.quantity()?);
    let one_unit = actual.unit == target.unit || actual.unit.is_empty();
    if !one_unit || target.number <= Decimal::ZERO {
        return None;
    }
    let is_ceiling = matches!(target.sign, ComparisonSign::AtMost | ComparisonSign::LessThan);
    Some(TargetAndActual { target: target.number, actual: actual.number, is_ceiling })
}
