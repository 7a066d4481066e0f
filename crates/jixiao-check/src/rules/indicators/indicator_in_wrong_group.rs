use crate::rule::declare_rule;
use crate::vocabulary::{Classes, classes};
use crate::{Findings, FormContext, Severity};
use jixiao_domain::{IndicatorGroup, IndicatorKind, Value};
use jixiao_form::Indicator;

declare_rule! {
    /// ## 检查内容
    /// 指标内容与所在的二级指标不符：付款方式（打卡发放）列在成本指标下，满意度列在满意度指标之外，
    /// 合格率、覆盖率、办结率、发放率列在时效指标下（名称说到及时、按期的除外），社会和谐、民主管理等列在经济效益指标下，
    /// 与生态无关的内容列在生态效益指标下。同一张表每类问题只提出一次，并列出相关各行。
    ///
    /// ## 为什么
    /// 指标放错位置，该类绩效实际上没有被衡量，分值也给错了地方。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：各级绩效指标的含义和设置要求。
    ///
    /// ## 示例
    /// 成本指标“慰问金打卡发放”，指标值“打卡发放”：打卡发放是付款方式，不是成本。
    ///
    /// ## 如何改正
    /// 把指标移到相符的二级指标下；该类确无适用指标的，不设指标并按规定调整分值。
    "JX404" "indicator-in-wrong-group" "指标归类不当",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2021〕101号 绩效指标的分类和含义",
    run: Form(check),
}

/// What stands in the wrong group, and where it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Misplaced {
    Payment,
    Satisfaction,
    Share,
    SocialAsEconomic,
    NotEcological,
}

const ALL: [Misplaced; 5] = [
    Misplaced::Payment,
    Misplaced::Satisfaction,
    Misplaced::Share,
    Misplaced::SocialAsEconomic,
    Misplaced::NotEcological,
];

impl Misplaced {
    fn message(self) -> &'static str {
        match self {
            Self::Payment => "付款方式不是成本，成本指标应为金额或单位成本",
            Self::Satisfaction => "满意度指标列在其他类别下",
            Self::Share => "时效指标应反映完成的时间，这里是质量、覆盖或办理情况的比率",
            Self::SocialAsEconomic => "经济效益指标的内容属于社会效益",
            Self::NotEcological => "生态效益指标的内容与生态环境无关",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Payment => "改为补助总额或人均标准，并用“≤”表示控制数",
            Self::Satisfaction => "移到满意度指标下",
            Self::Share => "移到质量指标下，时效指标另写完成时限",
            Self::SocialAsEconomic => "移到社会效益指标下",
            Self::NotEcological => "没有生态效益的不设该指标，分值调整到适用的指标",
        }
    }

    fn severity(self) -> Severity {
        match self {
            Self::Satisfaction => Severity::Warning,
            _ => Severity::Note,
        }
    }
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let found: Vec<(Misplaced, &Indicator)> = context
        .form
        .indicators
        .iter()
        .filter_map(|indicator| misplaced(indicator).map(|kind| (kind, indicator)))
        .collect();
    // Where rows were torn apart, a heading may have been lost.
    let read_whole = context.surest() == Severity::Error;
    for kind in ALL {
        let mut rows = found.iter().filter(|(of, _)| *of == kind).map(|(_, row)| *row);
        let Some(first) = rows.next() else { continue };
        let mut draft = findings
            .at(first.level3.at, context.subject(first), kind.message())
            .printed(first.level3.printed.clone())
            .hint(kind.hint())
            .at_most(if read_whole { kind.severity() } else { Severity::Note });
        for row in rows {
            draft = draft.related(row.level3.at, row.level3.printed.clone());
        }
        draft.report();
    }
}

/// Words that make a rate one of timeliness.
fn speaks_of_time(name: &str) -> bool {
    ["时", "按期", "如期", "逾期", "当年", "当月", "年内", "日内", "限", "前", "天", "节点"]
        .iter()
        .any(|word| name.contains(word))
}

fn misplaced(indicator: &Indicator) -> Option<Misplaced> {
    let kind = indicator.kind?;
    if indicator.level3.value == Value::Nothing && indicator.level3.is_blank() {
        return None;
    }
    let name = || classes(&indicator.level3.printed);
    let target = || indicator.target.as_ref();
    let is_quantity = || target().is_some_and(|target| target.value.quantity().is_some());
    if kind != IndicatorKind::Satisfaction
        && indicator.group != Some(IndicatorGroup::Satisfaction)
        && indicator.level3.printed.contains("满意度")
    {
        return Some(Misplaced::Satisfaction);
    }
    match kind {
        IndicatorKind::Cost | IndicatorKind::EconomicCost => {
            let money = target().and_then(|target| target.value.quantity());
            let paying = name().any(Classes::PAYING)
                || target().is_some_and(|target| classes(&target.printed).any(Classes::PAYING));
            (paying && money.is_none_or(jixiao_domain::Quantity::is_percentage))
                .then_some(Misplaced::Payment)
        }
        IndicatorKind::Timeliness => {
            let name = name();
            // 及时办结率 and 按期发放率 are about time.
            let of_work = name.any(Classes::DONE_SHARE) && !speaks_of_time(&indicator.level3.printed);
            (is_quantity() && (name.any(Classes::SHARE) || of_work)).then_some(Misplaced::Share)
        }
        IndicatorKind::EconomicBenefit => {
            let name = name();
            (name.any(Classes::SOCIAL) && !name.any(Classes::ECONOMIC))
                .then_some(Misplaced::SocialAsEconomic)
        }
        IndicatorKind::EcologicalBenefit => {
            let name = name();
            (name.any(Classes::SOCIAL) && !name.any(Classes::ECOLOGICAL))
                .then_some(Misplaced::NotEcological)
        }
        _ => None,
    }
}
