//! Findings as a good compiler prints them: place, row, printed against expected, hint, article.

use crate::excerpt::excerpt;
use crate::style::{BOLD, DIM, EXPECTED, PLACE, of_severity, paint};
use crate::width::shorten;
use crate::wire::check::{CheckScore, CheckSummary};
use jixiao_check::Finding;
use jixiao_document::Document;
use std::fmt::Write as _;

/// Columns a quoted cell may take in a `printed → expected` line.
const QUOTE_COLUMNS_MAX: usize = 60;

/// The findings of one file with the rows they stand in.
pub fn findings_of_file(paths: &[String], document: &Document, findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        write_finding(&mut out, paths, finding, Some(document));
    }
    out
}

/// The findings that compare documents; their rows are no longer at hand.
pub fn findings_between(paths: &[String], findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        write_finding(&mut out, paths, finding, None);
    }
    out
}

/// One line a scored form: what it prints and what it should be.
pub fn scores(scores: &[CheckScore]) -> String {
    let mut out = String::new();
    for score in scores {
        let printed = score.printed_total.as_deref().unwrap_or("未填");
        let recomputed = match (&score.recomputed_total, &score.grade) {
            (Some(total), Some(grade)) => format!("{total} 分（{grade}）"),
            (Some(total), None) => format!("{total} 分"),
            (None, _) => "无法计算".to_owned(),
        };
        let form = score.form + 1;
        writeln!(
            out,
            "{}：第 {form} 张表，自评总分 {printed}，按 {} 重算 {recomputed}",
            paint(PLACE, &score.path),
            score.regulation,
        )
        .expect("writing to a string cannot fail");
    }
    out
}

/// The closing line. What could not be read is never called free of faults.
pub fn summary(files: usize, unreadable: usize, forms: usize, summary: CheckSummary) -> String {
    let failed = if unreadable == 0 {
        String::new()
    } else {
        format!("，其中 {unreadable} 个无法核查")
    };
    let found = match (summary.total(), files - unreadable) {
        (0, 0) => "没有核查任何文件".to_owned(),
        (0, _) if unreadable > 0 => "其余文件未发现问题".to_owned(),
        (0, _) => "未发现问题".to_owned(),
        _ => format!("错误 {}，警告 {}，提示 {}", summary.error, summary.warning, summary.note),
    };
    format!("共 {files} 个文件{failed}，识别 {forms} 张表：{}\n", paint(BOLD, found))
}

fn write_finding(
    out: &mut String,
    paths: &[String],
    finding: &Finding,
    document: Option<&Document>,
) {
    let path = |index: usize| paths.get(index).map_or("", String::as_str);
    let style = of_severity(finding.severity);
    let head = format!("{}[{}]", finding.severity.word(), finding.rule.code);
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("{}：{}", paint(style, head), paint(BOLD, &finding.message)));
    let place = format!("{}: {}", path(finding.document), finding.at);
    let subject = shorten(&finding.subject, QUOTE_COLUMNS_MAX);
    line(format!("  {} {}  {subject}", paint(DIM, "-->"), paint(PLACE, place)));
    let excerpt = document.and_then(|d| excerpt(d, finding.location, finding.printed.as_deref()));
    if let Some(excerpt) = excerpt {
        line(format!("   {} {}", paint(DIM, "|"), excerpt.row));
        if !excerpt.marks.is_empty() {
            line(format!("   {} {}", paint(DIM, "|"), paint(style, &excerpt.marks)));
        }
    }
    if let Some(compared) = compared(finding) {
        line(format!("   {} {compared}", paint(DIM, "=")));
    }
    for related in &finding.related {
        let place = format!("{}: {}", path(related.document), related.at);
        let place = paint(PLACE, place);
        line(format!("   {} 参见 {place}：{}", paint(DIM, "="), related.message));
    }
    if let Some(hint) = &finding.hint {
        line(format!("   {} 建议：{hint}", paint(DIM, "=")));
    }
    line(format!("   {} 依据：{}", paint(DIM, "="), finding.basis));
    line(String::new());
}

fn compared(finding: &Finding) -> Option<String> {
    let quote = |text: &str| match shorten(text, QUOTE_COLUMNS_MAX) {
        blank if blank.is_empty() => "（空白）".to_owned(),
        shown => shown,
    };
    match (&finding.printed, &finding.expected) {
        (Some(printed), Some(expected)) => Some(format!(
            "填报 {}，应为 {}",
            paint(BOLD, quote(printed)),
            paint(EXPECTED, quote(expected))
        )),
        (Some(printed), None) => Some(format!("填报 {}", paint(BOLD, quote(printed)))),
        (None, Some(expected)) => Some(format!("应为 {}", paint(EXPECTED, quote(expected)))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_read_is_not_called_free_of_faults() {
        let closing = |files, unreadable| {
            let text = summary(files, unreadable, 0, CheckSummary::default());
            text.replace(['\u{1b}'], "")
        };
        assert!(closing(2, 2).contains("没有核查任何文件"));
        assert!(closing(2, 1).contains("其余文件未发现问题"));
        assert!(!closing(2, 0).contains("其余") && closing(2, 0).contains("未发现问题"));
    }
}
