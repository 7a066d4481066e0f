//! The people of the city as callers of use cases.

use crate::SampleError;
use chrono::{NaiveDate, TimeDelta, TimeZone as _, Utc};
use jixiao_app::{Actor, App, Call};
use jixiao_domain::Role;
use jixiao_store::Timestamp;
use std::collections::BTreeMap;

/// An account of the city, as the demonstration lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Login.
    pub login: String,
    /// 姓名, generated.
    pub name: String,
    /// The organisation.
    pub organisation: String,
    /// The role.
    pub role: Role,
}

/// The actors by login.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    by_login: BTreeMap<String, (Actor, String)>,
}

impl Actors {
    /// Adds an actor with the password that serves once.
    pub(crate) fn add(&mut self, login: &str, actor: Actor, one_time_password: String) {
        self.by_login.insert(login.to_owned(), (actor, one_time_password));
    }

    /// The actor of a login.
    pub(crate) fn get(&self, login: &str) -> Result<&Actor, SampleError> {
        let found = self.by_login.get(login);
        found.map(|(actor, _)| actor).ok_or_else(|| SampleError::missing(format!("用户 {login}")))
    }

    /// A call of the person with this login.
    pub(crate) fn call<'a>(
        &'a self,
        app: &'a App,
        login: &str,
        at: Timestamp,
    ) -> Result<Call<'a>, SampleError> {
        Ok(Call { app, actor: self.get(login)?, at })
    }

    /// Every login with its actor and the password that serves once.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Actor, &str)> {
        self.by_login
            .iter()
            .map(|(login, (actor, one_time))| (login.as_str(), actor, one_time.as_str()))
    }
}

/// A time of the story: a day in China at nine in the morning and some minutes.
pub(crate) fn time(day: NaiveDate, minutes: i64) -> Timestamp {
    let nine = day.and_hms_opt(1, 0, 0).expect("one o'clock is a time of every day in UTC");
    Utc.from_utc_datetime(&nine) + TimeDelta::minutes(minutes)
}

/// A day of the story.
pub(crate) fn day(year: i64, month: u32, day: u32) -> NaiveDate {
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .expect("the story uses days that exist")
}
