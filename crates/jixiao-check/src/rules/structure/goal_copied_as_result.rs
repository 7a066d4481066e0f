use crate::rule::declare_rule;
use crate::wording::{clauses, letter_count};
use crate::{Findings, FormContext, Severity};
use jixiao_document::text::same_wording;
use jixiao_form::{Duty, Field, FormKind};

declare_rule! {
    /// ## 检查内容
    /// “实际完成情况”与“预期目标”逐字相同（不计标点、空白），或者仍使用“明年”“力争”等计划用语；
    /// 部门整体自评中任务措施与实际执行情况逐字相同。
    ///
    /// ## 为什么
    /// 照抄目标等于没有报告结果，读者无法知道目标是否实现。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评应反映年度总体目标的实际完成情况。
    ///
    /// ## 示例
    /// 预期目标“全年慰问困难职工 500 人，送去组织关怀”，实际完成情况一字不差。
    ///
    /// ## 如何改正
    /// 按已经发生的事实写实际完成情况：完成了什么、多少、何时完成，与目标相差多少。
    "JX006" "goal-copied-as-result" "实际完成情况照抄目标",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“年度总体目标”栏",
    run: Form(check),
}

/// Shorter texts may well be the same: 完成年度任务.
const LETTERS_MIN: usize = 12;

/// Words that speak of what is still to come.
const PLAN_WORDS: [&str; 6] = ["明年", "力争", "拟用", "拟于", "拟对", "拟开展"];

/// Words of a clause that reports, or that leads over to the next year's work.
const DONE_WORDS: [&str; 9] =
    ["已", "完成", "实际", "共", "了", "下一步", "继续", "今后", "建议"];

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if matches!(form.kind, FormKind::GoalSubmission | FormKind::Monitoring) {
        return;
    }
    if let (Some(expected), Some(actual)) = (&form.goal.expected, &form.goal.actual) {
        if is_copy(expected, actual) {
            let message = match plan_clause(&actual.printed) {
                Some(_) => "实际完成情况照抄预期目标，连计划用语也未改，没有报告结果",
                None => "实际完成情况照抄预期目标，没有报告结果",
            };
            report_copy(actual, expected, "年度总体目标".to_owned(), message, findings);
        } else if let Some(clause) = plan_clause(&actual.printed) {
            findings
                .at(
                    actual.at,
                    "年度总体目标",
                    format!("实际完成情况中的“{clause}”是计划用语，不是结果"),
                )
                .printed(clause)
                .hint("改写为已经完成的事实和数据")
                .at_most(Severity::Note)
                .report();
        }
    }
    for duty in &form.duties {
        check_duty(duty, findings);
    }
}

fn check_duty(duty: &Duty, findings: &mut Findings<'_>) {
    let (Some(measure), Some(execution)) = (&duty.measure, &duty.execution) else { return };
    // A task that does not apply is rightly described once and for all.
    if is_copy(measure, execution)
        && !["无", "不涉及", "不存在"].iter().any(|word| measure.printed.contains(word))
    {
        let message = "实际执行情况照抄任务措施，没有报告结果";
        report_copy(execution, measure, duty.task.printed.clone(), message, findings);
    }
}

fn is_copy(plan: &Field, result: &Field) -> bool {
    same_wording(&plan.printed, &result.printed)
        && letter_count(&result.printed, LETTERS_MIN) == LETTERS_MIN
}

fn report_copy(
    copy: &Field,
    original: &Field,
    subject: String,
    message: &str,
    findings: &mut Findings<'_>,
) {
    findings
        .at(copy.at, subject, message)
        .hint("按已经发生的事实改写：完成了什么、完成多少、与目标相差多少")
        .related(original.at, "被照抄的文字")
        .report();
}

/// The first clause that plans instead of reporting.
fn plan_clause(text: &str) -> Option<&str> {
    if !PLAN_WORDS.iter().any(|word| text.contains(word)) {
        return None;
    }
    clauses(text).find(|clause| {
        PLAN_WORDS.iter().any(|word| clause.contains(word))
            && !DONE_WORDS.iter().any(|word| clause.contains(word))
    })
}
