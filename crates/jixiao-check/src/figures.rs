//! Numbers with their units in running text: what a cell or a sentence counts.
//!
//! Owns the scan only, over squeezed text. What a number speaks of is decided by the rule that asks.

use jixiao_domain::{CurrencyUnit, Decimal, Money};

/// A number printed in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure<'t> {
    /// The number without thousands separators.
    pub(crate) number: Decimal,
    /// The unit that follows, when it is one of [`UNITS`]; else empty.
    pub(crate) unit: &'t str,
    /// Byte offset of the first digit.
    pub(crate) start: usize,
    /// Byte offset past the unit.
    pub(crate) end: usize,
}

/// Units of measure, longer ones before their beginnings.
const UNITS: &[&str] = &[
    "万元",
    "千元",
    "百万元",
    "亿元",
    "元",
    "%",
    "人次",
    "人",
    "名",
    "位",
    "万人次",
    "万人",
    "户",
    "家",
    "个",
    "场次",
    "场",
    "次",
    "期",
    "批次",
    "批",
    "件",
    "份",
    "册",
    "本",
    "套",
    "台",
    "辆",
    "公里",
    "米",
    "亩",
    "吨",
    "天",
    "年",
    "月",
    "日",
    "分",
    "项",
    "例",
    "篇",
    "条",
    "所",
    "处",
];

impl Figure<'_> {
    /// The amount, when the unit is one of money.
    pub(crate) fn money(&self) -> Option<Money> {
        Money::from_decimal(self.number, CurrencyUnit::from_word(self.unit)?)
    }

    /// Whether the unit counts persons, households or enterprises.
    pub(crate) fn counts_served(&self) -> bool {
        matches!(self.unit, "人" | "名" | "位" | "人次" | "户" | "家")
    }
}

/// The figures of squeezed `text`, in order.
pub(crate) fn figures(text: &str) -> impl Iterator<Item = Figure<'_>> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + bytes.get(from..)?.iter().position(u8::is_ascii_digit)?;
            let end = number_end(bytes, start);
            from = end;
            // A letter before the digits makes it a code (GB32100), not a count.
            if start.checked_sub(1).is_some_and(|i| bytes[i].is_ascii_alphabetic()) {
                continue;
            }
            let Ok(number) = text[start..end].replace(',', "").parse::<Decimal>() else { continue };
            let rest = &text[end..];
            let unit = UNITS
                .iter()
                .filter(|unit| rest.starts_with(**unit))
                .max_by_key(|unit| unit.len())
                .map_or("", |unit| &rest[..unit.len()]);
            let end = end + unit.len();
            return Some(Figure { number, unit, start, end });
        }
    })
}

/// Where the number that begins at `start` ends: digits, groups of three after a comma, one
/// decimal point with digits.
fn number_end(bytes: &[u8], start: usize) -> usize {
    let digits = |from: usize| {
        bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count())
    };
    let mut end = start + digits(start);
    if end - start <= 3 {
        while bytes.get(end) == Some(&b',') && digits(end + 1) == 3 {
            end += 4;
        }
    }
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if fraction > 0 {
            end += 1 + fraction;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn numbers_come_with_their_units() {
        let text = "2022年安排25万元,慰问3,100人次,完成62.38%,共87,121人";
        let found: Vec<String> =
            figures(text).map(|f| format!("{} {}", f.number, f.unit)).collect();
        assert_eq!(found, ["2022 年", "25 万元", "3100 人次", "62.38 %", "87121 人"]);
    }

    #[test]
    fn codes_and_dangling_points_are_no_amounts() {
        let found: Vec<String> =
            figures("GB32100 5.人 1.2.3家").map(|f| format!("{} {}", f.number, f.unit)).collect();
        assert_eq!(found, ["5 ", "1.2 ", "3 家"]);
    }
}
