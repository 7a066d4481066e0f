//! How dates, money and rates are written for people.

use chrono::{Datelike as _, NaiveDate};
use jixiao_app::{amounts, date_in_china};
use jixiao_domain::{Decimal, Money, round_half_up_dp};
use jixiao_store::Timestamp;

/// 2026年3月1日
pub(crate) fn date(date: &NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The calendar date in China of a time.
pub(crate) fn day(at: &Timestamp) -> String {
    date(&date_in_china(*at))
}

/// Date and time in China, 2026年3月1日 09:05.
pub(crate) fn moment(at: &Timestamp) -> String {
    let local = *at + chrono::Duration::hours(8);
    format!("{} {}", day(at), local.format("%H:%M"))
}

/// An amount in 元 with thousands separators and two decimals, without its unit: the heading or the
/// sentence says 元.
pub(crate) fn yuan(money: &Money) -> String {
    amounts::yuan(*money)
}

/// A share as a percentage with two decimals.
pub(crate) fn percent(share: &Decimal) -> String {
    format!("{:.2}%", round_half_up_dp(*share * Decimal::ONE_HUNDRED, 2))
}

/// A share that may have no value.
pub(crate) fn percent_or_dash(share: &Option<Decimal>) -> String {
    share.as_ref().map_or_else(|| "—".to_owned(), percent)
}

/// Points or a score, two decimals at most.
pub(crate) fn points(points: &Decimal) -> String {
    points.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::{percent, yuan};
    use jixiao_domain::{Decimal, Money};

    #[test]
    fn amounts_carry_thousands_separators() {
        let shown: Vec<String> =
            [0, 5, 100_000, 123_456_789, -60_000_000].map(|fen| yuan(&Money::from_fen(fen))).into();
        assert_eq!(shown, ["0.00", "0.05", "1,000.00", "1,234,567.89", "-600,000.00"]);
    }

    #[test]
    fn a_share_is_rounded_half_up() {
        assert_eq!(percent(&Decimal::new(623_850, 6)), "62.39%");
    }
}
