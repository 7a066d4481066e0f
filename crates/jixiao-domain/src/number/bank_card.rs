//! Bank accounts that money is sent to. Most are cards whose last digit follows Luhn (ISO/IEC
//! 7812-1); passbooks and accounts of small banks do not, so that a wrong last digit only warns.

use super::NumberFault;
use super::cleaning::{clean_number, lost_its_end};
use super::mask::starred;
use std::fmt;

/// An account number of digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankCard(String);

impl BankCard {
    /// Reads an account number as typed or out of a spreadsheet; see [`clean_number`].
    ///
    /// # Errors
    /// What is wrong and how to mend it.
    pub fn parse(typed: &str) -> Result<Self, NumberFault> {
        let clean = clean_number(typed)?;
        if !clean.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberFault::WrongCharacter);
        }
        if !(9..=30).contains(&clean.len()) {
            return Err(NumberFault::WrongLength(clean.len()));
        }
        if lost_its_end(&clean) && !luhn(&clean) {
            return Err(NumberFault::TrailingZeros);
        }
        Ok(Self(clean))
    }

    /// What speaks against its being a card, for a person to look at. The number is taken anyway.
    pub fn warning(&self) -> Option<&'static str> {
        if !(16..=19).contains(&self.0.len()) {
            Some("位数与银行卡（16 至 19 位）不同，如非存折或结算账户，请核对")
        } else if luhn(&self.0) {
            None
        } else {
            Some("末位校验与银行卡规则不符，可能录错一位，请核对")
        }
    }

    /// The full number; see [`super::ResidentId::expose`].
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The last four digits: `***************1234`.
    pub fn masked(&self) -> String {
        starred(&self.0, 0, 4)
    }
}

/// Whether the digits satisfy Luhn.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0');
            match (index % 2, digit) {
                (0, digit) => digit,
                (_, digit) if digit > 4 => digit * 2 - 9,
                (_, digit) => digit * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Masked.
impl fmt::Debug for BankCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BankCard(..)")
    }
}

/// Masked.
impl fmt::Display for BankCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::BankCard;
    use crate::NumberFault;

    #[test]
    fn a_wrong_last_digit_only_warns() {
        let good = BankCard::parse("6228 4804 0256 4890 018").unwrap();
        assert_eq!(good.warning(), None);
        assert_eq!(good.to_string(), "***************0018");
        assert_eq!(format!("{good:?}"), "BankCard(..)");
        assert!(BankCard::parse("6228480402564890019").unwrap().warning().is_some());
        assert!(BankCard::parse("0123456789").unwrap().warning().is_some());
    }

    #[test]
    fn what_lost_digits_is_refused() {
        for (typed, fault) in [
            ("6.22848E+18", NumberFault::ScientificNotation),
            ("6228480402564880000", NumberFault::TrailingZeros),
            ("62284804X2564890018", NumberFault::WrongCharacter),
            ("12345678", NumberFault::WrongLength(8)),
        ] {
            assert_eq!(BankCard::parse(typed).unwrap_err(), fault, "{typed}");
        }
    }
}
