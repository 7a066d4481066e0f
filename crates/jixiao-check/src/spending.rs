//! What a sentence says about spending: a standard, a number of people, an amount.
//!
//! Owns which figure of a sentence plays which part. Where more than one could, it says nothing.

use crate::amounts::in_yuan;
use crate::figures::counts_served;
use crate::sums::rounding_of;
use jixiao_domain::{CurrencyUnit, Decimal, Quantity, Value};
use jixiao_form::values::{parse, quantities};
use std::ops::Range;

/// The parts of one sentence, or of several about the same task. Squeezed text only.
#[derive(Debug, Default)]
pub(crate) struct Spending {
    /// What one person gets.
    pub(crate) standard: Part<Standard>,
    /// How many get it.
    pub(crate) count: Part<Count>,
    /// What it costs.
    pub(crate) amount: Part<Sum>,
    /// A figure that may multiply the rest: times, days, batches.
    pub(crate) has_multiplier: bool,
}

/// A part that no, one or several figures of a sentence may play.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<T> {
    /// No figure does.
    #[default]
    Missing,
    /// Exactly one does.
    One(T),
    /// Several do.
    Several,
}

/// 200元/人, 每人每月130元, 1000-5000元标准; in 元.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standard {
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
    pub(crate) is_monthly: bool,
}

/// 3000人
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) number: Decimal,
    /// Whether words make it a bound or an estimate: 以上, 左右, 余.
    pub(crate) is_rough: bool,
}

/// 需资金600,000元
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) yuan: Decimal,
    /// How far the true amount may lie away.
    pub(crate) tolerance: Decimal,
}

impl<T: Copy> Part<T> {
    /// The one figure that plays the part.
    pub(crate) fn one(self) -> Option<T> {
        match self {
            Self::One(part) => Some(part),
            _ => None,
        }
    }

    fn add(&mut self, part: T) {
        *self = if matches!(self, Self::Missing) { Self::One(part) } else { Self::Several };
    }
}

impl Spending {
    /// Reads `text`, which is squeezed.
    pub(crate) fn of(text: &str) -> Self {
        let mut spending = Self::default();
        let ranges = money_ranges(text);
        for range in &ranges {
            spending.add_range(text, range);
        }
        for figure in quantities(text) {
            if ranges.iter().any(|range| range.span.contains(&(figure.span.end - 1))) {
                continue;
            }
            let (before, rest) = (&text[..figure.span.start], &text[figure.span.end..]);
            let quantity = &figure.quantity;
            if let Some((unit, per)) = money_unit(&quantity.unit) {
                spending.add_money(quantity, unit, per, (before, rest));
            } else if counts_served(&quantity.unit) {
                let is_rough = quantity.sign != jixiao_domain::ComparisonSign::Equal
                    || before.ends_with(['约', '近', '超'])
                    || rest.starts_with(['余', '多']);
                spending.count.add(Count { number: quantity.number, is_rough });
            } else {
                spending.has_multiplier |= multiplies(quantity);
            }
        }
        spending
    }

    fn add_range(&mut self, text: &str, range: &MoneyRange) {
        let (before, rest) = (&text[..range.span.start], &text[range.span.end..]);
        let (low, high, per) = (range.low, range.high, range.per.as_str());
        match standard_period(before, per, rest) {
            Some(is_monthly) => self.standard.add(Standard { low, high, is_monthly }),
            // Two bounds of a total leave the total open.
            None => self.amount = Part::Several,
        }
    }

    fn add_money(
        &mut self,
        quantity: &Quantity,
        unit: CurrencyUnit,
        per: &str,
        (before, rest): (&str, &str),
    ) {
        let Some(yuan) = in_yuan(quantity.number, unit) else { return };
        if let Some(is_monthly) = standard_period(before, per, rest) {
            self.standard.add(Standard { low: yuan, high: yuan, is_monthly });
        } else {
            self.amount.add(Sum { yuan, tolerance: tolerance(quantity.number, yuan, unit) });
        }
    }
}

