//! Steps as plain Chinese sentences with their arithmetic.
//!
//! Owns the words only; nothing is computed here that the step does not hold.

use crate::{Denominator, Execution, ExecutionBy, ExecutionGap, Measure, Reason, Step, StepBasis};
use jixiao_domain::{
    ComparisonSign, CurrencyUnit, DateValue, Decimal, Money, round_half_up_2dp, round_half_up_dp,
};

impl Step {
    /// How the row's score came about, or why it has none: one sentence about `subject`.
    pub fn sentence(&self, subject: &str) -> String {
        let points = number(self.points.unwrap_or_default());
        let score = number(self.score.unwrap_or_default());
        let words = match &self.basis {
            StepBasis::Execution(execution) => execution_words(execution, &points, &score),
            StepBasis::ExecutionUnknown(gap) => gap_words(*gap),
            StepBasis::Unknown(reason) => reason_words(reason),
            StepBasis::Tier { index, low, high, same_words } => {
                tier_words(*index, *low, *high, *same_words, &score)
            }
            met => attained_words(met, &points, &score),
        };
        let subject = subject.trim().trim_end_matches(['。', '；', '：', '，', ';', ':', ',']);
        format!("{subject}：{words}。")
    }
}

fn attained_words(basis: &StepBasis, points: &str, score: &str) -> String {
    match basis {
        StepBasis::Met(m) => format!("{}，达到指标值，得全部分值 {points} 分", compared(m)),
        StepBasis::OverFulfilled { measure: m, from_ratio, share } => format!(
            "{}，达到指标值的 {} 及以上，按分值的 {} 计分，{points} × {} = {score} 分",
            compared(m),
            percent(*from_ratio),
            percent(*share),
            percent(*share),
        ),
        StepBasis::Proportional(m) if m.actual < Decimal::ZERO => {
            format!("{}，未达到指标值，完成值为负数，得 {score} 分", compared(m))
        }
        StepBasis::Proportional(m) => format!(
            "{}，未达到指标值，{} ÷ {} × {points} = {score} 分",
            compared(m),
            number(m.actual),
            number(m.target),
        ),
        StepBasis::Reverse(m) if m.ratio() >= Some(Decimal::TWO) => {
            format!("{}，达到上限的两倍，得 0 分", compared(m))
        }
        StepBasis::Reverse(m) => {
            let (target, actual) = (number(m.target), number(m.actual));
            format!(
                "{}，超过上限，（1 −（{actual} − {target}）÷ {target}）× {points} = {score} 分",
                compared(m),
            )
        }
        StepBasis::InverseProportion(m) => format!(
            "{}，超过上限，{} ÷ {} × {points} = {score} 分",
            compared(m),
            number(m.target),
            number(m.actual),
        ),
        StepBasis::ZeroTargetMissed(m) => format!("{}，指标值为 0 而未守住，得 0 分", compared(m)),
        StepBasis::WithinRange { low, high, actual, unit } => format!(
            "指标值 {}—{}{unit}，实际完成 {}{unit}，在范围内，得全部分值 {points} 分",
            number(*low),
            number(*high),
            number(*actual),
        ),
        StepBasis::InTime { deadline, actual } => format!(
            "期限为{}，实际完成时间为{}，按期完成，得全部分值 {points} 分",
            date(*deadline),
            date(*actual),
        ),
        // The other bases have functions of their own.
        _ => String::new(),
    }
}

fn tier_words(index: usize, low: Decimal, high: Decimal, same_words: bool, score: &str) -> String {
    let same = if same_words { "完成情况与指标值表述一致，" } else { "" };
    let open = if index == 0 { "" } else { "（不含）" };
    format!(
        "定性指标，{same}自评 {score} 分，在第{}档 {}—{}{open} 分之内，由人判定，照录",
        ordinal(index),
        number(low),
        number(high),
    )
}

fn execution_words(execution: &Execution, points: &str, score: &str) -> String {
    let Execution { denominator, budget, executed, rate, by, alternative } = execution;
    let rate_words = format!(
        "全年执行数 {} ÷ {} {} = {}",
        money(*executed),
        denominator.word(),
        money(*budget),
        percent(*rate),
    );
    let award = match by {
        ExecutionBy::Proportion => {
            format!("{} × {points} = {score} 分", percent(*rate))
        }
        ExecutionBy::ProportionCapped => {
            format!("超过 100%，以分值为限，得 {score} 分")
        }
        ExecutionBy::Band { rate_at_least, share } => format!(
            "达到 {} 一档，按分值的 {} 计分，得 {score} 分",
            percent(*rate_at_least),
            percent(*share),
        ),
    };
    let other = alternative.map_or_else(String::new, |other| {
        format!(
            "（如以{} {} 为分母，执行率为 {}，应得 {} 分）",
            other.denominator.word(),
            money(other.budget),
            percent(other.rate),
            number(other.score),
        )
    });
    format!("{rate_words}，{award}{other}")
}

