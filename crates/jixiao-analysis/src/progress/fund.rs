//! The money: execution against time, and what will be spent by year's end on which basis.

use super::{Cutoff, lamp, percent};
use jixiao_domain::{CurrencyUnit, Decimal, ForecastBasis, Lamp, Money, round_half_up_dp};
use jixiao_regulation::Regulation;

/// What is known of the money at the end of a period.
#[derive(Debug, Clone, Copy, Default)]
pub struct FundFacts {
    /// 全年预算数 by then.
    pub budget: Money,
    /// Paid since January.
    pub executed: Money,
    /// What was paid in each month of the year before, where there was one.
    pub last_year: Option<[Money; 12]>,
    /// What is committed for payment until the year ends, where the officer stated it.
    pub committed: Option<Money>,
}

/// Execution beside time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundProgress {
    /// Paid since January of 全年预算数; `None` without a budget.
    pub rate: Option<Decimal>,
    /// 序时进度
    pub time_share: Decimal,
    /// The lamp; `None` where there is nothing to judge.
    pub lamp: Option<Lamp>,
    /// How it came about, or why there is none.
    pub sentence: String,
}

/// What will be spent by year's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// What it stands on.
    pub basis: ForecastBasis,
    /// 全年预计执行数, never above the budget.
    pub amount: Money,
    /// Of 全年预算数.
    pub rate: Option<Decimal>,
    /// How it came about.
    pub sentence: String,
}

/// Judges execution against time.
pub fn fund_progress(regulation: &Regulation, cutoff: Cutoff, facts: &FundFacts) -> FundProgress {
    let time_share = cutoff.time_share();
    let Some(rate) = rate(facts.executed, facts.budget) else {
        let sentence = "全年预算数为 0，执行率不适用。".to_owned();
        return FundProgress { rate: None, time_share, lamp: None, sentence };
    };
    let Some(pace) = rate.checked_div(time_share) else {
        let sentence = "期间尚未开始，不评进度。".to_owned();
        return FundProgress { rate: Some(rate), time_share, lamp: None, sentence };
    };
    let lamp = lamp(&regulation.monitoring.lamp_bands.value, pace);
    let sentence = format!(
        "截至{}累计执行 {}，为序时进度 {} 的 {}。",
        cutoff.word(),
        percent(rate),
        percent(time_share),
        percent(pace)
    );
    FundProgress { rate: Some(rate), time_share, lamp: Some(lamp), sentence }
}

/// Every forecast that can be made, the surest first: commitments the officer stated, last year's
/// months, time alone.
///
/// # Errors
/// Why there is none.
pub fn forecasts(cutoff: Cutoff, facts: &FundFacts) -> Result<Vec<Forecast>, String> {
    if facts.budget.fen() <= 0 {
        return Err("全年预算数为 0，无法预计全年执行数".to_owned());
    }
    let all = [committed(facts), last_year(cutoff, facts), linear(cutoff, facts)];
    let found: Vec<Forecast> = all.into_iter().flatten().collect();
    if found.is_empty() {
        return Err("期间尚未开始且无上年数据，无法预计全年执行数".to_owned());
    }
    Ok(found)
}

fn committed(facts: &FundFacts) -> Option<Forecast> {
    let committed = facts.committed?;
    let sum = facts.executed.checked_add(committed)?;
    let words =
        format!("已执行 {} 元，年内已落实待支付 {} 元", yuan(facts.executed), yuan(committed));
    Some(capped(ForecastBasis::Committed, facts, sum, &words))
}

