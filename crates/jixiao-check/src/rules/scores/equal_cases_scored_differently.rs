use crate::attainment::{Attainment, measured};
use crate::reason::reason;
use crate::rule::declare_rule;
use crate::scored::{Execution, Scored, scored};
use crate::sums::apart;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::{Decimal, Quantity, round_half_up_dp};
use jixiao_form::{Field, Indicator};
use jixiao_regulation::Attainment::Missed;
use jixiao_regulation::Step;

declare_rule! {
    /// ## 检查内容
    /// 同样的情况得分不同：同一张表中年度指标值、实际完成值和分值都相同的两个定量指标得分不同；
    /// 同一二级指标下目标相同、都已完成，一个满分一个扣分且未说明原因（警告）；分值和完成比例都相同而扣分
    /// 不同，其中一个是按比例计的（警告）；同一文件的几张
    /// 表执行率和分值相同，预算执行率得分不同。
    ///
    /// ## 为什么
    /// 同样的完成情况应得同样的分数，得分不同说明计分没有统一的办法，或有一处填错。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：绩效评价遵循科学公正的原则，按统一的方法记分。
    ///
    /// ## 示例
    /// 两个指标目标都是 100 人、分值都是 10 分，完成 116 人的得 9 分，完成 131 人的得 10 分，
    /// 前者未说明扣分原因。
    ///
    /// ## 如何改正
    /// 按同一计分办法重新计分；确有不同的，在原因一栏说明。
    "JX309" "equal-cases-scored-differently" "同样的情况得分不同",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》：统一方法、客观公正",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for (indicator, step) in context.rows() {
        let Some(row) = scored(indicator).filter(|row| row.given < row.full) else { continue };
        if !reason(indicator).explains_nothing() {
            continue;
        }
        let higher = context.rows().find_map(|(other, other_step)| {
            let better = scored(other).filter(|o| o.full == row.full && o.given > row.given)?;
            same_case((indicator, step), (other, other_step), better).map(|severity| (better, other, severity))
        });
        let Some((better, other, severity)) = higher else { continue };
        report_pair(context, findings, (indicator, row), (other, better), severity);
    }
    compare_shares(context, findings);
    compare_execution(context, findings);
}

/// No form has more shortfalls than this; the comparison stays linear in longer tables.
const CASES_MAX: usize = 64;

/// Two rows equally far below their targets, each with its reason, and other shares of the points
/// taken off: 1140 of 1200 scored 9.5 of 10, 570 of 600 scored 9.
fn compare_shares(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let mut seen: Vec<(&Indicator, Scored<'_>, Decimal)> = Vec::new();
    for (indicator, step) in context.rows() {
        if step.attained != Missed {
            continue;
        }
        let deducted = scored(indicator).filter(|row| row.given < row.full);
        let (Some(row), Some(Attainment::BelowFloor { target, actual })) =
            (deducted, measured(indicator, step))
        else {
            continue;
        };
        let share = actual.checked_div(target);
        let due = share.and_then(|share| share.checked_mul(row.full));
        let Some((share, due)) = share.zip(due) else { continue };
        // One of the two is the share of the points, as finely printed as the other.
        let other = seen.iter().find(|(_, other, at)| {
            let places = row.given.scale().max(other.given.scale()).min(2);
            let is_due = |row: &Scored<'_>| round_half_up_dp(due, places) == row.given;
            *at == share
                && other.full == row.full
                && apart(other.given, row.given) > Decimal::new(1, places)
                && is_due(other) != is_due(&row)
        });
        if let Some((other, better, _)) = other {
            let (mut lower, mut higher) = ((indicator, row), (*other, *better));
            if row.given > better.given {
                std::mem::swap(&mut lower, &mut higher);
            }
            report_pair(context, findings, lower, higher, Severity::Warning);
        } else if seen.len() < CASES_MAX {
            seen.push((indicator, row, share));
        }
    }
}

fn report_pair(
    context: &FormContext<'_>,
    findings: &mut Findings<'_>,
    (indicator, row): (&Indicator, Scored<'_>),
    (other, better): (&Indicator, Scored<'_>),
    severity: Severity,
) {
    let (given, best) = (&row.score.printed, &better.score.printed);
    let higher = format!("{}得 {best} 分", other.level3.printed);
    let message = format!("同样的情况得分不同：此项得 {given} 分，{higher}");
    findings
        .at(row.score.at, context.subject(indicator), message)
        .printed(given.clone())
        .expected(best.clone())
        .related(better.score.at, higher)
        .hint("按同一办法重新计分，确有不同的说明原因")
        .at_most(severity)
        .report();
}

type Row<'a> = (&'a Indicator, &'a Step);

/// Whether two rows of equal points are the same case, and how sure that is.
fn same_case(lower: Row<'_>, higher: Row<'_>, better: Scored<'_>) -> Option<Severity> {
    if quantity(lower.0.target.as_ref())? != quantity(higher.0.target.as_ref())? {
        return None;
    }
    let (actual, other) = (quantity(lower.0.actual.as_ref())?, quantity(higher.0.actual.as_ref())?);
    let siblings = lower.0.level2 == higher.0.level2;
    let result = measured(lower.0, lower.1);
    if actual == other {
        // Every other row says 100 %, 100 %: kept targets are compared among siblings only.
        let kept = matches!(result, Some(Attainment::Exact | Attainment::Within));
        return if siblings {
            Some(Severity::Error)
        } else {
            (!kept).then_some(Severity::Warning)
        };
    }
    let met = |result| matches!(result, Some(Attainment::Exact | Attainment::AboveFloor { .. }));
    let comparable = siblings && better.given == better.full;
    (comparable && met(result) && met(measured(higher.0, higher.1))).then_some(Severity::Warning)
}

fn quantity(field: Option<&Field>) -> Option<&Quantity> {
    field?.value.quantity()
}

/// Reports the execution row when more of the file's other forms score the same rate otherwise than
/// score it alike; of two forms, the later.
fn compare_execution(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let forms = &context.reading.forms;
    if forms.len() < 2 {
        return;
    }
    let Some(own) = Execution::of(context.form) else { return };
    let (mut alike, mut otherwise, mut first) = (0, 0, None);
    for form in forms.iter().filter(|form| !std::ptr::eq(*form, context.form)) {
        match Execution::of(form) {
            Some(other) if other.rate == own.rate && other.points == own.points => {
                if other.given == own.given {
                    alike += 1;
                } else {
                    otherwise += 1;
                    first.get_or_insert((form, other));
                }
            }
            _ => {}
        }
    }
    let Some((form, other)) = first else { return };
    let later = form.at < context.form.at;
    if otherwise < alike + 1 || (otherwise == alike + 1 && !later) {
        return;
    }
    findings
        .at(
            own.score.at,
            "预算执行率",
            format!(
                "同一文件中执行率同为 {}%，此表得 {} 分，他表得 {} 分",
                own.rate.normalize(), own.score.printed, other.score.printed
            ),
        )
        .printed(own.score.printed.clone())
        .expected(other.score.printed.clone())
        .related(other.score.at, format!("同样的执行率在此得 {} 分", other.score.printed))
        .hint("同一文件各表按同一办法计算预算执行率得分")
        .report();
}
