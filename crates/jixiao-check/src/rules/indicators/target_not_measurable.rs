use crate::figures::is_time;
use crate::rule::declare_rule;
use crate::vocabulary::{Classes, classes};
use crate::{Findings, FormContext, Severity};
use jixiao_document::text;
use jixiao_domain::{Decimal, IndicatorGroup, IndicatorKind, Value};
use jixiao_form::values::quantities;
use jixiao_form::{Duty, Field, FormKind, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 年度指标值只有“有改善”“效果明显”“较为满意”之类的词语，没有可以衡量的数值、时间或分级标准。
    /// 数量指标和满意度指标逐行提出；质量、效益等指标每张表只提示一次，并列出相关各行。
    /// “认知度 10”一类没有单位的程度也不可衡量；履职良好表中计划没有人数、金额，执行情况却有的，每张表提示一次。
    ///
    /// ## 为什么
    /// 不可衡量的指标值无法判断是否完成，得分只能凭印象给出。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：绩效指标应当清晰、可衡量，能量化的应当量化，不能量化的应当分级分档。
    ///
    /// ## 示例
    /// 满意度指标“困难职工对慰问工作的满意度”，年度指标值“较为满意”：应写为“≥90%”一类的比率。
    ///
    /// ## 如何改正
    /// 改为数值、比率或时间；确属定性的，写明分级标准（如优、良、中、差各指什么）。
    "JX401" "target-not-measurable" "指标值不可衡量",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let mut first: Option<(&Indicator, &Field)> = None;
    let mut others: Vec<&Field> = Vec::new();
    for indicator in &context.form.indicators {
        let Some(target) = indicator.target.as_ref().filter(|target| is_vague(indicator, target))
        else {
            continue;
        };
        if needs_figure(indicator) {
            findings
                .at(
                    target.at,
                    context.subject(indicator),
                    format!("指标值“{}”不可衡量：这类指标应有数值", target.printed),
                )
                .printed(target.printed.clone())
                .hint("改为带计量单位的数值或比率，如“≥90%”")
                .report();
        } else if first.is_none() {
            first = Some((indicator, target));
        } else {
            others.push(target);
        }
    }
    if context.form.kind == FormKind::DutyPerformance {
        check_duties(&context.form.duties, findings);
    }
    let Some((indicator, target)) = first else { return };
    let message = if others.is_empty() {
        format!("指标值“{}”不可衡量", target.printed)
    } else {
        format!("指标值“{}”等 {} 处不可衡量", target.printed, others.len() + 1)
    };
    let mut note = findings
        .at(target.at, context.subject(indicator), message)
        .printed(target.printed.clone())
        .hint("能量化的改为数值；确属定性的，写明分级标准和取值依据")
        .at_most(Severity::Note);
    for other in others {
        note = note.related(other.at, format!("指标值“{}”", other.printed));
    }
    note.report();
}

/// Counts and satisfaction are always measured in numbers.
fn needs_figure(indicator: &Indicator) -> bool {
    indicator.kind == Some(IndicatorKind::Quantity) || is_satisfaction(indicator)
}

fn is_satisfaction(indicator: &Indicator) -> bool {
    indicator.kind == Some(IndicatorKind::Satisfaction)
        || indicator.group == Some(IndicatorGroup::Satisfaction)
}

fn is_vague(indicator: &Indicator, target: &Field) -> bool {
    match &target.value {
        Value::Words if indicator.kind != Some(IndicatorKind::Timeliness) => {
            let found = classes(&target.printed);
            let vague = found.any(Classes::VAGUE)
                || (is_satisfaction(indicator) && found.any(Classes::SATISFIED));
            vague && quantities(&target.printed).next().is_none()
        }
        // A degree (认知度, 影响程度) without a scale; up to 1 it is a share.
        Value::Quantity(quantity) => {
            indicator.group == Some(IndicatorGroup::Benefit)
                && quantity.unit.is_empty()
                && quantity.number > Decimal::ONE
                && indicator.level3.printed.ends_with('度')
        }
        _ => false,
    }
}

/// One note on all tasks planned without any amount or count although their results state one.
fn check_duties(duties: &[Duty], findings: &mut Findings<'_>) {
    let mut plans = duties.iter().filter_map(|duty| Some((duty, uncounted_plan(duty)?)));
    let Some((duty, plan)) = plans.next() else { return };
    let others: Vec<_> = plans.collect();
    let what = match others.len() {
        0 => String::new(),
        more => format!("{} 项任务的", more + 1),
    };
    let task = text::squeeze(&duty.task.printed);
    let message = format!("{what}计划没有写明人数或金额，无法与执行情况对比");
    let mut note = findings
        .at(plan.at, task, message)
        .hint("编制预算时写明计划服务的人数和所需资金")
        .at_most(Severity::Note);
    for (other, plan) in others {
        note = note.related(plan.at, format!("“{}”的计划", text::squeeze(&other.task.printed)));
    }
    note.report();
}

/// The plan of a task that names no amount and no count, although its result counts. A result in
/// percent alone is none to plan for.
fn uncounted_plan(duty: &Duty) -> Option<&Field> {
    let (measure, execution) = (duty.measure.as_ref()?, duty.execution.as_ref()?);
    let counted = |text: &str| {
        quantities(text).any(|found| {
            let before = &text[..found.span.start];
            !is_time(&found.quantity.unit)
                && !found.quantity.is_percentage()
                && !before.ends_with("每月")
                && !before.ends_with('每')
        })
    };
    let lacks = !measure.is_blank() && !counted(&measure.printed) && counted(&execution.printed);
    lacks.then_some(measure)
}
