//! Titles of reports and what ends one.

use super::headings;
use super::{Field, FiscalYear, Location, Paragraph, ReportKind, squeeze, values, vocabulary};
use jixiao_document::text::is_blank;
use jixiao_domain::Value;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The longest title met is about 50 characters; a longer line is prose.
const LONGEST_TITLE_CHARS: usize = 60;
/// The first line of a title broken in two is short.
const LONGEST_FIRST_HALF_CHARS: usize = 36;

/// What titles of reports end in.
const ENDINGS: [&str; 3] = ["报告", "自评总结", "自评情况说明"];

static REPORT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("报告"));

/// A title line, read.
pub(super) struct Title {
    pub(super) kind: ReportKind,
    pub(super) field: Field,
    /// The year the title itself prints.
    pub(super) year: Option<FiscalYear>,
    /// What follows the title in the same line, where a web page lost the line ends.
    pub(super) rest: Option<String>,
}

/// Whether `line` has one of the characters that titles of reports and forms have. Nearly every line
/// of every document is refused here.
pub(super) fn may_name(line: &str) -> bool {
    if line.len() > LONGEST_TITLE_CHARS * 3 {
        // Only a report's title may run on into other text.
        return REPORT.find(line.as_bytes()).is_some();
    }
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte < 0xe0 {
            at += 1;
            continue;
        }
        // 告, 评 and 表.
        if let Some([0xe5, 0x91, 0x8a] | [0xe8, 0xaf, 0x84] | [0xe8, 0xa1, 0xa8]) =
            bytes.get(at..at + 3)
        {
            return true;
        }
        at += 3;
    }
    false
}

/// Reads `paragraph` as a report's title; `previous` may hold its first half.
pub(super) fn title(paragraph: &Paragraph, previous: Option<&Paragraph>) -> Option<Title> {
    let line = paragraph.text.trim_matches(is_blank);
    // Cheap refusal first: nearly every line of every document comes through here.
    let (line, rest) = match REPORT.find(line.as_bytes()) {
        Some(at) => split_run_on(line, at + "报告".len()),
        // 自评总结, or a title spaced out: 绩 效 自 评 报 告.
        None if line.len() <= LONGEST_TITLE_CHARS * 3 && line.contains(['评', '告']) => {
            (line, None)
        }
        None => return None,
    };
    if line.chars().count() > LONGEST_TITLE_CHARS {
        return None;
    }
    let whole = squeeze(line);
    if !is_title(&whole) {
        return None;
    }
    let half = previous
        .map(|half| half.text.trim_matches(is_blank))
        .filter(|half| is_first_half(half, &whole));
    let (printed, at) = match (half, previous) {
        (Some(half), Some(previous)) => (format!("{half}{line}"), previous.at),
        _ => (line.to_owned(), paragraph.at),
    };
    let squeezed = squeeze(&printed);
    Some(Title {
        kind: kind(&squeezed),
        year: vocabulary::printed_year(&squeezed),
        field: Field { value: values::parse(&printed), printed, at },
        rest,
    })
}

/// What stands for the title of a report that prints none.
pub(super) fn untitled(at: Location) -> Title {
    let field = Field { printed: String::new(), value: Value::Nothing, at };
    Title { kind: ReportKind::SelfEvaluationReport, field, year: None, rest: None }
}

/// Whether the line is a form's title, which ends a report above it.
pub(super) fn ends_report(line: &str) -> bool {
    if line.len() > LONGEST_TITLE_CHARS * 3 || !line.contains(['表', '评']) {
        return false;
    }
    let squeezed = squeeze(line);
    let core = without_bracket(&squeezed);
    // 得分见下表 speaks of a table and is none.
    let spoken = ["下表", "附表", "见表", "上表", "列表"].iter().any(|word| core.ends_with(word));
    let bare = core.ends_with("绩效自评") && headings::numbering(core).is_none();
    let titles = bare || (core.ends_with('表') && !spoken);
    titles && !core.contains([',', '。', ':']) && vocabulary::title_kind(&squeezed).is_some()
}

/// The year of a line that prints nothing else: （2022 年度）.
pub(super) fn lone_year(line: &str) -> Option<FiscalYear> {
    if line.len() > 40 {
        return None;
    }
    let squeezed = squeeze(line);
    let core = squeezed.trim_matches(['(', ')', '[', ']']);
    let alone = core.strip_suffix("年度").or_else(|| core.strip_suffix('年'))?;
    (alone.len() == 4).then(|| vocabulary::printed_year(core)).flatten()
}

/// Splits a title from the text glued behind it: `…自评报告一、基本情况…`.
fn split_run_on(line: &str, end: usize) -> (&str, Option<String>) {
    let (title, rest) = line.split_at(end);
    if headings::numbering(rest).is_some_and(|numbering| numbering.level == 1) {
        (title, Some(rest.to_owned()))
    } else {
        (line, None)
    }
}

