//! An indicator at the end of a period: its lamp, and what it will come to by year's end.
//!
//! What adds up through the year (people, events, money) is measured by time; shares, scores,
//! standards and time limits are not, they stand as they are; dates by their deadline; words by the
//! likelihood a person chose.

use super::{Cutoff, lamp, percent};
use jixiao_domain::{
    ComparisonSign, DateValue, Decimal, IndicatorGroup, IndicatorKind, Lamp, Likelihood, Value,
    round_half_up_dp,
};
use jixiao_regulation::{
    Attainment, Facts, IndicatorFacts, Measure, Reason, Regulation, Step, StepBasis, score,
};

/// An indicator beside time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorProgress {
    /// Result of target over the whole year, at most 1, for what adds up; `None` for all else.
    pub attained: Option<Decimal>,
    /// The lamp; `None` where there is nothing to judge.
    pub lamp: Option<Lamp>,
    /// How it came about, or why there is none.
    pub sentence: String,
    /// What it comes to by year's end; `None` where it can't be told.
    pub forecast: Option<IndicatorForecast>,
    /// Why there is no forecast; empty where there is one.
    pub no_forecast: &'static str,
    /// Whether figures made the lamp, not a person's choice.
    pub by_figures: bool,
}

/// What an indicator comes to by year's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorForecast {
    /// As a form prints it: `686人`.
    pub text: String,
    /// What it stands on, in words.
    pub basis: &'static str,
}

/// Judges an indicator whose `facts` hold the result so far.
pub fn indicator_progress(
    regulation: &Regulation,
    cutoff: Cutoff,
    facts: &IndicatorFacts,
    likelihood: Option<Likelihood>,
) -> IndicatorProgress {
    match &facts.target {
        Value::Nothing => nothing("未设指标值，不评进度。"),
        Value::Words => by_likelihood(likelihood),
        Value::Date(deadline) => by_deadline(regulation, cutoff, facts, *deadline),
        Value::Quantity(_) | Value::Range(_) => by_figures(regulation, cutoff, facts),
    }
}

/// Whether a result as expected at year's end misses its target; `None` where figures don't say.
pub(super) fn misses(regulation: &Regulation, facts: &IndicatorFacts) -> Option<bool> {
    match step(regulation, facts).attained {
        Attainment::Met => Some(false),
        Attainment::Missed => Some(true),
        Attainment::Unknown => None,
    }
}

fn nothing(sentence: &str) -> IndicatorProgress {
    IndicatorProgress {
        attained: None,
        lamp: None,
        sentence: sentence.to_owned(),
        forecast: None,
        no_forecast: "没有可以推算的数值",
        by_figures: false,
    }
}

fn by_likelihood(likelihood: Option<Likelihood>) -> IndicatorProgress {
    let (lamp, sentence) = match likelihood {
        Some(Likelihood::Certain) => (Lamp::Green, "定性指标，填报人判断确定能完成。"),
        Some(Likelihood::Possible) => (Lamp::Yellow, "定性指标，填报人判断有可能完成。"),
        Some(Likelihood::Impossible) => (Lamp::Red, "定性指标，填报人判断完全不可能完成。"),
        None => return words("定性指标，待填报人选择完成目标可能性。"),
    };
    IndicatorProgress { lamp: Some(lamp), ..words(sentence) }
}

fn words(sentence: &str) -> IndicatorProgress {
    IndicatorProgress { no_forecast: "定性指标由填报人预计", ..nothing(sentence) }
}