fn last_year(cutoff: Cutoff, facts: &FundFacts) -> Option<Forecast> {
    let months = facts.last_year?;
    let whole = usize::from(cutoff.whole_months());
    let so_far = sum(months.get(..whole)?)?;
    let begun = cutoff.time_share() * Decimal::from(12) - Decimal::from(cutoff.whole_months());
    let this_month = months.get(whole).map_or(0, |money| money.fen());
    let so_far = Decimal::from(so_far) + Decimal::from(this_month).checked_mul(begun)?;
    let year = Decimal::from(sum(&months)?);
    if year <= Decimal::ZERO || so_far <= Decimal::ZERO {
        return None;
    }
    let share = so_far.checked_div(year)?;
    let words = format!(
        "上年截至{}支出占全年的 {}，据此由已执行 {} 元推算",
        cutoff.word(),
        percent(share),
        yuan(facts.executed)
    );
    Some(capped(ForecastBasis::LastYear, facts, divided(facts.executed, share)?, &words))
}

fn linear(cutoff: Cutoff, facts: &FundFacts) -> Option<Forecast> {
    let share = cutoff.time_share();
    let words = format!(
        "截至{}已执行 {} 元，按序时进度 {} 线性推算",
        cutoff.word(),
        yuan(facts.executed),
        percent(share)
    );
    Some(capped(ForecastBasis::Linear, facts, divided(facts.executed, share)?, &words))
}

/// No more is spent than was given.
fn capped(basis: ForecastBasis, facts: &FundFacts, amount: Money, words: &str) -> Forecast {
    let is_over = amount > facts.budget;
    let amount = if is_over { facts.budget } else { amount };
    let end = if is_over { "，以全年预算数为限" } else { "" };
    let sentence = format!("{words}{end}，全年预计 {} 元。", yuan(amount));
    Forecast { basis, amount, rate: rate(amount, facts.budget), sentence }
}

/// A forecast shared out over the sources: what is still to be spent comes out of what each has
/// left, in proportion; fen that don't divide go to the source with the most left. `sources` holds
/// budget and execution of each. `None` where amounts leave what a sum can hold.
pub fn share_out(forecast: Money, sources: &[(Money, Money)]) -> Option<Vec<Money>> {
    let executed = sources.iter().try_fold(0_i64, |sum, (_, paid)| sum.checked_add(paid.fen()))?;
    let coming = forecast.fen().checked_sub(executed)?;
    let left: Vec<i64> = sources
        .iter()
        .map(|(budget, paid)| budget.fen().saturating_sub(paid.fen()).max(0))
        .collect();
    let whole = left.iter().try_fold(0_i64, |sum, fen| sum.checked_add(*fen))?;
    let mut parts: Vec<i64> = Vec::with_capacity(sources.len());
    for ((_, paid), left) in sources.iter().zip(&left) {
        let part = Decimal::from(coming)
            .checked_mul(Decimal::from(*left))
            .and_then(|product| product.checked_div(Decimal::from(whole)))
            .and_then(|part| i64::try_from(part.trunc().mantissa()).ok())
            .unwrap_or(0);
        parts.push(paid.fen().checked_add(part)?);
    }
    let rest = forecast.fen().checked_sub(parts.iter().sum())?;
    let place = (0..left.len()).rev().max_by_key(|place| left.get(*place).copied())?;
    let most = parts.get_mut(place)?;
    *most = most.checked_add(rest)?;
    Some(parts.into_iter().map(Money::from_fen).collect())
}

fn sum(months: &[Money]) -> Option<i64> {
    months.iter().try_fold(0_i64, |sum, month| sum.checked_add(month.fen()))
}

fn divided(money: Money, share: Decimal) -> Option<Money> {
    let fen = Decimal::from(money.fen()).checked_div(share)?;
    i64::try_from(round_half_up_dp(fen, 0).trunc().mantissa()).ok().map(Money::from_fen)
}

fn rate(part: Money, whole: Money) -> Option<Decimal> {
    if whole.fen() <= 0 {
        return None;
    }
    Decimal::from(part.fen()).checked_div(Decimal::from(whole.fen()))
}

/// An amount in 元 with separators of thousands and two decimals.
fn yuan(money: Money) -> String {
    let text = format!("{:.2}", money.to_decimal(CurrencyUnit::Yuan));
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{fraction}")
}