/// A range of money: 1000-5000元.
struct MoneyRange {
    span: Range<usize>,
    low: Decimal,
    high: Decimal,
    /// What stands behind the currency in its unit: `/人`.
    per: String,
}

const RANGE_MARKS: [char; 7] = ['-', '－', '—', '~', '～', '至', '到'];

fn money_ranges(text: &str) -> Vec<MoneyRange> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut ranges = Vec::new();
    for (at, mark) in text.match_indices(RANGE_MARKS) {
        let start = text[..at].trim_end_matches(is_digit).len();
        let behind = &text[at + mark.len()..];
        let digits = behind.len() - behind.trim_start_matches(is_digit).len();
        let unit = &behind[digits..];
        let Some(unit_length) =
            ["万元", "元"].iter().find(|word| unit.starts_with(**word)).map(|word| word.len())
        else {
            continue;
        };
        let span = start..at + mark.len() + digits + unit_length;
        let Value::Range(range) = parse(&text[span.clone()]) else { continue };
        let Some(unit) = CurrencyUnit::from_word(&range.unit) else { continue };
        if let (Some(low), Some(high)) = (in_yuan(range.low, unit), in_yuan(range.high, unit)) {
            let rest = &text[span.end..];
            let per = ["/人", "/户", "/名", "/月"].iter().find(|word| rest.starts_with(**word));
            ranges.push(MoneyRange { span, low, high, per: per.map_or("", |per| per).to_owned() });
        }
    }
    ranges
}

/// The currency of a unit and what is behind it: 元/人*月 is 元 and `/人*月`.
pub(crate) fn money_unit(unit: &str) -> Option<(CurrencyUnit, &str)> {
    let end = unit.find('/').unwrap_or(unit.len());
    Some((CurrencyUnit::from_word(&unit[..end])?, &unit[end..]))
}

/// Whether the amount is one person's, and then whether it is paid by the month.
fn standard_period(before: &str, per: &str, rest: &str) -> Option<bool> {
    let per_head_before = ["每人", "每户", "每名", "每位", "人均", "每月", "每人每年"]
        .iter()
        .any(|word| before.ends_with(word));
    let is_standard = per_head_before
        || ["/人", "/户", "/名", "/位", "/月"].iter().any(|word| per.starts_with(word))
        || rest.starts_with("每人")
        || rest.trim_start_matches(['为', '的']).starts_with("标准");
    is_standard.then(|| before.ends_with("每月") || per.contains('月'))
}

/// What rounding may hide: half a digit behind a decimal point, a hundredth of round 万元.
pub(crate) fn tolerance(number: Decimal, yuan: Decimal, unit: CurrencyUnit) -> Decimal {
    if unit == CurrencyUnit::Yuan {
        return Decimal::ZERO;
    }
    let digit = in_yuan(rounding_of(number), unit).unwrap_or_default();
    digit.min(yuan.abs() / Decimal::ONE_HUNDRED)
}

/// Whether a figure may multiply a standard: three times, ten days.
fn multiplies(quantity: &Quantity) -> bool {
    ["次", "天", "日", "期", "批", "批次", "场", "场次", "年", "个月", "月"]
        .contains(&quantity.unit.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_plays_its_part() {
        let spending = Spending::of("严格按200元/人,慰问3000人,需资金600,000元");
        assert_eq!(spending.standard.one().map(|s| s.high), Some(Decimal::from(200)));
        assert_eq!(spending.count.one().map(|c| c.number), Some(Decimal::from(3000)));
        assert_eq!(spending.amount.one().map(|a| a.yuan), Some(Decimal::from(600_000)));
    }

    #[test]
    fn a_range_is_a_standard_with_two_bounds() {
        let spending = Spending::of("按1000-5000元为标准,救助200人,需资金100万元");
        let standard = spending.standard.one().unwrap();
        assert_eq!((standard.low, standard.high), (Decimal::from(1000), Decimal::from(5000)));
    }

    #[test]
    fn two_amounts_are_no_amount() {
        let spending = Spending::of("每人每月130元,共支出20万元,其中省级5万元");
        assert_eq!(spending.amount, Part::Several);
        assert!(spending.standard.one().unwrap().is_monthly);
    }
}
