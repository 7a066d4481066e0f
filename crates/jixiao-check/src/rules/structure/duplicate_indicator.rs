use crate::rule::declare_rule;
use crate::wording::{letter_count, says_nothing};
use crate::{Findings, FormContext, Severity};
use jixiao_form::{Field, FormKind, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 同一二级指标下有完全相同的行（名称、指标值、完成值都相同）；或者一组指标整体重复出现在两个
    /// 二级指标下（只报告一次）。名称为“无”的行不检查。
    ///
    /// ## 为什么
    /// 同一内容重复计分，放大其权重；质量指标照抄数量指标，等于没有评价质量。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：绩效指标应细化量化、各有侧重，不得重复。
    ///
    /// ## 示例
    /// 数量指标和质量指标下各有相同的五行：报告质量指标重复了数量指标。
    ///
    /// ## 如何改正
    /// 删去重复的指标，或者改写为该二级指标应当反映的内容（如质量、时效），再重新分配分值。
    "JX009" "duplicate-indicator" "指标重复",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》指标设置要求",
    run: Form(check),
}

/// A single row that stands under two headings is doubtful only if its name says something.
const NAME_LETTERS_MIN: usize = 6;

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    if matches!(context.form.kind, FormKind::GoalSubmission) {
        return;
    }
    let rows = context.form.indicators.as_slice();
    let mut i = 0;
    while i < rows.len() {
        let Some(first) = rows[..i].iter().position(|earlier| is_same(earlier, &rows[i])) else {
            i += 1;
            continue;
        };
        if is_same_heading(&rows[first], &rows[i]) {
            report_row(context, &rows[first], &rows[i], Severity::Warning, findings);
            i += 1;
            continue;
        }
        let length = block_length(rows, first, i);
        match length {
            1 if letter_count(&rows[i].level3.printed, NAME_LETTERS_MIN) == NAME_LETTERS_MIN => {
                report_row(context, &rows[first], &rows[i], Severity::Note, findings);
            }
            1 => {}
            _ => report_block(context, &rows[first..], &rows[i..i + length], findings),
        }
        i += length;
    }
}

/// Whether two rows say the same. Compared as printed: this runs over every pair of rows.
fn is_same(left: &Indicator, right: &Indicator) -> bool {
    let same = |left: &Option<Field>, right: &Option<Field>| {
        left.as_ref().map(|f| &f.printed) == right.as_ref().map(|f| &f.printed)
    };
    left.level3.printed == right.level3.printed
        && same(&left.target, &right.target)
        && same(&left.actual, &right.actual)
        && !says_nothing(&left.level3.printed)
        && left.target.as_ref().is_some_and(|target| !says_nothing(&target.printed))
}

fn is_same_heading(left: &Indicator, right: &Indicator) -> bool {
    left.level1 == right.level1 && left.level2 == right.level2
}

/// How many rows from `copy` on repeat those from `first` on, each run under one heading.
fn block_length(rows: &[Indicator], first: usize, copy: usize) -> usize {
    rows[first..copy]
        .iter()
        .zip(&rows[copy..])
        .take_while(|(earlier, later)| {
            is_same(earlier, later)
                && is_same_heading(earlier, &rows[first])
                && is_same_heading(later, &rows[copy])
        })
        .count()
}

fn report_row(
    context: &FormContext<'_>,
    first: &Indicator,
    copy: &Indicator,
    severity: Severity,
    findings: &mut Findings<'_>,
) {
    let name = &copy.level3.printed;
    findings
        .at(copy.at, context.subject(copy), format!("指标“{name}”与前面一行完全相同，重复计分"))
        .hint("删去重复的一行，或改写为该二级指标应当反映的内容")
        .related(first.at, "首次出现")
        .at_most(severity)
        .report();
}

fn report_block(
    context: &FormContext<'_>,
    first: &[Indicator],
    copy: &[Indicator],
    findings: &mut Findings<'_>,
) {
    let (count, level2, earlier) = (copy.len(), &copy[0].level2, &first[0].level2);
    let subject = format!("{}/{level2}", copy[0].level1);
    let mut draft = findings
        .at(
            copy[0].at,
            subject,
            format!("“{level2}”下的 {count} 行指标与“{earlier}”下的完全相同，重复计分"),
        )
        .hint(format!("改写为{level2}应当反映的内容，或删去后重新分配分值"));
    for (earlier, later) in first.iter().zip(copy) {
        draft = draft.related(earlier.at, context.subject(later));
    }
    draft.report();
}
