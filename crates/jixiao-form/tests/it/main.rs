//! Integration tests of the recognisers.

mod values_cells;
mod values_sentences;
