//! Dates, months and periods that fill a cell.
//!
//! A period is read as its end: that is what a deadline is compared with. A count of days
//! (30日内) is no date, and festivals (春节前) stay words.

use super::chinese;
use super::cursor::{Cursor, is_range_mark};
use jixiao_domain::{ComparisonSign, DateValue};

/// Reads all of the text as a date or period.
pub(super) fn whole(mut cursor: Cursor<'_>) -> Option<DateValue> {
    let mut date = moment(&mut cursor)?;
    cursor.skip_blanks();
    cursor.eat("起");
    if cursor.peek().is_some_and(is_range_mark) {
        let mut ahead = cursor;
        while ahead.peek().is_some_and(is_range_mark) {
            ahead.bump();
        }
        // 到 joins two dates, but not in 12月到位.
        if let Some(end) = moment(&mut ahead) {
            date = DateValue { year: end.year.or(date.year), ..end };
            cursor = ahead;
        }
    }
    let counts_days = cursor.rest().contains('内');
    let deadline = deadline(&mut cursor);
    // 25日前 is a day of the month, 30日内 and 15日 are counts.
    let stated = date.year.is_some() || date.month.is_some();
    if !cursor.is_done() || !(stated || deadline && !counts_days) {
        return None;
    }
    if deadline {
        date.sign = ComparisonSign::AtMost;
    }
    Some(date)
}

/// One date, at least a year, a month or a day; or the bare first bound of `1-12月`.
fn moment(cursor: &mut Cursor<'_>) -> Option<DateValue> {
    let mut date = DateValue { year: None, month: None, day: None, sign: ComparisonSign::Equal };
    cursor.skip_blanks();
    if year_end(cursor) {
        date.month = Some(12);
        return Some(date);
    }
    let start = *cursor;
    let first = integer(cursor)?;
    if is_year(first) {
        if cursor.eat("年") {
            date.year = Some(first);
            cursor.eat_any(&["度", "全年"]);
            cursor.skip_blanks();
            if year_end_word(cursor) {
                date.month = Some(12);
                return Some(date);
            }
            let ahead = *cursor;
            if let Some(month) = integer(cursor) {
                let after_number = *cursor;
                *cursor = ahead;
                if month_and_day(cursor, &mut date, month).is_none() {
                    // The first bound of 2022年1-12月.
                    *cursor = after_number;
                    cursor.peek().filter(|&c| is_range_mark(c))?;
                }
            }
            return Some(date);
        }
        if let Some(()) = dotted(cursor, first, &mut date) {
            return Some(date);
        }
    }
    *cursor = start;
    if month_and_day(cursor, &mut date, first).is_some() {
        return Some(date);
    }
    // The first bound of 1-12月 or 2021-2022年: the unit stands behind the second.
    *cursor = start;
    integer(cursor)?;
    let bound =
        cursor.peek().is_some_and(is_range_mark) && (is_year(first) || (1..=12).contains(&first));
    let unit_follows = cursor.rest().contains(['月', '年']) && !cursor.rest().contains('个');
    (bound && unit_follows).then_some(date)
}

/// `12月`, `12月31日`, `31日`, from the integer on; `None` when it is neither.
fn month_and_day(cursor: &mut Cursor<'_>, date: &mut DateValue, number: u16) -> Option<()> {
    integer(cursor)?;
    if cursor.eat("月") {
        date.month = u8::try_from(number).ok().filter(|month| (1..=12).contains(month));
        date.month?;
        cursor.eat("份");
        cursor.skip_blanks();
        if cursor.eat_any(&["底", "末", "初", "上旬", "中旬", "下旬"]) {
            return Some(());
        }
        let ahead = *cursor;
        match integer(cursor) {
            Some(day) if cursor.eat_any(&["日", "号"]) => date.day = valid_day(day),
            _ => *cursor = ahead,
        }
        return Some(());
    }
    if cursor.eat_any(&["日", "号"]) {
        date.day = valid_day(number);
        return date.day.map(|_| ());
    }
    None
}

/// The rest of `2022-12-31`, `2022.12.31`, `2022/12`, `2022-12`. `2022.12` alone is a number.
fn dotted(cursor: &mut Cursor<'_>, year: u16, date: &mut DateValue) -> Option<()> {
    let mark = cursor.peek().filter(|c| matches!(c, '-' | '/' | '.'))?;
    cursor.bump();
    let month = cursor.small_integer().and_then(|month| u8::try_from(month).ok())?;
    let month = Some(month).filter(|month| (1..=12).contains(month))?;
    if cursor.peek() == Some(mark) {
        cursor.bump();
        date.day = Some(cursor.small_integer().and_then(valid_day)?);
    } else if mark == '.' && !cursor.rest().starts_with(['前', '底', '以', '之']) {
        return None;
    } else {
        cursor.eat_any(&["月底", "月", "底"]);
    }
    (date.year, date.month) = (Some(year), Some(month));
    Some(())
}

/// An integer in digits or plain Chinese numerals.
fn integer(cursor: &mut Cursor<'_>) -> Option<u16> {
    if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
        return cursor.small_integer();
    }
    let (number, length) = chinese::year(cursor.rest()).or_else(|| {
        let (number, length) = chinese::numeral(cursor.rest())?;
        u16::try_from(number).ok().map(|number| (number, length))
    })?;
    *cursor = Cursor::new(cursor.rest().get(length..)?);
    cursor.skip_blanks();
    Some(number)
}

fn year_end(cursor: &mut Cursor<'_>) -> bool {
    matches!(cursor.peek(), Some('当' | '本' | '年'))
        && cursor.eat_any(&["当年年底", "本年年底", "当年底", "本年底", "年底", "年末"])
}

fn year_end_word(cursor: &mut Cursor<'_>) -> bool {
    cursor.eat_any(&["年底", "年末", "底", "末"])
}

/// Whether a word of deadline follows; passes over it and over a verb (2022年开展).
fn deadline(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_blanks();
    let found = cursor.eat_any(&["以前", "之前", "前", "以内", "之内", "内"]);
    cursor.skip_blanks();
    cursor.eat_any(&["全部完成", "完成", "开展", "实施", "到位", "发放", "拨付", "举办", "止"]);
    cursor.skip_blanks();
    found
}

fn is_year(number: u16) -> bool {
    (1990..=2099).contains(&number)
}

fn valid_day(number: u16) -> Option<u8> {
    u8::try_from(number).ok().filter(|day| (1..=31).contains(day))
}
