//! Typed text to values, with every error beside its field.
//!
//! Pages and API hand over what was typed; each operation parses it with one [`Fields`], which
//! collects all errors before it refuses. Accepts full-width digits and signs.

mod date;
mod number;
mod text;

pub use date::{date, year};
pub use number::{count, decimal, money, points};
pub use text::{Lines, narrowed};

use crate::FieldError;
use chrono::NaiveDate;
use jixiao_domain::{Coded, Decimal, FiscalYear, Money};

/// The errors found so far. The methods give a placeholder for a field in error: [`Fields::finish`]
/// never lets it out.
#[derive(Debug, Default)]
pub struct Fields {
    errors: Vec<FieldError>,
}

impl Fields {
    /// No errors yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes an error.
    pub fn refuse(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.errors.push(FieldError::new(field, message));
    }

    /// Notes an error unless `holds`.
    pub fn require(&mut self, holds: bool, field: &str, message: &str) {
        if !holds {
            self.refuse(field, message);
        }
    }

    /// Whether nothing was refused so far.
    pub fn are_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// The value, or the placeholder after noting the error.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, String>, placeholder: T) -> T {
        parsed.unwrap_or_else(|message| {
            self.refuse(field, message);
            placeholder
        })
    }

    /// A text that must be given, of at most `character_count_max` characters.
    pub fn text(
        &mut self,
        field: &str,
        typed: &str,
        lines: Lines,
        character_count_max: usize,
    ) -> String {
        let parsed = text::required(typed, lines, character_count_max);
        self.take(field, parsed, String::new())
    }

    /// A text that may be empty.
    pub fn optional_text(
        &mut self,
        field: &str,
        typed: &str,
        lines: Lines,
        character_count_max: usize,
    ) -> String {
        let parsed = text::optional(typed, lines, character_count_max);
        self.take(field, parsed, String::new())
    }

    /// An amount in 元; see [`money`].
    pub fn money(&mut self, field: &str, typed: &str) -> Money {
        self.take(field, money(typed), Money::default())
    }

    /// Points; see [`points`].
    pub fn points(&mut self, field: &str, typed: &str) -> Decimal {
        self.take(field, points(typed), Decimal::ZERO)
    }

    /// A calendar date; see [`date()`].
    pub fn date(&mut self, field: &str, typed: &str) -> NaiveDate {
        self.take(field, date(typed), NaiveDate::default())
    }

    /// A fiscal year; see [`year`].
    pub fn year(&mut self, field: &str, typed: &str) -> FiscalYear {
        let placeholder = FiscalYear::new(2000).expect("2000 is a fiscal year");
        self.take(field, year(typed), placeholder)
    }

    /// A choice by its code or its printed word.
    pub fn choice<T: Coded>(&mut self, field: &str, typed: &str) -> T {
        match choice(typed) {
            Ok(value) => value,
            Err(message) => {
                self.refuse(field, message);
                *T::ALL.first().expect("a coded enumeration has values")
            }
        }
    }

    /// An id or revision that a page carries along.
    pub fn key<T: From<i64>>(&mut self, field: &str, typed: &str) -> T {
        let parsed = typed.trim().parse().map_err(|_| "请从列表中选择".to_owned());
        T::from(self.take(field, parsed, 0))
    }

    /// The input, if every field was good.
    ///
    /// # Errors
    /// All errors noted.
    pub fn finish<T>(self, input: T) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() { Ok(input) } else { Err(self.errors) }
    }
}

/// A choice by its code or its printed word.
///
/// # Errors
/// What to choose from, in Chinese.
pub fn choice<T: Coded>(typed: &str) -> Result<T, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err("请选择".to_owned());
    }
    T::ALL.iter().copied().find(|value| value.code() == typed || value.word() == typed).ok_or_else(
        || {
            let words: Vec<&str> = T::ALL.iter().map(|value| value.word()).collect();
            format!("应为{}之一", words.join("、"))
        },
    )
}

/// A check box: ticked where anything but a refusal was sent.
pub fn ticked(typed: &str) -> bool {
    !matches!(typed.trim(), "" | "0" | "false" | "off" | "否")
}
