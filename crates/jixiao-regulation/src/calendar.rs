//! Working days and rest days: the yearly lists of holidays (节假日安排) as dated data, and the terms
//! that are counted in calendar or working days.
//!
//! Owns which day is worked and when a term ends. Which term applies to what is laid down elsewhere;
//! today's date is always an argument.

mod load;
mod page;
mod term;

use crate::{Certainty, LoadError};
use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use page::{calendar_index, calendar_page};
pub use term::{DayUnit, FirstDay, LastDay, Term};

/// A file of `regulations/calendar` with its name there.
macro_rules! file {
    ($name:literal) => {
        (
            concat!("calendar/", $name),
            include_str!(concat!("../../../regulations/calendar/", $name)),
        )
    };
}

const FILES: &[(&str, &str)] = &[
    file!("2022.toml"),
    file!("2023.toml"),
    file!("2024.toml"),
    file!("2025.toml"),
    file!("2026.toml"),
];

static BUILTIN: LazyLock<WorkCalendar> =
    LazyLock::new(|| WorkCalendar::load(FILES).expect("a test loads every embedded list"));

/// The days off of one year, as its notice lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayList {
    /// The calendar year.
    pub year: i32,
    /// Title of the notice.
    pub title: String,
    /// 文号; empty when not known.
    pub article: String,
    /// What it was read from.
    pub source: String,
    /// How sure we are.
    pub certainty: Certainty,
    /// The holidays in order.
    pub holidays: Vec<Holiday>,
}

/// One holiday with the days worked in exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// 春节
    pub name: String,
    /// First day off.
    pub first: NaiveDate,
    /// Last day off, inclusive.
    pub last: NaiveDate,
    /// Saturdays and Sundays worked in exchange (调休上班).
    pub working: Vec<NaiveDate>,
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day<'c> {
    /// An ordinary working day.
    Working,
    /// A Saturday or Sunday worked in exchange for the named holiday.
    WorkedFor(&'c str),
    /// A Saturday or Sunday off.
    Weekend,
    /// A day off of the named holiday.
    Holiday(&'c str),
}

impl Day<'_> {
    /// Whether it is worked.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::WorkedFor(_))
    }

    /// The day in words: 春节放假, 周末.
    pub fn word(self) -> String {
        match self {
            Self::Working => "工作日".to_owned(),
            Self::WorkedFor(name) => format!("{name}调休上班"),
            Self::Weekend => "周末".to_owned(),
            Self::Holiday(name) => format!("{name}放假"),
        }
    }
}

/// All lists known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    lists: Vec<HolidayList>,
    /// Every day a list speaks of, with the name of its holiday and whether it is worked.
    days: BTreeMap<NaiveDate, (String, bool)>,
}

impl WorkCalendar {
    /// The lists shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Loads files given as (name, text), in the order of their years.
    ///
    /// # Errors
    /// The first fault, with the file it lies in: what can't be read, a list without source, a
    /// holiday whose days don't count up to what its notice states, a day worked in exchange that
    /// is no weekend, a day spoken of twice.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, LoadError> {
        let mut calendar = Self { lists: Vec::new(), days: BTreeMap::new() };
        for (name, text) in files {
            let fault = |problem| LoadError { file: (*name).to_owned(), problem };
            let list = load::list(text).map_err(fault)?;
            calendar.add(list).map_err(fault)?;
        }
        Ok(calendar)
    }

    /// The lists in the order of their years.
    pub fn lists(&self) -> &[HolidayList] {
        &self.lists
    }

    /// The list of a year.
    pub fn list(&self, year: i32) -> Option<&HolidayList> {
        self.lists.iter().find(|list| list.year == year)
    }

    /// What a day is. In a year without a list, Saturdays and Sundays are off and nothing else.
    pub fn day(&self, date: NaiveDate) -> Day<'_> {
        match self.days.get(&date) {
            Some((name, true)) => Day::WorkedFor(name),
            Some((name, false)) => Day::Holiday(name),
            None if is_weekend(date) => Day::Weekend,
            None => Day::Working,
        }
    }

    /// Whether a day is worked.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.day(date).is_working()
    }

    /// The first working day after `date`; `None` at the end of all dates.
    pub fn next_working_day(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.working_day_from(date.checked_add_days(Days::new(1))?)
    }

    /// `date` where it is worked, else the next working day.
    pub fn working_day_from(&self, date: NaiveDate) -> Option<NaiveDate> {
        let mut day = date;
        while !self.is_working(day) {
            day = day.checked_add_days(Days::new(1))?;
        }
        Some(day)
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
