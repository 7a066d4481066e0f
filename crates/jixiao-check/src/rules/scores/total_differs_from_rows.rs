use crate::rule::declare_rule;
use crate::scored::{agrees, is_self_evaluation};
use crate::{Findings, FormContext, Severity};
use jixiao_domain::Decimal;
use jixiao_form::{Field, Form};

declare_rule! {
    /// ## 检查内容
    /// 总得分不等于预算执行率得分与各指标得分之和。资金的“其中”各行不计；有一行得分读不出来
    /// 就不判断；各行分值之和与总分值不等时，只在无论怎样都对不上时才报，并降为警告。
    ///
    /// ## 为什么
    /// 总分决定自评等级和结果应用，合计错误会直接造成等级错误。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：各项指标得分汇总成该项目自评的总分；预算执行率按其分值计入。
    ///
    /// ## 示例
    /// 预算执行率 10 分，产出 48 分，效益 30 分，满意度 10 分，总分填 100：应为 98。
    ///
    /// ## 如何改正
    /// 重新合计，并核对自评等级、报告和公开文本中引用的总分。
    "JX306" "total-differs-from-rows" "总得分与各行之和不符",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：各项指标得分汇总成该项目自评的总分",
    run: Form(check),
}

/// Points and scores of all rows that count, added up.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    points: Decimal,
    scores: Decimal,
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let Some(total) = form.total.as_ref().filter(|_| is_self_evaluation(form)) else { return };
    let Some(printed) = &total.score else { return };
    let (Some(given), Some(indicators)) = (printed.number(), indicators(form)) else { return };
    let full = total
        .points
        .as_ref()
        .and_then(Field::number)
        .unwrap_or(context.regulation.total_points.value);
    let Some(sum) = with_execution(form, indicators, full) else { return };
    // Rows the reading lacks may have earned anything up to their points.
    let missing = full.saturating_sub(sum.points);
    if agrees(given, sum.scores) || (missing < Decimal::ZERO && given < sum.scores) {
        return; // More points than the form has: a row may have been counted twice.
    }
    if given > sum.scores && given <= sum.scores.saturating_add(missing) {
        return;
    }
    let capped = context.regulation.execution.caps_on_total.iter();
    if capped.into_iter().any(|cap| cap.value.total_at_most == given && given < sum.scores) {
        return;
    }
    let whole = missing.is_zero();
    let expected = if whole {
        sum.scores.to_string()
    } else if given < sum.scores {
        format!("≥{}", sum.scores)
    } else {
        format!("≤{}", sum.scores.saturating_add(missing.max(Decimal::ZERO)))
    };
    let rows = if whole {
        format!("各行合计 {} 分", sum.scores)
    } else {
        format!("读到的各行分值 {} 分、得分合计 {} 分", sum.points, sum.scores)
    };
    findings
        .at(
            printed.at,
            "总分",
            format!("总得分与各行之和不符：{rows}，填报 {} 分", printed.printed),
        )
        .printed(printed.printed.clone())
        .expected(expected)
        .hint("重新合计各行得分，并核对自评等级")
        .at_most(if whole { Severity::Error } else { Severity::Warning })
        .report();
}

/// The indicator rows added up; `None` where a row with points has no readable score.
fn indicators(form: &Form) -> Option<Sum> {
    let mut sum = Sum::default();
    let mut any = false;
    for indicator in &form.indicators {
        let points = indicator.points.as_ref().and_then(Field::number);
        let score = indicator.score.as_ref().and_then(Field::number);
        match (points, score) {
            (Some(points), Some(score)) => {
                sum.points = sum.points.saturating_add(points);
                sum.scores = sum.scores.saturating_add(score);
                any = true;
            }
            (Some(points), None) if !points.is_zero() => return None,
            (None, Some(_)) => return None,
            // 其中 rows and blank rows carry neither.
            _ => {}
        }
    }
    any.then_some(sum)
}

/// The sum with the execution row, unless the indicators alone make up the `full` points.
fn with_execution(form: &Form, indicators: Sum, full: Decimal) -> Option<Sum> {
    let Some(fund) = form.total_fund() else { return Some(indicators) };
    if indicators.points == full {
        return Some(indicators);
    }
    let points = fund.points.as_ref().and_then(Field::number);
    let score = fund.score.as_ref().and_then(Field::number);
    match (points, score) {
        (Some(points), Some(score)) => Some(Sum {
            points: indicators.points.saturating_add(points),
            scores: indicators.scores.saturating_add(score),
        }),
        // A row whose score cell could not be read leaves the total open.
        (Some(_), None) | (None, Some(_)) => None,
        (None, None) => Some(indicators),
    }
}
