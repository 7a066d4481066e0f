//! Integration tests of the recognisers.

mod flow_forms;
mod flow_funds;
mod flow_pages;
mod flow_rows;
mod places;
mod random_tables;
mod rendering;
mod reports_prose;
mod tables;
mod unscored_forms;
mod values_cells;
mod values_sentences;
