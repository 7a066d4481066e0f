//! Numbers in Chinese numerals, plain forms only: 三次, 十二场, 百分之九十, 二〇二二.

use super::cursor::Cursor;
use super::number;
use jixiao_domain::Decimal;

/// Reads `百分之九十` or `百分之90`; the number of percent and the text behind it.
pub(super) fn percentage(cursor: Cursor<'_>) -> Option<(Decimal, &str)> {
    let rest = cursor.rest().strip_prefix("百分之")?;
    if rest == "百" || rest.strip_prefix('百').is_some_and(|after| numeral(after).is_none()) {
        return Some((Decimal::ONE_HUNDRED, rest.strip_prefix('百')?));
    }
    let (whole, length) = number::leading(rest)
        .or_else(|| numeral(rest).map(|(whole, length)| (Decimal::from(whole), length)))?;
    Some((whole, rest.get(length..)?))
}

/// Reads a numeral that begins with a digit (三次, 一百人; not 百万 or 万元); the number and the text
/// behind it, which the caller must find to be a known unit.
pub(super) fn counted(cursor: Cursor<'_>) -> Option<(Decimal, &str)> {
    let (whole, length) = numeral(cursor.rest())?;
    Some((Decimal::from(whole), cursor.rest().get(length..)?))
}

/// The numeral `text` begins with and its length in bytes. Digits must alternate with places
/// (五一 is a date, not 51); 万 and above are left to the unit.
pub(crate) fn numeral(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut end) = (0u32, None, 0);
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        if c == '零' || c == '〇' {
            if end == 0 || digit.is_some() {
                return None;
            }
        } else if let Some(value) = digit_value(c) {
            if digit.is_some() {
                return None;
            }
            digit = Some(value);
        } else if let Some(place) = place_value(c) {
            let ten_alone = place == 10 && end == 0;
            let count = digit.take().or(ten_alone.then_some(1))?;
            total = total.checked_add(count * place)?;
        } else {
            break;
        }
        end = next;
    }
    (end > 0).then(|| (total + digit.unwrap_or(0), end))
}

/// Four digits in a row name a year: 二〇二二.
pub(super) fn year(text: &str) -> Option<(u16, usize)> {
    let (mut year, mut end, mut count) = (0u16, 0, 0);
    for (at, c) in text.char_indices().take(4) {
        let value = if matches!(c, '零' | '〇' | '○') { 0 } else { digit_value(c)? };
        year = year.checked_mul(10)?.checked_add(u16::try_from(value).ok()?)?;
        end = at + c.len_utf8();
        count += 1;
    }
    (count == 4).then_some((year, end))
}

fn digit_value(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn place_value(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}
