//! From a file of holidays to a list: every day checked against the others.

use super::{Holiday, HolidayList, WorkCalendar, is_weekend};
use crate::raw::RawCertainty;
use crate::{Certainty, Problem};
use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawList {
    year: i32,
    title: String,
    article: String,
    source: String,
    certainty: RawCertainty,
    holiday: Vec<RawHoliday>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHoliday {
    name: String,
    first: NaiveDate,
    last: NaiveDate,
    /// As the notice counts them.
    days: i64,
    working: Vec<NaiveDate>,
}

pub(super) fn list(text: &str) -> Result<HolidayList, Problem> {
    let raw: RawList =
        toml::from_str(text).map_err(|error| Problem::Unreadable(error.to_string()))?;
    let certainty = Certainty::from(raw.certainty);
    if raw.source.is_empty() {
        return Err(Problem::MissingSource("source"));
    }
    if certainty == Certainty::Certain && raw.article.is_empty() {
        return Err(Problem::MissingArticle("article"));
    }
    let holidays = raw
        .holiday
        .into_iter()
        .map(|one| holiday(one, raw.year))
        .collect::<Result<Vec<_>, Problem>>()?;
    Ok(HolidayList {
        year: raw.year,
        title: raw.title,
        article: raw.article,
        source: raw.source,
        certainty,
        holidays,
    })
}

fn holiday(raw: RawHoliday, year: i32) -> Result<Holiday, Problem> {
    let bad = |why: &str| Err(Problem::BadHoliday(format!("{year}年{}{why}", raw.name)));
    if raw.last.signed_duration_since(raw.first).num_days() + 1 != raw.days {
        return bad("的起止日期与放假天数不符");
    }
    // 元旦 may begin in the last days of the year before.
    let is_of_year =
        |day: &NaiveDate| day.year() == year || (day.year() == year - 1 && day.month() == 12);
    if !is_of_year(&raw.first) || raw.last.year() != year || !raw.working.iter().all(is_of_year) {
        return bad("不在该年之内");
    }
    if !raw.working.iter().all(|day| is_weekend(*day)) {
        return bad("的调休上班日不是周六、周日");
    }
    Ok(Holiday { name: raw.name, first: raw.first, last: raw.last, working: raw.working })
}

impl WorkCalendar {
    /// Adds a list of a later year.
    pub(super) fn add(&mut self, list: HolidayList) -> Result<(), Problem> {
        if self.lists.last().is_some_and(|last| last.year >= list.year) {
            return Err(Problem::DuplicateId(list.year.to_string()));
        }
        for holiday in &list.holidays {
            let off = holiday.first.iter_days().take_while(|day| *day <= holiday.last);
            let worked = holiday.working.iter().copied();
            for (day, is_worked) in off.map(|day| (day, false)).chain(worked.map(|day| (day, true)))
            {
                let told = self.days.insert(day, (holiday.name.clone(), is_worked));
                if told.is_some() {
                    return Err(Problem::BadHoliday(format!("{day}重复安排")));
                }
            }
        }
        self.lists.push(list);
        Ok(())
    }
}
