use crate::rule::declare_rule;
use crate::sums::{number, rounding_of, sum};
use crate::{Findings, ReportContext};
use jixiao_domain::Decimal;
use jixiao_form::{Field, Form, FormKind, ScoreStrip};

declare_rule! {
    /// ## 检查内容
    /// 报告所附评分表或各级标题所注得分：各部分之和不等于合计，得分高于标准分值，
    /// 同一项目两处得分不同，与同一文件中该项目自评表的分值、得分不同。
    ///
    /// ## 为什么
    /// 报告的结论以评分表为据，评分表算错，等级也可能随之改变。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：绩效评价报告应附评分表，得分与指标体系一致。
    ///
    /// ## 示例
    /// 产出 49、效益 30、满意度 10、预算执行 5，合计写 95：应为 94。
    ///
    /// ## 如何改正
    /// 按各指标得分重新加总，报告正文、评分表与自评表改为同一得分。
    "JX602" "report-score-strip-wrong" "报告评分表有误",
    severity: Error,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》绩效评价报告",
    run: Report(check),
}

/// How to read one column of a strip, and what it is called.
type Column = (&'static str, fn(&ScoreStrip) -> Option<&Field>);
const COLUMNS: [Column; 2] =
    [("标准分值", |strip| strip.standard.as_ref()), ("得分", |strip| strip.score.as_ref())];

/// Words of a label that name a level-1 group of a form, or its execution row.
const GROUPS: [&str; 4] = ["产出", "效益", "满意度", EXECUTION];
const EXECUTION: &str = "预算执行";

fn check(context: &ReportContext<'_>, findings: &mut Findings<'_>) {
    let strips = context.report.strips.as_slice();
    for strip in strips {
        check_bound(strip, findings);
    }
    let tables = strips.iter().filter_map(|strip| strip.table).max();
    for table in 0..tables.map_or(0, |last| last + 1) {
        let parts: Vec<&ScoreStrip> =
            strips.iter().filter(|strip| strip.table == Some(table)).collect();
        for column in COLUMNS {
            check_table(&parts, column, findings);
        }
    }
    check_repeated(strips, findings);
    if let Some(form) = own_form(context) {
        for strip in strips {
            check_form(strip, form, findings);
        }
    }
}

fn check_bound(strip: &ScoreStrip, findings: &mut Findings<'_>) {
    let (Some(standard), Some(score)) = (&strip.standard, &strip.score) else { return };
    if let (Some(most), Some(given)) = (standard.number(), score.number())
        && given > most
    {
        findings
            .at(score.at, strip.label.clone(), format!("得分 {given} 高于标准分值 {most}"))
            .printed(score.printed.clone())
            .expected(format!("不超过 {most}"))
            .hint("核对该项得分")
            .report();
    }
}

fn check_table(parts: &[&ScoreStrip], (what, column): Column, findings: &mut Findings<'_>) {
    let Some(total) = parts.iter().find(|strip| strip.is_total) else { return };
    let Some(cell) = column(total) else { return };
    let Some(printed) = cell.number() else { return };
    let rows = parts.iter().filter(|strip| !strip.is_total);
    if rows.clone().count() < 2 {
        return;
    }
    let Some(sum) = sum(rows.map(|strip| number(column(strip)))) else { return };
    if (sum - printed).abs() > rounding_of(printed) {
        findings
            .at(
                cell.at,
                total.label.clone(),
                format!("各部分{what}合计 {sum}，评分表写 {printed}"),
            )
            .printed(cell.printed.clone())
            .expected(sum.to_string())
            .hint("重新加总，并核对等级")
            .report();
    }
}

/// The same label twice with different scores: in the table and in a heading, or in two headings.
fn check_repeated(strips: &[ScoreStrip], findings: &mut Findings<'_>) {
    for (index, strip) in strips.iter().enumerate() {
        let Some(name) = group(&strip.label) else { continue };
        let Some((cell, score)) = scored(strip) else { continue };
        let earlier = strips[..index].iter().filter(|other| group(&other.label) == Some(name));
        for other in earlier {
            let Some((other_cell, other_score)) = scored(other) else { continue };
            if other_score != score && number(other.standard.as_ref()) == number(strip.standard.as_ref()) {
                findings
                    .at(
                        cell.at,
                        strip.label.clone(),
                        format!("此处得分 {score}，前文同一项得分 {other_score}"),
                    )
                    .printed(cell.printed.clone())
                    .expected(other_score.to_string())
                    .hint("核对后统一两处得分")
                    .related(other_cell.at, format!("{}：{other_score}", other.label))
                    .report();
                break;
            }
        }
    }
}

fn scored(strip: &ScoreStrip) -> Option<(&Field, Decimal)> {
    let cell = strip.score.as_ref()?;
    Some((cell, cell.number()?))
}

/// Which level-1 group a label names, by the words of forms; a longer label names something below.
fn group(label: &str) -> Option<&'static str> {
    let plain = label.trim_end_matches("得分").trim_end_matches('率').trim_end_matches("指标");
    let plain = plain.strip_prefix("项目").unwrap_or(plain);
    GROUPS.into_iter().find(|word| plain == *word)
}

/// The self-evaluation in the same file that the report's title names, or the only one.
fn own_form<'a>(context: &ReportContext<'a>) -> Option<&'a Form> {
    let title = jixiao_document::text::squeeze(&context.report.title.as_ref()?.printed);
    let project = |form: &&Form| form.kind == FormKind::ProjectSelfEvaluation;
    let named = |form: &&Form| {
        form.project.as_ref().is_some_and(|field| {
            let name = jixiao_document::text::squeeze(&field.printed);
            !name.is_empty() && title.contains(crate::matching::key(&name))
        })
    };
    let mut forms = context.reading.forms.iter().filter(project).filter(named);
    let form = forms.next()?;
    forms.next().is_none().then_some(form)
}

fn check_form(strip: &ScoreStrip, form: &Form, findings: &mut Findings<'_>) {
    let Some((cell, score)) = scored(strip) else { return };
    let (place, in_form) = if strip.is_total {
        let Some(total) = form.total.as_ref().and_then(|total| total.score.as_ref()) else { return };
        (total.at, total.number())
    } else if group(&strip.label) == Some(EXECUTION) {
        let Some(row) = form.total_fund() else { return };
        (row.at, number(row.score.as_ref()))
    } else if let Some(name) = group(&strip.label) {
        let rows = || form.indicators.iter().filter(|row| row.level1.contains(name));
        let Some(first) = rows().next() else { return };
        (first.at, sum(rows().map(|row| number(row.score.as_ref()))))
    } else {
        return;
    };
    if let Some(in_form) = in_form.filter(|in_form| (in_form - score).abs() > rounding_of(score)) {
        let in_form = in_form.normalize();
        findings
            .at(
                cell.at,
                strip.label.clone(),
                format!("报告得分 {score}，自评表为 {in_form}"),
            )
            .printed(cell.printed.clone())
            .expected(in_form.to_string())
            .hint("核对后统一报告与自评表的得分")
            .related(place, format!("自评表：{in_form}"))
            .report();
    }
}