/// Whether a squeezed line is the title of a performance report and of nothing else.
fn is_title(text: &str) -> bool {
    let core = without_bracket(text);
    let names = ["绩效", "自评", "自查"].iter().any(|word| core.contains(word));
    let reports = ["评价", "自评", "监控", "自查", "绩效报告", "绩效情况", "绩效总结"]
        .iter()
        .any(|word| core.contains(word));
    ENDINGS.iter().any(|ending| core.ends_with(ending))
        && names
        && reports
        && !core.contains(['。', ';', '!', '?', ',', '《', '》', '|'])
        && (!core.contains('、') || is_of_listed_project(core))
        && !core.starts_with("关于")
        && !core.starts_with("附")
        && headings::numbering(core).is_none()
}

/// Whether a title with a list in it names a project and its year in full: the list is then part of
/// the project's name.
fn is_of_listed_project(core: &str) -> bool {
    let ends = ["项目支出绩效自评报告", "项目支出绩效评价报告"];
    core.starts_with(|c: char| c.is_ascii_digit())
        && vocabulary::printed_year(core).is_some()
        && ends.iter().any(|end| core.ends_with(end))
}

/// Takes the year, or the name of the programme, in brackets off a title.
fn without_bracket(text: &str) -> &str {
    match text.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(open) => &text[..open],
        None => text,
    }
}

fn is_first_half(half: &str, second: &str) -> bool {
    let half = squeeze(half);
    let whole_alone = vocabulary::printed_year(second).is_some();
    !whole_alone
        && half.chars().count() <= LONGEST_FIRST_HALF_CHARS
        && !half.contains(['。', ';', ':', ',', '、', '|', '《'])
        && !half.ends_with(')')
        && !half.starts_with("附")
        && headings::numbering(&half).is_none()
        && ["年度", "支出", "项目", "专项", "转移支付", "部门整体"]
            .iter()
            .any(|word| half.ends_with(word) || half.contains("年度"))
}

fn kind(title: &str) -> ReportKind {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if has(&["监控"]) {
        ReportKind::MonitoringReport
    } else if has(&["转移支付"]) {
        ReportKind::TransferPaymentReport
    } else if has(&["部门整体", "整体支出", "单位整体"]) {
        ReportKind::DepartmentReport
    } else if has(&["自评", "自查"]) {
        ReportKind::SelfEvaluationReport
    } else {
        ReportKind::EvaluationReport
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<ReportKind> {
        let paragraph =
            Paragraph { text: text.to_owned(), heading_level: None, at: Location::Whole };
        title(&paragraph, None).map(|title| title.kind)
    }

    #[test]
    fn titles_of_forms_end_a_report_and_mentions_do_not() {
        for (line, ends) in [
            ("项目支出绩效自评表", true),
            ("项目支出绩效自评表（2022 年度）", true),
            ("项目支出绩效自评", true),
            ("绩效自评得分情况见下表", false),
            ("各项绩效指标自评得分如下表：", false),
            ("二、绩效自评工作情况", false),
            ("（一）绩效自评", false),
            ("评价方式：部门（单位）绩效自评", false),
        ] {
            assert_eq!(ends_report(line), ends, "{line}");
        }
    }

    #[test]
    fn reports_are_told_from_tables_notices_and_mentions() {
        for (text, kind) in [
            ("职工服务项目支出绩效自评报告", Some(ReportKind::SelfEvaluationReport)),
            ("2022 年度劳模帮扶专项绩效评价报告", Some(ReportKind::EvaluationReport)),
            ("部门整体支出绩效自评报告", Some(ReportKind::DepartmentReport)),
            ("2021年专项转移支付绩效自评报告", Some(ReportKind::TransferPaymentReport)),
            ("2023年项目支出绩效监控总结报告", Some(ReportKind::MonitoringReport)),
            ("2018年度项目绩效自评报告(补助经费)", Some(ReportKind::SelfEvaluationReport)),
            ("项目支出绩效自评表", None),
            ("（一）项目绩效自评报告", None),
            ("关于报送绩效自评报告的函", None),
            ("各处室撰写绩效自评报告，报送财务部。", None),
            ("政府工作报告", None),
            ("部 门 整 体 支 出 绩 效 自 评 报 告", Some(ReportKind::DepartmentReport)),
            ("2023年绩效自评总结", Some(ReportKind::SelfEvaluationReport)),
            (
                "2025年度劳模管理、竞赛及厂务公开经费项目支出绩效自评报告",
                Some(ReportKind::SelfEvaluationReport),
            ),
            ("2025年度各部门自查、自评报告", None),
        ] {
            assert_eq!(read(text), kind, "{text}");
        }
    }
}
