//! Amounts of money in 分, and the units forms print them in.

use crate::round_half_up_dp;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An amount in 分 (0.01 元); may be negative for corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// The unit a form prints its amounts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CurrencyUnit {
    /// 元
    Yuan,
    /// 千元
    ThousandYuan,
    /// 万元
    TenThousandYuan,
    /// 百万元
    MillionYuan,
    /// 亿元
    HundredMillionYuan,
}

impl Money {
    /// An amount of `fen` 分.
    pub fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// The amount a printed `number` means in `unit`; `None` when it is no whole number of 分 or
    /// lies outside ±9.2×10¹⁶ 元.
    pub fn from_decimal(number: Decimal, unit: CurrencyUnit) -> Option<Self> {
        let fen = number.checked_mul(Decimal::from(unit.fen()))?;
        fen.fract().is_zero().then(|| fen.to_i64()).flatten().map(Self)
    }

    /// The amount nearest to a printed `number` of `unit`, 四舍五入 to whole 分; `None` outside
    /// ±9.2×10¹⁶ 元.
    pub fn nearest(number: Decimal, unit: CurrencyUnit) -> Option<Self> {
        let fen = number.checked_mul(Decimal::from(unit.fen()))?;
        round_half_up_dp(fen, 0).to_i64().map(Self)
    }

    /// The amount in 分.
    pub fn fen(self) -> i64 {
        self.0
    }

    /// The amount expressed in `unit`, exact.
    pub fn to_decimal(self, unit: CurrencyUnit) -> Decimal {
        (Decimal::from(self.0) / Decimal::from(unit.fen())).normalize()
    }

    /// The sum, or `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

impl CurrencyUnit {
    /// How many 分 one unit is.
    pub fn fen(self) -> i64 {
        match self {
            Self::Yuan => 100,
            Self::ThousandYuan => 100_000,
            Self::TenThousandYuan => 1_000_000,
            Self::MillionYuan => 100_000_000,
            Self::HundredMillionYuan => 10_000_000_000,
        }
    }

    /// The printed word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::ThousandYuan => "千元",
            Self::TenThousandYuan => "万元",
            Self::MillionYuan => "百万元",
            Self::HundredMillionYuan => "亿元",
        }
    }

    /// Reads a printed currency unit exactly (no surrounding text).
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "元" | "人民币元" | "元人民币" => Some(Self::Yuan),
            "千元" => Some(Self::ThousandYuan),
            // 万兀 is how character recognition often reads 万元.
            "万元" | "万" | "万兀" | "万元人民币" => Some(Self::TenThousandYuan),
            "百万元" => Some(Self::MillionYuan),
            "亿元" | "亿" => Some(Self::HundredMillionYuan),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_decimals_of_ten_thousand_yuan_are_exact() {
        let amount =
            Money::from_decimal("62.380001".parse().unwrap(), CurrencyUnit::TenThousandYuan);
        assert_eq!(amount, Some(Money::from_fen(62_380_001)));
    }

    #[test]
    fn an_amount_finer_than_a_fen_is_rounded_to_the_nearest() {
        let nearest = |number: &str| Money::nearest(number.parse().unwrap(), CurrencyUnit::Yuan);
        assert_eq!(nearest("0.005"), Some(Money::from_fen(1)));
        assert_eq!(nearest("0.0049"), Some(Money::from_fen(0)));
    }

    #[test]
    fn a_fraction_of_a_fen_is_no_amount() {
        assert_eq!(Money::from_decimal("0.001".parse().unwrap(), CurrencyUnit::Yuan), None);
    }
}
