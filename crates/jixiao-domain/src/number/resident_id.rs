//! 公民身份号码 (GB 11643-1999): eighteen characters with a check character. Residents of Hong Kong,
//! Macao and Taiwan have 81, 82 and 83 before it, foreigners with permanent residence a 9.

use super::cleaning::{clean_number, lost_its_end};
use super::mask::starred;
use super::{BirthDate, NumberFault};
use crate::coded;
use std::fmt;

coded! {
    /// Whose number it is.
    pub enum ResidentIdKind {
        /// A citizen's.
        Citizen = "citizen" "居民身份证",
        /// 港澳台居民居住证 of a resident of Hong Kong (810000), Macao (820000) or Taiwan (830000).
        HongKongMacaoTaiwan = "hong_kong_macao_taiwan" "港澳台居民居住证",
        /// 外国人永久居留身份证 of the form in use since 2023.
        PermanentResident = "permanent_resident" "外国人永久居留身份证",
    }
}

coded! {
    /// Sex as an identity number states it.
    pub enum Sex {
        /// The sequence number is odd.
        Male = "male" "男",
        /// The sequence number is even.
        Female = "female" "女",
    }
}

/// A checked identity number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentId([u8; 18]);

/// Prefixes of provinces (GB/T 2260), the codes abolished long ago among them: a number lives longer
/// than the county it was given in.
const PROVINCES: &[u8] = &[
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71,
];

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

impl ResidentId {
    /// Reads a number as typed or out of a spreadsheet; see [`clean_number`].
    ///
    /// # Errors
    /// What is wrong and how to mend it; [`NumberFault::LegacyForm`] for fifteen digits.
    pub fn parse(typed: &str) -> Result<Self, NumberFault> {
        let clean = clean_number(typed)?;
        if clean.len() == 15 && clean.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberFault::LegacyForm);
        }
        Self::of_clean(&clean)
    }

    /// As [`ResidentId::parse`], but takes the fifteen digits of numbers given before 1999 as well
    /// and widens them. Only for imports: nobody holds such a card any more.
    ///
    /// # Errors
    /// What is wrong and how to mend it.
    pub fn parse_import(typed: &str) -> Result<Self, NumberFault> {
        let clean = clean_number(typed)?;
        if clean.len() == 15 && clean.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::widen(&clean);
        }
        Self::of_clean(&clean)
    }

    fn of_clean(clean: &str) -> Result<Self, NumberFault> {
        let bytes: [u8; 18] =
            clean.as_bytes().try_into().map_err(|_| NumberFault::WrongLength(clean.len()))?;
        let (check, digits) = bytes.split_last().expect("eighteen bytes have a last one");
        if !digits.iter().all(u8::is_ascii_digit) || !CHECKS.contains(check) {
            return Err(NumberFault::WrongCharacter);
        }
        let number = Self(bytes);
        number.kind_of_prefix()?;
        number.date_within().ok_or(NumberFault::NoSuchDate)?;
        if check_character(digits) != *check {
            let fault = if lost_its_end(clean) {
                NumberFault::TrailingZeros
            } else {
                NumberFault::WrongCheck
            };
            return Err(fault);
        }
        Ok(number)
    }

    /// Six digits of region, six of date without century, three of sequence. The sequences 996 to 999
    /// were kept for people over a hundred when numbers were first given, so born before 1900.
    fn widen(fifteen: &str) -> Result<Self, NumberFault> {
        let (head, tail) = fifteen.split_at(6);
        let century =
            if tail.get(6..).is_some_and(|sequence| sequence >= "996") { "18" } else { "19" };
        let digits = format!("{head}{century}{tail}");
        let check = char::from(check_character(digits.as_bytes()));
        Self::of_clean(&format!("{digits}{check}"))
    }

    /// The full number. Only for storage under encryption, for the keyed index, and for a view whose
    /// purpose was stated and logged.
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.0).expect("checked to be ASCII")
    }

    /// First six and last four, for people who work with the file: `530102********0014`.
    pub fn masked(&self) -> String {
        starred(self.expose(), 6, 4)
    }

    /// Whose number it is.
    pub fn kind(&self) -> ResidentIdKind {
        self.kind_of_prefix().expect("the prefix was checked")
    }

    /// The region prefix, six digits; of a foreigner the 9, the province and the country.
    pub fn region(&self) -> &str {
        &self.expose()[..6]
    }

    /// Day of birth.
    pub fn birth_date(&self) -> BirthDate {
        self.date_within().expect("the date was checked")
    }

    /// Sex, by the last digit before the check character.
    pub fn sex(&self) -> Sex {
        if self.0[16].is_multiple_of(2) { Sex::Female } else { Sex::Male }
    }

    fn kind_of_prefix(&self) -> Result<ResidentIdKind, NumberFault> {
        let prefix = (self.0[0] - b'0') * 10 + (self.0[1] - b'0');
        let rest_is_zero = self.0[2..6].iter().all(|digit| *digit == b'0');
        match prefix {
            81..=83 if rest_is_zero => Ok(ResidentIdKind::HongKongMacaoTaiwan),
            90..=99 => {
                let province = (self.0[1] - b'0') * 10 + (self.0[2] - b'0');
                let known = PROVINCES.contains(&province);
                known.then_some(ResidentIdKind::PermanentResident).ok_or(NumberFault::UnknownRegion)
            }
            _ if PROVINCES.contains(&prefix) => Ok(ResidentIdKind::Citizen),
            _ => Err(NumberFault::UnknownRegion),
        }
    }

    fn date_within(&self) -> Option<BirthDate> {
        let number = |range: std::ops::Range<usize>| self.expose().get(range)?.parse::<u16>().ok();
        let month = u8::try_from(number(10..12)?).ok()?;
        let day = u8::try_from(number(12..14)?).ok()?;
        BirthDate::new(number(6..10)?, month, day)
    }
}

