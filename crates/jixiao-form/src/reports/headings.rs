//! Headings of reports: numbering, where the heading ends, headings that run on inside prose.

use crate::values::numeral;
use jixiao_document::text::{half_width, is_blank, trim};

/// Longest heading on a line of its own. Characters.
const LONGEST_ALONE: usize = 40;
/// Longest heading before a stop in the same paragraph. Characters.
const LONGEST_RUN_ON: usize = 30;
/// Longest heading inside a paragraph. Characters.
const LONGEST_INSIDE: usize = 24;

/// Longest heading without a number. Characters.
const LONGEST_UNNUMBERED: usize = 16;

/// The number a heading begins with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbering {
    /// 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）.
    pub(super) level: u8,
    /// The number itself.
    pub(super) number: u32,
    /// Its length in bytes, blanks behind it included.
    pub(super) length: usize,
}

/// A heading at the start of a text.
#[derive(Debug)]
pub(super) struct Heading<'t> {
    /// With its number, without the stop behind it.
    pub(super) text: &'t str,
    pub(super) level: u8,
    number: u32,
    /// Where the text below it begins.
    pub(super) end: usize,
}

/// The numbering `text` begins with.
pub(super) fn numbering(text: &str) -> Option<Numbering> {
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let rest = &text[start..];
    let first = half_width(rest.chars().next()?);
    let (level, number, length) = if first == '(' {
        let inside = &rest[rest.chars().next()?.len_utf8()..];
        let (number, length, chinese) = count_at(inside)?;
        let close = inside.get(length..)?.chars().next().filter(|&c| half_width(c) == ')')?;
        let end = rest.len() - inside.len() + length + close.len_utf8();
        (if chinese { 2 } else { 4 }, number, end)
    } else if let Some(inside) = rest.strip_prefix('第') {
        let (number, length, _) = count_at(inside)?;
        let unit = ["部分", "章", "篇"].iter().find(|unit| inside[length..].starts_with(**unit))?;
        (1, number, '第'.len_utf8() + length + unit.len())
    } else if ('①'..='⑳').contains(&first) {
        (4, u32::from(first) - u32::from('①') + 1, first.len_utf8())
    } else {
        let (number, length, chinese) = count_at(rest)?;
        let mark = rest.get(length..)?.chars().next()?;
        let end = length + mark.len_utf8();
        let stops = matches!(mark, '、' | '．' | '.' | '，' | ',')
            && (chinese || !matches!(mark, '，' | ','));
        let decimal = rest[end..].starts_with(|c: char| half_width(c).is_ascii_digit());
        match (chinese, stops, matches!(mark, '）' | ')')) {
            (true, true, _) => (1, number, end),
            (false, true, _) if !decimal || mark == '、' => (3, number, end),
            (false, _, true) => (4, number, end),
            _ => return None,
        }
    };
    let end = start + length;
    let blanks = text[end..].len() - text[end..].trim_start_matches([' ', '\u{3000}', '、']).len();
    Some(Numbering { level, number, length: end + blanks })
}

/// A count of at most two digits or three numerals, its length and whether it is in numerals.
fn count_at(text: &str) -> Option<(u32, usize, bool)> {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits == 1 || digits == 2 {
        return Some((text[..digits].parse().ok()?, digits, false));
    }
    let (number, length) = numeral(text)?;
    (length <= 9).then_some((number, length, true))
}

/// The heading `text` begins with, if it begins with one. `marked` is the level the format gives.
pub(super) fn heading(text: &str, marked: Option<u8>) -> Option<Heading<'_>> {
    let Some(numbering) = numbering(text) else {
        let level = marked.filter(|_| text.chars().count() <= LONGEST_ALONE)?;
        let level = level.clamp(1, 4);
        return Some(Heading { text, level, number: 0, end: text.len() });
    };
    let body = &text[numbering.length..];
    let (words, consumed) = words(body, numbering.level)?;
    Some(Heading {
        text: text[..numbering.length + words].trim(),
        level: numbering.level,
        number: numbering.number,
        end: numbering.length + consumed,
    })
}

