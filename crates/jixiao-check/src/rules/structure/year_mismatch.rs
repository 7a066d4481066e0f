use crate::rule::declare_rule;
use crate::years::{common_year, is_year_of_filing, years};
use crate::{DocumentContext, Findings, Severity};
use jixiao_document::{Block, Document, Location};
use jixiao_domain::{FiscalYear, Value};
use jixiao_form::{Duty, Field, Form, Indicator, Report};

declare_rule! {
    /// ## 检查内容
    /// 标题、目标完成情况、指标的时间、任务执行情况所写年度与自评年度不同。与上年比较、说明起止时间的
    /// 文字不报告。没有印年度的材料，以全文一致使用的年度为准；只印有报告日期、填报日期的，不以填报的年份为
    /// 自评年度。
    ///
    /// ## 为什么
    /// 年度不符多为沿用往年材料，所报结果可能不是本年的。
    ///
    /// ## 依据
    /// 预算法第十八条：预算年度自公历一月一日起，至十二月三十一日止；自评应反映本预算年度。
    ///
    /// ## 示例
    /// 2023 年度自评中写“2022年申报项目金额25万元”：报告年度不符。
    ///
    /// ## 如何改正
    /// 核对是否误用往年文字，改为本年度的数据和时间。
    "JX010" "year-mismatch" "年度不一致",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "预算法第十八条（预算年度）",
    run: Document(check),
}

/// Words that make another year right: comparison, beginning, duration, a document's date.
const COMPARING: [&str; 27] = [
    "比", "较", "上年", "去年", "同期", "以来", "起", "自", "至", "截止", "截至", "结转", "跨年",
    "增长", "连续", "—", "启动", "开始", "成立", "印发", "出台", "制定", "修订", "批复", "〔", "通知",
    "办法",
];

/// Words that plan; a report never plans for a year that is over.
const PLANNING: [&str; 3] = ["拟", "计划", "预计"];

/// How many lines below the title may state the year, and how long such a line is at most.
const YEAR_LINES: usize = 2;
const YEAR_LINE_BYTES: usize = 36;

fn check(context: &DocumentContext<'_>, findings: &mut Findings<'_>) {
    let reading = context.reading;
    let common = common_year(reading);
    for (index, form) in reading.forms.iter().enumerate() {
        let Some(year) = form.year.map(FiscalYear::get).or(common) else { continue };
        let mut check =
            Check { year, form: Some((index, form)), document: context.document, findings: &mut *findings };
        check.title(form.title.as_ref(), context.document);
        if let Some(actual) = &form.goal.actual {
            check.text(actual, "年度总体目标");
        }
        for row in &form.indicators {
            check.indicator(row);
        }
        for duty in &form.duties {
            check.duty(duty);
        }
    }
    for report in &reading.reports {
        let Some(year) = report.year.map(FiscalYear::get).or(common) else { continue };
        Check { year, form: None, document: context.document, findings: &mut *findings }
            .report(report);
    }
}

/// The first year of `text` that `is` holds for.
fn first(text: &str, is: impl Fn(u16) -> bool) -> Option<u16> {
    years(text).map(|(year, _)| year).find(|&year| is(year))
}

/// One form or report against its year.
struct Check<'f, 'a> {
    year: u16,
    form: Option<(usize, &'f Form)>,
    document: &'f Document,
    findings: &'f mut Findings<'a>,
}

impl Check<'_, '_> {
    /// The lines right below the title: （2022年度）.
    fn title(&mut self, title: Option<&Field>, document: &Document) {
        let Some(title) = title.filter(|title| years(&title.printed).next().is_some()) else {
            return;
        };
        let lines = document.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        });
        let below = lines.skip_while(|line| line.at != title.at).skip(1).take(YEAR_LINES);
        for line in below.filter(|line| line.text.len() <= YEAR_LINE_BYTES) {
            // Only 2022年度 heads a form; a date says when it was filled in.
            let mut heading = years(&line.text).filter(|(_, rest)| rest.starts_with("年度"));
            if let Some((year, _)) = heading.next()
                && year != self.year
                && heading.all(|(other, _)| other != self.year)
            {
                let message = format!("标题写 {} 年，其下年度为 {year} 年", self.year);
                self.say(line.at, "年度", year, message, Severity::Warning);
                return;
            }
        }
    }

    /// A text that names years, but never the year it should report on.
    fn text(&mut self, field: &Field, subject: &str) {
        let text = field.printed.as_str();
        let Some(other) = first(text, |year| year != self.year) else { return };
        if other > self.year || first(text, |year| year == self.year).is_some() || compares(text) {
            return;
        }
        let message = format!("{} 年度的完成情况只写了 {other} 年的内容", self.year);
        self.say(field.at, subject, other, message, Severity::Warning);
    }

    /// A deadline or a date of an earlier year.
    fn indicator(&mut self, row: &Indicator) {
        for cell in [&row.target, &row.actual].into_iter().flatten() {
            let Value::Date(date) = cell.value else { continue };
            let Some(year) = date.year.filter(|&year| year < self.year) else { continue };
            let message = format!("{} 年度自评的指标“{}”以 {year} 年为时限", self.year, row.level3.printed);
            self.say(cell.at, &row.level3.printed, year, message, Severity::Warning);
            return;
        }
    }

    /// Only the first cell of a task: the others usually copy it.
    fn duty(&mut self, duty: &Duty) {
        for cell in [&duty.execution, &duty.comparison].into_iter().flatten() {
            let text = cell.printed.as_str();
            let Some(other) = first(text, |year| year < self.year) else { continue };
            if first(text, |year| year == self.year).is_some() || compares(text) {
                continue;
            }
            let message = format!(
                "{} 年度的“{}”写的是 {other} 年的情况",
                self.year, duty.task.printed
            );
            self.say(cell.at, &duty.task.printed, other, message, Severity::Warning);
            return;
        }
    }

    fn report(&mut self, report: &Report) {
        for section in &report.sections {
            for (year, rest) in years(&section.text) {
                if year >= self.year {
                    continue;
                }
                let rest = rest.strip_prefix('年').unwrap_or(rest);
                if PLANNING.iter().any(|word| rest.starts_with(word)) {
                    let message =
                        format!("{} 年度的报告还在计划 {year} 年的工作", self.year);
                    self.say(section.at, &section.heading, year, message, Severity::Warning);
                }
            }
        }
    }

    fn say(&mut self, at: Location, subject: &str, year: u16, message: String, most: Severity) {
        let is_filed = |(_, form)| is_year_of_filing(self.year, form, self.document);
        if year < self.year && self.form.is_some_and(is_filed) {
            return;
        }
        let mut draft = self
            .findings
            .at(at, subject, message)
            .printed(format!("{year}年"))
            .expected(format!("{}年", self.year))
            .hint("核对是否误用往年文字，改为本年度的数据和时间")
            .at_most(most);
        if let Some((index, _)) = self.form {
            draft = draft.in_form(index);
        }
        draft.report();
    }
}

fn compares(text: &str) -> bool {
    COMPARING.iter().any(|word| text.contains(word))
}