fn gap_words(gap: ExecutionGap) -> String {
    let of = |denominator: Denominator| denominator.word();
    match gap {
        ExecutionGap::NoBudget(denominator) => {
            format!("未填{}，无法计算执行率", of(denominator))
        }
        ExecutionGap::NoExecuted => "未填全年执行数，无法计算执行率".to_owned(),
        ExecutionGap::ZeroBudget(denominator) => {
            format!("{}为 0，执行率不适用，须由人判定", of(denominator))
        }
        ExecutionGap::Negative => "预算数或执行数为负数，无法计算执行率".to_owned(),
        ExecutionGap::NegativePoints => "分值为负数，无法计分".to_owned(),
        ExecutionGap::TooLarge => "数值过大，无法计算".to_owned(),
    }
}

fn reason_words(reason: &Reason) -> String {
    match reason {
        Reason::NoPoints(Some(m)) => format!("{}，但未填分值，无法计分", compared(m)),
        Reason::NoPoints(None) => "未填分值，无法计分".to_owned(),
        Reason::NegativePoints => "分值为负数，无法计分".to_owned(),
        Reason::NoTarget => "未设指标值，无法计分".to_owned(),
        Reason::NoActual => "未填实际完成值，无法计分".to_owned(),
        Reason::ActualInWords => "指标值为数值或期限，实际完成值为文字，无法计分".to_owned(),
        Reason::UnitsDiffer { target, actual } => format!(
            "指标值的单位为“{}”，实际完成值的单位为“{}”，不能换算，无法计分",
            or_none(target),
            or_none(actual),
        ),
        Reason::ScaleUnclear => "指标值与实际完成值未写单位且数量级不同，无法计分".to_owned(),
        Reason::DirectionUnclear(m) => {
            format!("{}，无法判断以多为好还是以少为好，不能计分", compared(m))
        }
        Reason::ResultInexact(m) => {
            format!("{}，实际完成值带有约数，无法判断是否完成", compared(m))
        }
        Reason::NotComparable => "指标值与实际完成值不是同类数据，无法比较".to_owned(),
        Reason::CeilingExceeded(m) => {
            format!("{}，超过上限，规则未定扣分办法，须由人判定", compared(m))
        }
        Reason::ZeroTarget(m) => {
            format!("{}，指标值为 0，不能按比例计分，须由人判定", compared(m))
        }
        Reason::NegativeTarget(m) => {
            format!("{}，指标值为负数，不能按比例计分，须由人判定", compared(m))
        }
        Reason::AboutMissed(m) => {
            format!("{}，与“左右”的指标值相差较大，须由人判定", compared(m))
        }
        Reason::OutsideRange { low, high, actual, unit } => format!(
            "指标值 {}—{}{unit}，实际完成 {}{unit}，超出范围，须由人判定",
            number(*low),
            number(*high),
            number(*actual),
        ),
        Reason::Late { deadline, actual } => format!(
            "期限为{}，实际完成时间为{}，逾期，扣分由人判定",
            date(*deadline),
            date(*actual),
        ),
        Reason::DateUnclear => "时间写得不够具体，无法判断是否按期".to_owned(),
        Reason::TierNotChosen => "定性指标，未填得分，须由人判定档次".to_owned(),
        Reason::OutsideTiers(printed) => {
            format!("定性指标，自评 {} 分不在任何一档之内", number(*printed))
        }
        Reason::TooLarge => "数值过大，无法计算".to_owned(),
    }
}

fn compared(measure: &Measure) -> String {
    let Measure { sign, target, actual, unit } = measure;
    let sign = if *sign == ComparisonSign::Equal { "" } else { sign.symbol() };
    format!("指标值 {sign}{}{unit}，实际完成 {}{unit}", number(*target), number(*actual))
}

fn or_none(unit: &str) -> &str {
    if unit.is_empty() { "无" } else { unit }
}

fn ordinal(index: usize) -> String {
    const WORDS: [&str; 5] = ["一", "二", "三", "四", "五"];
    WORDS.get(index).map_or_else(|| (index + 1).to_string(), |word| (*word).to_owned())
}

/// Without trailing zeros; scores and quantities are never longer than they were written.
pub(crate) fn number(number: Decimal) -> String {
    round_half_up_dp(number, 6).normalize().to_string()
}

/// A share of one as a percentage, at most two decimals.
pub(crate) fn percent(share: Decimal) -> String {
    let hundredfold = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share);
    format!("{}%", round_half_up_2dp(hundredfold).normalize())
}

fn money(amount: Money) -> String {
    format!("{}万元", amount.to_decimal(CurrencyUnit::TenThousandYuan))
}

fn date(date: DateValue) -> String {
    let part =
        |number: Option<u16>, word: &str| number.map_or_else(String::new, |n| format!("{n}{word}"));
    let before = if date.sign.is_ceiling() { "前" } else { "" };
    format!(
        "{}{}{}{before}",
        part(date.year, "年"),
        part(date.month.map(u16::from), "月"),
        part(date.day.map(u16::from), "日"),
    )
}
