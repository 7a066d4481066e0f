use crate::likeness::Pairs;
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_document::text;
use jixiao_domain::{IndicatorGroup, Value};
use jixiao_form::{Duty, Field, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 三个以上不同的效益指标使用同一段文字作为指标值；两类效益（如经济效益和生态效益）各有一个指标使用同一段
    /// 文字的提示。“有改善”“较好”等短语由 JX401 检查，不在此列。
    /// 部门整体自评表中，一项任务的执行情况照抄另一项任务的，也提出。
    ///
    /// ## 为什么
    /// 不同事项的效果不会用同一句话衡量，照抄说明指标没有针对事项设定。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：绩效指标应当与项目内容密切相关，突出重点。
    ///
    /// ## 示例
    /// “大病救助”“助学救助”“技能培训”三个社会效益指标的指标值都是“帮助困难职工提高生活质量”。
    ///
    /// ## 如何改正
    /// 按每个事项的预期效果分别设定可衡量的指标，或合并为一个指标。
    "JX409" "same-text-for-all" "多个效益指标使用同一段文字",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2021〕101号 绩效指标设置的相关性要求",
    run: Form(check),
}

/// Shorter wordings are common phrases, not copied sentences.
const SENTENCE_CHARS: usize = 8;
/// Shorter results of tasks may well be alike.
const RESULT_CHARS: usize = 20;
/// From so many rows on, the text is a copy.
const COPIES: usize = 3;

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    check_duties(&context.form.duties, findings);
    let rows: Vec<(&Indicator, &Field)> =
        context.form.indicators.iter().filter_map(sentence).collect();
    if rows.len() < 2 {
        return;
    }
    for (index, (first, target)) in rows.iter().enumerate() {
        let same = |other: &&(&Indicator, &Field)| text::same_wording(&other.1.printed, &target.printed);
        if rows[..index].iter().any(|other| same(&other)) {
            continue;
        }
        let copies: Vec<_> = rows[index + 1..]
            .iter()
            .filter(same)
            .filter(|(other, _)| {
                other.level3.printed != first.level3.printed || other.kind != first.kind
            })
            .collect();
        // Twice under one heading may be two halves of one effect; twice under two is a copy.
        let across = copies.iter().any(|(other, _)| other.kind != first.kind);
        if copies.is_empty() || (copies.len() + 1 < COPIES && !across) {
            continue;
        }
        let mut draft = findings
            .at(
                target.at,
                context.subject(first),
                format!("{} 个效益指标使用同一段指标值", copies.len() + 1),
            )
            .printed(target.printed.clone())
            .hint("按各事项的预期效果分别设定指标值，或合并为一个指标")
            .at_most(if copies.len() + 1 < COPIES { Severity::Note } else { Severity::Warning });
        for (other, field) in copies {
            draft = draft.related(field.at, format!("“{}”使用同一段文字", other.level3.printed));
        }
        draft.report();
    }
}

/// The result of one task printed again as that of another.
fn check_duties(duties: &[Duty], findings: &mut Findings<'_>) {
    let mut results: Vec<(&Duty, &Field, String)> = Vec::new();
    for duty in duties {
        let Some(execution) = &duty.execution else { continue };
        if execution.printed.chars().filter(|c| c.is_alphanumeric()).count() < RESULT_CHARS {
            continue;
        }
        let plain = text::squeeze(&execution.printed);
        let copied = results.iter().find(|(_, _, other)| *other == plain);
        // 无三公经费 answers every task about 三公经费.
        let about = Pairs::of(&text::squeeze(&duty.task.printed)).shared(&Pairs::of(&plain));
        if let Some((other, field, _)) = copied.filter(|_| about < 2) {
            let task = text::squeeze(&duty.task.printed);
            let source = text::squeeze(&other.task.printed);
            findings
                .at(execution.at, task, format!("执行情况照抄“{source}”的文字"))
                .hint("写明本项任务的实际执行情况")
                .related(field.at, format!("“{source}”的执行情况"))
                .report();
        } else {
            results.push((duty, execution, plain));
        }
    }
}

fn sentence(indicator: &Indicator) -> Option<(&Indicator, &Field)> {
    let target = indicator.target.as_ref()?;
    let is_sentence = indicator.group == Some(IndicatorGroup::Benefit)
        && target.value == Value::Words
        && target.printed.chars().filter(|c| c.is_alphanumeric()).count() >= SENTENCE_CHARS;
    is_sentence.then_some((indicator, target))
}
