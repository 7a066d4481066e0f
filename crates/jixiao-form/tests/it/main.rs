//! Integration tests of the recognisers.

mod reports_prose;
mod values_cells;
mod values_sentences;
