//! Numbers by tokens: digits in their places, grouping, percent, powers of ten.

use super::{Decimal, Token};
use std::fmt::Write as _;

/// The plain number between the literals of the section.
pub(super) fn general(tokens: &[Token], number: Decimal, signed: bool) -> String {
    let mut out = String::new();
    let plain = number.to_string();
    let plain = if signed { &plain } else { plain.trim_start_matches('-') };
    let mut shown = false;
    for token in tokens {
        match token {
            Token::Literal('@') | Token::General if !shown => {
                out.push_str(plain);
                shown = true;
            }
            Token::Literal(c) => out.push(*c),
            _ => {}
        }
    }
    out
}

/// The number with its digits where the tokens place them.
pub(super) fn number(tokens: &[Token], number: Decimal, signed: bool) -> String {
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let mantissa_end = tokens.iter().position(|token| matches!(token, Token::Exponent(_)));
    let mantissa = &tokens[..mantissa_end.unwrap_or(tokens.len())];
    let point = mantissa.iter().position(|token| *token == Token::Point);
    let (before, after) = mantissa.split_at(point.unwrap_or(mantissa.len()));
    let places = after.iter().filter(|token| is_digit(token)).count();
    let first = before.iter().position(is_digit);
    let last = mantissa.iter().rposition(is_digit).unwrap_or(mantissa.len());
    let percents = tokens.iter().filter(|token| **token == Token::Percent).count();
    let thousands =
        mantissa.iter().skip(last + 1).take_while(|token| **token == Token::Comma).count();
    let last_whole = before.iter().rposition(is_digit).unwrap_or(0);
    let grouped = first.is_some_and(|first| before[first..=last_whole].contains(&Token::Comma));

    let powers = |count: usize, each: i32| i32::try_from(count).unwrap_or(0) * each;
    let number = number.shifted(powers(percents, 2) - powers(thousands, 3));
    let (number, power) = match mantissa_end {
        Some(_) => {
            scientific(number, before.iter().filter(|token| is_digit(token)).count(), places)
        }
        None => (number, 0),
    };
    let (whole, fraction) = number.digits(places);

    let mut out = String::new();
    let nothing = whole.is_empty() && fraction.bytes().all(|digit| digit == b'0');
    if signed && !nothing {
        out.push('-');
    }
    push_whole(&mut out, before, &whole, grouped);
    push_fraction(&mut out, after, &fraction);
    if let Some(at) = mantissa_end {
        push_exponent(&mut out, &tokens[at..], power);
    }
    out
}

/// The mantissa and the power of ten; `whole` digits stand before the point.
fn scientific(number: Decimal, whole: usize, places: usize) -> (Decimal, i32) {
    if number.is_zero() {
        return (number, 0);
    }
    let step = i32::try_from(whole.max(1)).unwrap_or(1);
    let power = number.magnitude().div_euclid(step) * step;
    let mantissa = number.shifted(-power);
    // Rounding may carry into one more digit: 9.996 is 1.00E+1.
    if mantissa.digits(places).0.len() > whole.max(1) {
        return (mantissa.shifted(-step), power + step);
    }
    (mantissa, power)
}

/// The digits before the point, filled in from the right.
fn push_whole(out: &mut String, tokens: &[Token], whole: &str, grouped: bool) {
    let places = tokens.iter().filter(|token| matches!(token, Token::Digit(_))).count();
    let mut left = places;
    let mut first = true;
    for token in tokens {
        match token {
            Token::Digit(kind) => {
                // The first place takes all the digits that have none of their own.
                let from = if first { 0 } else { whole.len().saturating_sub(left) };
                let to = whole.len().saturating_sub(left - 1);
                for (at, digit) in whole.char_indices().take(to).skip(from) {
                    push_grouped(out, digit, whole.len() - at, grouped);
                }
                if to == 0 || to <= from {
                    match kind {
                        '0' => push_grouped(out, '0', left, grouped),
                        '?' => out.push(' '),
                        _ => {}
                    }
                }
                first = false;
                left -= 1;
            }
            Token::Literal(c) => out.push(*c),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
}

/// A digit that is the `from_right`th of the whole part, counted from 1, and its group mark.
fn push_grouped(out: &mut String, digit: char, from_right: usize, grouped: bool) {
    out.push(digit);
    if grouped && from_right > 1 && from_right % 3 == 1 {
        out.push(',');
    }
}

/// The point and the digits after it; optional zeros at the end are left out.
fn push_fraction(out: &mut String, tokens: &[Token], fraction: &str) {
    let mut digits = fraction.char_indices();
    let significant = fraction.trim_end_matches('0').len();
    for token in tokens {
        match token {
            Token::Point => out.push('.'),
            Token::Digit(kind) => match (digits.next(), kind) {
                (Some((at, digit)), kind) if at < significant || *kind == '0' => out.push(digit),
                (Some(_), '?') => out.push(' '),
                _ => {}
            },
            Token::Literal(c) => out.push(*c),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
}

fn push_exponent(out: &mut String, tokens: &[Token], power: i32) {
    let width = tokens.iter().filter(|token| matches!(token, Token::Digit(_))).count();
    let sign = match tokens.first() {
        _ if power < 0 => "-",
        Some(Token::Exponent(true)) => "+",
        _ => "",
    };
    let _ = write!(out, "E{sign}{:0width$}", power.unsigned_abs());
    for token in tokens {
        match token {
            Token::Literal(c) => out.push(*c),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
}
