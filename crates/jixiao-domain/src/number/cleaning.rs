//! Numbers as they come out of spreadsheets and word processors: blanks, full-width digits, leading
//! apostrophes and separators are taken away; what lost digits is refused, never guessed.

use super::NumberFault;

/// The bare number: half-width, upper case, without blanks, apostrophes and separators (`-`, `·`,
/// `.0` at the end).
///
/// # Errors
/// [`NumberFault::Missing`], [`NumberFault::ScientificNotation`], [`NumberFault::DecimalPart`],
/// [`NumberFault::WrongCharacter`].
pub fn clean_number(typed: &str) -> Result<String, NumberFault> {
    let narrow: String = typed.chars().filter_map(narrowed).collect();
    if narrow.is_empty() {
        return Err(NumberFault::Missing);
    }
    if is_scientific(&narrow) {
        return Err(NumberFault::ScientificNotation);
    }
    let whole = match narrow.split_once('.') {
        Some((whole, part)) if part.bytes().all(|digit| digit == b'0') => whole,
        Some((_, part)) if part.bytes().all(|digit| digit.is_ascii_digit()) => {
            return Err(NumberFault::DecimalPart);
        }
        Some(_) => return Err(NumberFault::WrongCharacter),
        None => narrow.as_str(),
    };
    if whole.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) {
        Ok(whole.to_owned())
    } else {
        Err(NumberFault::WrongCharacter)
    }
}

/// One character as it is kept, or nothing where it only separates.
fn narrowed(typed: char) -> Option<char> {
    let half = match typed {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(typed) - 0xfee0).expect("full-width forms mirror ASCII")
        }
        other => other,
    };
    match half {
        '\'' | '`' | '‘' | '’' | '"' | '“' | '”' | '-' | '‐' | '–' | '—' | '·' | ',' => {
            None
        }
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => None,
        blank if blank.is_whitespace() => None,
        other => Some(other.to_ascii_uppercase()),
    }
}

/// `5.30102E+17`, after hyphens were taken away.
fn is_scientific(narrow: &str) -> bool {
    let Some((mantissa, exponent)) = narrow.split_once('E') else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let whole = mantissa.replace('.', "");
    // A credit code may hold an E between digits, but it is eighteen characters without a point.
    let has_point = mantissa.contains('.');
    is_number(&whole)
        && is_number(exponent)
        && exponent.len() <= 3
        && (has_point || narrow.len() < 8)
}

/// Whether a spreadsheet kept fifteen digits and wrote zeros for the rest.
pub(super) fn lost_its_end(digits: &str) -> bool {
    digits.len() > 15 && digits.bytes().skip(15).all(|digit| digit == b'0')
}

#[cfg(test)]
mod tests {
    use super::clean_number;
    use crate::NumberFault;

    #[test]
    fn what_only_separates_is_taken_away() {
        for typed in [
            "11010519491231002x",
            " 110105 19491231 002X ",
            "'11010519491231002X",
            "’110105-19491231-002X",
            "１１０１０５１９４９１２３１００２Ｘ",
            "11010519491231002X\u{200b}",
            "\u{feff}110105\u{3000}19491231002ｘ",
        ] {
            assert_eq!(clean_number(typed).as_deref(), Ok("11010519491231002X"), "{typed}");
        }
        assert_eq!(clean_number("13800138000.0").as_deref(), Ok("13800138000"));
        assert_eq!(clean_number("91350100M000100Y43").as_deref(), Ok("91350100M000100Y43"));
        assert_eq!(clean_number("12E45600MB00000012").as_deref(), Ok("12E45600MB00000012"));
    }

    #[test]
    fn what_lost_digits_is_refused_with_the_reason() {
        for (typed, fault) in [
            ("", NumberFault::Missing),
            ("  \u{3000}'", NumberFault::Missing),
            ("5.30102E+17", NumberFault::ScientificNotation),
            ("5.30102e17", NumberFault::ScientificNotation),
            ("6E+18", NumberFault::ScientificNotation),
            ("6.2284804E+18", NumberFault::ScientificNotation),
            ("1380.5", NumberFault::DecimalPart),
            ("身份证", NumberFault::WrongCharacter),
            ("1101051949#231002X", NumberFault::WrongCharacter),
        ] {
            assert_eq!(clean_number(typed), Err(fault), "{typed}");
        }
    }
}
