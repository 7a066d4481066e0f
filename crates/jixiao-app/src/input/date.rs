//! Typed dates and fiscal years.

use super::narrowed;
use chrono::NaiveDate;
use jixiao_domain::FiscalYear;

/// A calendar date of a fiscal year that exists: `2026-03-01`, `2026/3/1`, `2026.3.1`, `20260301`,
/// `2026年3月1日`.
///
/// # Errors
/// What is wrong, in Chinese.
pub fn date(typed: &str) -> Result<NaiveDate, String> {
    let text = narrowed(typed);
    if text.is_empty() {
        return Err("请填写日期".to_owned());
    }
    let shape = || "应为日期，例如 2026-03-01 或 2026年3月1日".to_owned();
    let (year, month, day) = parts(&text).ok_or_else(shape)?;
    let year = u16::try_from(year).ok().and_then(FiscalYear::new).ok_or_else(shape)?;
    NaiveDate::from_ymd_opt(i32::from(year.get()), month, day)
        .ok_or_else(|| format!("没有 {year}年{month}月{day}日 这一天，请核对"))
}

/// A fiscal year: `2026`, `2026年`, `2026年度`.
///
/// # Errors
/// What is wrong, in Chinese.
pub fn year(typed: &str) -> Result<FiscalYear, String> {
    let text = narrowed(typed);
    let digits = text.strip_suffix('度').unwrap_or(&text);
    let digits = digits.strip_suffix('年').unwrap_or(digits);
    Some(digits)
        .filter(|digits| digits.len() == 4)
        .and_then(|digits| number(digits)?.try_into().ok())
        .and_then(FiscalYear::new)
        .ok_or_else(|| "应为四位年份，例如 2026".to_owned())
}

fn parts(text: &str) -> Option<(u32, u32, u32)> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((number(text.get(..4)?)?, number(text.get(4..6)?)?, number(text.get(6..)?)?));
    }
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut fields = text.split(['-', '/', '.', '年', '月']);
    let parts = (number(fields.next()?)?, number(fields.next()?)?, number(fields.next()?)?);
    fields.next().is_none().then_some(parts)
}

fn number(digits: &str) -> Option<u32> {
    let plain =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{FiscalYear, date, year};

    #[test]
    fn dates_are_read_in_every_usual_form() {
        let expected = chrono::NaiveDate::from_ymd_opt(2026, 3, 1);
        for typed in
            ["2026-03-01", "2026/3/1", "2026.3.1", "20260301", "２０２６年3月1日", " 2026年 3月1日"]
        {
            assert_eq!(date(typed).ok(), expected, "{typed}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_named() {
        assert_eq!(date("2026-02-30"), Err("没有 2026年2月30日 这一天，请核对".to_owned()));
        for typed in ["", "3月1日", "2026-3", "2026-3-1-1", "20261", "1899-01-01", "２０２６"]
        {
            assert!(date(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn years_have_four_digits() {
        for typed in ["2026", "2026年", "2026年度", "２０２６"] {
            assert_eq!(year(typed).map(FiscalYear::get), Ok(2026), "{typed}");
        }
        for typed in ["26", "", "12026", "1949", "202６0"] {
            assert!(year(typed).is_err(), "{typed}");
        }
    }
}
