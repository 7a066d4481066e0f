//! What a stretch of characters looks like: a number, a value, a word, a sentence.
//!
//! Owns character classes and the reading of bare numbers, enough to choose between splits. What
//! a cell means is for the value parser.

use super::stream::Char;

/// Classes of characters; a cell often begins where the class changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Digit,
    Sign,
    Percent,
    Dash,
    Mark,
    Text,
}

/// The class of the character at `index`; a point or comma is part of a number only between digits.
pub(super) fn class(chars: &[Char], index: usize) -> Class {
    let at = |index: usize| chars.get(index).map_or('\0', |c| c.c);
    match at(index) {
        '0'..='9' => Class::Digit,
        '.' | ','
            if index > 0 && at(index - 1).is_ascii_digit() && at(index + 1).is_ascii_digit() =>
        {
            Class::Digit
        }
        '≥' | '≤' | '>' | '<' | '=' | '≧' | '≦' | '═' | '﹦' | '±' | '≈' => {
            Class::Sign
        }
        '%' | '‰' => Class::Percent,
        '-' | '—' | '–' | '/' | '\\' | '一' => dash(chars, index),
        '★' | '☆' | '*' => Class::Mark,
        _ => Class::Text,
    }
}

/// A dash is a cell of its own only when it stands alone; `一` only where OCR read a dash so,
/// between separators or figures.
fn dash(chars: &[Char], index: usize) -> Class {
    let Some(here) = chars.get(index) else { return Class::Text };
    let apart_left = here.sep != super::stream::Sep::None;
    let apart_right = chars.get(index + 1).is_none_or(|c| c.sep != super::stream::Sep::None);
    let same = |other: Option<&Char>| other.is_some_and(|c| c.c == here.c);
    let left = apart_left || index.checked_sub(1).is_some_and(|i| same(chars.get(i)));
    let right = apart_right || same(chars.get(index + 1));
    if left && right { Class::Dash } else { Class::Text }
}

/// A bare number as mantissa and count of decimals: `8`, `2.00`, `1,500`. Full-width commas are
/// already half-width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub mantissa: i64,
    pub decimals: u32,
}

impl Number {
    /// The value in ten-thousandths; numbers with more decimals are cut.
    pub(super) fn scaled(self) -> i64 {
        if self.decimals <= 4 {
            self.mantissa.saturating_mul(10_i64.pow(4 - self.decimals))
        } else {
            self.mantissa / 10_i64.pow((self.decimals - 4).min(18))
        }
    }
}

/// The number a whole stretch is, or `None`: digits, grouped commas, one decimal point, at most 15
/// digits, no needless leading zero.
pub(super) fn number(chars: &[Char]) -> Option<Number> {
    let first = chars.first()?;
    if !first.c.is_ascii_digit() || chars.len() > 20 {
        return None;
    }
    let (mut mantissa, mut decimals, mut digits, mut group) = (0_i64, None, 0_u32, None);
    for c in chars {
        match c.c {
            '0'..='9' => {
                digits += 1;
                if digits > 15 {
                    return None;
                }
                mantissa = mantissa * 10 + i64::from(u32::from(c.c) - u32::from('0'));
                decimals = decimals.map(|n| n + 1);
                group = group.map(|n: u32| n + 1);
            }
            ',' if decimals.is_none() && group.is_none_or(|n| n == 3) => group = Some(0),
            '.' if decimals.is_none() && group.is_none_or(|n| n == 3) => {
                decimals = Some(0);
                group = None;
            }
            _ => return None,
        }
    }
    let whole = if decimals == Some(0) { None } else { Some(decimals.unwrap_or(0)) };
    let padded = first.c == '0' && digits > 1 && chars.get(1).is_some_and(|c| c.c != '.');
    if padded || group.is_some_and(|n| n != 3) {
        return None;
    }
    whole.map(|decimals| Number { mantissa, decimals })
}

/// The number at the head of a value, sign and unit aside: `≥95%` is 95.
pub(super) fn leading_number(chars: &[Char]) -> Option<Number> {
    let start = (0..chars.len().min(3)).find(|&i| chars[i].c.is_ascii_digit())?;
    if (0..start).any(|i| class(chars, i) != Class::Sign) {
        return None;
    }
    let end =
        (start..chars.len()).find(|&i| class(chars, i) != Class::Digit).unwrap_or(chars.len());
    number(&chars[start..end])
}

/// Whether the stretch is dashes alone.
pub(super) fn is_dash(chars: &[Char]) -> bool {
    !chars.is_empty()
        && chars.len() <= 4
        && chars.iter().all(|c| matches!(c.c, '-' | '—' | '–' | '/' | '\\' | '一'))
}

/// Whether two stretches read the same.
pub(super) fn same(left: &[Char], right: &[Char]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.c == b.c)
}

/// Words that stand as targets and results again and again; where one ends a stretch glued to a
/// name, it is a cell of its own.
pub(super) const VALUES: &[&str] = &[
    "有所增加",
    "有所提高",
    "有所提升",
    "有所改善",
    "有所增强",
    "有所降低",
    "有提高",
    "有提升",
    "有改善",
    "有改进",
    "有增强",
    "有增加",
    "有效提升",
    "有效提高",
    "有效改善",
    "有效保障",
    "有效促进",
    "有效",
    "显著提升",
    "显著提高",
    "显著改善",
    "显著增强",
    "显著",
    "明显提升",
    "明显提高",
    "明显改善",
    "明显增强",
    "效果明显",
    "成效明显",
    "较明显",
    "明显",
    "效果显著",
    "成效显著",
    "持续改善",
    "持续提升",
    "持续提高",
    "持续增强",
    "不断提高",
    "不断提升",
    "不断增强",
    "不断改善",
    "逐步提高",
    "逐步提升",
    "逐步改善",
    "逐年提高",
    "长期有效",
    "长期",
    "优良",
    "优秀",
    "良好",
    "较好",
    "合规",
    "合格",
    "达标",
    "及时",
    "按时完成",
    "按期完成",
    "及时完成",
    "当年完成",
    "年内完成",
    "年底前完成",
    "满意",
    "较满意",
    "非常满意",
    "较为满意",
    "基本满意",
    "完善",
    "健全",
    "基本达成目标",
    "全部达成",
    "基本达标",
    "提高",
    "提升",
    "改善",
    "增强",
    "无",
];

/// Whether a numbered name (指标1, 指标2:) begins at `index`; 预期指标8 is a result and a figure.
pub(super) fn numbered_name(chars: &[Char], index: usize) -> bool {
    let at = |index: usize| chars.get(index).map_or('\0', |c| c.c);
    if at(index) != '指' || at(index + 1) != '标' || !at(index + 2).is_ascii_digit() {
        return false;
    }
    let colon = at(index + 3) == ':' || at(index + 4) == ':';
    let behind_word = index > 0 && matches!(at(index - 1), '期' | '度' | '效' | '项' | '各');
    colon || !behind_word
}

/// Results that forms print again and again; a cell of its own wherever one stands.
pub(super) const RESULTS: &[&str] = &[
    "达成预期指标",
    "达成年度指标",
    "部分达成年度指标并具有一定效果",
    "部分达成预期指标并具有一定效果",
    "未达成年度指标且效果较差",
    "未达成预期指标且效果较差",
    "已完成",
    "全部完成",
    "基本完成",
    "基本达到",
    "未完成",
    "完成",
];
