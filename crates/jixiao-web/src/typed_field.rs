//! A field of a long form as it is shown: what is typed, its error, and what someone else saved
//! meanwhile.

use crate::form::Errors;

/// What a field asks for.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    is_long: bool,
}

impl Asked {
    /// A field of one line.
    pub(crate) const fn line(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { name, label, hint, is_long: false }
    }

    /// A field of several lines.
    pub(crate) const fn lines(name: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { name, label, hint, is_long: true }
    }
}

/// A field; `fields::typed` shows it.
pub(crate) struct TypedField {
    pub(crate) name: &'static str,
    pub(crate) id: String,
    pub(crate) label: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) value: String,
    pub(crate) long: bool,
    pub(crate) error: Option<String>,
    pub(crate) theirs: Option<String>,
}

/// A form as typed, beside what someone else saved meanwhile.
pub(crate) struct Versions<'a, T> {
    pub(crate) mine: &'a T,
    pub(crate) theirs: Option<&'a T>,
    pub(crate) errors: &'a Errors,
}

impl<T> Versions<'_, T> {
    /// A field of the form.
    pub(crate) fn field(&self, asked: Asked, read: fn(&T) -> &str) -> TypedField {
        let theirs = self.theirs.map(|theirs| read(theirs).to_owned());
        self.shown(asked, asked.name.to_owned(), read(self.mine).to_owned(), theirs)
    }

    /// A field of the row that stands at `index` in the record, and at `place` in what is typed: the
    /// form may come from a page whose rows stood in another order.
    pub(crate) fn cell(
        &self,
        asked: Asked,
        index: usize,
        place: Option<usize>,
        read: fn(&T) -> &Vec<String>,
    ) -> TypedField {
        let mine = place.and_then(|place| read(self.mine).get(place)).cloned().unwrap_or_default();
        let theirs = self.theirs.and_then(|theirs| read(theirs).get(index)).cloned();
        self.shown(asked, format!("indicators[{index}].{}", asked.name), mine, theirs)
    }

    fn shown(&self, asked: Asked, id: String, value: String, theirs: Option<String>) -> TypedField {
        TypedField {
            name: asked.name,
            label: asked.label,
            hint: asked.hint,
            long: asked.is_long,
            error: self.errors.at(&id).map(str::to_owned),
            theirs: theirs.filter(|theirs| *theirs != value),
            id,
            value,
        }
    }
}
