use crate::rule::declare_rule;
use crate::vocabulary::{Classes, classes};
use crate::{DocumentContext, Findings, Severity};
use jixiao_domain::{IndicatorGroup, IndicatorKind, Value};
use jixiao_form::values::quantities;
use jixiao_form::{Field, Form, FormKind, Indicator, Report};

declare_rule! {
    /// ## 检查内容
    /// 满意度指标的完成情况只有“满意”“较为满意”等词语，没有调查得到的比率；
    /// 自评报告的满意度一节没有任何比率。每张表提示一次。
    ///
    /// ## 为什么
    /// 没有调查方式、样本数和比率，满意度的得分没有依据。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：满意度指标一般通过问卷调查等方式取得。
    ///
    /// ## 示例
    /// 满意度指标“受助职工满意度”，年度指标值“较满意”，实际完成值“满意”。
    ///
    /// ## 如何改正
    /// 写明调查方式、发放和收回份数以及满意率；没有调查的补做调查。
    "JX408" "satisfaction-without-survey" "满意度没有调查数据",
    severity: Note,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2021〕101号 满意度指标的取值方式",
    run: Document(check),
}

fn check(context: &DocumentContext<'_>, findings: &mut Findings<'_>) {
    for (index, form) in context.reading.forms.iter().enumerate() {
        check_form(index, form, findings);
    }
    for report in &context.reading.reports {
        check_report(report, findings);
    }
}

fn check_form(index: usize, form: &Form, findings: &mut Findings<'_>) {
    if matches!(form.kind, FormKind::GoalSubmission | FormKind::Monitoring) {
        return;
    }
    let mut rows = form.indicators.iter().filter_map(words_only);
    let Some((first, actual)) = rows.next() else { return };
    let surveyed = classes(&first.level3.printed).any(Classes::SURVEY);
    let message = if surveyed {
        "写明经过调查，却没有调查得到的满意率"
    } else {
        "满意度只有词语，没有调查得到的比率"
    };
    let mut note = findings
        .at(actual.at, first.level3.printed.clone(), message)
        .printed(actual.printed.clone())
        .hint("写明调查方式、有效样本数和满意率")
        .in_form(index);
    for (row, actual) in rows {
        note = note.related(actual.at, row.level3.printed.clone());
    }
    note.report();
}

/// The result of a satisfaction indicator that gives words although nothing else is due.
fn words_only(indicator: &Indicator) -> Option<(&Indicator, &Field)> {
    let is_satisfaction = indicator.kind == Some(IndicatorKind::Satisfaction)
        || indicator.group == Some(IndicatorGroup::Satisfaction);
    let actual = indicator.actual.as_ref().filter(|_| is_satisfaction)?;
    let words = actual.value == Value::Words && quantities(&actual.printed).next().is_none();
    // Where the target is a number, JX402 asks for the number.
    let target_words = indicator
        .target
        .as_ref()
        .is_none_or(|target| !matches!(target.value, Value::Quantity(_) | Value::Range(_)));
    (words && target_words).then_some((indicator, actual))
}

fn check_report(report: &Report, findings: &mut Findings<'_>) {
    let mut sections = report.sections.iter().filter(|section| section.heading.contains("满意"));
    let Some(first) = sections.next() else { return };
    if sections.next().is_some() || first.text.trim().is_empty() {
        return;
    }
    let has_rate =
        |text: &str| quantities(text).any(|found| found.quantity.is_percentage());
    let stated = report.sections.iter().any(|section| {
        section.text.contains("满意") && has_rate(&section.text)
            || section.heading.contains("满意") && has_rate(&section.heading)
    });
    if !stated {
        findings
            .at(first.at, first.heading.clone(), "满意度一节没有调查得到的比率")
            .hint("写明调查方式、有效样本数和满意率")
            .at_most(Severity::Note)
            .report();
    }
}
