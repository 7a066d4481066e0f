use crate::reason::{Reason, is_due, is_praise, names_cause, reason};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_document::text::{is_blank, same_wording};
use jixiao_form::Indicator;
use jixiao_regulation::Step;

declare_rule! {
    /// ## 检查内容
    /// 原因一栏是套话：同一句话重复用于三行以上，又没有说到任何原因；或者指标未完成、扣了分，
    /// 这一栏却只有“严格按要求执行”一类的表态。没有偏差的行写套话只作提示；几项指标因同一原因
    /// 未完成而写法相同的不报。
    ///
    /// ## 为什么
    /// 套话说明不了偏差，真正的原因和改进措施反而被遮住。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：对未完成绩效目标的，应当分析并说明偏差原因，提出改进措施。
    ///
    /// ## 示例
    /// 十个指标的原因一栏都写“严格按照要求完成指标”。
    ///
    /// ## 如何改正
    /// 没有偏差的行留空；有偏差的行写明本项指标的原因和措施。
    "JX502" "boilerplate-reason" "偏差原因为套话",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》：未完成绩效目标的应说明偏差原因及改进措施",
    run: Form(check),
}

/// From how many rows with one sentence it counts as boilerplate.
const REPEATED: usize = 3;
/// Up to this many characters a text is a mark (已完成), not a sentence.
const MARK: usize = 6;

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for (i, (indicator, step)) in context.rows().enumerate() {
        let (Some(cell), Reason::Given(text)) = (&indicator.deviation, reason(indicator)) else {
            continue;
        };
        let (message, severity) = if is_due(indicator, step) {
            if !is_praise(text) {
                continue;
            }
            (format!("有偏差而原因一栏没有说明原因：{text}"), Severity::Warning)
        } else {
            let Some(repeats) = repeats(context, i, text) else { continue };
            (format!("原因一栏有 {repeats} 行写同一句套话：{text}"), Severity::Note)
        };
        findings
            .at(cell.at, context.subject(indicator), message)
            .printed(text)
            .hint("没有偏差的行留空；有偏差的写明本项指标的原因和措施")
            .at_most(severity)
            .report();
    }
}

/// How many rows without deviation share the sentence of row `i`, when that is too many and the
/// row is the first of them.
fn repeats(context: &FormContext<'_>, i: usize, text: &str) -> Option<usize> {
    let shares = |(row, step): (&Indicator, &Step)| {
        matches!(reason(row), Reason::Given(other) if same(other, text)) && !is_due(row, step)
    };
    if is_mark(text) || context.rows().take(i).any(shares) {
        return None;
    }
    let count = 1 + context.rows().skip(i + 1).filter(|row| shares(*row)).count();
    (count >= REPEATED && !names_cause(text)).then_some(count)
}

fn same(left: &str, right: &str) -> bool {
    left == right || left.chars().next() == right.chars().next() && same_wording(left, right)
}

fn is_mark(text: &str) -> bool {
    text.chars().filter(|&c| !is_blank(c)).count() <= MARK
}
