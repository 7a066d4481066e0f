//! Chinese names: their characters, how they are read, and how two of them agree.

use pinyin::ToPinyin as _;
use std::collections::HashMap;

/// Characters of a name that are looked at; longer names are compared by these.
pub(crate) const LETTERS_MAX: usize = 6;

/// The syllables of a name without tones, as `zhang wei`; a character without a reading stands for
/// itself.
pub fn syllables(name: &str) -> String {
    let parts: Vec<String> = name
        .chars()
        .map(|one| one.to_pinyin().map_or_else(|| one.to_string(), |read| read.plain().to_owned()))
        .collect();
    parts.join(" ")
}

/// A name made ready to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Letters {
    letters: [char; LETTERS_MAX],
    count: u8,
}

impl Letters {
    /// The letters of a name without spaces and points between them.
    pub(crate) fn of(name: &str) -> Self {
        let mut letters = Self::default();
        let plain = name.chars().filter(|one| !one.is_whitespace() && !"·•・.".contains(*one));
        for (place, one) in letters.letters.iter_mut().zip(plain) {
            *place = one;
            letters.count += 1;
        }
        letters
    }

    pub(crate) fn as_slice(&self) -> &[char] {
        &self.letters[..usize::from(self.count)]
    }
}

/// Numbers for the syllables that names are read with.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    numbers: HashMap<&'static str, u32>,
}

impl Readings {
    /// The number of a character's syllable; a character without a reading has one of its own.
    pub(crate) fn number(&mut self, letter: char) -> u32 {
        match letter.to_pinyin() {
            Some(read) => {
                let next = u32::try_from(self.numbers.len()).unwrap_or(0);
                *self.numbers.entry(read.plain()).or_insert(next)
            }
            // Beyond every syllable: there are some four hundred.
            None => 0x1_0000 + u32::from(letter),
        }
    }
}

/// How two names that differ, and are read differently, agree: 3 for the same characters in another
/// order, 4 for one character too few, too many or another, 5 for different names.
pub(crate) fn level(left: &Letters, right: &Letters) -> u8 {
    let (left, right) = (left.as_slice(), right.as_slice());
    let (long, short) = if left.len() >= right.len() { (left, right) } else { (right, left) };
    if short.len() < 2 {
        return 5;
    }
    if long.len() == short.len() {
        let differing = long.iter().zip(short).filter(|(a, b)| a != b).count();
        // Of two characters, one that differs leaves the surname alone.
        if differing == 1 && long.len() >= 3 {
            return 4;
        }
        return if differing == 2 && is_transposed(long, short) { 3 } else { 5 };
    }
    let lacks_one = long.len() == short.len() + 1 && long[0] == short[0] && {
        let same = long.iter().zip(short).take_while(|(a, b)| a == b).count();
        long[same + 1..] == short[same..]
    };
    if lacks_one { 4 } else { 5 }
}

fn is_transposed(left: &[char], right: &[char]) -> bool {
    let mut places = (0..left.len()).filter(|place| left[*place] != right[*place]);
    match (places.next(), places.next()) {
        (Some(a), Some(b)) => left[a] == right[b] && left[b] == right[a],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Letters, level, syllables};

    #[test]
    fn names_are_read_without_tones() {
        assert_eq!(syllables("章卫A"), "zhang wei A");
    }

    #[test]
    fn names_agree_by_order_and_by_one_character() {
        let cases = [
            ("甲乙丙", "甲丙乙", 3),
            ("甲乙", "乙甲", 3),
            ("甲乙丙", "甲乙丁", 4),
            ("甲乙丙", "甲丙", 4),
            ("甲丙", "甲乙丙", 4),
            ("甲乙丙", "甲乙", 4),
            ("甲乙", "甲丁", 5),
            ("甲乙丙", "丁乙戊", 5),
            ("甲", "甲乙", 5),
        ];
        for (left, right, expected) in cases {
            assert_eq!(level(&Letters::of(left), &Letters::of(right)), expected, "{left} {right}");
        }
    }
}
