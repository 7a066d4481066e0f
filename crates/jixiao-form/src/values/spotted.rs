//! Figures in running text: every number with its unit, and where it stands.

use super::cursor::Cursor;
use super::{lead, number, units};
use jixiao_document::text::{half_width, is_blank};
use jixiao_domain::{ComparisonSign, Quantity};
use std::ops::Range;

/// A figure found in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spotted {
    /// Sign, number and unit. The unit is never empty.
    pub quantity: Quantity,
    /// The bytes of number and unit, signs excluded.
    pub span: Range<usize>,
}

/// The figures of `text` in order: numbers with a known unit behind them.
///
/// Years, dates, document numbers (〔2022〕2号), list numbers, ordinals (第3次), telephone numbers
/// and bare numbers are none; counts of days (30日内) are.
pub fn quantities(text: &str) -> impl Iterator<Item = Spotted> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = next_digit(text, from) {
            let (found, next) = figure_at(text, at);
            from = next;
            if found.is_some() {
                return found;
            }
        }
        None
    })
}

/// Where the next run of digits begins.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        // Full-width digits are EF BC 90..99.
        let full_width = byte == 0xef
            && bytes.get(at + 1) == Some(&0xbc)
            && bytes.get(at + 2).is_some_and(|third| (0x90..=0x99).contains(third));
        if byte.is_ascii_digit() || full_width {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

/// The figure whose digits begin at `at`, and where to search on.
fn figure_at(text: &str, at: usize) -> (Option<Spotted>, usize) {
    let digits_end = at + run_length(&text[at..]);
    let Some((number, length)) = number::leading(&text[at..]) else {
        return (None, digits_end);
    };
    let number_end = at + length;
    let mut after = Cursor::new(&text[number_end..]);
    after.skip_blanks();
    let mut sign = sign_before(&text[..at]);
    if after.eat_any(&["多", "余"]) {
        sign = ComparisonSign::MoreThan;
    }
    let unit_length = percent_or_known(after.rest());
    let unit_start = text.len() - after.rest().len();
    let unit = &text[unit_start..unit_start + unit_length];
    let next = number_end.max(digits_end);
    if unit_length == 0 || is_other_number(text, at, unit, unit_start + unit_length) {
        return (None, next);
    }
    if sign == ComparisonSign::Equal {
        sign = sign_behind(unit, &text[unit_start + unit_length..]);
    }
    let unit = super::tail::squeezed(unit);
    let span = at..unit_start + unit_length;
    let end = span.end;
    (Some(Spotted { quantity: Quantity { sign, number, unit }, span }), end.max(next))
}

/// Bytes of the digits and the dots between them, to step over what is no number.
fn run_length(text: &str) -> usize {
    text.char_indices()
        .find(|&(_, c)| !half_width(c).is_ascii_digit())
        .map_or(text.len(), |(at, _)| at)
}

fn percent_or_known(text: &str) -> usize {
    match text.chars().next() {
        Some(c @ ('％' | '﹪')) => c.len_utf8(),
        _ => units::known_prefix(text),
    }
}

/// Whether the number is a date, an ordinal, a document number or part of a longer code.
fn is_other_number(text: &str, at: usize, unit: &str, end: usize) -> bool {
    let before = text[..at].trim_end_matches(is_blank);
    let behind = text[end..].trim_start_matches(is_blank);
    let previous = before.chars().next_back();
    let glued = matches!(
        text[..at].chars().next_back(),
        Some('.' | '．' | '~' | '～' | '/' | '－' | '-' | ':' | '：' | '〔' | '[' | '【')
    ) && before.ends_with(|c: char| !c.is_alphabetic())
        && text[..at].chars().rev().nth(1).is_some_and(|c| half_width(c).is_ascii_digit());
    if previous == Some('第') || glued {
        return true;
    }
    if begins_a_word(unit, behind) {
        return true;
    }
    match unit {
        "年" => {
            text[at..].chars().take(4).filter(|c| half_width(*c).is_ascii_digit()).count() == 4
                || behind.starts_with(['底', '末', '初', '度'])
        }
        "月" => true,
        // 10日 of 12月10日 and 15日前 are days of a month; 30日内 is a count.
        "日" => {
            !["内", "以内", "之内"].iter().any(|word| behind.starts_with(word))
                || previous == Some('月')
        }
        "点" | "分" if previous == Some(':') => true,
        "度" => text[at..].chars().take(4).filter(char::is_ascii_digit).count() == 4,
        _ => false,
    }
}

/// Whether unit and what follows are one word: 2022项目, 12成员.
fn begins_a_word(unit: &str, behind: &str) -> bool {
    let seconds: &[char] = match unit {
        "项" => &['目'],
        "名" => &['称', '义'],
        "人" => &['民', '员', '力', '才', '均'],
        "成" => &['立', '效', '果', '员', '功', '本'],
        "分" => &['别', '管', '局', '布', '析', '配'],
        "部" => &['门', '署'],
        "条" => &['例'],
        "位" => &['于', '置'],
        "家" => &['庭'],
        "本" => &['年', '级', '市', '次', '项', '单', '县', '区'],
        "组" => &['织', '成', '建'],
        "支" => &['出', '付', '持'],
        "期" => &['间', '末'],
        "面" => &['向', '对', '积'],
        "节" => &['日', '约'],
        "对" => &['于', '照', '象', '比', '外', '各', '全'],
        "起" => &['到', '草', '来'],
        "处" => &['于', '理', '室', '置'],
        "所" => &['有', '以', '属', '需'],
        "级" => &['别'],
        _ => return false,
    };
    behind.starts_with(seconds)
}

/// The comparison printed right before the number.
fn sign_before(before: &str) -> ComparisonSign {
    let before = before.trim_end_matches(is_blank);
    if let Some(sign) = before.chars().next_back().map(half_width).and_then(lead::symbol) {
        // `~` before a number in a sentence joins two bounds.
        return if sign == ComparisonSign::About { ComparisonSign::Equal } else { sign };
    }
    for width in [4, 3, 2, 1] {
        let Some((start, _)) = before.char_indices().rev().nth(width - 1) else { continue };
        let word = &before[start..];
        if let Some((found, sign)) = lead::comparison_word(word)
            && found == word
        {
            return sign;
        }
    }
    ComparisonSign::Equal
}

/// Passes over a second unit in brackets: 5500人（户）及以上.
fn without_bracket(behind: &str) -> &str {
    let Some(inside) = behind.strip_prefix(['（', '(']) else { return behind };
    let close = inside.char_indices().take(4).find(|&(_, c)| matches!(c, '）' | ')'));
    close.map_or(behind, |(at, c)| &inside[at + c.len_utf8()..])
}

/// The comparison printed right behind the unit. 内 alone bounds only time: 4个内设机构.
fn sign_behind(unit: &str, behind: &str) -> ComparisonSign {
    let mut cursor = Cursor::new(without_bracket(behind));
    cursor.skip_blanks();
    if cursor.eat_any(&["及以上", "以上", "（含）以上", "(含)以上"]) {
        ComparisonSign::AtLeast
    } else if cursor.eat_any(&["及以下", "以下", "以内", "之内"])
        || unit.ends_with(['日', '天', '时', '月', '年']) && cursor.eat("内")
    {
        ComparisonSign::AtMost
    } else if cursor.eat_any(&["左右", "上下"]) {
        ComparisonSign::About
    } else {
        ComparisonSign::Equal
    }
}
