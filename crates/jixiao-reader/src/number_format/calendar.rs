//! Dates and times by tokens. A number counts days since the end of 1899 or the start of 1904.

use super::{Decimal, Token};
use std::fmt::Write as _;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

struct Moment {
    days: i64,
    seconds: i64,
    year: i64,
    month: i64,
    day: i64,
    weekday: usize,
}

/// The date or time; `None` for a number that is none.
pub(super) fn show(tokens: &[Token], number: Decimal, from_1904: bool) -> Option<String> {
    let moment = moment(number, from_1904)?;
    let twelve = tokens.iter().any(|token| matches!(token, Token::HalfDay { .. }));
    let mut out = String::new();
    let mut after_seconds = false;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Part(letter, length) => push_part(&mut out, *letter, *length, &moment, twelve),
            Token::Elapsed(letter) => {
                let seconds = moment.days * 86_400 + moment.seconds;
                let unit = match letter {
                    'h' => 3600,
                    'm' => 60,
                    _ => 1,
                };
                let _ = write!(out, "{}", seconds / unit);
            }
            Token::HalfDay { chinese } => out.push_str(match (chinese, moment.seconds < 43_200) {
                (true, true) => "上午",
                (true, false) => "下午",
                (false, true) => "AM",
                (false, false) => "PM",
            }),
            // Seconds are whole here: their decimals are not shown.
            Token::Point
                if after_seconds && matches!(tokens.get(index + 1), Some(Token::Digit(_))) => {}
            Token::Point => out.push('.'),
            Token::Comma => out.push(','),
            Token::Literal(c) => out.push(*c),
            _ => {}
        }
        after_seconds = matches!(token, Token::Part('s', _) | Token::Elapsed('s'));
    }
    Some(out)
}

fn push_part(out: &mut String, letter: char, length: usize, moment: &Moment, twelve: bool) {
    let hour = moment.seconds / 3600;
    let hour = if twelve { (hour + 11) % 12 + 1 } else { hour };
    let month = usize::try_from(moment.month - 1).ok().and_then(|month| MONTHS.get(month));
    let number = match (letter, length) {
        ('y', 1 | 2) => {
            let _ = write!(out, "{:02}", moment.year % 100);
            return;
        }
        ('y', _) => moment.year,
        ('m', 3..) => return out.push_str(month.copied().unwrap_or_default()),
        ('m', _) => moment.month,
        ('d' | 'a', 3..) => {
            let prefix = if length == 3 && letter == 'a' { "" } else { "星期" };
            out.push_str(prefix);
            return out.push_str(WEEKDAYS[moment.weekday]);
        }
        ('d', _) => moment.day,
        ('h', _) => hour,
        ('n', _) => moment.seconds / 60 % 60,
        ('s', _) => moment.seconds % 60,
        _ => return,
    };
    let _ = if length >= 2 { write!(out, "{number:02}") } else { write!(out, "{number}") };
}

fn moment(number: Decimal, from_1904: bool) -> Option<Moment> {
    let (serial, seconds) = number.days_and_seconds()?;
    let days = if from_1904 { serial + 1462 } else { serial };
    // Spreadsheets count a 29 February 1900 that never was; day 60 is shown as the last of
    // February, earlier days are one off.
    let since_1899_12_30 = if days < 60 { days + 1 } else { days };
    let weekday = usize::try_from((since_1899_12_30 + 6).rem_euclid(7)).ok()?;
    let (year, month, day) = civil(since_1899_12_30 - 25_569);
    (year <= 9999).then_some(Moment { days: serial, seconds, year, month, day, weekday })
}

/// Year, month and day of a day counted from 1 January 1970 (Howard Hinnant, `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
