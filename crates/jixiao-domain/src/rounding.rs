//! The only ways numbers are rounded.

use rust_decimal::{Decimal, RoundingStrategy};

/// 四舍五入 to two decimals: how each indicator's score is rounded before totals are summed
/// (practice of the finance systems under 财预〔2020〕10号). Halves move away from zero.
pub fn round_half_up_2dp(number: Decimal) -> Decimal {
    round_half_up_dp(number, 2)
}

/// 四舍五入 to `places` decimals; halves move away from zero.
pub fn round_half_up_dp(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_move_away_from_zero() {
        for (number, rounded) in [("59.995", "60.00"), ("59.9949", "59.99"), ("-0.005", "-0.01")] {
            let number: Decimal = number.parse().unwrap();
            assert_eq!(round_half_up_2dp(number), rounded.parse().unwrap());
        }
    }
}