fn by_deadline(
    regulation: &Regulation,
    cutoff: Cutoff,
    facts: &IndicatorFacts,
    deadline: DateValue,
) -> IndicatorProgress {
    let by_date = |lamp, sentence: String| IndicatorProgress {
        lamp: Some(lamp),
        sentence,
        no_forecast: "时限指标按期限判断，不作推算",
        by_figures: true,
        ..nothing("")
    };
    let done = |result: IndicatorProgress| IndicatorProgress {
        forecast: Some(IndicatorForecast {
            text: facts.actual_text.trim().to_owned(),
            basis: "已经完成",
        }),
        no_forecast: "",
        ..result
    };
    match (&facts.actual, step(regulation, facts).attained) {
        (Value::Date(_), Attainment::Met) => {
            done(by_date(Lamp::Green, format!("已于期限（{}）前完成。", facts.target_text)))
        }
        (Value::Date(_), Attainment::Missed) => {
            done(by_date(Lamp::Red, format!("完成时间晚于期限（{}）。", facts.target_text)))
        }
        (Value::Date(_), Attainment::Unknown) => {
            nothing("完成时间与期限无法比较，请填写到月或日。")
        }
        _ if has_passed(deadline, cutoff) => {
            by_date(Lamp::Red, format!("期限（{}）已过，尚未填写完成时间。", facts.target_text))
        }
        _ => by_date(Lamp::Green, format!("期限（{}）未到。", facts.target_text)),
    }
}

fn has_passed(deadline: DateValue, cutoff: Cutoff) -> bool {
    let year = deadline.year.unwrap_or(cutoff.year);
    let last = (year, deadline.month.unwrap_or(12), deadline.day.unwrap_or(31));
    last <= (cutoff.year, cutoff.month, cutoff.day)
}

fn by_figures(
    regulation: &Regulation,
    cutoff: Cutoff,
    facts: &IndicatorFacts,
) -> IndicatorProgress {
    if facts.actual == Value::Nothing {
        return nothing("尚未填写执行情况，不评进度。");
    }
    let step = step(regulation, facts);
    let Some(measure) = step.measure() else {
        if matches!(facts.target, Value::Range(_)) && step.attained == Attainment::Met {
            let sentence = "在指标值的范围之内。".to_owned();
            return IndicatorProgress {
                lamp: Some(Lamp::Green),
                sentence,
                by_figures: true,
                ..nothing("")
            };
        }
        return nothing(&step.sentence(&facts.name));
    };
    if matches!(step.basis, StepBasis::Unknown(Reason::DirectionUnclear(_))) {
        return nothing(&step.sentence(&facts.name));
    }
    if measure.target <= Decimal::ZERO && !is_ceiling(facts, measure) {
        return nothing("指标值为 0，不能按比例评进度。");
    }
    let adds_up = adds_up(facts, measure);
    let mut judged = match (is_ceiling(facts, measure), adds_up) {
        (true, _) => below_ceiling(cutoff, measure, adds_up),
        (false, true) => growing(regulation, cutoff, measure),
        (false, false) => standing(regulation, measure),
    };
    (judged.forecast, judged.no_forecast) = match forecast(cutoff, facts, measure, adds_up) {
        Some(forecast) => (Some(forecast), ""),
        None => (None, "数值过大或期间尚未开始，无法推算"),
    };
    judged
}

/// Less is better: a sign says so, or a bare amount of cost, or that there shall be none.
fn is_ceiling(facts: &IndicatorFacts, measure: &Measure) -> bool {
    let is_cost =
        facts.group == Some(IndicatorGroup::Cost) || facts.kind == Some(IndicatorKind::Cost);
    measure.sign.is_ceiling()
        || (measure.sign == ComparisonSign::Equal && (is_cost || measure.target.is_zero()))
}

/// What was reached of what time asks for.
fn growing(regulation: &Regulation, cutoff: Cutoff, measure: &Measure) -> IndicatorProgress {
    let Some(attained) = measure.actual.checked_div(measure.target) else {
        return nothing("数值过大，无法计算。");
    };
    let Some(pace) = attained.checked_div(cutoff.time_share()) else {
        return nothing("期间尚未开始，不评进度。");
    };
    IndicatorProgress {
        attained: Some(attained.min(Decimal::ONE)),
        lamp: Some(lamp(&regulation.monitoring.lamp_bands.value, pace)),
        sentence: format!(
            "已完成全年指标值的 {}，为序时进度 {} 的 {}。",
            percent(attained),
            percent(cutoff.time_share()),
            percent(pace)
        ),
        by_figures: true,
        ..nothing("")
    }
}

