//! The layouts shipped with the program, and which of them a bank takes in a year.

use crate::LayoutError;
use crate::layout::{Layout, load};
use std::sync::LazyLock;

/// A file of `regulations/banks` with its name there.
macro_rules! file {
    ($name:literal) => {
        (concat!("banks/", $name), include_str!(concat!("../../../regulations/banks/", $name)))
    };
}

const FILES: &[(&str, &str)] = &[
    file!("icbc-batch.toml"),
    file!("generic-text.toml"),
    file!("generic-fixed.toml"),
    file!("generic-csv.toml"),
    file!("generic-xlsx.toml"),
];

static BUILTIN: LazyLock<Layouts> =
    LazyLock::new(|| Layouts::load(FILES).expect("a test loads every embedded layout"));

/// The layouts a program knows.
#[derive(Debug, Clone)]
pub struct Layouts(Vec<Layout>);

/// A bank without a layout in a year, or an id that no layout has. Never replaced by another layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "没有“{wanted}”{year}年的批量文件格式。请向开户行索取批量代发文件模板，按模板登记一份格式文件后再导出；\
     如开户行可以自行设定导入模板，也可以选用通用格式，经试导入无误后使用。已登记的格式：{known}"
)]
pub struct UnknownBank {
    /// What was asked for.
    pub wanted: String,
    /// The year.
    pub year: u16,
    /// The banks known, parted by 、.
    pub known: String,
}

impl Layouts {
    /// The layouts shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Loads files given as (name, text).
    ///
    /// # Errors
    /// The first fault, with the file it lies in; two layouts of one id are one.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, LayoutError> {
        let mut layouts: Vec<Layout> = Vec::with_capacity(files.len());
        for (name, text) in files {
            let fail = |problem| LayoutError { file: (*name).to_owned(), problem };
            let layout = load(text).map_err(fail)?;
            if layouts.iter().any(|other| other.id == layout.id) {
                return Err(fail(format!("a second layout `{}`", layout.id)));
            }
            layouts.push(layout);
        }
        Ok(Self(layouts))
    }

    /// All layouts.
    pub fn all(&self) -> &[Layout] {
        &self.0
    }

    /// The layout of an id, for a year. A batch keeps the id, so that its return is read by the
    /// layout it was written in.
    ///
    /// # Errors
    /// [`UnknownBank`], which says what to do.
    pub fn by_id(&self, id: &str, year: u16) -> Result<&Layout, UnknownBank> {
        self.in_force(year).find(|layout| layout.id == id).ok_or_else(|| self.unknown(id, year))
    }

    /// The layouts of a bank in a year, by its name or another name of it; 通用 gives the generic ones.
    ///
    /// # Errors
    /// [`UnknownBank`], which says what to do.
    pub fn of_bank(&self, bank: &str, year: u16) -> Result<Vec<&Layout>, UnknownBank> {
        let bank = bank.trim();
        let named = |layout: &&Layout| {
            layout.bank == bank || layout.aliases.iter().any(|alias| alias == bank)
        };
        let found: Vec<&Layout> = self.in_force(year).filter(named).collect();
        if found.is_empty() { Err(self.unknown(bank, year)) } else { Ok(found) }
    }

    fn in_force(&self, year: u16) -> impl Iterator<Item = &Layout> {
        self.0.iter().filter(move |layout| {
            layout.first_year <= year && layout.last_year.is_none_or(|last| year <= last)
        })
    }

    fn unknown(&self, wanted: &str, year: u16) -> UnknownBank {
        let known: Vec<String> = self
            .in_force(year)
            .map(|layout| format!("{}《{}》", layout.bank, layout.title))
            .collect();
        UnknownBank { wanted: wanted.to_owned(), year, known: known.join("、") }
    }
}
