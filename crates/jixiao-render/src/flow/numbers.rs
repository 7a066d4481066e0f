//! The numbers of headings: 一、（一）1.（1）, and ① of lists.

use crate::model::text::HeadingLevel;

/// How many headings of each level there were since the last of a higher one.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    counts: [u32; 4],
}

impl Numbers {
    /// The number of the next heading of this level.
    pub(super) fn next(&mut self, level: HeadingLevel) -> String {
        let depth = usize::from(level.number() - 1);
        self.counts[depth] += 1;
        self.counts[depth + 1..].fill(0);
        let count = self.counts[depth];
        match level {
            HeadingLevel::One => format!("{}、", chinese(count)),
            HeadingLevel::Two => format!("（{}）", chinese(count)),
            HeadingLevel::Three => format!("{count}."),
            HeadingLevel::Four => format!("（{count}）"),
        }
    }
}

/// A count in Chinese numerals up to 99; beyond that in digits, as no document counts so far.
fn chinese(count: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |count: u32| DIGITS[(count % 10) as usize];
    match count {
        1..=9 => digit(count).to_owned(),
        10..=19 => format!("十{}", digit(count)),
        20..=99 => format!("{}十{}", digit(count / 10), digit(count)),
        _ => count.to_string(),
    }
}

/// ① for the first item of a list, ㊿ for the fiftieth, nothing beyond.
pub(super) fn circled(index: usize) -> String {
    let from = |first: char, offset: usize| {
        let code = u32::from(first) + u32::try_from(offset).ok()?;
        char::from_u32(code)
    };
    let mark = match index {
        0..20 => from('①', index),
        20..35 => from('㉑', index - 20),
        35..50 => from('㊱', index - 35),
        _ => None,
    };
    mark.map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_counts_from_one_below_a_higher_heading() {
        use HeadingLevel::{Four, One, Three, Two};
        let mut numbers = Numbers::default();
        let levels = [One, Two, Two, Three, Four, One, Two, Three];
        let found = levels.map(|level| numbers.next(level));
        assert_eq!(found, ["一、", "（一）", "（二）", "1.", "（1）", "二、", "（一）", "1."]);
    }

    #[test]
    fn counts_are_worded_in_chinese() {
        for (count, words) in [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
        {
            assert_eq!(chinese(count), words);
        }
        let marks = [0, 20, 49, 50].map(circled);
        assert_eq!(marks, ["①", "㉑", "㊿", ""]);
    }
}