/// Whether a line is a numbered heading that states its points: `(1)项目立项(2分)`.
pub(super) fn is_scored(line: &str) -> bool {
    // Cells and sentences end otherwise.
    if line.ends_with(|c: char| c.is_ascii_graphic() && !matches!(c, ':' | ')')) {
        return false;
    }
    let line = trim(line).trim_end_matches(['：', ':', '。', '）', ')']);
    line.len() <= LONGEST_ALONE * 3
        && line.strip_suffix('分').is_some_and(|stem| {
            let stem = stem.trim_end_matches(is_blank);
            let words = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            words.len() < stem.len() && words.trim_end_matches(is_blank).ends_with(['（', '('])
        })
        && numbering(line).is_some()
}

/// A short paragraph without number that ends as headings do: automatic numbers of a word
/// processor are not part of its text.
pub(super) fn unnumbered(text: &str) -> Option<Heading<'_>> {
    if text.len() > LONGEST_UNNUMBERED * 3 {
        return None;
    }
    let words = text.trim_end_matches(['：', ':']);
    let mut last = words.chars().rev();
    let (second, first) = (last.next()?, last.next()?);
    let plain = !words.contains(|c: char| {
        c.is_ascii_digit() || matches!(c, '，' | '。' | '、' | '；' | '：' | ':' | ',' | '%')
    });
    (plain && is_ending(first, second) && words.chars().count() <= LONGEST_UNNUMBERED)
        .then_some(Heading { text: words, level: 1, number: 0, end: text.len() })
}

/// Notes the number of a heading of level 1 or 2; a level-1 heading starts level 2 again.
pub(super) fn count(numbers: &mut [u32; 2], heading: &Heading<'_>) {
    match heading.level {
        1 => *numbers = [heading.number, 0],
        2 => numbers[1] = heading.number,
        _ => {}
    }
}

/// How many bytes of `body` are the heading's words, and how many with the stop behind them.
fn words(body: &str, level: u8) -> Option<(usize, usize)> {
    let shallow = level <= 2;
    let stop = first_stop(body);
    let comma = stop.comma && !shallow;
    let limit = if stop.at == body.len() { LONGEST_ALONE } else { LONGEST_RUN_ON };
    let head = &body[..stop.at];
    let fits = head.chars().count() <= limit;
    if shallow
        && let Some(end) = word_end(head)
        && is_glued(&head[end..], stop.at < body.len(), fits)
    {
        return Some((end, end));
    }
    if !fits || comma || head.trim().is_empty() {
        return None;
    }
    if !shallow && is_item(head, stop.mark, &body[stop.at..]) {
        return None;
    }
    Some((stop.at, stop.at + stop.mark.map_or(0, char::len_utf8)))
}

/// Whether a numbered sentence is an item of a list, not a heading: it ends in a semicolon, or in
/// a full stop with nothing but the next item behind it.
fn is_item(head: &str, mark: Option<char>, from_mark: &str) -> bool {
    match mark {
        Some('；' | ';') => true,
        Some('。') => {
            let rest = from_mark.trim_start_matches('。').trim_matches(is_blank);
            let names = word_end(head) == Some(head.len()) || head.ends_with("指标");
            numbering(rest).is_some() || (rest.is_empty() && !names)
        }
        _ => false,
    }
}

/// Whether what follows a heading word is the text below the heading: `情况 无其他情况。`,
/// `问题暂无`, a paragraph, or the next heading, glued on where a page lost its line ends.
fn is_glued(rest: &str, stopped: bool, fits: bool) -> bool {
    !fits
        || stopped && rest.starts_with(is_blank)
        || matches!(rest.trim_matches(is_blank), "无" | "暂无")
        || rest.char_indices().any(|(at, c)| {
            is_numeral_start(c) && numbering(&rest[at..]).is_some_and(|next| next.level <= 2)
        })
}

struct Stop {
    at: usize,
    mark: Option<char>,
    /// Whether a comma stands before it, outside brackets.
    comma: bool,
}

/// The first stop of `body` outside brackets.
fn first_stop(body: &str) -> Stop {
    let (mut depth, mut comma) = (0u32, false);
    for (at, c) in body.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '，' | ',' if depth == 0 => comma = true,
            '。' | '：' | ':' | '；' | ';' | '！' | '？' | '\n' if depth == 0 => {
                return Stop { at, mark: Some(c), comma };
            }
            _ => {}
        }
        if at > 240 {
            break;
        }
    }
    Stop { at: body.len(), mark: None, comma }
}

