//! The programmes shipped with the program: that they load, which version governs, what they ask and
//! give at their boundaries, and that to know less never gives more.

mod files;
mod versions;

use chrono::NaiveDate;
use jixiao_aid::programme::{AidProgramme, Programmes};

/// 五华区 of Kunming: the line of 2025 is 810 a month, that of the province 720.
const COUNTY: &str = "530102";
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn of(key: &str, region: &str) -> &'static AidProgramme {
    Programmes::builtin().in_force(key, region, day("2025-06-01")).unwrap()
}
