//! Sample filings for tests and benchmarks: generated, never taken from a real document.
//!
//! [`Sample`] is a filing whose every cell is known; a [`Layout`] lays it out as one of the published
//! families of forms; the writers turn that into text, docx, xlsx or html bytes. What is read back
//! can therefore be compared cell for cell. Nothing here is part of the product.

mod docx;
mod example;
mod grid;
mod html;
mod layout;
mod phrases;
mod sample;
mod text;
mod xlsx;

pub use docx::docx;
pub use example::examples;
pub use grid::{Block, Grid, GridCell};
pub use html::html;
pub use layout::Layout;
pub use sample::{FundLine, Sample, SampleIndicator};
pub use text::{TextStyle, text};
pub use xlsx::xlsx;
