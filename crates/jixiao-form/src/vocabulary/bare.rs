//! Words without what forms hang on them: brackets, marks, colons, points.

use super::meaning::numbered;
use jixiao_domain::Decimal;
use std::borrow::Cow;

/// A cell's words without their bracketed notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bare<'a> {
    /// The words alone: `产出指标` of `产出指标(50分)`.
    pub core: Cow<'a, str>,
    /// The inside of the last bracket: `50分`; empty when there is none.
    pub note: &'a str,
}

/// Strips bracketed notes, leading marks (`*`, `★`) and closing colons from squeezed `text`.
pub(super) fn bare(text: &str) -> Bare<'_> {
    let text = trim_marks(text);
    if !text.contains(is_bracket) {
        return Bare { core: Cow::Borrowed(text), note: "" };
    }
    if let Some((core, note)) = closing_note(text) {
        return Bare { core: Cow::Borrowed(core.trim_end_matches(':')), note };
    }
    let mut core = String::with_capacity(text.len());
    let mut note = "";
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[', '〔', '【']) {
        let inside = open + rest[open..].chars().next().map_or(1, char::len_utf8);
        let close = rest[inside..].find([')', ']', '〕', '】']);
        core.push_str(&rest[..open]);
        let end = close.map_or(rest.len(), |close| inside + close);
        note = &rest[inside..end];
        let after = end + rest[end..].chars().next().map_or(0, char::len_utf8);
        rest = &rest[after..];
    }
    core.push_str(rest);
    let core = core.trim_matches([':', ')', '*', '、']).to_owned();
    Bare { core: Cow::Owned(core), note }
}

/// The usual case: words and one ASCII bracket at their end.
fn closing_note(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let (core, note) = inner.split_once('(')?;
    let plain = |part: &str| !part.contains(['(', ')', '[', '〔', '【']);
    (!core.is_empty() && plain(core) && plain(note)).then_some((core, note))
}

/// Whether `c` is a bracket that [`bare`] looks at, or may be one.
pub(crate) fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | '\u{3000}'..='\u{3fff}')
}

/// Squeezed `text` without leading marks and closing colons.
pub(super) fn trim_marks(text: &str) -> &str {
    let mut text = text;
    // The first and last bytes tell whether there is anything to trim.
    if matches!(text.as_bytes().first(), Some(b'*' | 0xe2 | 0xc2)) {
        text = text.trim_start_matches(['*', '★', '☆', '●', '◆', '·']);
    }
    if matches!(text.as_bytes().last(), Some(b':' | b';' | b',' | b'|' | 0x81)) {
        text = text.trim_end_matches([':', ';', ',', '、', '|']);
    }
    text
}

/// A heading of any wording without the points it states, and those points as printed:
/// `产出指标(50分)`, `党建工作(10分)`, `产出指标50分`. `known` says whether it is a level word, whose
/// other notes (`数量指标(必填)`) are no part of its name.
pub(crate) fn heading(text: &str, known: bool) -> (Cow<'_, str>, Option<&str>) {
    let text = text.trim_end_matches(':');
    let text = if known { numbered(text).unwrap_or(text) } else { text };
    if let Some((name, note)) = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('('))
        && stated_points(note).is_some()
    {
        return (Cow::Borrowed(name), Some(note));
    }
    if !known {
        return (Cow::Borrowed(text), None);
    }
    let (name, points) = split_trailing_points(text);
    if points.is_some() {
        return (Cow::Borrowed(name), Some(&text[name.len()..]));
    }
    (bare(text).core, None)
}

/// The points a bracket states: `50分`, `(50)`, `20分*执行率` is 20.
pub(crate) fn stated_points(note: &str) -> Option<Decimal> {
    let end = note.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(note.len());
    let (number, unit) = note.split_at(end);
    let number: Decimal = number.parse().ok()?;
    let plausible = number <= Decimal::ONE_HUNDRED;
    (plausible && (unit.is_empty() || unit.starts_with('分'))).then_some(number)
}

/// 产出指标50分: points after the word without a bracket.
pub(super) fn split_trailing_points(core: &str) -> (&str, Option<Decimal>) {
    let Some(stem) = core.strip_suffix('分') else { return (core, None) };
    let word = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    (word, stated_points(&stem[word.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_give_their_points_as_printed() {
        for (text, name, points) in [
            ("产出指标(50分)", "产出指标", Some("50分")),
            ("产出指标50分", "产出指标", Some("50分")),
            ("数量指标(必填)", "数量指标", None),
            ("一、产出指标(50分)", "产出指标", Some("50分")),
        ] {
            assert_eq!(heading(text, true), (Cow::Borrowed(name), points), "{text}");
        }
        assert_eq!(heading("党建工作(10分)", false), (Cow::Borrowed("党建工作"), Some("10分")));
    }

    #[test]
    fn marks_and_notes_are_no_part_of_the_words() {
        for (text, core) in [
            ("★年度资金总额:", "年度资金总额"),
            ("实施(主管)单位", "实施单位"),
            ("项目资金〔万元〕", "项目资金"),
            ("得分(20分*执行率)", "得分"),
            ("分值(", "分值"),
        ] {
            assert_eq!(bare(text).core, core, "{text}");
        }
    }
}