/// The check character of seventeen digits (GB 11643, ISO 7064 MOD 11-2).
fn check_character(digits: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, w)| u32::from(*digit - b'0') * w).sum();
    CHECKS[(sum % 11) as usize]
}

/// Masked.
impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResidentId(..)")
    }
}

/// Masked.
impl fmt::Display for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::{ResidentId, ResidentIdKind, Sex, check_character};
    use crate::NumberFault;

    /// A number with its check character, of seventeen digits.
    fn number(digits: &str) -> String {
        format!("{digits}{}", char::from(check_character(digits.as_bytes())))
    }

    #[test]
    fn the_published_numbers_hold() {
        let one = ResidentId::parse("11010519491231002X").unwrap();
        assert_eq!(one.birth_date().to_string(), "1949-12-31");
        assert_eq!(one.sex(), Sex::Female);
        assert_eq!(one.region(), "110105");
        assert_eq!(one.kind(), ResidentIdKind::Citizen);
        let other = ResidentId::parse("440524188001010014").unwrap();
        assert_eq!(other.birth_date().to_string(), "1880-01-01");
        assert_eq!(other.sex(), Sex::Male);
    }

    #[test]
    fn nothing_prints_the_full_number() {
        let one = ResidentId::parse("11010519491231002X").unwrap();
        assert_eq!(one.masked(), "110105********002X");
        assert_eq!(one.to_string(), "110105********002X");
        assert_eq!(format!("{one:?}"), "ResidentId(..)");
    }

    #[test]
    fn residence_permits_are_taken_by_their_prefixes() {
        for (digits, kind) in [
            ("81000019900101001", ResidentIdKind::HongKongMacaoTaiwan),
            ("82000019900101001", ResidentIdKind::HongKongMacaoTaiwan),
            ("83000019900101001", ResidentIdKind::HongKongMacaoTaiwan),
            ("93112419900101001", ResidentIdKind::PermanentResident),
        ] {
            assert_eq!(ResidentId::parse(&number(digits)).unwrap().kind(), kind, "{digits}");
        }
        for digits in ["81010019900101001", "84000019900101001", "98012419900101001"] {
            let refused = ResidentId::parse(&number(digits)).unwrap_err();
            assert_eq!(refused, NumberFault::UnknownRegion, "{digits}");
        }
    }

    #[test]
    fn every_fault_is_told_apart() {
        for (typed, fault) in [
            ("110105194912310021", NumberFault::WrongCheck),
            ("110105199013310021", NumberFault::NoSuchDate),
            ("110105199002290021", NumberFault::NoSuchDate),
            ("000105199002200021", NumberFault::UnknownRegion),
            ("1101051990022000", NumberFault::WrongLength(16)),
            ("1101051990022000211", NumberFault::WrongLength(19)),
            ("110105199002X00021", NumberFault::WrongCharacter),
            ("110105491231002", NumberFault::LegacyForm),
            ("1.10105E+17", NumberFault::ScientificNotation),
            ("110105194912310000", NumberFault::TrailingZeros),
            ("", NumberFault::Missing),
        ] {
            assert_eq!(ResidentId::parse(typed).unwrap_err(), fault, "{typed}");
        }
    }

    #[test]
    fn old_numbers_are_widened_on_import_only() {
        let one = ResidentId::parse_import("110105491231002").unwrap();
        assert_eq!(one.expose(), "11010519491231002X");
        let aged = ResidentId::parse_import("110105950101998").unwrap();
        assert_eq!(aged.birth_date().year(), 1895);
        assert_eq!(
            ResidentId::parse_import("110105491331002").unwrap_err(),
            NumberFault::NoSuchDate
        );
    }

    #[test]
    fn one_wrong_digit_or_two_swapped_are_always_found() {
        let good = "11010519491231002X".as_bytes();
        let holds = |bytes: &[u8]| ResidentId::parse(std::str::from_utf8(bytes).unwrap()).is_ok();
        for place in 0..17 {
            for digit in b'0'..=b'9' {
                let mut wrong = good.to_vec();
                wrong[place] = digit;
                assert_eq!(holds(&wrong), digit == good[place], "place {place}");
            }
        }
        for place in 0..16 {
            let mut swapped = good.to_vec();
            swapped.swap(place, place + 1);
            assert_eq!(holds(&swapped), good[place] == good[place + 1], "place {place}");
        }
    }
}
