use crate::rule::declare_rule;
use crate::wording::letter_count;
use crate::{Findings, ReportContext};
use jixiao_form::Section;

declare_rule! {
    /// ## 检查内容
    /// 报告“存在的问题”一节通篇只有肯定的话，没有指出任何问题。只写“无”的不报告。
    ///
    /// ## 为什么
    /// 以成绩代替问题，自评失去改进的作用，也与“存在的问题”的标题不符。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评应分析未完成目标的原因和存在的问题，提出改进措施。
    ///
    /// ## 示例
    /// “四、存在的问题”下写“资金分配合理合规，拨付及时到位，无闲置现象”。
    ///
    /// ## 如何改正
    /// 写明项目管理、资金使用、目标设定中的具体问题；确无问题的写“无”，成绩移到“主要经验”。
    "JX013" "problem-section-without-problem" "问题一节没有问题",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》存在问题与改进措施",
    run: Report(check),
}

/// A shorter section says little either way.
const LETTERS_MIN: usize = 40;

/// Words that name a shortcoming. 不断 and 不存在 praise and are taken out before.
const SHORTCOMINGS: [&str; 26] = [
    "不", "未", "缺", "欠", "滞后", "有待", "薄弱", "困难", "难以", "难度", "偏低", "偏高", "偏差", "较低",
    "较少", "较慢", "差距", "短板", "制约", "亟", "尚", "还需", "问题是", "没有", "压力", "单一",
];

const PRAISE: [&str; 3] = ["不断", "不存在", "没有发现"];

fn check(context: &ReportContext<'_>, findings: &mut Findings<'_>) {
    let sections = context.report.sections.as_slice();
    for (index, section) in sections.iter().enumerate() {
        if !names_problems(&section.heading) {
            continue;
        }
        let below = sections[index + 1..].iter().take_while(|next| next.level > section.level);
        let texts = || std::iter::once(section).chain(below.clone());
        let letters: usize =
            texts().map(|part| letter_count(&part.text, LETTERS_MIN)).sum();
        if letters < LETTERS_MIN || texts().any(names_shortcoming) {
            continue;
        }
        findings
            .at(section.at, section.heading.clone(), "“存在的问题”一节只有肯定的话，没有指出问题")
            .hint("写明具体问题；确无问题的写“无”，成绩移到“主要经验”")
            .report();
    }
}

/// Whether the section is about problems alone: 存在的问题, not 经验做法及存在的问题.
fn names_problems(heading: &str) -> bool {
    heading.contains("问题")
        && heading.contains("存在")
        && !["经验", "做法", "整改", "成绩", "成效"].iter().any(|word| heading.contains(word))
}

fn names_shortcoming(section: &Section) -> bool {
    let text = section.text.as_str();
    SHORTCOMINGS.iter().any(|word| {
        let praising = PRAISE.iter().filter(|praise| praise.starts_with(word));
        let praised: usize = praising.map(|praise| text.matches(praise).count()).sum();
        text.matches(word).count() > praised
    })
}
