//! What a printed target or result means once it is read.
//!
//! Owns the meaning only; the words it is read from belong to the form crate.

use crate::ComparisonSign;
use rust_decimal::Decimal;

/// The meaning of one value cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// A number with sign and unit: `≥90%`, `1500 人`, `19`.
    Quantity(Quantity),
    /// Two bounds: `1000-5000元`.
    Range(RangeValue),
    /// A date, a month, a period's end: `2022年底前`, `12月`.
    Date(DateValue),
    /// Words to be judged by a person: 有改善, 达成预期指标, 打卡发放.
    Words,
    /// Nothing is stated: blank, 无, `/`, `—`.
    #[default]
    Nothing,
}

/// A number with its sign and unit of measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The comparison stated, `Equal` when none is.
    pub sign: ComparisonSign,
    /// The number as printed, without thousands separators; `90%` is 90.
    pub number: Decimal,
    /// The unit as printed without spaces (人, 人次, %, 万元, 元/人); empty when none is.
    pub unit: String,
}

/// Two inclusive bounds in one unit, `low <= high`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RangeValue {
    /// Lower bound.
    pub low: Decimal,
    /// Upper bound.
    pub high: Decimal,
    /// The unit as printed; empty when none is.
    pub unit: String,
}

/// A point in time as far as it is stated. A month or day alone leaves the rest `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateValue {
    /// Year, when stated.
    pub year: Option<u16>,
    /// Month 1..=12, when stated; 年底 is month 12.
    pub month: Option<u8>,
    /// Day 1..=31, when stated.
    pub day: Option<u8>,
    /// `AtMost` for 前 / 底前 / 以前 (a deadline), `Equal` otherwise.
    pub sign: ComparisonSign,
}

impl Quantity {
    /// Whether the unit is a percentage.
    pub fn is_percentage(&self) -> bool {
        self.unit == "%"
    }

    /// The number as a share of one where it is a percentage, else the number itself.
    pub fn as_share(&self) -> Decimal {
        if self.is_percentage() { self.number / Decimal::ONE_HUNDRED } else { self.number }
    }
}

impl Value {
    /// The quantity, when the value is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Value::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }
}
