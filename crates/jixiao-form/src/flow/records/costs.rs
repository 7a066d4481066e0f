//! How well a stretch of text fits a column. Lower is better; the scale is set by the price of a
//! missing cell (about 12) and of a space inside a name (14).

use super::super::shape::{self, Class, Number};
use super::super::stream::{Char, Sep};
use super::Slot;
use super::features::Stretch;

/// The price of leaving a column blank.
pub(super) fn skipped(slot: Slot) -> i32 {
    match slot {
        Slot::Name => 60,
        Slot::Sign => 5,
        Slot::Unit => 4,
        Slot::Target | Slot::Score => 12,
        Slot::Actual | Slot::Points => 14,
        Slot::Text => 0,
    }
}

/// The price of a stretch as a cell of `slot`; `None` where it cannot be one.
pub(super) fn shape(slot: Slot, stretch: &Stretch<'_>) -> Option<i32> {
    match slot {
        Slot::Name => Some(name(stretch)),
        Slot::Sign => sign(stretch),
        Slot::Target | Slot::Actual => Some(value(stretch)),
        Slot::Unit => unit(stretch),
        Slot::Points | Slot::Score => points(stretch.chars),
        Slot::Text => Some(text(stretch)),
    }
}

fn name(stretch: &Stretch<'_>) -> i32 {
    let Stretch { chars, classes, counts, .. } = *stretch;
    let Some((first, last)) = chars.first().zip(classes.last()) else { return 60 };
    let numbered = is_numbered(chars);
    let starred = classes.first() == Some(&Class::Mark);
    let inner_names = counts.names - i32::from(numbered || starred);
    let mut cost = if stretch.glued { 11 } else { 3 } * counts.runs
        + 12 * counts.signs
        + 10 * counts.stops
        + 30 * inner_names.max(0)
        + (stretch.length() - 30).max(0) / 2;
    cost += match counts.text {
        ..=0 => 40,
        1 => 12,
        _ => 0,
    };
    cost += match first.c {
        '指' if numbered => -11,
        '★' | '☆' | '*' => -8,
        '其' if chars.get(1).is_some_and(|c| c.c == '中') => -6,
        c if c.is_ascii_digit() => {
            let year = chars.get(4).is_some_and(|c| c.c == '年');
            if year { 4 } else { 15 }
        }
        ',' | '。' | ')' | '、' | ':' | '%' => 25,
        _ => 0,
    };
    if chars.last().is_some_and(|c| c.c == ',') {
        cost += 25;
    }
    cost += match last {
        Class::Digit if chars.len() > 4 || !numbered => 12,
        Class::Percent => 10,
        _ => 0,
    };
    if is_result(chars) { cost + 20 } else { cost }
}

/// 指标1…: how forms number their third level.
fn is_numbered(chars: &[Char]) -> bool {
    matches!(chars, [a, b, c, ..] if a.c == '指' && b.c == '标' && c.c.is_ascii_digit())
}

fn is_result(chars: &[Char]) -> bool {
    let first = chars.first().map(|c| c.c);
    let begins = matches!(first, Some('达' | '部' | '未' | '已' | '全' | '基' | '完'));
    begins && chars.len() <= 15 && shape::RESULTS.iter().any(|word| reads(chars, word))
}

fn reads(chars: &[Char], word: &str) -> bool {
    chars.iter().map(|c| c.c).eq(word.chars())
}

fn sign(stretch: &Stretch<'_>) -> Option<i32> {
    if stretch.chars.len() > 4 {
        return None;
    }
    let signs = stretch.classes.iter().all(|class| *class == Class::Sign);
    let words = ["定性", "定量", "大于", "小于", "等于", "大于等于", "小于等于"];
    (signs || words.iter().any(|word| reads(stretch.chars, word))).then_some(-4)
}

fn unit(stretch: &Stretch<'_>) -> Option<i32> {
    let plain = |class: &Class| matches!(class, Class::Text | Class::Percent | Class::Dash);
    (stretch.chars.len() <= 6 && stretch.classes.iter().all(plain)).then_some(1)
}

