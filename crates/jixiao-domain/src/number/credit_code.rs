//! 统一社会信用代码 (GB 32100-2015): eighteen characters, of which the ninth to seventeenth are an
//! organisation code (GB 11714-1997) with a check character of its own.

use super::NumberFault;
use super::cleaning::{clean_number, lost_its_end};
use crate::coded;
use std::fmt;

coded! {
    /// Who registered the entity, by the first characters.
    pub enum EntityKind {
        /// 机构编制: organs (11), institutions (12), mass organisations exempt from registration (13).
        Establishment = "establishment" "机关事业单位及群团",
        /// 民政: social organisations.
        Civil = "civil" "社会组织",
        /// 工商: enterprises, sole traders, cooperatives.
        Business = "business" "企业及个体工商户",
        /// 工会法人: grass-roots unions (81) and others (89).
        Union = "union" "工会法人",
        /// Any other registrar.
        Other = "other" "其他",
    }
}

/// A checked credit code. It is public information and printed in full.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode([u8; 18]);

/// Without I, O, S, V and Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const INNER_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

impl CreditCode {
    /// Reads a code as typed or out of a spreadsheet; see [`clean_number`].
    ///
    /// # Errors
    /// What is wrong and how to mend it.
    pub fn parse(typed: &str) -> Result<Self, NumberFault> {
        let clean = clean_number(typed)?;
        let bytes: [u8; 18] =
            clean.as_bytes().try_into().map_err(|_| NumberFault::WrongLength(clean.len()))?;
        let mut sum = 0;
        for (index, byte) in bytes.iter().enumerate() {
            let value = value_of(*byte).ok_or(NumberFault::WrongCharacter)?;
            sum += WEIGHTS.get(index).map_or(0, |weight| value * weight);
        }
        if !bytes[2..8].iter().all(u8::is_ascii_digit) {
            return Err(NumberFault::WrongCharacter);
        }
        let check = ALPHABET[((31 - sum % 31) % 31) as usize];
        if bytes[17] != check {
            let lost = clean.bytes().all(|byte| byte.is_ascii_digit()) && lost_its_end(&clean);
            return Err(if lost { NumberFault::TrailingZeros } else { NumberFault::WrongCheck });
        }
        if !organisation_code_holds(&clean[8..17]) {
            return Err(NumberFault::WrongInnerCheck);
        }
        Ok(Self(bytes))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("checked to be ASCII")
    }

    /// Who registered the entity.
    pub fn kind(&self) -> EntityKind {
        match self.0[0] {
            b'1' => EntityKind::Establishment,
            b'5' => EntityKind::Civil,
            b'8' => EntityKind::Union,
            b'9' => EntityKind::Business,
            _ => EntityKind::Other,
        }
    }

    /// The organisation code inside, nine characters.
    pub fn organisation_code(&self) -> &str {
        &self.as_str()[8..17]
    }
}

fn value_of(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|one| *one == byte).and_then(|value| u32::try_from(value).ok())
}

/// Whether nine characters are an organisation code (GB 11714) with the right check character.
pub fn organisation_code_holds(code: &str) -> bool {
    let [body @ .., check] = code.as_bytes() else { return false };
    if body.len() != INNER_WEIGHTS.len() {
        return false;
    }
    let mut sum = 0;
    for (byte, weight) in body.iter().zip(INNER_WEIGHTS) {
        let value = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            b'A'..=b'Z' => u32::from(byte - b'A') + 10,
            _ => return false,
        };
        sum += value * weight;
    }
    let expected = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + u8::try_from(digit).expect("a remainder below ten"),
    };
    *check == expected
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CreditCode({self})")
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{CreditCode, EntityKind, organisation_code_holds};
    use crate::NumberFault;

    #[test]
    fn the_published_code_holds_with_the_code_inside() {
        let code = CreditCode::parse("91350100m000100y43").unwrap();
        assert_eq!(code.kind(), EntityKind::Business);
        assert_eq!(code.organisation_code(), "M000100Y4");
        assert_eq!(code.to_string(), "91350100M000100Y43");
    }

    #[test]
    fn every_fault_is_told_apart() {
        for (typed, fault) in [
            ("91350100M000100Y44", NumberFault::WrongCheck),
            ("9135010OM000100Y43", NumberFault::WrongCharacter),
            ("91350100M000100Y4", NumberFault::WrongLength(17)),
            ("9135A100M000100Y43", NumberFault::WrongCharacter),
            // The outer check fits, the inner one does not.
            ("91350100M000100Y56", NumberFault::WrongInnerCheck),
        ] {
            assert_eq!(CreditCode::parse(typed).unwrap_err(), fault, "{typed}");
        }
    }

    #[test]
    fn an_organisation_code_is_checked_by_its_last_character() {
        for (code, holds) in [
            ("M000100Y4", true),
            ("M000100Y5", false),
            ("D21443005", false),
            ("000000000", true),
            ("12345678", false),
        ] {
            assert_eq!(organisation_code_holds(code), holds, "{code}");
        }
    }
}
