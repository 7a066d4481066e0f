//! Ranges for quantitative targets: what past results, the budget and the cost standard say a target
//! may be, with the reasons in words; and what is wrong with a target that was typed.
//!
//! Owns the estimate. Which years belong to an indicator and which standard pays for it comes in as
//! values; the widths and ratios are the regulation's.

mod backtest;
mod bounds;
mod series;
#[cfg(test)]
mod tests;
mod unit_cost;
mod warnings;

pub use backtest::{BacktestLine, Series, backtest};
pub use unit_cost::{Spending, UnitCost, unit_cost};

use crate::words::{grouped, percent};
use jixiao_domain::{
    ComparisonSign, CurrencyUnit, Decimal, IndicatorKind, Money, round_half_up_dp,
};
use jixiao_regulation::AdviserRule;
use series::Basis;

/// What an indicator brought in a past year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastValue {
    /// The fiscal year.
    pub year: i64,
    /// 指标值
    pub target: Option<Decimal>,
    /// 实际完成值 in the unit of the indicator; `None` where none is known.
    pub actual: Option<Decimal>,
    /// 全年预算数 of the project in that year.
    pub budget: Option<Money>,
}

/// A cost standard that pays for what the indicator counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standard {
    /// 支出事项
    pub item: String,
    /// What one unit costs.
    pub amount: Money,
    /// The unit it pays for.
    pub unit: String,
    /// 文号
    pub document_number: String,
}

/// A target to be set.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// 二级指标
    pub kind: IndicatorKind,
    /// How a result will be compared with the target.
    pub sign: ComparisonSign,
    /// 度量单位
    pub unit: &'a str,
    /// The fiscal year of the target.
    pub year: i64,
    /// The indicator in other years, in any order; those from [`Question::year`] on don't count.
    pub past: &'a [PastValue],
    /// The budget the year has or applies for.
    pub budget: Option<Money>,
    /// The standard that pays for it.
    pub standard: Option<&'a Standard>,
    /// What a unit is expected to cost, where the whole budget goes into what the indicator counts.
    pub unit_cost: Option<&'a UnitCost>,
    /// The target as typed.
    pub typed: Option<Decimal>,
}

/// What the adviser says of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The range, or why there is none.
    pub range: Result<Range, String>,
    /// What is wrong with the target as typed.
    pub warnings: Vec<Warning>,
}

/// A proposed range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// 稳妥值 of a floor, 争取值 of a ceiling.
    pub low: Decimal,
    /// 中间值
    pub middle: Decimal,
    /// 争取值 of a floor, 稳妥值 of a ceiling.
    pub high: Decimal,
    /// How many years with results it stands on.
    pub known_years: usize,
    /// The data used and what was made of them, a sentence each.
    pub reasons: Vec<String>,
    /// Of these, what lowered the range: the budget, a standard.
    pub bounds: Vec<String>,
}

/// Something wrong with a typed target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What.
    pub kind: WarningKind,
    /// In words, with the figures.
    pub message: String,
}

/// What may be wrong with a typed target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WarningKind {
    /// Far easier than what was reached before.
    TooEasy,
    /// The budget does not pay for it, or the standard forbids it.
    Unpayable,
    /// Harder than the range; only a remark.
    Ambitious,
}

/// Proposes a range and judges the target as typed. `too_low_ratio` is the regulation's ratio from
/// which a target counts as set too low.
pub fn advise(question: &Question<'_>, rule: &AdviserRule, too_low_ratio: Decimal) -> Advice {
    let basis = series::basis(question, rule);
    let range = match &basis {
        Some(basis) => range(question, rule, basis),
        None => Err(no_range(question)),
    };
    let warnings = warnings::of(question, basis.as_ref(), range.as_ref().ok(), too_low_ratio);
    Advice { range, warnings }
}

fn no_range(question: &Question<'_>) -> String {
    let mut reason = "往年没有可比的实际完成值，不提出建议区间".to_owned();
    let targets = question.past.iter().filter(|past| past.year < question.year);
    if let Some(last) = targets.filter(|past| past.target.is_some()).max_by_key(|past| past.year)
        && let Some(target) = last.target
    {
        let printed = with_unit(target, question.unit);
        reason.push_str(&format!("（{}年指标值为 {printed}，尚无完成情况）", last.year));
    }
    if let Some(bound) = bounds::payable(question) {
        reason.push('；');
        reason.push_str(&bound.sentence);
    }
    reason
}

