//! What a goal must say before it is filed (88号 申报表): nothing missing, and every target either a
//! number with sign and unit or words.

use super::load::GoalPlace;
use crate::form_check::FieldFinding;
use jixiao_domain::{FundSummary, GoalVersionKind, Money};
use jixiao_store::goals::{GoalContent, IndicatorContent};

/// A version being judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Version<'a> {
    pub(super) kind: GoalVersionKind,
    pub(super) reason: &'a str,
    pub(super) content: &'a GoalContent,
    pub(super) indicators: &'a [IndicatorContent],
}

/// What is missing or does not fit together.
pub(super) fn findings(
    version: Version<'_>,
    place: &GoalPlace,
    funds: &FundSummary,
) -> Vec<FieldFinding> {
    let mut found = Vec::new();
    if version.kind != GoalVersionKind::Original && version.reason.is_empty() {
        found.push(FieldFinding::error("reason", "请填写调整理由"));
    }
    let content = version.content;
    if content.annual_goal.is_empty() {
        found.push(FieldFinding::error("annual_goal", "请填写年度目标"));
    }
    let spans_years = place.project.content.end_year != Some(place.year.year)
        || place.project.content.start_year != place.year.year;
    if spans_years && content.mid_term_goal.is_empty() {
        let message = "项目期跨年度，未填写中期目标";
        found.push(FieldFinding::warning("mid_term_goal", message));
    }
    found.extend(amount_findings(version, funds));
    if version.indicators.is_empty() {
        found.push(FieldFinding::error("indicators", "请至少填写一条绩效指标"));
    }
    for (index, row) in version.indicators.iter().enumerate() {
        row_findings(index, row, &mut found);
    }
    found
}

/// The amount applied for beside the budget in the ledger, once there is one.
fn amount_findings(version: Version<'_>, funds: &FundSummary) -> Option<FieldFinding> {
    let applied = annual_total(version.content)?;
    let (budget, word) = match version.kind {
        GoalVersionKind::Original => (funds.total.initial, "年初预算数"),
        GoalVersionKind::Adjustment | GoalVersionKind::MidYearSupplement => {
            (funds.total.adjusted, "全年预算数")
        }
    };
    (budget.fen() != 0 && budget != applied).then(|| {
        let message = format!("申报的年度资金总额与预算台账中的{word}不一致");
        FieldFinding::warning("annual_treasury", message)
    })
}

/// 年度资金总额 as applied for; `None` where no part was typed.
pub(super) fn annual_total(content: &GoalContent) -> Option<Money> {
    match (content.annual_treasury, content.annual_other) {
        (None, None) => None,
        (treasury, other) => treasury.unwrap_or_default().checked_add(other.unwrap_or_default()),
    }
}

fn row_findings(index: usize, row: &IndicatorContent, found: &mut Vec<FieldFinding>) {
    let mut error = |part: &str, message: &str| {
        found.push(FieldFinding::error(format!("indicators[{index}].{part}"), message));
    };
    if row.name.is_empty() {
        error("name", "请填写三级指标名称");
    }
    if row.points.is_zero() {
        error("points", "请填写分值");
    }
    match (row.sign, row.target_number) {
        (Some(_), None) => error("number", "选了比较符号，还须填写指标值的数字"),
        (None, Some(_)) => error("sign", "指标值为数字的，请选择比较符号"),
        (Some(_), Some(_)) => {
            if row.unit.is_empty() {
                error("unit", "请填写度量单位，比率填“%”");
            }
            if !row.target_words.is_empty() {
                error("words", "定量指标的指标值填在数字栏，文字栏请留空");
            }
        }
        (None, None) => {
            if row.target_words.is_empty() {
                error("words", "请填写指标值：定量指标填符号、数字和单位，定性指标填文字");
            }
            if !row.unit.is_empty() {
                error("unit", "定性指标没有度量单位，请留空或改为定量指标");
            }
        }
    }
}
