//! Years named in running text, found without allocating.
//!
//! Owns how a year is spelt (2022年, 2022 年度). Which year is right is for the rule that looks.

use jixiao_document::text::is_blank;
use jixiao_domain::FiscalYear;

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
