//! Facts out of records: every figure a report may print, with the cell it comes from.

mod department;
mod evaluation;
mod monitoring;
mod self_evaluation;
mod summary;

pub(super) use department::department;
pub(super) use evaluation::{About, evaluation};
pub(super) use monitoring::{Monitored, RoundOf, monitoring};
pub(super) use self_evaluation::self_evaluation;
pub(super) use summary::summary;

use jixiao_domain::{Decimal, FundFigures, Money};
use jixiao_narrative::{Day, FactValue, Item};

/// Points out of hundredths.
fn points(hundredths: i64) -> FactValue {
    FactValue::Points { points: Decimal::new(hundredths, 2) }
}

fn count(number: usize, unit: &str) -> FactValue {
    FactValue::count(Decimal::from(number), unit)
}

fn date(day: chrono::NaiveDate) -> FactValue {
    use chrono::Datelike as _;
    FactValue::Date { date: Day { year: day.year(), month: day.month(), day: day.day() } }
}

fn rate(share: Decimal) -> FactValue {
    FactValue::Rate { share }
}

/// The amounts of a row of funds below `prefix` (with its dot), with what follows from them.
fn funds(item: &mut Item<'_>, prefix: &str, figures: FundFigures) {
    let name = |end: &str| format!("{prefix}{end}");
    let row = "“年度资金总额”行";
    let money = FactValue::money;
    item.put_at(&name("initial"), money(figures.initial), &format!("{row}年初预算数"))
        .put_at(&name("adjusted"), money(figures.adjusted), &format!("{row}全年预算数"))
        .put_at(&name("executed"), money(figures.executed), &format!("{row}全年执行数"));
    if let Ok(share) = figures.execution_rate() {
        item.put_at(&name("rate"), rate(share), &format!("{row}执行率"));
    }
    if let Ok(share) = figures.initial_execution_rate() {
        item.put_at(&name("initial_rate"), rate(share), "：全年执行数÷年初预算数");
    }
    let change = figures.adjusted.fen().saturating_sub(figures.initial.fen());
    let changed = money(Money::from_fen(change.saturating_abs()));
    item.put_at(&name("change"), changed, "：全年预算数与年初预算数之差")
        .flag(&name("changed"), change != 0)
        .flag(&name("raised"), change > 0)
        .flag(&name("lowered"), change < 0);
    let unspent = figures.unspent().unwrap_or_default();
    item.put_at(&name("unspent"), money(unspent), "：全年预算数与全年执行数之差")
        .flag(&name("has_unspent"), unspent.fen() > 0)
        .flag(&name("fully_executed"), unspent.fen() == 0);
}
