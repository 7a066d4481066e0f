//! What a sentence says about spending: a standard, a number of people, an amount.
//!
//! Owns which figure of a sentence plays which part. Where more than one could, it says nothing.

use crate::amounts::in_yuan;
use crate::figures::{Figure, figures};
use jixiao_domain::{CurrencyUnit, Decimal};

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
        let mut previous: Option<Figure<'_>> = None;
        for figure in figures(text) {
            if let Some(unit) = CurrencyUnit::from_word(figure.unit) {
                let low = previous.filter(|low| joins(text, low, &figure));
                spending.add_money(text, &figure, low.map(|low| low.number), unit);
            } else if figure.counts_served() && !is_per_head(text, &figure) {
                let rest = &text[figure.end..];
                let is_rough = ["以上", "及以上", "左右", "余", "多", "以内", "以下"]
                    .iter()
                    .any(|word| rest.starts_with(word))
                    || text[..figure.start].ends_with(['约', '近', '超']);
                spending.count.add(Count { number: figure.number, is_rough });
            } else {
                spending.has_multiplier |= multiplies(&figure);
            }
            previous = Some(figure);
        }
        spending
    }

    fn add_money(
        &mut self,
        text: &str,
        figure: &Figure<'_>,
        low: Option<Decimal>,
        unit: CurrencyUnit,
    ) {
        let Some(yuan) = in_yuan(figure.number, unit) else { return };
        let (before, rest) = (&text[..figure.start], &text[figure.end..]);
        let per_head_before = ["每人", "每户", "每名", "每位", "人均", "每月", "每人每年"]
            .iter()
            .any(|word| before.ends_with(word));
        let per_head_behind =
            ["/人", "/户", "/名", "每人", "/月"].iter().any(|word| rest.starts_with(word));
        let rest_of_standard = rest.trim_start_matches(['为', '的']);
        if per_head_before || per_head_behind || rest_of_standard.starts_with("标准") {
            let low = low.and_then(|low| in_yuan(low, unit)).unwrap_or(yuan);
            let is_monthly =
                before.ends_with("每月") || rest.starts_with("/月") || rest.contains("/月");
            self.standard.add(Standard { low, high: yuan, is_monthly });
        } else if low.is_none() {
            self.amount.add(Sum { yuan, tolerance: tolerance(figure.number, yuan, unit) });
        } else {
            self.amount.add(Sum { yuan, tolerance: yuan });
            self.amount = Part::Several;
        }
    }
}

/// What rounding may hide: half a digit behind a decimal point, a hundredth of round 万元.
fn tolerance(number: Decimal, yuan: Decimal, unit: CurrencyUnit) -> Decimal {
    if unit == CurrencyUnit::Yuan {
        return Decimal::ZERO;
    }
    let digit = in_yuan(crate::sums::rounding_of(number), unit).unwrap_or_default();
    digit.min(yuan.abs() / Decimal::ONE_HUNDRED)
}

/// Whether `low` and `high` are the bounds of one range: 1000-5000元.
fn joins(text: &str, low: &Figure<'_>, high: &Figure<'_>) -> bool {
    (low.unit.is_empty() || low.unit == high.unit)
        && matches!(&text[low.end..high.start], "-" | "—" | "——" | "~" | "至" | "到" | "–")
        && low.number <= high.number
}

/// Whether the count belongs to a standard: 200元/1人.
fn is_per_head(text: &str, figure: &Figure<'_>) -> bool {
    text[..figure.start].ends_with(['/', '每'])
}

/// Whether a figure may multiply a standard: three times, ten days; not a calendar year.
fn multiplies(figure: &Figure<'_>) -> bool {
    match figure.unit {
        "次" | "天" | "期" | "批" | "批次" | "场" | "场次" => true,
        "月" | "年" => {
            figure.number < Decimal::ONE_THOUSAND
                && figure.number.scale() == 0
                && figure.unit == "年"
        }
        _ => false,
    }
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
