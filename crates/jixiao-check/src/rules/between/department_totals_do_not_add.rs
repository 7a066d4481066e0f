use crate::figures::{in_unit_of, money, percent_of, shown, within_rounding};
use crate::rule::declare_rule;
use crate::{DocumentContext, Findings, Severity};
use jixiao_domain::{Decimal, Money, Quantity, Value};
use jixiao_form::{Report, ReportFigure};

declare_rule! {
    /// ## 检查内容
    /// 部门整体支出报告中的总数与分项对不上：基本支出加项目支出不等于总支出，
    /// 年初预算加调增不等于调整后的总数，基本支出、项目支出所占比例算错。
    /// 报告另列有其他支出（上缴、经营、对附属单位补助等）的不查。
    ///
    /// ## 为什么
    /// 部门收支是整体绩效评价的基础数据，加总错误使执行率等指标全部失实。
    ///
    /// ## 依据
    /// 预算法第三十二条、《行政单位财务规则》：部门支出由基本支出和项目支出组成。
    ///
    /// ## 示例
    /// 总支出 500 万元，其中基本支出 320 万元，项目支出 190 万元：分项合计 510 万元。
    ///
    /// ## 如何改正
    /// 按部门决算报表核对三个数字，改正后重新计算有关比率。
    "JX603" "department-totals-do-not-add" "部门收支总数与分项不符",
    severity: Error,
    status: Preview,
    since: "0.1.0",
    basis: "预算法第三十二条；《行政单位财务规则》支出分类",
    run: Document(check),
}

const TOTAL: [&str; 7] =
    ["总支出", "支出总额", "支出合计", "支出总计", "支出共计", "本年支出", "支出决算"];
const OTHER_PARTS: [&str; 6] =
    ["上缴", "经营支出", "附属单位", "结余分配", "事业支出", "其他支出"];
/// Figures between the total and its parts.
const REACH: usize = 6;

/// A figure that is an amount of money.
struct Amount<'a> {
    figure: &'a ReportFigure,
    quantity: &'a Quantity,
    money: Money,
}

fn check(context: &DocumentContext<'_>, findings: &mut Findings<'_>) {
    for report in &context.reading.reports {
        if !report.figures.iter().any(|figure| figure.text.contains("基本支出")) {
            continue;
        }
        for (at, total) in report.figures.iter().enumerate() {
            if is_total(total) {
                check_total(report, at, findings);
            }
        }
    }
}

fn is_total(figure: &ReportFigure) -> bool {
    TOTAL.iter().any(|word| figure.text.contains(word))
        && !["占", "比", "增", "减", "上年"].iter().any(|word| figure.text.contains(word))
}

fn amount(figure: &ReportFigure) -> Option<Amount<'_>> {
    let quantity = figure.value.quantity()?;
    Some(Amount { figure, quantity, money: money(quantity)? })
}

fn check_total(report: &Report, at: usize, findings: &mut Findings<'_>) {
    let Some(total) = report.figures.get(at).and_then(amount) else { return };
    let section = total.figure.section;
    let following = report.figures[at + 1..]
        .iter()
        .take(REACH)
        .take_while(|figure| figure.section == section && !is_total(figure));
    let part = |word: &str| {
        following.clone().find(|figure| figure.text.contains(word)).and_then(amount)
    };
    let text = section.and_then(|at| report.sections.get(at)).map_or("", |of| of.text.as_str());
    if let (Some(basic), Some(project)) = (part("基本支出"), part("项目支出")) {
        if !OTHER_PARTS.iter().any(|word| text.contains(word)) {
            check_sum(&total, &basic, &project, findings);
        }
        for figure in following.clone() {
            check_share(figure, &total, [("基本支出", &basic), ("项目支出", &project)], findings);
        }
    }
    let preceding = report.figures[..at]
        .iter()
        .rev()
        .take(REACH)
        .take_while(|figure| figure.section == section)
        .filter_map(amount);
    check_adjustment(&total, preceding, findings);
}

fn check_sum(
    total: &Amount<'_>,
    basic: &Amount<'_>,
    project: &Amount<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(sum) = basic.money.checked_add(project.money) else { return };
    if within_rounding(sum, total.money, [basic, project, total].map(|amount| amount.quantity)) {
        return;
    }
    let sum = in_unit_of(total.quantity, sum);
    findings
        .at(
            total.figure.at,
            "部门支出",
            format!(
                "基本支出 {} 加项目支出 {} 为 {sum}，总支出写 {}",
                shown(basic.quantity),
                shown(project.quantity),
                shown(total.quantity)
            ),
        )
        .printed(shown(total.quantity))
        .expected(sum)
        .hint("按部门决算报表核对总支出、基本支出和项目支出")
        .related(basic.figure.at, basic.figure.text.clone())
        .related(project.figure.at, project.figure.text.clone())
        .report();
}

/// 年初预算 + 调增 against a total of the whole year that still is the initial amount.
fn check_adjustment<'a>(
    total: &Amount<'_>,
    preceding: impl Iterator<Item = Amount<'a>>,
    findings: &mut Findings<'_>,
) {
    let (mut initial, mut increase) = (None, None);
    for amount in preceding {
        let text = &amount.figure.text;
        if text.contains("调增") || text.contains("追加") {
            increase = increase.or(Some(amount));
        } else if text.contains("年初") {
            initial = initial.or(Some(amount));
        }
    }
    let (Some(initial), Some(increase)) = (initial, increase) else { return };
    let Some(sum) = initial.money.checked_add(increase.money) else { return };
    if total.money != initial.money || increase.money.fen() <= 0 {
        return;
    }
    let sum = in_unit_of(total.quantity, sum);
    findings
        .at(
            total.figure.at,
            "部门支出",
            format!(
                "年初预算 {} 加调增 {} 为 {sum}，总支出仍写 {}",
                shown(initial.quantity),
                shown(increase.quantity),
                shown(total.quantity)
            ),
        )
        .printed(shown(total.quantity))
        .expected(sum)
        .hint("说明总支出是年初数还是调整后的数，两者应分别列明")
        .related(increase.figure.at, increase.figure.text.clone())
        .at_most(Severity::Warning)
        .report();
}

/// 基本支出占总支出的78.76%.
fn check_share(
    figure: &ReportFigure,
    total: &Amount<'_>,
    parts: [(&str, &Amount<'_>); 2],
    findings: &mut Findings<'_>,
) {
    let Value::Quantity(share) = &figure.value else { return };
    let part = parts.iter().find(|(word, _)| figure.text.starts_with(word));
    let Some((_, part)) = part.filter(|_| share.is_percentage() && figure.text.contains('占'))
    else {
        return;
    };
    let exact = percent_of(part.money, total.money);
    let scale = share.number.scale();
    let Some(exact) = exact.filter(|exact| (exact - share.number).abs() >= Decimal::new(1, scale))
    else {
        return;
    };
    let exact = jixiao_domain::round_half_up_dp(exact, scale);
    findings
        .at(figure.at, "部门支出", format!("比例应为 {exact}%，报告写 {}%", share.number))
        .printed(shown(share))
        .expected(format!("{exact}%"))
        .hint("按分项和总数重新计算比例")
        .report();
}
