//! A day of birth as identity numbers state it.

use std::fmt;

/// A calendar day from 1800 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthDate {
    year: u16,
    month: u8,
    day: u8,
}

impl BirthDate {
    /// The day, or `None` where the calendar has none such or the year is out of 1800..=2199.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let length = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if year.is_multiple_of(4)
                && (!year.is_multiple_of(100) || year.is_multiple_of(400)) =>
            {
                29
            }
            2 => 28,
            _ => return None,
        };
        ((1800..=2199).contains(&year) && (1..=length).contains(&day)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// Year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1..=12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1..=31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Full years of age on another day (周岁: a year is full on the birthday); `None` before birth.
    pub fn age_on(self, day: Self) -> Option<u16> {
        let had_birthday = (day.month, day.day) >= (self.month, self.day);
        let age = day.year.checked_sub(self.year)?;
        if had_birthday { Some(age) } else { age.checked_sub(1) }
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::BirthDate;

    #[test]
    fn only_days_of_the_calendar_are_taken() {
        for (year, month, day, good) in [
            (2000, 2, 29, true),
            (1900, 2, 29, false),
            (2024, 2, 29, true),
            (2023, 2, 29, false),
            (2023, 4, 31, false),
            (2023, 13, 1, false),
            (2023, 0, 1, false),
            (1799, 1, 1, false),
        ] {
            assert_eq!(BirthDate::new(year, month, day).is_some(), good, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn a_year_of_age_is_full_on_the_birthday() {
        let day = |year, month, day| BirthDate::new(year, month, day).unwrap();
        let born = day(1990, 6, 15);
        assert_eq!(born.age_on(day(2026, 6, 14)), Some(35));
        assert_eq!(born.age_on(day(2026, 6, 15)), Some(36));
        assert_eq!(born.age_on(day(1990, 6, 14)), None);
        assert_eq!(born.age_on(day(1989, 12, 31)), None);
    }
}
