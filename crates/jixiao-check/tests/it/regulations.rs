//! The regulations the tests run under: those of the catalogue.

use jixiao_regulation::{Catalogue, Regulation};

/// The regulation with this id.
pub(crate) fn find(id: &str) -> &'static Regulation {
    Catalogue::builtin().get(id).unwrap_or_else(|| panic!("no regulation {id}"))
}
