//! A decimal of at most 15 significant digits, as spreadsheets keep and show numbers.

use std::cmp::Ordering;
use std::fmt;

/// More digits than this are noise of binary floats: 0.1 + 0.2 is stored as 0.30000000000000004.
const SIGNIFICANT: usize = 15;

/// `mantissa × 10^exponent`, mantissa below 10^15, without trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    mantissa: u64,
    exponent: i32,
}

impl Decimal {
    /// Reads a number as files write it: sign, digits, point, exponent. `None` for anything else,
    /// and for magnitudes no spreadsheet holds.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, power) = match text.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = whole.bytes().chain(fraction.bytes());
        if whole.len() + fraction.len() == 0 || !all.clone().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (mut mantissa, mut taken, mut left_out, mut round_up) = (0_u64, 0, 0_usize, false);
        for digit in all.map(|byte| u64::from(byte - b'0')) {
            if taken < SIGNIFICANT {
                mantissa = mantissa * 10 + digit;
                taken += usize::from(mantissa > 0);
            } else {
                round_up |= left_out == 0 && digit >= 5;
                left_out += 1;
            }
        }
        mantissa += u64::from(round_up);
        let shift =
            i32::try_from(left_out).ok()?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let exponent = power.checked_add(shift)?;
        let mut number = Self { negative, mantissa, exponent };
        number.trim();
        (-400..400).contains(&number.exponent).then_some(number)
    }

    /// Removes trailing zeros of the mantissa; zero has no sign.
    fn trim(&mut self) {
        if self.mantissa == 0 {
            *self = Self { negative: false, mantissa: 0, exponent: 0 };
        }
        while self.mantissa != 0 && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.exponent = self.exponent.saturating_add(1);
        }
    }

    pub(super) fn is_negative(self) -> bool {
        self.negative
    }

    pub(super) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Multiplied by a power of ten.
    pub(super) fn shifted(self, powers: i32) -> Self {
        if self.is_zero() { self } else { Self { exponent: self.exponent + powers, ..self } }
    }

    /// The power of ten of the first digit: 0 for 1 to 9.99.
    pub(super) fn magnitude(self) -> i32 {
        self.exponent + i32::try_from(self.mantissa.checked_ilog10().unwrap_or(0)).unwrap_or(0)
    }

    /// The digits before the point (none for 0) and exactly `places` digits after it, rounded half
    /// away from zero; the sign is left out.
    pub(super) fn digits(self, places: usize) -> (String, String) {
        let kept = i32::try_from(places).unwrap_or(i32::MAX);
        let dropped = (-self.exponent).saturating_sub(kept);
        let (mut digits, zeros) = if dropped > 0 {
            let unit = u32::try_from(dropped).ok().and_then(|power| 10_u64.checked_pow(power));
            let rounded = unit.map_or(0, |unit| (self.mantissa + unit / 2) / unit);
            (rounded.to_string(), 0)
        } else {
            (self.mantissa.to_string(), usize::try_from(-dropped).unwrap_or(0))
        };
        digits.extend(std::iter::repeat_n('0', zeros));
        if digits.len() < places {
            digits.insert_str(0, &"0".repeat(places - digits.len()));
        }
        let fraction = digits.split_off(digits.len() - places);
        let whole = digits.trim_start_matches('0').to_owned();
        (whole, fraction)
    }

    /// Whole days and the seconds of the day, rounded; `None` for a negative number or one that no
    /// calendar reaches.
    pub(super) fn days_and_seconds(self) -> Option<(i64, i64)> {
        const DAY: u128 = 86_400;
        if self.negative || self.magnitude() > 7 {
            return None;
        }
        let seconds = if self.exponent >= 0 {
            let unit = 10_u128.checked_pow(self.exponent.unsigned_abs())?;
            u128::from(self.mantissa).checked_mul(unit)? * DAY
        } else {
            match 10_u128.checked_pow(self.exponent.unsigned_abs()) {
                Some(unit) => (u128::from(self.mantissa) * DAY + unit / 2) / unit,
                None => 0,
            }
        };
        Some((i64::try_from(seconds / DAY).ok()?, i64::try_from(seconds % DAY).ok()?))
    }

    pub(super) fn compare(self, other: Self) -> Ordering {
        let signed = |number: Self, order: Ordering| {
            if number.negative { order.reverse() } else { order }
        };
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return signed(other, Ordering::Less),
            (false, true) => return signed(self, Ordering::Greater),
            (false, false) if self.negative != other.negative => {
                return signed(self, Ordering::Greater);
            }
            (false, false) => {}
        }
        let aligned = |number: Self| {
            // Both have the same first digit's place here, so 15 digits align them.
            let digits = number.mantissa.ilog10();
            number.mantissa * 10_u64.pow(15_u32.saturating_sub(digits))
        };
        let order = self.magnitude().cmp(&other.magnitude());
        signed(self, order.then_with(|| aligned(self).cmp(&aligned(other))))
    }
}

impl fmt::Display for Decimal {
    /// As a cell without a format shows it: plain digits, scientific only where those would be
    /// mostly zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        if (-10..21).contains(&self.magnitude()) {
            let places = usize::try_from(-self.exponent).unwrap_or(0);
            let (whole, fraction) = self.digits(places);
            f.write_str(if whole.is_empty() { "0" } else { &whole })?;
            return if fraction.is_empty() { Ok(()) } else { write!(f, ".{fraction}") };
        }
        let digits = self.mantissa.to_string();
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        write!(f, "{first}{point}{rest}E{:+}", self.magnitude())
    }
}
