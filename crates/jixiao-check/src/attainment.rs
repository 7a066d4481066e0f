//! How an indicator's result stands to its target, as far as the printed values prove it.
//!
//! Stands on the regulation's comparison and adds doubt: where a unit, a direction or a magnitude
//! could be meant otherwise there is no answer, so that rules stay silent. Scores nothing, and reads
//! no words beyond "the result repeats the target".

use jixiao_document::text::{is_blank, same_wording};
use jixiao_domain::{ComparisonSign, Decimal, IndicatorGroup, IndicatorKind, Value};
use jixiao_form::{Field, Indicator};
use jixiao_regulation::{Measure, OverFulfilmentRule, Reason, Step, StepBasis};

/// What the printed target and result prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attainment {
    /// A number to be reached was not reached.
    BelowFloor {
        /// Target in the common unit.
        target: Decimal,
        /// Result in the common unit.
        actual: Decimal,
    },
    /// A number not to be exceeded was exceeded (反向指标).
    AboveCeiling {
        /// Target in the common unit.
        target: Decimal,
        /// Result in the common unit.
        actual: Decimal,
    },
    /// A date lies after its deadline.
    Late,
    /// The result is the target itself.
    Exact,
    /// More than was to be reached.
    AboveFloor {
        /// Target in the common unit.
        target: Decimal,
        /// Result in the common unit.
        actual: Decimal,
    },
    /// Less than was allowed (反向指标).
    BelowCeiling {
        /// Target in the common unit.
        target: Decimal,
        /// Result in the common unit.
        actual: Decimal,
    },
    /// A date within its deadline, or a number within its range.
    Within,
    /// The result repeats the target's words: 有改善, 有改善.
    SameWords,
}

/// Which way a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    MoreIsBetter,
    LessIsBetter,
    Unclear,
}

/// Words of indicators of which less is usually better, whatever their unit.
const LESS_IS_BETTER: &[&str] = &[
    "投诉",
    "事故",
    "差错",
    "失误",
    "死亡",
    "伤亡",
    "违规",
    "违纪",
    "违法",
    "发病",
    "患病",
    "流失",
    "能耗",
    "耗电",
    "耗水",
    "排放",
    "误差",
    "失业",
    "复发",
    "返贫",
    "浪费",
    "降低",
    "下降",
    "减少",
    "控制",
    "上访",
    "信访",
    "逾期",
    "退票",
    "返工",
    "负债",
    "欠薪",
    "空置",
    "闲置",
    "变动率",
];

/// Words of indicators of which less is better unless they are shares (资金到位率).
const SPENT_OR_WAITED: &[&str] = &[
    "费用", "成本", "单价", "支出", "经费", "资金", "投资", "金额", "标准", "时限", "时间", "时长",
    "天数", "工期", "周期", "等待",
];

/// Beyond this ratio a figure is more likely misread or in another unit than a result.
const DOUBTFUL_RATIO: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

impl Attainment {
    /// Whether the result certainly falls short of the target.
    pub(crate) fn is_short(self) -> bool {
        matches!(self, Self::BelowFloor { .. } | Self::AboveCeiling { .. } | Self::Late)
    }
}

/// What the row proves, words included, or `None` where it leaves room for doubt.
pub(crate) fn attainment(indicator: &Indicator, step: &Step) -> Option<Attainment> {
    let (target, actual) = (indicator.target.as_ref()?, indicator.actual.as_ref()?);
    if target.value == Value::Words && actual.value == Value::Words {
        let same = same_wording(&target.printed, &actual.printed);
        return same.then_some(Attainment::SameWords);
    }
    measured(indicator, step)
}

/// What the row's figures and dates prove; words prove nothing here.
pub(crate) fn measured(indicator: &Indicator, step: &Step) -> Option<Attainment> {
    match &step.basis {
        StepBasis::InTime { .. } | StepBasis::WithinRange { .. } => Some(Attainment::Within),
        StepBasis::Unknown(Reason::Late { .. }) => Some(Attainment::Late),
        _ => compare(indicator, step.measure()?),
    }
}

fn compare(indicator: &Indicator, measure: &Measure) -> Option<Attainment> {
    let (target, actual) = (measure.target, measure.actual);
    if target == actual {
        // Whether "> 90 %" is met by 90 % is read either way.
        let strict = matches!(measure.sign, ComparisonSign::MoreThan | ComparisonSign::LessThan);
        return (!strict).then_some(Attainment::Exact);
    }
    let direction = direction(indicator, measure);
    if direction == Direction::Unclear || doubtful(indicator, measure) {
        return None;
    }
    let more = direction == Direction::MoreIsBetter;
    // A result that carries a sign of its own (≥95%, 200余) is known on one side only.
    let known = match indicator.actual.as_ref()?.value.quantity()?.sign {
        ComparisonSign::Equal => true,
        ComparisonSign::AtLeast | ComparisonSign::MoreThan => actual > target,
        ComparisonSign::AtMost | ComparisonSign::LessThan => actual < target,
        ComparisonSign::About => more == (actual > target),
    };
    known.then_some(match (more, actual < target) {
        (true, true) => Attainment::BelowFloor { target, actual },
        (true, false) => Attainment::AboveFloor { target, actual },
        (false, true) => Attainment::BelowCeiling { target, actual },
        (false, false) => Attainment::AboveCeiling { target, actual },
    })
}