/// Whether two characters are a word headings of performance reports end in: it shows where a
/// heading ends when a page lost the line end.
fn is_ending(first: char, second: char) -> bool {
    matches!(
        (first, second),
        ('情' | '概', '况')
            | ('目', '标' | '的')
            | ('分', '析')
            | ('问', '题')
            | ('原', '因')
            | ('措', '施')
            | ('建', '议')
            | ('结', '论' | '果')
            | ('做', '法')
            | ('应', '用')
            | ('评', '价')
            | ('绩' | '成', '效')
            | ('事', '项')
            | ('过', '程')
            | ('依', '据')
            | ('计', '划')
            | ('效', '益')
    )
}

/// Where the first heading word of `text` ends, conjunctions followed: 问题及原因分析.
fn word_end(text: &str) -> Option<usize> {
    let mut end = None;
    let mut previous = '\0';
    for (at, c) in text.char_indices().take(LONGEST_INSIDE) {
        if is_ending(previous, c) {
            let rest = &text[at + c.len_utf8()..];
            let goes_on = rest
                .starts_with(['及', '和', '与', '的', '、', '设', '完', '管', '组', '执'])
                || next_pair(rest).is_some_and(|(a, b)| is_ending(a, b));
            end = Some(at + c.len_utf8());
            if !goes_on {
                return end;
            }
        }
        previous = c;
    }
    end
}

fn next_pair(text: &str) -> Option<(char, char)> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.next()?))
}

/// Where the next heading begins inside `text`, behind the heading it may begin with.
///
/// Inside a paragraph a number is a heading only when it is the next of its level and stands
/// behind a stop before words of at most a line, or is followed by a word headings end in.
pub(super) fn next_inside(
    text: &str,
    heading: Option<&Heading<'_>>,
    numbers: [u32; 2],
) -> Option<usize> {
    let start = heading.map_or(0, |heading| heading.end.min(text.len()));
    let bytes = text.as_bytes();
    let mut from = start;
    // A bracket opens （一）; 、 closes 一、. Both begin with one of these bytes.
    while let Some(found) = memchr::memchr3(b'(', 0xe3, 0xef, bytes.get(from..)?) {
        let at = from + found;
        from = at + 1;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let candidate = match c {
            '(' | '（' => at,
            '、' => numerals_before(text, at),
            _ => continue,
        };
        if candidate >= start.max(1) && begins_heading(text, candidate, start, numbers) {
            return Some(candidate);
        }
    }
    None
}

/// Where the run of Chinese numerals right before byte `at` begins.
fn numerals_before(text: &str, at: usize) -> usize {
    let is_numeral = |&(_, c): &(usize, char)| numeral(c.encode_utf8(&mut [0; 4])).is_some();
    let run = text[..at].char_indices().rev().take(3).take_while(is_numeral);
    run.last().map_or(at, |(start, _)| start)
}

/// Whether a heading of the next number begins at byte `at`.
fn begins_heading(text: &str, at: usize, start: usize, numbers: [u32; 2]) -> bool {
    let Some(numbering) = numbering(&text[at..]).filter(|next| expected(*next, numbers)) else {
        return false;
    };
    let previous = text[..at].trim_end_matches(is_blank).chars().next_back();
    let after_stop = at == start || matches!(previous, Some('。' | '；' | ';' | '！' | '”' | '）'));
    previous != Some('第') && introduces(&text[at + numbering.length..], after_stop)
}

fn is_numeral_start(c: char) -> bool {
    matches!(c, '（' | '(' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

fn expected(numbering: Numbering, numbers: [u32; 2]) -> bool {
    match numbering.level {
        1 => numbering.number == numbers[0] + 1,
        2 => numbering.number == numbers[1] + 1,
        _ => false,
    }
}

fn introduces(words: &str, after_stop: bool) -> bool {
    let stop = first_stop(words);
    let short = words[..stop.at].chars().count() <= LONGEST_INSIDE;
    let named = word_end(words).is_some();
    named || after_stop && short && !stop.comma && matches!(stop.mark, Some('：' | ':'))
}
