//! Reading columns into the types of the domain.

use crate::{StoreError, Timestamp};
use chrono::{DateTime, NaiveDate};
use jixiao_domain::{Coded, Decimal, Money, round_half_up_2dp};
use sea_orm::{QueryResult, TryGetable};

/// A row of a result, read column by column.
pub struct Row<'r> {
    result: &'r QueryResult,
    /// What the names of its columns begin with in the result.
    prefix: &'static str,
}

/// Something that a row describes. Every implementation names its columns, so that the SQL beside it
/// and the type can be proof-read together.
pub trait FromRow: Sized {
    /// Reads the row.
    ///
    /// # Errors
    /// [`StoreError`] where a column is missing or holds what this version does not know.
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError>;
}

impl<'r> Row<'r> {
    pub(crate) fn new(result: &'r QueryResult) -> Self {
        Self { result, prefix: "" }
    }

    /// The part of a row that several things share whose columns were named by [`columns`].
    pub(crate) fn part(&self, prefix: &'static str) -> Self {
        Self { result: self.result, prefix }
    }

    /// A plain column: text, i64, bool, bytes, or an option of these.
    ///
    /// # Errors
    /// [`StoreError`] where the column is missing or of another type.
    pub fn get<T: TryGetable>(&self, column: &str) -> Result<T, StoreError> {
        Ok(self.result.try_get(self.prefix, column)?)
    }

    /// An id column.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn id<T: From<i64>>(&self, column: &str) -> Result<T, StoreError> {
        Ok(T::from(self.get(column)?))
    }

    /// An id column that may be empty.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn id_option<T: From<i64>>(&self, column: &str) -> Result<Option<T>, StoreError> {
        Ok(self.get::<Option<i64>>(column)?.map(T::from))
    }

    /// A choice, stored by code.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for a code this version does not know.
    pub fn coded<T: Coded>(&self, column: &str) -> Result<T, StoreError> {
        let code: String = self.get(column)?;
        T::from_code(&code).ok_or_else(|| unreadable(column, code))
    }

    /// A choice that may be empty.
    ///
    /// # Errors
    /// As [`Row::coded`].
    pub fn coded_option<T: Coded>(&self, column: &str) -> Result<Option<T>, StoreError> {
        match self.get::<Option<String>>(column)? {
            None => Ok(None),
            Some(code) => T::from_code(&code).map(Some).ok_or_else(|| unreadable(column, code)),
        }
    }

    /// An amount in 分.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn money(&self, column: &str) -> Result<Money, StoreError> {
        Ok(Money::from_fen(self.get(column)?))
    }

    /// Points stored as hundredths.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn points(&self, column: &str) -> Result<Decimal, StoreError> {
        Ok(Decimal::new(self.get(column)?, 2))
    }

    /// Points that may be empty.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn points_option(&self, column: &str) -> Result<Option<Decimal>, StoreError> {
        Ok(self.get::<Option<i64>>(column)?.map(|hundredths| Decimal::new(hundredths, 2)))
    }

    /// An exact number stored as text, which may be empty.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] where the text is no number.
    pub fn decimal_option(&self, column: &str) -> Result<Option<Decimal>, StoreError> {
        match self.get::<Option<String>>(column)? {
            None => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| unreadable(column, text)),
        }
    }

    /// A time.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] where the number is no time.
    pub fn time(&self, column: &str) -> Result<Timestamp, StoreError> {
        let millis: i64 = self.get(column)?;
        DateTime::from_timestamp_millis(millis)
            .ok_or_else(|| unreadable(column, millis.to_string()))
    }

    /// A time that may be empty.
    ///
    /// # Errors
    /// As [`Row::time`].
    pub fn time_option(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        match self.get::<Option<i64>>(column)? {
            None => Ok(None),
            Some(millis) => DateTime::from_timestamp_millis(millis)
                .map(Some)
                .ok_or_else(|| unreadable(column, millis.to_string())),
        }
    }

    /// A calendar date.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn date(&self, column: &str) -> Result<NaiveDate, StoreError> {
        self.get(column)
    }
}

/// The columns of `listed` (`s.id, o.name AS unit`) under names that begin with `prefix`, so that one
/// row can hold several things; see [`Row::part`].
pub(crate) fn columns(listed: &str, prefix: &str) -> String {
    let named = listed.split(',').map(str::trim).map(|column| {
        let (column, name) = column.split_once(" AS ").unwrap_or((column, column));
        let name = name.rsplit('.').next().unwrap_or(name);
        format!("{column} AS {prefix}{name}")
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Points as they are stored: hundredths, 四舍五入. Points beyond ±9.2×10¹⁶ are cut off there.
pub fn hundredths(points: Decimal) -> i64 {
    let mut rounded = round_half_up_2dp(points);
    rounded.rescale(2);
    let bound = if points.is_sign_negative() { i64::MIN } else { i64::MAX };
    i64::try_from(rounded.mantissa()).unwrap_or(bound)
}

fn unreadable(column: &str, value: String) -> StoreError {
    StoreError::Unreadable { column: column.to_owned(), value }
}

/// A column of one number, such as a count.
impl FromRow for i64 {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(row.result.try_get_by_index(0)?)
    }
}
