//! How well a stretch of text fits a column. Lower is better; the scale is set by the price of a
//! missing cell (about 12) and of a space inside a name (14).

use super::super::shape::{self, Class, Number};
use super::super::stream::{Char, Sep};
use super::Slot;

/// The price of leaving columns blank.
pub(super) fn skipped(slots: &[Slot]) -> i32 {
    slots
        .iter()
        .map(|slot| match slot {
            Slot::Name => 60,
            Slot::Sign => 5,
            Slot::Unit => 4,
            Slot::Target | Slot::Score => 12,
            Slot::Actual | Slot::Points => 14,
            Slot::Text => 0,
        })
        .sum()
}

/// The price of `chars` as a cell of `slot`; `None` where it cannot be one.
pub(super) fn shape(slot: Slot, chars: &[Char], before: Sep) -> Option<i32> {
    match slot {
        Slot::Name => Some(name(chars)),
        Slot::Sign => sign(chars),
        Slot::Target | Slot::Actual => Some(value(chars)),
        Slot::Unit => unit(chars),
        Slot::Points | Slot::Score => points(chars),
        Slot::Text => Some(text(chars, before)),
    }
}

fn name(chars: &[Char]) -> i32 {
    let mut cost = 0;
    let (mut text, mut runs, mut depth, mut previous) = (0, 0, 0_i32, Class::Text);
    for (index, c) in chars.iter().enumerate() {
        let class = shape::class(chars, index);
        match class {
            Class::Text => text += 1,
            Class::Digit if previous != Class::Digit => runs += 1,
            Class::Sign if depth == 0 => cost += 12,
            _ => {}
        }
        match c.c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '。' | ';' => cost += 10,
            _ => {}
        }
        if index > 1 && (c.c == '★' && previous != Class::Mark || numbered(&chars[index..])) {
            cost += 30;
        }
        previous = class;
    }
    let length = i32::try_from(chars.len()).unwrap_or(i32::MAX / 4);
    cost += 3 * runs + (length - 30).max(0) / 2;
    if text < 2 {
        cost += if text == 0 { 40 } else { 12 };
    }
    cost += match chars.first().map(|c| c.c) {
        Some('指') if numbered(chars) => -11,
        Some('★' | '☆' | '*') => -8,
        Some('其') if chars.get(1).is_some_and(|c| c.c == '中') => -6,
        Some(c) if c.is_ascii_digit() => {
            let year = chars.get(4).is_some_and(|c| c.c == '年');
            if year { 4 } else { 15 }
        }
        Some(',' | '。' | ')' | '、' | ':' | '%') => 25,
        _ => 0,
    };
    cost += match previous {
        Class::Digit if chars.len() > 4 || !numbered(chars) => 12,
        Class::Percent => 10,
        _ => 0,
    };
    if shape::RESULTS.iter().any(|word| reads(chars, word)) {
        cost += 20;
    }
    cost
}

/// 指标1…: how forms number their third level.
fn numbered(chars: &[Char]) -> bool {
    matches!(chars, [a, b, c, ..] if a.c == '指' && b.c == '标' && c.c.is_ascii_digit())
}

fn reads(chars: &[Char], word: &str) -> bool {
    chars.iter().map(|c| c.c).eq(word.chars())
}

fn sign(chars: &[Char]) -> Option<i32> {
    let signs = (0..chars.len()).all(|i| shape::class(chars, i) == Class::Sign);
    let words = ["定性", "定量", "大于", "小于", "等于", "大于等于", "小于等于"];
    (signs || words.iter().any(|word| reads(chars, word))).then_some(-4)
}

fn unit(chars: &[Char]) -> Option<i32> {
    let plain = |i: usize| {
        matches!(shape::class(chars, i), Class::Text | Class::Percent) || chars[i].c == '/'
    };
    (chars.len() <= 6 && (0..chars.len()).all(plain)).then_some(1)
}

