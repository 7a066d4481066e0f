//! How an indicator's result stands to its target, as far as the printed values prove it.
//!
//! Stands on the regulation's comparison, which owns the direction a number counts in, and adds
//! doubt: where a direction or a magnitude could be meant otherwise there is no answer, so that rules
//! stay silent. Scores nothing, and reads no words beyond "the result repeats the target".

use jixiao_document::text::{is_blank, same_wording};
use jixiao_domain::{ComparisonSign, Decimal, Value};
use jixiao_form::{Field, Indicator};
use jixiao_regulation::Attainment::{Met, Missed};
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
        _ => compare(indicator, step, step.measure()?),
    }
}

/// The regulation says whether the target is met, and so which way its number counts. A bare number
/// that it takes for a ceiling (a cost, a time limit) may be meant otherwise and proves nothing.
fn compare(indicator: &Indicator, step: &Step, measure: &Measure) -> Option<Attainment> {
    let (target, actual, sign) = (measure.target, measure.actual, measure.sign);
    if target == actual {
        // Whether "> 90 %" is met by 90 % is read either way.
        let strict = matches!(sign, ComparisonSign::MoreThan | ComparisonSign::LessThan);
        return (!strict).then_some(Attainment::Exact);
    }
    let above = actual > target;
    let met = match (step.attained, &step.basis) {
        (Met, _) => true,
        (Missed, _) => false,
        // No formula, yet the direction is known: a number of 0 is to be reached.
        (_, StepBasis::Unknown(Reason::ZeroTarget(_))) => above,
        _ => return None,
    };
    let is_ceiling = met != above;
    let unsure = sign == ComparisonSign::About || (sign == ComparisonSign::Equal && is_ceiling);
    if unsure || doubtful(indicator, measure) {
        return None;
    }
    Some(match (is_ceiling, above) {
        (false, false) => Attainment::BelowFloor { target, actual },
        (false, true) => Attainment::AboveFloor { target, actual },
        (true, false) => Attainment::BelowCeiling { target, actual },
        (true, true) => Attainment::AboveCeiling { target, actual },
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

/// Whether `text` holds one of `words`, white space inside the text set aside.
pub(crate) fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| contains_word(text, word))
}

/// Whether `text` holds `word`, white space inside the text set aside: cells of damaged documents
/// are broken over lines.
pub(crate) fn contains_word(text: &str, word: &str) -> bool {
    let Some(first) = word.chars().next() else { return true };
    let follows = |at: usize| {
        let mut rest = text[at..].chars().filter(|&c| !is_blank(c));
        word.chars().all(|c| rest.next() == Some(c))
    };
    let Some(lead) = word.as_bytes().first_chunk::<3>().filter(|_| first.len_utf8() == 3) else {
        return text.match_indices(first).any(|(at, _)| follows(at));
    };
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(&byte) = bytes.get(at) {
        if byte == lead[0] && bytes[at..].first_chunk() == Some(lead) && follows(at) {
            return true;
        }
        // A character of four bytes takes two steps, the second of them onto its last byte.
        at += if byte >= 0xe0 { 3 } else { 1 };
    }
    false
}
