use crate::figures::{counts_served, shown};
use crate::likeness::Pairs;
use crate::rule::declare_rule;
use crate::{DocumentContext, Findings};
use jixiao_document::text::same_wording;
use jixiao_domain::{ComparisonSign, IndicatorKind, Quantity, Value};
use jixiao_form::values::quantities;
use jixiao_form::{Form, ReportFigure};

declare_rule! {
    /// ## 检查内容
    /// 同一报告中，享受待遇、领取补助的人数多于同一群体的总人数：健在、在册、现有 57 名，却为 60 名发放。
    /// 同一自评表中，成本指标测算所用人数与同名数量指标的指标值不同。
    ///
    /// ## 为什么
    /// 领取的人不会多于总人数；多出的人数可能是重复发放、当年减员或统计口径不同，应当说明。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评应当数据真实、口径一致。
    ///
    /// ## 示例
    /// 前文“在册困难会员 57 名”，后文“为 60 名困难会员发放补助”。
    ///
    /// ## 如何改正
    /// 核对名册和发放表；确有原因（当年去世、调出）的写明时点和人数。
    "JX608" "people-counts-inconsistent" "同一群体人数前后矛盾",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评数据要求",
    run: Document(check),
}

/// Words that say a figure is the whole group.
const WHOLE: [&str; 8] =
    ["健在", "在册", "现有", "共有", "建档", "登记在", "总人数", "保持荣誉"];
/// Words that say a figure is those who received something.
const RECEIVED: [&str; 8] = ["发放", "补助", "慰问", "救助", "帮扶", "资助", "享受", "体检"];

/// Synonyms of one group, long form first.
const SYNONYMS: [(&str, &str); 3] = [("劳动模范", "劳模"), ("工会会员", "会员"), ("困难职工", "困难工")];

struct Count<'a> {
    figure: &'a ReportFigure,
    quantity: &'a Quantity,
    group: String,
}

fn check(context: &DocumentContext<'_>, findings: &mut Findings<'_>) {
    for (index, form) in context.reading.forms.iter().enumerate() {
        check_form(index, form, findings);
    }
    for report in &context.reading.reports {
        check_report(&report.figures, findings);
    }
}

/// The head count a cost was computed from against the target of the same name.
fn check_form(index: usize, form: &Form, findings: &mut Findings<'_>) {
    let costs = form.indicators.iter().filter(|row| {
        matches!(row.kind, Some(IndicatorKind::Cost | IndicatorKind::EconomicCost))
    });
    for row in costs {
        let Some(cell) = row.target.as_ref().filter(|cell| cell.value == Value::Words) else {
            continue;
        };
        let mut counts = quantities(&cell.printed).filter(|found| {
            counts_served(&found.quantity.unit)
                && !cell.printed[..found.span.start].ends_with('每')
        });
        let (Some(used), None) = (counts.next(), counts.next()) else { continue };
        let planned = form.indicators.iter().find_map(|other| {
            let named = other.kind == Some(IndicatorKind::Quantity)
                && same_wording(&other.level3.printed, &row.level3.printed);
            let target = other.target.as_ref().filter(|_| named)?;
            let due = target.value.quantity().filter(|due| due.unit == used.quantity.unit)?;
            (due.number != used.quantity.number).then_some((target, due))
        });
        let Some((target, due)) = planned else { continue };
        let (used, due) = (shown(&used.quantity), shown(due));
        findings
            .at(
                cell.at,
                format!("{}/{}", row.level2, row.level3.printed),
                format!("成本按 {used} 测算，数量指标的指标值为 {due}"),
            )
            .printed(used)
            .expected(due)
            .hint("两处用同一人数，并重新测算所需资金")
            .in_form(index)
            .related(target.at, format!("数量指标：{}", target.printed))
            .report();
    }
}

fn check_report(figures: &[ReportFigure], findings: &mut Findings<'_>) {
    let has = |figure: &ReportFigure, words: &[&str]| {
        words.iter().any(|word| figure.text.contains(word))
    };
    let persons: Vec<&ReportFigure> = figures.iter().filter(|figure| is_of_persons(figure)).collect();
    let (wholes, others): (Vec<&ReportFigure>, Vec<&ReportFigure>) =
        persons.into_iter().partition(|figure| has(figure, &WHOLE));
    let wholes: Vec<Count<'_>> = wholes.into_iter().filter_map(count).collect();
    if wholes.is_empty() {
        return;
    }
    for figure in others.into_iter().filter(|figure| has(figure, &RECEIVED)) {
        let Some(received) = count(figure) else { continue };
        let Some(whole) = wholes.iter().find(|whole| contradicts(whole, &received)) else {
            continue;
        };
        let (paid, all) = (shown(received.quantity), shown(whole.quantity));
        findings
            .at(
                figure.at,
                received.group.clone(),
                format!("前文“{}”共 {all}，此处为 {paid}，多于总人数", received.group),
            )
            .printed(paid)
            .hint("核对名册和发放表，说明人数差异的原因和统计时点")
            .related(whole.figure.at, whole.figure.text.clone())
            .report();
    }
}

/// The same persons in the same unit, and more of them paid than there are.
fn contradicts(whole: &Count<'_>, received: &Count<'_>) -> bool {
    whole.group == received.group
        && whole.quantity.sign == ComparisonSign::Equal
        && received.quantity.number > whole.quantity.number
}

fn is_of_persons(figure: &ReportFigure) -> bool {
    let unit = figure.value.quantity().map_or("", |quantity| &quantity.unit);
    counts_served(unit) && !unit.ends_with('次')
}

/// A count of persons with the name of their group, where the clause names it right beside.
fn count(figure: &ReportFigure) -> Option<Count<'_>> {
    let quantity = figure.value.quantity()?;
    let text = jixiao_document::text::squeeze(&figure.text);
    let found = quantities(&text).find(|found| found.quantity.number == quantity.number)?;
    let group = group_beside(&text[..found.span.start], &text[found.span.end..])?;
    Some(Count { figure, quantity, group })
}

/// `60名[全国劳模]发放…`, or `…的[全国劳动模范]57名`.
fn group_beside(before: &str, behind: &str) -> Option<String> {
    let stop = |text: &str| {
        RECEIVED.iter().chain(&["进行", "开展", "参加"]).filter_map(|word| text.find(word)).min()
    };
    let behind = &behind[..stop(behind).unwrap_or(behind.len())];
    let name = if behind.chars().count() >= 2 {
        behind
    } else {
        before.rsplit(['的', '有', ',', '、']).next().unwrap_or(before)
    };
    let mut name = name.to_owned();
    for (long, short) in SYNONYMS {
        name = name.replace(long, short);
    }
    // Two characters (职工, 劳模) name any group of that sort.
    (Pairs::of(&name).len() >= 3).then_some(name)
}
