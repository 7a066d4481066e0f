//! Telephone numbers of mainland China: mobile and fixed with area code.

use super::NumberFault;
use super::cleaning::clean_number;
use super::mask::starred;
use std::fmt;

/// A telephone number of digits, without country code.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as typed or out of a spreadsheet. Takes `+86` and `0086` away, and the zero a
    /// spreadsheet cuts off an area code is not guessed back.
    ///
    /// # Errors
    /// What is wrong and how to mend it.
    pub fn parse(typed: &str) -> Result<Self, NumberFault> {
        let bare: String = typed.chars().filter(|one| !"()（）+＋".contains(*one)).collect();
        let clean = clean_number(&bare)?;
        if !clean.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberFault::WrongCharacter);
        }
        let national = ["0086", "86"]
            .iter()
            .find_map(|code| clean.strip_prefix(code).filter(|rest| is_mobile(rest)))
            .unwrap_or(&clean);
        let fixed = national.starts_with('0') && (10..=12).contains(&national.len());
        if is_mobile(national) || fixed {
            Ok(Self(national.to_owned()))
        } else {
            Err(NumberFault::WrongLength(national.len()))
        }
    }

    /// The full number; see [`super::ResidentId::expose`].
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `138****5678`, or of a fixed number the last four digits.
    pub fn masked(&self) -> String {
        let head = if is_mobile(&self.0) { 3 } else { 0 };
        starred(&self.0, head, 4)
    }
}

fn is_mobile(digits: &str) -> bool {
    let second = digits.as_bytes().get(1);
    digits.len() == 11
        && digits.starts_with('1')
        && second.is_some_and(|digit| (b'3'..=b'9').contains(digit))
}

/// Masked.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(..)")
    }
}

/// Masked.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::Phone;
    use crate::NumberFault;

    #[test]
    fn mobile_and_fixed_numbers_are_taken() {
        for (typed, masked) in [
            ("138 0013 8000", "138****8000"),
            ("+86 13800138000", "138****8000"),
            ("0086-13800138000", "138****8000"),
            ("13800138000.0", "138****8000"),
            ("0871-63100000", "********0000"),
            ("（0871）6310 0000", "********0000"),
        ] {
            assert_eq!(Phone::parse(typed).unwrap().to_string(), masked, "{typed}");
        }
        assert_eq!(format!("{:?}", Phone::parse("13800138000").unwrap()), "Phone(..)");
    }

    #[test]
    fn what_is_none_is_refused() {
        for (typed, fault) in [
            ("1380013800", NumberFault::WrongLength(10)),
            ("12800138000", NumberFault::WrongLength(11)),
            ("1.38E+10", NumberFault::ScientificNotation),
            ("无", NumberFault::WrongCharacter),
        ] {
            assert_eq!(Phone::parse(typed).unwrap_err(), fault, "{typed}");
        }
    }
}
