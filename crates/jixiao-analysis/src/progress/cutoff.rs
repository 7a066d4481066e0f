//! The day up to which progress is judged, and the share of the year gone by then.

use jixiao_domain::Decimal;

/// The last day of a monitored period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cutoff {
    /// The calendar year, the fiscal year's own.
    pub year: u16,
    /// 1..=12
    pub month: u8,
    /// 1..=31
    pub day: u8,
}

impl Cutoff {
    /// 序时进度: whole months gone of twelve, and the days gone of the month that is not over.
    pub fn time_share(self) -> Decimal {
        let days = Decimal::from(days_of(self.year, self.month));
        let part = Decimal::from(self.day.min(31)).checked_div(days).unwrap_or_default();
        let months = Decimal::from(self.whole_months())
            + if self.is_month_end() { Decimal::ZERO } else { part };
        months / Decimal::from(12)
    }

    /// Months that are over.
    pub fn whole_months(self) -> u8 {
        let month = self.month.clamp(1, 12);
        if self.is_month_end() { month } else { month - 1 }
    }

    /// 7月底, 8月15日
    pub fn word(self) -> String {
        if self.is_month_end() {
            format!("{}月底", self.month)
        } else {
            format!("{}月{}日", self.month, self.day)
        }
    }

    fn is_month_end(self) -> bool {
        self.day >= days_of(self.year, self.month)
    }
}

fn days_of(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Cutoff;
    use jixiao_domain::round_half_up_dp;

    #[test]
    fn time_is_months_of_twelve_and_days_of_the_last() {
        for ((year, month, day), share, whole, word) in [
            ((2026, 7, 31), "0.5833", 7, "7月底"),
            ((2026, 12, 31), "1.0000", 12, "12月底"),
            ((2024, 2, 29), "0.1667", 2, "2月底"),
            ((2024, 2, 28), "0.1638", 1, "2月28日"),
            ((2026, 2, 28), "0.1667", 2, "2月底"),
            ((2026, 1, 15), "0.0403", 0, "1月15日"),
        ] {
            let cutoff = Cutoff { year, month, day };
            assert_eq!(
                format!("{:.4}", round_half_up_dp(cutoff.time_share(), 4)),
                share,
                "{cutoff:?}"
            );
            assert_eq!((cutoff.whole_months(), cutoff.word().as_str()), (whole, word));
        }
    }
}