fn value(stretch: &Stretch<'_>) -> i32 {
    let Stretch { chars, classes, counts, .. } = *stretch;
    let length = stretch.length();
    let Some((first, last)) = chars.first().zip(classes.last()) else { return 0 };
    if stretch.is_number() || shape::is_dash(chars) {
        return 2;
    }
    let mut cost = match first.c {
        ',' | '。' | '、' | ')' | ':' | ';' | '%' => 25,
        '★' => 20,
        _ => 0,
    };
    let signed = classes.first() == Some(&Class::Sign);
    let figure = stretch.lead.is_some();
    if *last == Class::Sign || (signed && length == 1) {
        cost += 15;
    } else if *last == Class::Digit && !(signed && figure) {
        cost += 9;
    }
    cost += 30 * counts.names;
    let unit = classes.iter().rev().take_while(|class| **class == Class::Text).count();
    let dated = if counts.runs > 1 { joints(chars) } else { 0 };
    let odd = counts.runs - dated;
    cost += if stretch.glued { 12 * (odd - 1).max(0) } else { 3 * (odd - 2).max(0) };
    let period =
        |c: &Char| matches!(c.c, ':' | '年' | '月' | '日' | '-' | '至' | '~' | '—' | '/' | '(');
    if counts.runs == 2 && length <= 16 && !chars.iter().any(period) {
        cost += 8;
    }
    cost += match (figure && unit <= 5, length) {
        (true, ..=9) => 0,
        (true, ..=16) => 2,
        (_, ..=6) => 4,
        (_, ..=12) => 6,
        _ => (6 + (length - 12) / 3).min(40),
    };
    if signed && figure { cost - 3 } else { cost }
}

/// Places where one figure of a date or range goes on into the next: 2022年12月, 1000-5000元.
fn joints(chars: &[Char]) -> i32 {
    let joined = chars.windows(2).filter(|pair| {
        matches!(pair[0].c, '年' | '月' | '-' | '~' | '至' | '—' | '/')
            && pair[1].c.is_ascii_digit()
    });
    i32::try_from(joined.count()).unwrap_or(0)
}

/// The price of a result beside its target: the same words again are what a form prints most.
pub(super) fn result(target: &[Char], stretch: &Stretch<'_>, shape: i32) -> i32 {
    let actual = stretch.chars;
    let length = i32::try_from(actual.len()).unwrap_or(i32::MAX / 4);
    if !target.is_empty() && shape::same(target, actual) {
        // Two bare digits side by side may as well be points and score.
        if length <= 2 && actual.iter().all(|c| c.c.is_ascii_digit()) {
            return -8;
        }
        // Twice the same makes up for whatever is odd about the words.
        return -(14 + 2 * shape + length.min(30) / 3);
    }
    if is_result(actual) {
        return -8;
    }
    let Some(done) = stretch.lead else { return 0 };
    let Some(planned) = shape::leading_number(target) else { return 0 };
    let tail = |chars: &[Char]| chars.last().map(|c| c.c).filter(|c| !c.is_ascii_digit());
    let same_number = if planned.scaled() == done.scaled() { 8 } else { 0 };
    let same_unit = if tail(target).is_some() && tail(target) == tail(actual) { 5 } else { 0 };
    -(same_number + same_unit)
}

fn points(chars: &[Char]) -> Option<i32> {
    if chars.len() > 7 {
        return None;
    }
    let bare = match chars.split_last() {
        Some((last, rest)) if last.c == '分' && !rest.is_empty() => rest,
        _ => chars,
    };
    if let Some(number) = shape::number(bare) {
        let value = number.scaled();
        return match value {
            0 => Some(3),
            1..=300_000 => Some(if number.decimals > 2 { 8 } else { 0 }),
            300_001..=500_000 => Some(2),
            500_001..=1_000_000 => Some(5),
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
pub(super) fn score(points: Option<Number>, score: Option<Number>) -> i32 {
    let (Some(points), Some(score)) = (points, score) else { return 0 };
    let format = if points.decimals == score.decimals { -2 } else { 0 };
    format
        + match score.scaled().cmp(&points.scaled()) {
            std::cmp::Ordering::Equal => -4,
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Greater => 25,
        }
}

fn text(stretch: &Stretch<'_>) -> i32 {
    let Stretch { chars, classes, counts, before, glued, .. } = *stretch;
    if stretch.is_number() {
        return 22;
    }
    if shape::is_dash(chars) {
        return 2;
    }
    let told = chars.len() >= 10 || counts.tells > 0;
    let mut cost = if told || before >= Sep::Line { 4 } else { 12 };
    cost += if glued { 10 } else { 3 } * counts.runs;
    if counts.names > 0 {
        cost += 25;
    }
    if classes.first() == Some(&Class::Digit) {
        cost += 6;
    }
    if classes.last() == Some(&Class::Digit) {
        cost += 12;
    }
    cost
}
