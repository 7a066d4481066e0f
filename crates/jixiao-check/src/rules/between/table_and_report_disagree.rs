use crate::figures::percent_of;
use crate::matching::{self, Pair};
use crate::rule::declare_rule;
use crate::{DossierContext, FigureAbstract, Finding, FormDetails, Severity, report_figures};
use jixiao_domain::Decimal;
use report_figures::{Mention, Row, row_meant};

declare_rule! {
    /// ## 检查内容
    /// 同一项目、同一年度的自评表与自评（评价）报告数字不一致：实际完成数、各行合计、预算执行率、
    /// 目标的比较符号。按计量单位和名称用词对应；报告里只要有一处与表相同，就不再报告。
    ///
    /// ## 为什么
    /// 表和报告说的是同一件事，数字不同，至少有一处不真实。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：部门和单位对自评结果的真实性、准确性负责。
    ///
    /// ## 示例
    /// 自评表“生活困难会员帮扶”完成 116 人，报告写“生活困难会员帮扶 87 人”。
    ///
    /// ## 如何改正
    /// 按发放名册、签到表等原始资料核实，表和报告改为同一数字，并重新计分。
    "JX601" "table-and-report-disagree" "自评表与报告数字不一致",
    severity: Error,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评结果真实性要求",
    run: Dossier(check),
}

fn check(context: &DossierContext<'_>, found: &mut Vec<Finding>) {
    for pair in matching::pairs(context.abstracts) {
        let (form, figures) = (pair.form.details(), pair.report.figures());
        let both = Both { pair, form, figures };
        compare_indicators(context, &both, found);
        compare_rate(context, &both, found);
        compare_goal(context, &both, found);
    }
}

/// A form and its report, with their details.
struct Both<'a> {
    pair: Pair<'a>,
    form: FormDetails,
    figures: Vec<FigureAbstract>,
}

