//! Years named in running text, found without allocating, and the year papers speak of.
//!
//! Owns how a year is spelt (2022年, 2022 年度). Which year is right is for the rule that looks.

use crate::wording::texts;
use jixiao_document::Document;
use jixiao_document::text::is_blank;
use jixiao_domain::FiscalYear;
use jixiao_form::{Form, Reading};

/// How often, and how many times as often as any other, a year must be named to be the year of
/// papers that print none.
const MENTIONS_MIN: u32 = 4;
const MENTIONS_LEAD: u32 = 2;

/// Labels of the date a form was filled in.
const FILING: [&str; 6] = ["报告日期", "填报日期", "填表日期", "填报时间", "填表时间", "报送日期"];

/// The years of `text` in order, each with the text from 年 on. Numbers of other lengths, document
/// numbers (〔2020〕10号) and bare figures are none.
pub(crate) fn years(text: &str) -> impl Iterator<Item = (u16, &str)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + bytes.get(from..)?.iter().position(u8::is_ascii_digit)?;
            let length = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
            from = start + length;
            if length != 4 {
                continue;
            }
            let rest = text[from..].trim_start_matches(is_blank);
            let year = bytes[start..from].iter().fold(0, |year, b| year * 10 + u16::from(b - b'0'));
            if rest.starts_with('年') && FiscalYear::new(year).is_some() {
                return Some((year, rest));
            }
        }
    })
}

/// The year that papers without a printed year speak of throughout; `None` where one is printed
/// somewhere or none leads.
pub(crate) fn common_year(reading: &Reading) -> Option<u16> {
    let duties = reading.forms.iter().flat_map(|form| &form.duties);
    let cells = duties.flat_map(|duty| [&duty.measure, &duty.execution, &duty.comparison]);
    let cells = cells.flatten().map(|cell| cell.printed.as_str());
    let sections = reading.reports.iter().flat_map(|report| &report.sections);
    let printed = reading.forms.iter().any(|form| form.year.is_some())
        || reading.reports.iter().any(|report| report.year.is_some());
    if printed {
        return None;
    }
    let mut counts: Vec<(u16, u32)> = Vec::new();
    for (year, _) in cells.chain(sections.map(|section| section.text.as_str())).flat_map(years) {
        match counts.iter_mut().find(|(counted, _)| *counted == year) {
            Some((_, count)) => *count += 1,
            None => counts.push((year, 1)),
        }
    }
    counts.sort_unstable_by_key(|&(_, count)| std::cmp::Reverse(count));
    let &(year, count) = counts.first()?;
    let second = counts.get(1).map_or(0, |&(_, count)| count);
    (count >= MENTIONS_MIN && count >= second * MENTIONS_LEAD).then_some(year)
}

/// Whether `year` is only that of the form's date of filing (报告日期：2019年5月20日): a form is filed
/// in the year after the one it reports on, or later.
pub(crate) fn is_year_of_filing(year: u16, form: &Form, document: &Document) -> bool {
    let names_year = |text: &str| years(text).any(|(named, _)| named == year);
    if form.title.as_ref().is_some_and(|title| names_year(&title.printed)) {
        return false;
    }
    let mut is_filed = false;
    for text in texts(document) {
        if years(text).any(|(named, rest)| named == year && rest.starts_with("年度")) {
            return false;
        }
        is_filed |= FILING.iter().any(|label| text.contains(label)) && names_year(text);
    }
    is_filed
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn years_are_four_digits_before_the_word() {
        let found: Vec<u16> = years("2022 年度、〔2020〕10号、3800家、20191年、2019年底")
            .map(|(year, _)| year)
            .collect();
        assert_eq!(found, [2022, 2019]);
    }
}
