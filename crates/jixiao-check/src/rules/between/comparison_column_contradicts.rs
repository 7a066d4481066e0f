use crate::figures::{money, percent_of, wan};
use crate::rule::declare_rule;
use crate::vocabulary::{Classes, classes};
use crate::years::years;
use crate::{DocumentContext, Findings, Severity};
use jixiao_document::text;
use jixiao_domain::{ComparisonSign, IndicatorKind, Money};
use jixiao_form::values::quantities;
use jixiao_form::{Duty, Field, Form, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 部门整体自评表和履职良好表中，同一任务对比栏所写支出、年度与执行情况不同；有任务没有支出完，
    /// 另一行却称完成年初预算的 100%。项目自评表的总体目标称已按预期完成，数量指标却没有完成。
    ///
    /// ## 为什么
    /// 对比栏应当说明实际与预算的差异，照抄预算或往年文字，差异就被掩盖。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：未完成绩效目标或支出偏离的，应当说明原因。
    ///
    /// ## 示例
    /// 执行情况“安排 20 万元，实际支出 12 万元”，对比栏“申报 20 万元，支出 20 万元”。
    ///
    /// ## 如何改正
    /// 对比栏写明实际支出、执行率和差额原因，各栏用同一年度的数字；没有完成的如实写明。
    "JX607" "comparison-column-contradicts" "完成结论与执行情况矛盾",
    severity: Error,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》偏差说明要求",
    run: Document(check),
}

const ARRANGED: [&str; 5] = ["安排资金", "下达资金", "批复", "安排", "预算"];
const SPENT: [&str; 5] = ["实际支出", "项目支出", "支出金额", "实际开支", "实际使用"];
const ALL_SPENT: [&str; 3] = ["完成年初预算的100%", "完成年初预算100%", "预算执行率100%"];

/// A task whose spending stayed below what was arranged.
struct Shortfall<'a> {
    duty: &'a Duty,
    execution: &'a Field,
    arranged: Money,
    spent: Money,
}

fn check(context: &DocumentContext<'_>, findings: &mut Findings<'_>) {
    let mut lowest: Option<Shortfall<'_>> = None;
    for (index, form) in context.reading.forms.iter().enumerate() {
        check_goal(index, form, findings);
        for duty in &form.duties {
            let shortfall = check_duty(index, duty, findings);
            lowest = lowest.or(shortfall);
        }
    }
    let Some(shortfall) = lowest else { return };
    for (index, form) in context.reading.forms.iter().enumerate() {
        for duty in &form.duties {
            check_claim(index, duty, &shortfall, findings);
        }
    }
}

/// 已按预期完成 without a figure, over counts that fell short.
fn check_goal(index: usize, form: &Form, findings: &mut Findings<'_>) {
    let Some(actual) = form.goal.actual.as_ref().filter(|actual| !actual.is_blank()) else {
        return;
    };
    let short = |row: &&Indicator| {
        let values = row.target.as_ref().zip(row.actual.as_ref());
        values
            .and_then(|(due, done)| Some((due.value.quantity()?, done.value.quantity()?)))
            .is_some_and(|(due, done)| {
                (done.unit.is_empty() || done.unit == due.unit)
                    && !due.sign.is_ceiling()
                    && due.sign != ComparisonSign::About
                    && done.number < due.number
            })
    };
    let counts = form.indicators.iter().filter(|row| row.kind == Some(IndicatorKind::Quantity));
    let mut missed = counts.filter(short).peekable();
    if missed.peek().is_none()
        || !classes(&actual.printed).any(Classes::ALL_DONE)
        || quantities(&actual.printed).next().is_some()
    {
        return;
    }
    let mut draft = findings
        .at(actual.at, "年度总体目标", "称已完成目标，数量指标却没有完成")
        .printed(actual.printed.clone())
        .hint("如实写明各项完成数量和没有完成的部分")
        .in_form(index)
        .at_most(Severity::Warning);
    for row in missed {
        let printed = |field: &Option<Field>| field.as_ref().map_or("", |f| &f.printed).to_owned();
        let message = format!("指标值 {}，完成 {}", printed(&row.target), printed(&row.actual));
        draft = draft.related(row.at, message);
    }
    draft.report();
}