/// A share or standard at its present level.
fn standing(regulation: &Regulation, measure: &Measure) -> IndicatorProgress {
    let Some(attained) = measure.actual.checked_div(measure.target) else {
        return nothing("数值过大，无法计算。");
    };
    IndicatorProgress {
        lamp: Some(lamp(&regulation.monitoring.lamp_bands.value, attained)),
        sentence: format!("当前水平为指标值的 {}（不随时间累计）。", percent(attained)),
        by_figures: true,
        ..nothing("")
    }
}

fn below_ceiling(cutoff: Cutoff, measure: &Measure, adds_up: bool) -> IndicatorProgress {
    // Spending is bounded by the budget, so that its pace says nothing about a ceiling.
    let is_counted = adds_up && !is_money(measure);
    let pace = measure.actual.checked_div(cutoff.time_share()).filter(|_| is_counted);
    let used = measure.actual.checked_div(measure.target).filter(|_| adds_up);
    let (lamp, sentence) = if measure.actual > measure.target {
        (Lamp::Red, "已超过指标值上限。".to_owned())
    } else if pace.is_some_and(|pace| pace > measure.target) {
        (Lamp::Yellow, "尚未超过上限，但按当前进度全年将超过。".to_owned())
    } else {
        let used = used.map_or_else(String::new, |used| format!("，已用 {}", percent(used)));
        (Lamp::Green, format!("未超过指标值上限{used}。"))
    };
    IndicatorProgress { lamp: Some(lamp), sentence, by_figures: true, ..nothing("") }
}

fn is_money(measure: &Measure) -> bool {
    measure.unit.ends_with('元')
}

fn forecast(
    cutoff: Cutoff,
    facts: &IndicatorFacts,
    measure: &Measure,
    adds_up: bool,
) -> Option<IndicatorForecast> {
    if !adds_up {
        let text = format!("{}{}", measure.actual.normalize(), measure.unit);
        return Some(IndicatorForecast { text, basis: "比率、标准类指标按当前水平" });
    }
    let whole = measure.actual.checked_div(cutoff.time_share())?;
    let is_counted = measure.actual.fract().is_zero() && measure.target.fract().is_zero();
    let number = round_half_up_dp(whole, if is_counted { 0 } else { 2 });
    let is_bounded = is_ceiling(facts, measure)
        && measure.sign != ComparisonSign::LessThan
        && is_money(measure)
        && measure.actual <= measure.target
        && number > measure.target;
    let (number, basis) = if is_bounded {
        (measure.target, "按序时进度线性推算，以指标值上限为限")
    } else {
        (number, "按序时进度线性推算")
    };
    Some(IndicatorForecast { text: format!("{}{}", number.normalize(), measure.unit), basis })
}

/// Units of what does not add up through a year.
const LEVELS: &[&str] = &[
    "%",
    "％",
    "‰",
    "百分比",
    "百分点",
    "个百分点",
    "分",
    "度",
    "星",
    "级",
    "倍",
    "天",
    "日",
    "工作日",
    "个工作日",
    "小时",
    "个小时",
    "分钟",
    "秒",
    "周",
    "月",
    "个月",
];

/// Words of names of what does not add up through a year, whatever its unit: 人均帮扶金额.
const LEVEL_NAMES: &[&str] = &["人均", "户均", "平均", "单价", "标准"];

/// Whether the result grows through the year.
fn adds_up(facts: &IndicatorFacts, measure: &Measure) -> bool {
    let unit = measure.unit.as_str();
    let is_level_kind = matches!(
        facts.kind,
        Some(IndicatorKind::Quality | IndicatorKind::Timeliness | IndicatorKind::Satisfaction)
    );
    let is_share =
        unit.is_empty() && (measure.target <= Decimal::ONE || facts.name.ends_with('率'));
    let is_level_name = LEVEL_NAMES.iter().any(|word| facts.name.contains(word));
    !(is_level_kind
        || is_share
        || is_level_name
        || LEVELS.contains(&unit)
        || unit.contains(['/', '／']))
}

/// How the regulation compares the result with the target, points aside.
fn step(regulation: &Regulation, facts: &IndicatorFacts) -> Step {
    let facts = Facts { indicators: vec![facts.clone()], ..Facts::default() };
    let mut sheet = score(regulation, &facts);
    sheet.indicators.pop().expect("one indicator in, one step out")
}