/// The figures of a report, the row each speaks of with the likeness, and whether it is wrong.
type Read<'a> = (&'a [Mention<'a>], &'a [Option<(usize, usize)>], &'a [bool]);

fn compare_indicators(context: &DossierContext<'_>, both: &Both<'_>, found: &mut Vec<Finding>) {
    let rows: Vec<Row<'_>> = both.form.indicators.iter().map(Row::of).collect();
    if rows.is_empty() {
        return;
    }
    let mentions: Vec<Mention<'_>> = report_figures::mentions(&both.figures, &rows);
    let year = both.pair.report.year;
    // The row each figure speaks of, with the likeness.
    let meant: Vec<Option<(usize, usize)>> =
        mentions.iter().map(|mention| row_meant(&rows, mention, year)).collect();
    let mut wrong = vec![false; mentions.len()];
    for (index, row) in rows.iter().enumerate() {
        let of_row: Vec<(usize, &Mention<'_>, usize)> = mentions
            .iter()
            .zip(&meant)
            .enumerate()
            .filter_map(|(at, (mention, meant))| Some((at, mention, (*meant)?)))
            .filter(|(_, _, (row, _))| *row == index)
            .map(|(at, mention, (_, likeness))| (at, mention, likeness))
            .collect();
        let Some((at, mention, strong)) = report_figures::contradiction(row, &of_row) else {
            continue;
        };
        wrong[at] = true;
        found.push(of_indicator(context, both, row, mention, strong));
    }
    report_sums(context, both, &rows, (&mentions, &meant, &wrong), found);
}

fn of_indicator(
    context: &DossierContext<'_>,
    both: &Both<'_>,
    row: &Row<'_>,
    mention: &Mention<'_>,
    strong: bool,
) -> Finding {
    let printed = format!("{}{}", row.indicator.done, row.unit());
    let stated = format!("{}{}", mention.quantity.number, mention.quantity.unit);
    let message = format!("自评表实际完成 {printed}，报告写 {stated}");
    let at = row.indicator.place;
    Finding {
        severity: if strong { Severity::Error } else { Severity::Warning },
        subject: format!("{}/{}", row.indicator.level2, row.indicator.name),
        printed: Some(printed),
        hint: Some("按名册等原始资料核实，表和报告改为同一数字".to_owned()),
        related: vec![context.related(
            both.pair.report_document,
            mention.figure.place,
            format!("报告：{}", mention.figure.text),
        )],
        ..context.finding(both.pair.form_document, Some(both.pair.form.index), at, message)
    }
}

/// 208人，其中87人、121人: the report's own total against the sum of the same rows of the table.
fn report_sums(
    context: &DossierContext<'_>,
    both: &Both<'_>,
    rows: &[Row<'_>],
    (mentions, meant, wrong): Read<'_>,
    found: &mut Vec<Finding>,
) {
    for (at, total) in mentions.iter().enumerate() {
        let mut parts = Decimal::ZERO;
        let mut in_table = Decimal::ZERO;
        let mut any_wrong = false;
        let following = mentions.iter().zip(meant).zip(wrong).skip(at + 1);
        for ((part, meant), wrong) in following {
            let Some((row, _)) = meant.filter(|_| part.figure.place == total.figure.place)
            else {
                break;
            };
            any_wrong |= wrong;
            parts += part.quantity.number;
            in_table += rows[row].indicator.done;
            if parts == total.quantity.number && any_wrong && in_table != parts {
                let unit = &total.quantity.unit;
                let message = format!("报告合计 {parts}{unit}，自评表相应各行合计 {in_table}{unit}");
                found.push(Finding {
                    severity: Severity::Error,
                    printed: Some(format!("{parts}{unit}")),
                    expected: Some(format!("{in_table}{unit}")),
                    hint: Some("按名册等原始资料核实，表和报告改为同一数字".to_owned()),
                    related: vec![context.related(
                        both.pair.form_document,
                        rows[row].indicator.place,
                        format!("自评表合计 {in_table}{unit}"),
                    )],
                    ..context.finding(both.pair.report_document, None, total.figure.place, message)
                });
                break;
            }
            if parts >= total.quantity.number {
                break;
            }
        }
    }
}

fn compare_rate(context: &DossierContext<'_>, both: &Both<'_>, found: &mut Vec<Finding>) {
    let Some(funds) = &both.form.funds else { return };
    let Some(printed) = funds.rate_percent else { return };
    let differs =
        |mention: &Mention<'_>| report_figures::differ(printed, mention.quantity.number);
    let mut stated = report_figures::execution_rates(&both.figures, both.pair.report.year);
    let Some(mention) = stated.next().filter(differs) else { return };
    if !stated.all(|mention| differs(&mention)) {
        return;
    }
    let rate = mention.quantity.number;
    let by_initial = funds.executed.zip(funds.initial);
    let of_initial = by_initial
        .and_then(|(spent, initial)| percent_of(spent, initial))
        .is_some_and(|percent| !report_figures::differ(percent, rate));
    let why = if of_initial { "（报告按年初预算数计算）" } else { "" };
    let printed = printed.normalize();
    let message = format!("自评表执行率 {printed}%，报告写 {rate}%{why}，口径应当一致");
    found.push(Finding {
        subject: "预算执行率".to_owned(),
        printed: Some(funds.printed_rate.clone()),
        hint: Some("两处按同一预算数计算执行率，并说明预算调整的原因".to_owned()),
        related: vec![context.related(
            both.pair.report_document,
            mention.figure.place,
            format!("报告：{}", mention.figure.text),
        )],
        ..context.finding(both.pair.form_document, Some(both.pair.form.index), funds.place, message)
    });
}

/// 200人以上 in the table's goal, 200人左右 in the report's.
fn compare_goal(context: &DossierContext<'_>, both: &Both<'_>, found: &mut Vec<Finding>) {
    let Some((goal, figure)) = report_figures::other_bound(&both.form.figures, &both.figures)
    else {
        return;
    };
    let message = format!("目标写“{}”，报告写“{}”", goal.text, figure.text);
    found.push(Finding {
        severity: Severity::Note,
        subject: "年度总体目标".to_owned(),
        printed: Some(goal.text.clone()),
        hint: Some("两处用同一目标值和同一比较符号".to_owned()),
        related: vec![context.related(both.pair.report_document, figure.place, figure.text.clone())],
        ..context.finding(both.pair.form_document, Some(both.pair.form.index), goal.place, message)
    });
}
