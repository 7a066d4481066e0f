//! Dates printed with blanks inside: `2022 年 12 月 31 日` is one value.
//!
//! Owns closing the blanks within a date. A date begins with a year of four digits, so that counts
//! before `年度…` and `日常…` stay apart from them.

use super::{Char, Sep, Stream};

/// Closes the blanks within every date of the stream.
pub(super) fn close(stream: &mut Stream<'_>) {
    let mut from = 0;
    let apart = |c: &Char| c.c == '年' && c.sep == Sep::Space;
    while let Some(rest) = stream.chars.get(from..)
        && let Some(offset) = rest.iter().position(apart)
    {
        if ends_year(stream, from + offset) {
            close_from(stream, from + offset);
        }
        from += offset + 1;
    }
}

/// Whether a year of four digits ends before `index` and the 年 there is not 年度, 年均 ….
fn ends_year(stream: &Stream<'_>, index: usize) -> bool {
    let Some(start) = index.checked_sub(4) else { return false };
    let digits = (start..index).all(|i| stream.char(i).is_ascii_digit());
    let joined = (start + 1..index).all(|i| stream.sep(i) == Sep::None);
    let century = matches!((stream.char(start), stream.char(start + 1)), ('1', '9') | ('2', '0'));
    let next = stream.char(index + 1);
    let stands = stream.sep(index + 1) != Sep::None || matches!(next, '底' | '前' | '初' | '末');
    let month = next.is_ascii_digit();
    digits && joined && century && (stands || month)
}

/// Closes the blank before the 年 at `year` and those up to the month and the day behind it.
fn close_from(stream: &mut Stream<'_>, year: usize) {
    stream.chars[year].sep = Sep::None;
    let mut end = year + 1;
    for unit in ['月', '日'] {
        let after = (end..stream.len()).find(|&i| !stream.char(i).is_ascii_digit());
        let Some(after) =
            after.filter(|&i| stream.char(i) == unit && (end + 1..=end + 2).contains(&i))
        else {
            break;
        };
        let calm = |i: usize| matches!(stream.sep(i), Sep::None | Sep::Space);
        let whole = (end + 1..after).all(|i| stream.sep(i) == Sep::None);
        if !(calm(end) && calm(after) && whole) {
            break;
        }
        stream.chars[end].sep = Sep::None;
        stream.chars[after].sep = Sep::None;
        end = after + 1;
    }
}
