//! Progress against time (绩效运行监控): lamps, forecasts to year's end, warnings.
//!
//! Owns the arithmetic of 序时进度 and the sentence of every judgement. Bands and lines are the
//! regulation's; figures come in as values. What can't be judged has no lamp and says why.

mod cutoff;
mod fund;
mod indicator;
#[cfg(test)]
mod tests;
mod warnings;

pub use cutoff::Cutoff;
pub use fund::{Forecast, FundFacts, FundProgress, forecasts, fund_progress, share_out};
pub use indicator::{IndicatorForecast, IndicatorProgress, indicator_progress};
pub use warnings::{JudgedIndicator, RaisedWarning, attainment, warnings};

use jixiao_domain::{Decimal, Lamp, round_half_up_2dp};
use jixiao_regulation::LampBands;

/// The lamp of a progress measured by time: 1 is exactly in time.
fn lamp(bands: &LampBands, pace: Decimal) -> Lamp {
    if pace >= bands.green_from {
        Lamp::Green
    } else if pace >= bands.yellow_from {
        Lamp::Yellow
    } else {
        Lamp::Red
    }
}

/// A share as a percentage with two decimals.
fn percent(share: Decimal) -> String {
    let hundredfold = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share);
    format!("{:.2}%", round_half_up_2dp(hundredfold))
}

/// A share of a parameter as short as it is: 60%.
fn plain_percent(share: Decimal) -> String {
    let hundredfold = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share);
    format!("{}%", hundredfold.normalize())
}