fn value(chars: &[Char]) -> i32 {
    let length = i32::try_from(chars.len()).unwrap_or(i32::MAX / 4);
    let Some(first) = chars.first() else { return 0 };
    if shape::is_dash(chars) {
        return 2;
    }
    if shape::number(chars).is_some() {
        return 2;
    }
    let mut cost = match first.c {
        ',' | '。' | '、' | ')' | ':' | ';' | '%' => 25,
        '★' => 20,
        _ => 0,
    };
    let signed = shape::class(chars, 0) == Class::Sign;
    let figure = shape::leading_number(chars).is_some();
    let last = shape::class(chars, chars.len() - 1);
    if last == Class::Sign || (signed && length == 1) {
        cost += 15;
    } else if last == Class::Digit && !(signed && figure) {
        cost += 9;
    }
    if numbered(chars) {
        cost += 20;
    }
    cost += match (figure, length) {
        (true, ..=9) => 0,
        (true, ..=16) => 2,
        (_, ..=6) => 4,
        (_, ..=12) => 6,
        _ => (6 + (length - 12) / 3).min(40),
    };
    if signed && figure { cost - 3 } else { cost }
}

/// The price of a result beside its target: the same words again are what a form prints most.
pub(super) fn result(target: &[Char], actual: &[Char]) -> i32 {
    let length = i32::try_from(actual.len()).unwrap_or(i32::MAX / 4);
    if !target.is_empty() && shape::same(target, actual) {
        return -(12 + length.min(160) / 2);
    }
    if shape::RESULTS.iter().any(|word| reads(actual, word)) {
        return -8;
    }
    let (Some(planned), Some(done)) =
        (shape::leading_number(target), shape::leading_number(actual))
    else {
        return 0;
    };
    let tail = |chars: &[Char]| chars.last().map(|c| c.c).filter(|c| !c.is_ascii_digit());
    let same_number = if planned.scaled() == done.scaled() { 8 } else { 0 };
    let same_unit = if tail(target).is_some() && tail(target) == tail(actual) { 5 } else { 0 };
    -(same_number + same_unit)
}

fn points(chars: &[Char]) -> Option<i32> {
    let bare = match chars.split_last() {
        Some((last, rest)) if last.c == '分' && !rest.is_empty() => rest,
        _ => chars,
    };
    if let Some(number) = shape::number(bare) {
        let value = number.scaled();
        return match value {
            0 => Some(3),
            1..=600_000 => Some(if number.decimals > 2 { 8 } else { 0 }),
            600_001..=1_000_000 => Some(5),
            _ => None,
        };
    }
    if shape::is_dash(chars) {
        return Some(3);
    }
    // OCR reads 10 as IO or l0.
    let ten = chars.len() == 2
        && matches!(chars[0].c, 'I' | 'l' | '1')
        && matches!(chars[1].c, 'O' | 'o' | '0');
    ten.then_some(6)
}

/// The price of a score beside its points.
pub(super) fn score(points: Option<Number>, score: &[Char]) -> i32 {
    let (Some(points), Some(score)) = (points, shape::number(score)) else { return 0 };
    let format = if points.decimals == score.decimals { -2 } else { 0 };
    format
        + match score.scaled().cmp(&points.scaled()) {
            std::cmp::Ordering::Equal => -4,
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Greater => 25,
        }
}

fn text(chars: &[Char], before: Sep) -> i32 {
    const TELLS: &[char] = &[',', '。', '因', '未', '已', '按', '严', '无', '故', '较', '将', ';'];
    if shape::number(chars).is_some() {
        return 22;
    }
    if shape::is_dash(chars) {
        return 2;
    }
    let told = chars.len() >= 10 || chars.iter().any(|c| TELLS.contains(&c.c));
    let apart = before >= Sep::Line;
    let cost = if told || apart { 4 } else { 12 };
    let digit = chars.first().is_some_and(|c| c.c.is_ascii_digit());
    if numbered(chars) {
        cost + 20
    } else if digit {
        cost + 6
    } else {
        cost
    }
}
