use crate::rule::declare_rule;
use crate::{Findings, ReportContext, Severity};
use jixiao_form::{Report, ReportKind};

declare_rule! {
    /// ## 检查内容
    /// 单独报送的绩效自评（评价）报告没有写资金执行情况，或者没有写评价结论
    /// （得分或等级，只作提示）。与自评表一起报送的、只有片段的不检查。
    ///
    /// ## 为什么
    /// 预算执行和评价结论是自评报告的必备内容，缺少时读者无从知道花了多少钱、评价如何。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：绩效自评包括预算执行率和各项指标的得分；评价报告应有综合评价结论。
    ///
    /// ## 示例
    /// 全文没有写花了多少钱，也没有得分和等级。
    ///
    /// ## 如何改正
    /// 补写预算数、执行数、执行率，以及自评得分和等级，或者附上自评表。
    "JX012" "missing-report-part" "报告缺少必备内容",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评内容与评价报告",
    run: Report(check),
}

/// A report of fewer chapters is an excerpt.
const CHAPTERS_MIN: usize = 3;

/// Words of a report that says what became of the money.
const EXECUTION: [&str; 6] = ["执行", "支出", "支付", "到位", "投资", "开支"];

/// Words of a report that comes to a conclusion.
const CONCLUSION: [&str; 7] = ["得分", "评分", "等级", "自评分", "“优", "为优", "综合评价结论"];

fn check(context: &ReportContext<'_>, findings: &mut Findings<'_>) {
    let report = context.report;
    let expected = matches!(
        report.kind,
        ReportKind::SelfEvaluationReport | ReportKind::EvaluationReport | ReportKind::DepartmentReport
    );
    if !expected || !context.reading.forms.is_empty() || !is_whole(report) {
        return;
    }
    let (executed, concluded) = (mentions(report, &EXECUTION), mentions(report, &CONCLUSION));
    let (missing, severity) = match (executed, concluded) {
        (true, true) => return,
        (true, false) => ("评价结论（得分、等级）", Severity::Note),
        (false, true) => ("资金执行情况", Severity::Warning),
        (false, false) => ("资金执行情况和评价结论（得分、等级）", Severity::Warning),
    };
    findings
        .at(report.at, missing, format!("报告没有写{missing}，又没有附自评表"))
        .hint("补写所缺内容，或者附上自评表")
        .at_most(severity)
        .report();
}

/// Whether the report runs to its end: an excerpt lacks parts of itself.
fn is_whole(report: &Report) -> bool {
    let chapters = || report.sections.iter().filter(|section| section.level == 1);
    let closing = ["问题", "建议", "改进", "其他"];
    chapters().count() >= CHAPTERS_MIN
        && chapters().any(|section| closing.iter().any(|word| section.heading.contains(word)))
}

fn mentions(report: &Report, words: &[&str]) -> bool {
    report.sections.iter().any(|section| {
        words.iter().any(|word| section.heading.contains(word) || section.text.contains(word))
    })
}