fn check_duty<'a>(
    form: usize,
    duty: &'a Duty,
    findings: &mut Findings<'_>,
) -> Option<Shortfall<'a>> {
    let execution = duty.execution.as_ref()?;
    let done = text::squeeze(&execution.printed);
    let spent = stated(&done, &SPENT);
    if let (Some(spent), Some(comparison)) = (spent, &duty.comparison) {
        check_comparison(form, duty, (&done, spent), comparison, findings);
    }
    let (arranged, spent) = (stated(&done, &ARRANGED)?, spent?);
    if spent >= arranged {
        return None;
    }
    Some(Shortfall { duty, execution, arranged, spent })
}

/// The comparison column against the column before it: the amount spent, and the year.
fn check_comparison(
    form: usize,
    duty: &Duty,
    (done, spent): (&str, Money),
    comparison: &Field,
    findings: &mut Findings<'_>,
) {
    let Some(execution) = &duty.execution else { return };
    let compared = text::squeeze(&comparison.printed);
    let Some(claimed) = stated(&compared, &SPENT).filter(|claimed| *claimed != spent) else {
        return;
    };
    let year = |text: &str| years(text).next().map(|(year, _)| year);
    let other_year = match (year(done), year(&compared)) {
        (Some(of), Some(other)) if of != other => format!("，且写的是 {other} 年"),
        _ => String::new(),
    };
    findings
        .at(
            comparison.at,
            text::squeeze(&duty.task.printed),
            format!("执行情况写支出 {}，对比栏写支出 {}{other_year}", wan(spent), wan(claimed)),
        )
        .printed(wan(claimed))
        .expected(wan(spent))
        .hint("对比栏改用本年度实际支出，并写明与预算的差额和原因")
        .in_form(form)
        .related(execution.at, format!("执行情况：支出 {}", wan(spent)))
        .report();
}

/// 完成年初预算的100% in one row, while a task of the same papers was not fully spent.
fn check_claim(
    form: usize,
    duty: &Duty,
    shortfall: &Shortfall<'_>,
    findings: &mut Findings<'_>,
) {
    // A task that states amounts of its own speaks of itself.
    let cells = || [&duty.measure, &duty.execution, &duty.comparison].into_iter().flatten();
    if cells().any(|cell| quantities(&cell.printed).any(|found| money(&found.quantity).is_some())) {
        return;
    }
    for cell in cells() {
        let text = text::squeeze(&cell.printed);
        let Some(claim) = ALL_SPENT.iter().find(|claim| text.contains(**claim)) else { continue };
        let task = text::squeeze(&shortfall.duty.task.printed);
        let rate = percent(shortfall.spent, shortfall.arranged);
        findings
            .at(
                cell.at,
                text::squeeze(&duty.task.printed),
                format!("称“{claim}”，但“{task}”只支出 {rate}"),
            )
            .printed(*claim)
            .hint("按各任务实际支出重新计算执行率")
            .in_form(form)
            .related(
                shortfall.execution.at,
                format!("安排 {}，支出 {}", wan(shortfall.arranged), wan(shortfall.spent)),
            )
            .report();
        return;
    }
}

/// The amount that stands right behind one of `words` in squeezed text.
fn stated(text: &str, words: &[&str]) -> Option<Money> {
    quantities(text).find_map(|figure| {
        let before = text[..figure.span.start].trim_end_matches(['为', '共', '计', '约', ':']);
        words.iter().any(|word| before.ends_with(word)).then(|| money(&figure.quantity))?
    })
}

fn percent(part: Money, whole: Money) -> String {
    percent_of(part, whole).map_or_else(String::new, |percent| {
        format!("{}%", jixiao_domain::round_half_up_2dp(percent).normalize())
    })
}