fn range(question: &Question<'_>, rule: &AdviserRule, basis: &Basis) -> Result<Range, String> {
    let too_large = || "历年数值过大，无法测算".to_owned();
    let width = rule.width(basis.known.len()).ok_or_else(|| no_range(question))?;
    let factor = rule.spread_factor.value * small_sample(basis.known.len());
    let spread = basis.deviation.checked_mul(factor).ok_or_else(too_large)?;
    let least = if question.unit == "%" {
        width.points
    } else {
        basis.middle.abs().checked_mul(width.share).ok_or_else(too_large)?
    };
    let half = spread.max(least);
    let mut low = basis.middle.checked_sub(half).ok_or_else(too_large)?;
    let mut high = basis.middle.checked_add(half).ok_or_else(too_large)?;
    let mut reasons = basis.reasons.clone();
    reasons.push(if spread > least {
        let deviation = with_unit(round_half_up_dp(basis.deviation, 2), question.unit);
        format!(
            "历年围绕中间值的中位绝对偏差为 {deviation}，已知 {} 年，上下各取其 {} 倍",
            basis.known.len(),
            round_half_up_dp(factor, 2).normalize()
        )
    } else if question.unit == "%" {
        format!("已知 {} 年，上下至少各 {} 个百分点", basis.known.len(), width.points.normalize())
    } else {
        format!("已知 {} 年，上下至少各 {}", basis.known.len(), percent(width.share))
    });
    let mut middle = basis.middle;
    let mut bounds = Vec::new();
    let mut caps = Vec::new();
    if question.unit == "%" && basis.known.iter().all(|(_, value)| *value <= Decimal::ONE_HUNDRED) {
        caps.push((Decimal::ONE_HUNDRED, None));
    }
    caps.extend(bounds::all(question, basis).into_iter().map(|b| (b.at_most, Some(b.sentence))));
    if basis.known.iter().all(|(_, value)| !value.is_sign_negative()) {
        low = low.max(Decimal::ZERO);
    }
    let places = series::places(question);
    low = to_places(low, places, Decimal::floor).ok_or_else(too_large)?;
    high = to_places(high, places, Decimal::ceil).ok_or_else(too_large)?;
    middle = round_half_up_dp(middle, places);
    for (at_most, sentence) in caps {
        if high > at_most {
            (low, middle, high) = (low.min(at_most), middle.min(at_most), at_most);
            reasons.extend(sentence.clone());
            bounds.extend(sentence);
        }
    }
    reasons.push(direction(question.sign).to_owned());
    let (low, middle, high) = (low.normalize(), middle.normalize(), high.normalize());
    Ok(Range { low, middle, high, known_years: basis.known.len(), reasons, bounds })
}

/// What the median absolute deviation of so few values has to be multiplied with to stand for that
/// of many: Croux and Rousseeuw's factors (1992), n ÷ (n − 0.8) beyond nine.
fn small_sample(count: usize) -> Decimal {
    const FACTORS: [i64; 8] = [1_196, 1_495, 1_363, 1_206, 1_200, 1_140, 1_129, 1_107];
    match (count, count.checked_sub(2).and_then(|at| FACTORS.get(at))) {
        (_, Some(thousandths)) => Decimal::new(*thousandths, 3),
        (0 | 1, None) => Decimal::ONE,
        (count, None) => {
            let count = Decimal::from(count);
            count / (count - Decimal::new(8, 1))
        }
    }
}

/// A number of what is counted, cut down to as many decimals as targets of the indicator have.
pub(crate) fn whole(question: &Question<'_>, number: Decimal) -> Decimal {
    let cut = to_places(number, series::places(question), Decimal::floor);
    cut.unwrap_or(number).normalize()
}

/// What `count` units cost at the standard; `None` where the standard does not pay for them.
pub(crate) fn cost(question: &Question<'_>, count: Decimal) -> Option<Money> {
    bounds::cost(question, count)
}

/// Whether the expected cost of a unit bounds the target.
pub(crate) fn payable(question: &Question<'_>) -> bool {
    bounds::affordable(question).is_some()
}

/// The number cut to `places` decimals, outwards.
fn to_places(number: Decimal, places: u32, whole: fn(&Decimal) -> Decimal) -> Option<Decimal> {
    let scale = Decimal::from(10_u64.checked_pow(places)?);
    whole(&number.checked_mul(scale)?).checked_div(scale)
}

fn direction(sign: ComparisonSign) -> &'static str {
    if sign.is_ceiling() {
        "越低越好的指标：高值稳妥，低值为争取值"
    } else {
        "越高越好的指标：低值稳妥，高值为争取值"
    }
}

/// A number with its unit as forms print it: `1,350人`, `98.5%`.
fn with_unit(number: Decimal, unit: &str) -> String {
    format!("{}{unit}", grouped(number))
}

/// The unit as money, where it is one.
fn currency(unit: &str) -> Option<CurrencyUnit> {
    CurrencyUnit::from_word(unit)
}

impl Range {
    /// `1,290—1,450人，宜取 1,370人`
    pub fn sentence(&self, unit: &str) -> String {
        format!(
            "{}—{}，宜取 {}",
            grouped(self.low),
            with_unit(self.high, unit),
            with_unit(self.middle, unit)
        )
    }

    /// Whether a result lies inside.
    pub fn holds(&self, actual: Decimal) -> bool {
        (self.low..=self.high).contains(&actual)
    }

    /// Its width as a share of its middle; `None` around 0.
    pub fn relative_width(&self) -> Option<Decimal> {
        self.high.checked_sub(self.low)?.checked_div(self.middle.abs())
    }
}