/// Whether `actual` exceeds a floor so far that `rule` asks for a reason.
pub(crate) fn far_above(rule: &OverFulfilmentRule, target: Decimal, actual: Decimal) -> bool {
    if target.is_zero() {
        return actual >= rule.explain_from_actual_at_zero_target.value;
    }
    target
        .checked_mul(rule.explain_from_ratio.value)
        .is_some_and(|limit| target > Decimal::ZERO && actual >= limit)
}

/// Whether the figures lie so far apart that one is likely in another unit, or was glued to its
/// neighbour when the document was flattened. Little done of much planned is believed where both
/// print their unit.
fn doubtful(indicator: &Indicator, measure: &Measure) -> bool {
    let (target, actual) = (measure.target, measure.actual);
    let far = |low: Decimal, high: Decimal| {
        low > Decimal::ZERO && low.checked_mul(DOUBTFUL_RATIO).is_none_or(|limit| high > limit)
    };
    let bare = |field: &Option<Field>| {
        let quantity = field.as_ref().and_then(|field| field.value.quantity());
        quantity.is_none_or(|quantity| quantity.unit.is_empty())
    };
    // "≥90%" read as "290%" by character recognition: no share is to exceed the whole.
    let beyond_whole = |number: Decimal| measure.unit == "%" && number > Decimal::ONE_HUNDRED;
    (beyond_whole(target) && !beyond_whole(actual))
        || far(target, actual)
        || (far(actual, target) && (bare(&indicator.target) || bare(&indicator.actual)))
}

fn direction(indicator: &Indicator, measure: &Measure) -> Direction {
    let cost = matches!(
        indicator.kind,
        Some(
            IndicatorKind::Cost
                | IndicatorKind::EconomicCost
                | IndicatorKind::SocialCost
                | IndicatorKind::EnvironmentalCost
        )
    ) || indicator.group == Some(IndicatorGroup::Cost);
    match measure.sign {
        ComparisonSign::AtMost | ComparisonSign::LessThan => Direction::LessIsBetter,
        // "≥ 55 万元" on a cost is a wrong sign, not a floor; "节约率 ≥ 5%" is one.
        ComparisonSign::AtLeast | ComparisonSign::MoreThan if cost && measure.unit != "%" => {
            Direction::Unclear
        }
        ComparisonSign::AtLeast | ComparisonSign::MoreThan => Direction::MoreIsBetter,
        ComparisonSign::About => Direction::Unclear,
        ComparisonSign::Equal if cost => Direction::Unclear,
        ComparisonSign::Equal => unsigned_direction(indicator, measure),
    }
}

/// Which way a number without a sign counts: usually more is better, but a month, a duration, an
/// amount spent and a mishap are not to be exceeded or not to be judged.
fn unsigned_direction(indicator: &Indicator, measure: &Measure) -> Direction {
    let (name, unit) = (&indicator.level3.printed, &measure.unit);
    let timeliness = indicator.kind == Some(IndicatorKind::Timeliness);
    let benefit = indicator.group == Some(IndicatorGroup::Benefit);
    let duration = unit.contains(['天', '日', '月', '年', '时', '分', '秒', '周']);
    let share = unit == "%" || name.ends_with(['率', '度']);
    let unclear = (timeliness && !share)
        || (unit.contains('元') && !benefit)
        || duration
        || contains_any(name, LESS_IS_BETTER)
        || (!share && contains_any(name, SPENT_OR_WAITED));
    if unclear { Direction::Unclear } else { Direction::MoreIsBetter }
}

/// Whether `text` holds one of `words`, white space inside the text set aside.
pub(crate) fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| contains_word(text, word))
}

/// Whether `text` holds `word`, white space inside the text set aside: cells of damaged documents
/// are broken over lines.
pub(crate) fn contains_word(text: &str, word: &str) -> bool {
    let Some(first) = word.chars().next() else { return true };
    text.char_indices().filter(|&(_, c)| c == first).any(|(start, _)| {
        let mut rest = text[start..].chars().filter(|&c| !is_blank(c));
        word.chars().all(|c| rest.next() == Some(c))
    })
}
