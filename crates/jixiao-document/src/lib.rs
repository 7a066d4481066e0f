//! One model of a read document, in which every cell and paragraph keeps its place.
//!
//! Owns structure and places. Knows no file format, no form word and no number: readers fill it,
//! recognisers read it.

mod document;
mod location;
mod table;
pub mod text;

pub use document::{Block, Document, Format, Paragraph};
pub use location::Location;
pub use table::{Cell, Table, TableBuilder};
