//! Whether the two ledgers of a year still agree after a line was added.

use super::ledger::Held;
use crate::amounts::yuan;
use crate::{FieldError, Refusal};
use jixiao_domain::{Coded as _, FundFigures, FundSource, Money};
use jixiao_store::{Transaction, funds, project_years};

/// Which ledger the line was added to: the sentence speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The budget was changed.
    Budget,
    /// Something was paid.
    Execution,
}

/// Checks the sums after the lines were written; a refusal leaves nothing of them.
///
/// # Errors
/// [`Refusal::Invalid`] on `amount` with one sentence a fault.
pub(super) async fn check(tx: &Transaction, held: &Held, side: Side) -> Result<(), Refusal> {
    let summary = funds::fund_summary(tx, held.year.id).await?;
    let mut faults: Vec<String> =
        summary.sources().filter_map(|(source, row)| fault(source, row, side)).collect();
    faults.extend(carry_over_fault(tx, held, held.year.year).await?);
    faults.extend(carry_over_fault(tx, held, held.year.year + 1).await?);
    if faults.is_empty() {
        return Ok(());
    }
    Err(Refusal::Invalid(
        faults.into_iter().map(|fault| FieldError::new("amount", fault)).collect(),
    ))
}

/// What is wrong with the sums of a source, if anything.
pub(crate) fn fault(source: FundSource, row: FundFigures, side: Side) -> Option<String> {
    let (source, adjusted, executed) = (source.word(), row.adjusted, row.executed);
    if adjusted.fen() < 0 {
        return Some(format!("{source}的全年预算数将为 {} 元，不得小于 0", yuan(adjusted)));
    }
    if executed <= adjusted {
        return None;
    }
    let (adjusted, executed) = (yuan(adjusted), yuan(executed));
    Some(match side {
        Side::Budget => {
            format!("{source}的全年预算数将为 {adjusted} 元，低于已执行的 {executed} 元")
        }
        Side::Execution => format!(
            "{source}的执行数将为 {executed} 元，超过全年预算数 {adjusted} 元；无预算不得支出，请先登记预算或核对来源"
        ),
    })
}

/// What the year `to` carried over may not exceed what the year before left, where that is known.
async fn carry_over_fault(
    tx: &Transaction,
    held: &Held,
    to: i64,
) -> Result<Option<String>, Refusal> {
    let project = held.project.id;
    let Some(next) = project_years::find_in(tx, project, to).await? else { return Ok(None) };
    let carried = funds::carried_over(tx, next.id).await?;
    if carried.fen() == 0 {
        return Ok(None);
    }
    let Some(last) = project_years::find_in(tx, project, to - 1).await? else { return Ok(None) };
    let left = funds::fund_summary(tx, last.id).await?.total.unspent().unwrap_or(Money::default());
    Ok((carried > left).then(|| {
        format!(
            "{to} 年度登记的上年结转共 {} 元，超过 {} 年度未执行的 {} 元",
            yuan(carried),
            to - 1,
            yuan(left)
        )
    }))
}
