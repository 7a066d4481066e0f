//! Numbers in digits: thousands separators, decimals, full-width forms.

use super::cursor::Cursor;
use jixiao_document::text::half_width;
use jixiao_domain::Decimal;

/// Longer runs of digits are identity or account numbers, and 18 fit an `i64`.
const MOST_DIGITS: usize = 18;

/// Reads a number with an optional minus and moves past it; `None` leaves the cursor where it was.
///
/// A leading zero before other digits (`0556`) marks a code or a telephone number and is refused.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Decimal> {
    let mut ahead = *cursor;
    let negative = matches!(ahead.peek(), Some('-' | '−'));
    if negative {
        ahead.bump();
    }
    let (number, length) = leading(ahead.rest())?;
    *cursor = Cursor::new(ahead.rest().get(length..)?);
    Some(if negative { -number } else { number })
}

/// The unsigned number `text` begins with and its length in bytes.
pub(super) fn leading(text: &str) -> Option<(Decimal, usize)> {
    let mut mantissa = 0i64;
    let (mut digits, mut decimals) = (0usize, 0u32);
    // Digits since the last separator, to know whether groups are groups of three.
    let mut group = 0usize;
    let (mut grouped, mut in_fraction, mut leading_zero) = (false, false, false);
    let mut end = 0;
    let mut chars = text.char_indices();
    while let Some((at, printed)) = chars.next() {
        match half_width(printed) {
            c @ '0'..='9' => {
                if leading_zero && !in_fraction && digits == 1 {
                    return None;
                }
                leading_zero |= digits == 0 && c == '0';
                digits += 1;
                if digits > MOST_DIGITS {
                    return None;
                }
                mantissa = mantissa * 10 + i64::from(u32::from(c) - u32::from('0'));
                group += 1;
                decimals += u32::from(in_fraction);
                end = at + printed.len_utf8();
            }
            ',' if !in_fraction && separates(chars.as_str(), group, grouped) => {
                grouped = true;
                group = 0;
            }
            '.' if !in_fraction && digits > 0 && begins_with_digit(chars.as_str()) => {
                in_fraction = true;
            }
            _ => break,
        }
    }
    if digits == 0 {
        return None;
    }
    Some((Decimal::new(mantissa, decimals), end))
}

/// Whether a comma after `group` digits separates thousands: exactly three digits follow.
fn separates(after: &str, group: usize, grouped: bool) -> bool {
    let fits = if grouped { group == 3 } else { (1..=3).contains(&group) };
    let mut following = after.chars().map(|c| half_width(c).is_ascii_digit());
    fits && (following.next(), following.next(), following.next())
        == (Some(true), Some(true), Some(true))
        && following.next() != Some(true)
}

fn begins_with_digit(text: &str) -> bool {
    text.chars().next().is_some_and(|c| half_width(c).is_ascii_digit())
}
