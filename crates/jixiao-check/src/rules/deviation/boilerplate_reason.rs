use crate::reason::{Reason, is_due, is_praise, names_cause, reason};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_document::text::is_blank;
use jixiao_form::Indicator;

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
    /// 财预〔2020〕10号附件《项目支出绩效自评表》：对未完成绩效目标的，应当分析并说明偏差原因，提出改进措施。
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
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“偏差原因分析及改进措施”栏",
    run: Form(check),
}

/// From how many rows with one sentence it counts as boilerplate.
const REPEATED: usize = 3;
/// Up to this many characters a text is a mark (已完成), not a sentence.
const MARK: usize = 6;

/// A sentence that stands on rows without deviation.
struct Sentence<'a> {
    key: u64,
    text: &'a str,
    indicator: &'a Indicator,
    rows: usize,
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let mut sentences: Vec<Sentence<'_>> = Vec::new();
    for (indicator, step) in context.rows() {
        let Reason::Given(text) = reason(indicator) else { continue };
        if is_due(indicator, step) {
            if is_praise(text) {
                let message = format!("有偏差而原因一栏没有说明原因：{text}");
                report(context, findings, indicator, text, message, Severity::Warning);
            }
            continue;
        }
        let (key, length) = key(text);
        if length <= MARK {
            continue;
        }
        match sentences.iter_mut().find(|other| other.key == key) {
            Some(same) => same.rows += 1,
            None => sentences.push(Sentence { key, text, indicator, rows: 1 }),
        }
    }
    for Sentence { text, indicator, rows, .. } in sentences {
        if rows >= REPEATED && !names_cause(text) {
            let message = format!("原因一栏有 {rows} 行写同一句套话：{text}");
            report(context, findings, indicator, text, message, Severity::Note);
        }
    }
}

fn report(
    context: &FormContext<'_>,
    findings: &mut Findings<'_>,
    indicator: &Indicator,
    text: &str,
    message: String,
    severity: Severity,
) {
    let at = indicator.deviation.as_ref().map_or(indicator.at, |cell| cell.at);
    findings
        .at(at, context.subject(indicator), message)
        .printed(text)
        .hint("没有偏差的行留空；有偏差的写明本项指标的原因和措施")
        .at_most(severity)
        .report();
}

/// A number that stands for the letters of `text` (FNV-1a), and how many there are: lines of a cell
/// break anywhere and marks differ, so the texts themselves are not equal.
fn key(text: &str) -> (u64, usize) {
    let letters = text.chars().filter(|&c| !is_blank(c) && !matches!(c, '。' | '；' | '，' | ',' | '、'));
    letters.fold((0xcbf2_9ce4_8422_2325, 0), |(key, length), c| {
        ((key ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3), length + 1)
    })
}
