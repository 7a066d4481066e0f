//! Errors beside their fields, and two versions beside each other: what a template asks about a form
//! that was sent.

use jixiao_app::{FieldError, Refusal};

/// The errors of a form, by field.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    list: Vec<FieldError>,
    general: Option<String>,
}

impl Errors {
    /// What a refusal says about the form. Gives the refusal back where it is not the form's
    /// business (nobody signed in, no such record, no right).
    pub(crate) fn of(refusal: Refusal) -> Result<Self, Refusal> {
        match refusal {
            Refusal::Invalid(list) => Ok(Self { list, general: None }),
            Refusal::WrongState(_)
            | Refusal::SameHand(_)
            | Refusal::Conflict(_)
            | Refusal::TooMuch(_)
            | Refusal::TooOften(..) => {
                Ok(Self { list: Vec::new(), general: Some(refusal.to_string()) })
            }
            other => Err(other),
        }
    }

    /// The message of a field, if it has an error.
    pub(crate) fn at(&self, field: &str) -> Option<&str> {
        self.list.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }

    /// All errors, for the summary on top.
    pub(crate) fn list(&self) -> &[FieldError] {
        &self.list
    }

    /// What is wrong with the form as a whole.
    pub(crate) fn general(&self) -> Option<&str> {
        self.general.as_deref()
    }

    /// Whether there is anything to say.
    pub(crate) fn any(&self) -> bool {
        self.general.is_some() || !self.list.is_empty()
    }
}

/// A field in which what another saved meanwhile differs from what was typed.
#[derive(Debug)]
pub(crate) struct Difference {
    /// What the field is called.
    pub(crate) label: String,
    /// As it was saved.
    pub(crate) theirs: String,
    /// As it was typed.
    pub(crate) ours: String,
}

/// The fields, given as label, theirs and ours, in which two versions differ.
pub(crate) fn differences<'f>(
    fields: impl IntoIterator<Item = (String, &'f str, &'f str)>,
) -> Vec<Difference> {
    let differs = fields.into_iter().filter(|(_, theirs, ours)| theirs.trim() != ours.trim());
    differs
        .map(|(label, theirs, ours)| Difference {
            label,
            theirs: theirs.to_owned(),
            ours: ours.to_owned(),
        })
        .collect()
}
