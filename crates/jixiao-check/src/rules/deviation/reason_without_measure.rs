use crate::attainment::contains_word;
use crate::reason::{Reason, is_due, is_praise, may_be_due, names_measure, reason};
use crate::rule::declare_rule;
use crate::{Findings, FormContext};
use jixiao_document::{Block, Document, Location};
use jixiao_form::Form;
use std::mem::discriminant;

declare_rule! {
    /// ## 检查内容
    /// 表头要求填写“偏差原因分析及改进措施”，有偏差的行只写了原因，没有写改进措施。
    ///
    /// ## 为什么
    /// 只有原因没有措施，下一年还会出现同样的偏差。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》：偏差原因分析及改进措施一栏。
    ///
    /// ## 示例
    /// 未完成的指标，原因一栏只写“受天气影响，活动场次减少”。
    ///
    /// ## 如何改正
    /// 补充下一步的改进措施；属于不可控因素的，写明如何调整目标或计划。
    "JX504" "reason-without-measure" "有偏差原因而无改进措施",
    severity: Note,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“偏差原因分析及改进措施”栏",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let mut known = None;
    for (indicator, step) in context.judged_rows() {
        if !may_be_due(indicator, step) {
            continue;
        }
        let (Some(cell), Reason::Given(text)) = (&indicator.deviation, reason(indicator)) else {
            continue;
        };
        if !is_due(indicator, step) || names_measure(text) || is_praise(text) {
            continue;
        }
        let headers = known.get_or_insert_with(|| headers(context.document, context.form));
        if !headers.iter().any(|header| same_kind(*header, cell.at) && *header < cell.at) {
            continue;
        }
        findings
            .at(cell.at, context.subject(indicator), "写明了偏差原因，没有改进措施")
            .printed(text)
            .hint("补充下一步的改进措施")
            .report();
    }
}

/// Where the form's headers ask for measures beside reasons; some ask for reasons alone.
fn headers(document: &Document, form: &Form) -> Vec<Location> {
    let begin = form.begins_at();
    let mut found = Vec::new();
    let mut note = |at: Location, text: &str| {
        if same_kind(at, begin) && at >= begin && is_header(text) {
            found.push(at);
        }
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => note(paragraph.at, &paragraph.text),
            Block::Table(table) => table.cells().iter().for_each(|cell| note(cell.at, &cell.text)),
        }
    }
    found
}

/// Whether `text` asks for both; a sentence that gives both is no header.
fn is_header(text: &str) -> bool {
    contains_word(text, "原因")
        && contains_word(text, "措施")
        && !text.contains(['。', '；', '：', '，', ';'])
}

/// Whether two places are counted alike, so that one can lie before the other.
fn same_kind(one: Location, other: Location) -> bool {
    discriminant(&one) == discriminant(&other)
}
