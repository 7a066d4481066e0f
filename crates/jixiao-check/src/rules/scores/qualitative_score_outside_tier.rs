use crate::reason::reason;
use crate::rule::declare_rule;
use crate::scored::{Scored, scored};
use crate::{Findings, FormContext, Severity};
use jixiao_document::text::{is_blank, same_wording};
use jixiao_domain::{Decimal, Value, round_half_up_2dp};
use jixiao_form::Indicator;
use jixiao_regulation::QualitativeTier;

declare_rule! {
    /// ## 检查内容
    /// 定性指标的得分不在其完成情况所属档次的区间内。只在实际完成值写明档次（达成……、部分达成
    /// ……、未达成……）时判断；实际完成值与年度指标值文字相同而得分低于第一档、又未说明原因的，
    /// 以及完成情况弱于目标（目标“满意”，实际“较为满意”）而得满分的，作提示。
    ///
    /// ## 为什么
    /// 定性指标分档记分，档次与得分不符时，两者必有一个不实。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：定性指标分为达成年度指标、部分达成年度指标并具有一定效果、未达成年度
    /// 指标且效果较差三档，分别按 100%—80%（含）、80%—60%（含）、60%—0% 合理确定分值。
    ///
    /// ## 示例
    /// 实际完成值“部分达成年度指标并具有一定效果”，分值 10，得分 10：应在 6—8 分之间。
    ///
    /// ## 如何改正
    /// 先确定档次，再在该档区间内记分；未全部达成的说明原因。
    "JX308" "qualitative-score-outside-tier" "定性指标得分与档次不符",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：定性指标分三档，按分值区间确定分值",
    run: Form(check),
}

/// How a result begins when it names a tier, and how the regulation's tier begins. A longer
/// beginning stands before the one it contains.
const TIER_WORDS: &[(&str, &str)] = &[
    ("部分达成", "部分"),
    ("部分完成", "部分"),
    ("未达成", "未"),
    ("未完成", "未"),
    ("达成预期", "达成"),
    ("达成年度", "达成"),
    ("达成指标", "达成"),
    ("达成目标", "达成"),
    ("已达成", "达成"),
    ("全部达成", "达成"),
];

/// Words that weaken the word after them.
const WEAKENERS: &[&str] = &["较为", "比较", "基本", "较", "部分"];

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let tiers = &context.regulation.qualitative_tiers;
    for indicator in &context.form.indicators {
        let Some(actual) = indicator.actual.as_ref().filter(|cell| cell.value == Value::Words)
        else {
            continue;
        };
        let Some(row) = scored(indicator) else { continue };
        let named = named_tier(&actual.printed, &tiers.value);
        let (tier, severity, what) = match named {
            Some(tier) if outside(row, tier) => {
                (Some(tier), Severity::Warning, "得分与完成情况所属档次不符")
            }
            None if repeats_target_yet_low(indicator, row, tiers.value.first()) => {
                (tiers.value.first(), Severity::Note, "实际完成值与年度指标值相同，得分却低于第一档")
            }
            None if weaker_yet_full(indicator, row) => {
                (None, Severity::Note, "完成情况弱于年度指标值却得满分")
            }
            Some(_) | None => continue,
        };
        let draft = findings
            .at(
                row.score.at,
                context.subject(indicator),
                format!("{what}：{}，得 {} 分", actual.printed, row.score.printed),
            )
            .printed(row.score.printed.clone())
            .hint("先确定档次，再在该档区间内记分")
            .basis(tiers.article.clone())
            .at_most(severity);
        match tier {
            Some(tier) => {
                let (low, high) = bounds(row.full, tier);
                draft.expected(format!("{}—{}", low.normalize(), high.normalize())).report();
            }
            None => draft.report(),
        }
    }
}

/// The tier the result names with its first words.
fn named_tier<'t>(actual: &str, tiers: &'t [QualitativeTier]) -> Option<&'t QualitativeTier> {
    let (_, begins) = TIER_WORDS.iter().find(|(word, _)| begins_with(actual, word))?;
    tiers.iter().find(|tier| tier.name.starts_with(begins))
}

fn begins_with(text: &str, word: &str) -> bool {
    let mut letters = text.chars().filter(|&c| !is_blank(c));
    word.chars().all(|c| letters.next() == Some(c))
}

/// Both bounds count as inside: the text gives each bound to one tier, practice to both.
fn outside(row: Scored<'_>, tier: &QualitativeTier) -> bool {
    let (low, high) = bounds(row.full, tier);
    row.given < low || row.given > high
}

fn bounds(full: Decimal, tier: &QualitativeTier) -> (Decimal, Decimal) {
    (round_half_up_2dp(full.saturating_mul(tier.low)), round_half_up_2dp(full.saturating_mul(tier.high)))
}

fn repeats_target_yet_low(
    indicator: &Indicator,
    row: Scored<'_>,
    best: Option<&QualitativeTier>,
) -> bool {
    row.given < row.full
        && best.is_some_and(|best| row.given < bounds(row.full, best).0)
        && reason(indicator).explains_nothing()
        && words(indicator).is_some_and(|(target, actual)| same_wording(target, actual))
}

fn weaker_yet_full(indicator: &Indicator, row: Scored<'_>) -> bool {
    row.given == row.full
        && words(indicator).is_some_and(|(target, actual)| {
            WEAKENERS.iter().any(|weak| {
                actual.strip_prefix(weak).is_some_and(|rest| same_wording(rest, target))
            })
        })
}

/// Target and result as printed, where both are words.
fn words(indicator: &Indicator) -> Option<(&str, &str)> {
    let (target, actual) = (indicator.target.as_ref()?, indicator.actual.as_ref()?);
    (target.value == Value::Words && actual.value == Value::Words)
        .then_some((&target.printed, &actual.printed))
}
