//! Format codes to tokens (ECMA-376 part 1, 18.8.31).

use super::{Comparison, Decimal, Kind, NumberFormat, Section, Token};
use std::iter::Peekable;
use std::str::Chars;

/// Spreadsheets allow no longer codes; a longer one is cut.
const LONGEST: usize = 255;

impl NumberFormat {
    /// Parses a format code. Whatever is not understood is shown as it stands.
    pub(crate) fn parse(code: &str) -> Self {
        let mut chars = code[..code.floor_char_boundary(LONGEST)].chars().peekable();
        let mut sections = Vec::new();
        while chars.peek().is_some() {
            sections.push(section(&mut chars));
        }
        Self { sections }
    }
}

/// Reads up to the next semicolon.
fn section(chars: &mut Peekable<Chars<'_>>) -> Section {
    let mut section = Section { condition: None, kind: Kind::General, tokens: Vec::new() };
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                section.tokens.extend(chars.by_ref().take_while(|&c| c != '"').map(Token::Literal));
            }
            '\\' | '!' => section.tokens.extend(chars.next().map(Token::Literal)),
            // A blank as wide as the next character; one repeated to fill the cell.
            '_' => {
                chars.next();
                section.tokens.push(Token::Literal(' '));
            }
            '*' => {
                chars.next();
            }
            '[' => {
                bracket(
                    &chars.by_ref().take_while(|&c| c != ']').collect::<String>(),
                    &mut section,
                );
            }
            _ => section.tokens.push(token(c, chars)),
        }
    }
    classify(&mut section);
    section
}

/// The token that begins with `c`.
fn token(c: char, chars: &mut Peekable<Chars<'_>>) -> Token {
    match c {
        '0' | '#' | '?' => Token::Digit(c),
        '.' => Token::Point,
        ',' => Token::Comma,
        '%' => Token::Percent,
        'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => {
            Token::Exponent(chars.next() == Some('+'))
        }
        'G' | 'g' if follows(chars, "eneral") => Token::General,
        'A' | 'a' if follows(chars, "M/PM") || follows(chars, "/P") => {
            Token::HalfDay { chinese: false }
        }
        '上' if follows(chars, "午/下午") => Token::HalfDay { chinese: true },
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' | 'e' | 'E' => {
            let letter = c.to_ascii_lowercase();
            let mut length = 1;
            while chars.peek().is_some_and(|next| next.to_ascii_lowercase() == letter) {
                chars.next();
                length += 1;
            }
            // A year of the era is the year itself in the Chinese calendar setting.
            if letter == 'e' { Token::Part('y', 4) } else { Token::Part(letter, length) }
        }
        _ => Token::Literal(c),
    }
}

/// Takes `rest` if it comes next, letter case set aside.
fn follows(chars: &mut Peekable<Chars<'_>>, rest: &str) -> bool {
    let mut ahead = chars.clone();
    let found =
        rest.chars().all(|c| ahead.next().is_some_and(|next| next.eq_ignore_ascii_case(&c)));
    if found {
        *chars = ahead;
    }
    found
}

/// A bracket: a condition, elapsed time, a currency sign; colours and languages show nothing.
fn bracket(content: &str, section: &mut Section) {
    if let Some(currency) = content.strip_prefix('$') {
        let sign = currency.split('-').next().unwrap_or_default();
        section.tokens.extend(sign.chars().map(Token::Literal));
        return;
    }
    let letter = content.chars().next().map(|c| c.to_ascii_lowercase());
    if let Some(letter @ ('h' | 'm' | 's')) = letter
        && content.chars().all(|c| c.eq_ignore_ascii_case(&letter))
    {
        section.tokens.push(Token::Elapsed(letter));
        return;
    }
    let comparisons = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<>", Comparison::NotEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ];
    section.condition = comparisons.iter().find_map(|(sign, comparison)| {
        Some((*comparison, Decimal::parse(content.strip_prefix(sign)?)?))
    });
}

/// Decides what the section shows, and which `m` are minutes: those after hours or before seconds.
fn classify(section: &mut Section) {
    simplify_fraction(&mut section.tokens);
    let tokens = &mut section.tokens;
    let has = |wanted: fn(&Token) -> bool| tokens.iter().any(wanted);
    section.kind = if has(|token| matches!(token, Token::General)) {
        Kind::General
    } else if has(|token| matches!(token, Token::Part(..) | Token::Elapsed(_))) {
        Kind::Date
    } else if !has(|token| matches!(token, Token::Digit(_)))
        && has(|token| *token == Token::Literal('@'))
    {
        Kind::General
    } else {
        Kind::Number
    };
    if section.kind != Kind::Date {
        return;
    }
    let parts: Vec<(usize, char)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(index, token)| match token {
            Token::Part(letter, _) | Token::Elapsed(letter) => Some((index, *letter)),
            _ => None,
        })
        .collect();
    for (order, &(index, letter)) in parts.iter().enumerate() {
        let after_hours = order > 0 && parts[order - 1].1 == 'h';
        let before_seconds = parts.get(order + 1).is_some_and(|(_, next)| *next == 's');
        if let Token::Part('m', length) = tokens[index]
            && letter == 'm'
            && (after_hours || before_seconds)
        {
            tokens[index] = Token::Part('n', length);
        }
    }
}

/// Replaces the digits of a fraction (`# ?/?`) by the plain number.
fn simplify_fraction(tokens: &mut Vec<Token>) {
    let digit = |token: &Token| matches!(token, Token::Digit(_));
    let bar = tokens
        .windows(3)
        .any(|three| digit(&three[0]) && three[1] == Token::Literal('/') && digit(&three[2]));
    if let (true, Some(first), Some(last)) =
        (bar, tokens.iter().position(digit), tokens.iter().rposition(digit))
    {
        tokens.splice(first..=last, [Token::General]);
    }
}
