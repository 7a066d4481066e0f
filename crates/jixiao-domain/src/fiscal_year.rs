//! The fiscal year a filing accounts for.

use std::fmt;

/// A fiscal year; in China it is the calendar year (预算法 §18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// First year accepted: budget performance evaluation began after the tax reform of 1994.
    const FIRST: u16 = 1994;
    /// Last year accepted; a larger figure is an amount or a telephone number, not a year.
    const LAST: u16 = 2099;

    /// The year, or `None` outside 1994..=2099.
    pub fn new(year: u16) -> Option<Self> {
        (Self::FIRST..=Self::LAST).contains(&year).then_some(Self(year))
    }

    /// The year as a number, 1994..=2099.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
