//! Terms: how many days, of which kind, counted from which day, ending where.

use super::WorkCalendar;
use chrono::{Datelike as _, Days, NaiveDate};

/// What days a term is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayUnit {
    /// 日（自然日）
    Calendar,
    /// 工作日
    Working,
}

/// Whether the day on which something begins is the first day of its term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstDay {
    /// 当日不计入: the term begins on the next day, as 民法典第二百零一条 has it.
    NotCounted,
    /// 当日计入
    Counted,
}

/// Where a term of calendar days ends that would end on a day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastDay {
    /// 顺延: on the next working day, as 民法典第二百零三条 has it.
    Moved,
    /// On that day all the same.
    Kept,
}

/// A term in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// How many.
    pub days: u32,
    /// Of which kind.
    pub unit: DayUnit,
    /// Whether the day it begins on counts.
    pub first: FirstDay,
    /// What happens where it ends on a day off; a term of working days never does.
    pub last: LastDay,
}

impl Term {
    /// So many working days, the day it begins on not counted.
    pub const fn working(days: u32) -> Self {
        Self { days, unit: DayUnit::Working, first: FirstDay::NotCounted, last: LastDay::Moved }
    }

    /// So many calendar days, the day it begins on not counted, moved off days off.
    pub const fn calendar(days: u32) -> Self {
        Self { days, unit: DayUnit::Calendar, first: FirstDay::NotCounted, last: LastDay::Moved }
    }
}

impl WorkCalendar {
    /// The last day of a term that begins on `from`, inclusive: what is done on it is in time. `None`
    /// where the term is of no day or runs beyond all dates.
    pub fn due(&self, from: NaiveDate, term: Term) -> Option<NaiveDate> {
        let before = match term.first {
            FirstDay::NotCounted => from,
            FirstDay::Counted => from.pred_opt()?,
        };
        match term.unit {
            _ if term.days == 0 => None,
            DayUnit::Working => {
                (0..term.days).try_fold(before, |day, _| self.next_working_day(day))
            }
            DayUnit::Calendar => {
                let on = before.checked_add_days(Days::new(u64::from(term.days)))?;
                match term.last {
                    LastDay::Moved => self.working_day_from(on),
                    LastDay::Kept => Some(on),
                }
            }
        }
    }

    /// What has to be said of days counted between two dates: the years in which only weekends were
    /// known to be off. `None` where every year has its list.
    pub fn caveat(&self, from: NaiveDate, until: NaiveDate) -> Option<String> {
        let years: Vec<String> = (from.year()..=until.year())
            .filter(|year| self.list(*year).is_none())
            .map(|year| year.to_string())
            .collect();
        (!years.is_empty()).then(|| {
            format!("{}年的节假日安排尚未收录，仅按周六、周日休息推算，请核对", years.join("、"))
        })
    }

    /// Days left of a term that ends on `due`: those after `today`, `due` among them. Once it is past,
    /// the days after `due`, `today` among them, as a negative number.
    pub fn days_left(&self, today: NaiveDate, due: NaiveDate, unit: DayUnit) -> i64 {
        let span = due.signed_duration_since(today).num_days();
        if unit == DayUnit::Calendar {
            return span;
        }
        let (after, until) = if span >= 0 { (today, due) } else { (due, today) };
        let days = after.iter_days().skip(1).take_while(|day| *day <= until);
        let worked = days.filter(|day| self.is_working(*day)).count();
        span.signum() * i64::try_from(worked).unwrap_or(i64::MAX)
    }
}
