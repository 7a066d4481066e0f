//! One line a finding, for `grep` and editors.

use jixiao_check::Finding;

/// `path: place: severity[code] message (printed → expected)`, one line a finding.
pub fn findings(paths: &[String], findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let path = paths.get(finding.document).map_or("", String::as_str);
        out.push_str(&format!(
            "{path}: {}: {}[{}] {}",
            finding.at,
            finding.severity.name(),
            finding.rule.code,
            finding.message
        ));
        match (&finding.printed, &finding.expected) {
            (Some(printed), Some(expected)) => {
                out.push_str(&format!(" ({} → {})", one_line(printed), one_line(expected)));
            }
            (Some(printed), None) => out.push_str(&format!(" ({})", one_line(printed))),
            (None, Some(expected)) => out.push_str(&format!(" (→ {})", one_line(expected))),
            (None, None) => {}
        }
        out.push('\n');
    }
    out
}

fn one_line(text: &str) -> String {
    crate::width::shorten(text, 60)
}
