//! Official performance forms as docx, xlsx, pdf and html.
//!
//! A [`model::Form`] is laid out by a [`Layout`] into printed [`sheet::Sheet`]s or running text, and
//! one writer a format turns those into bytes. Computes and decides nothing: what is printed comes in finished.
//! The same input gives the same bytes, so that a digest can be kept of what was printed.

mod docx;
mod error;
mod flow;
mod html;
mod layouts;
mod mark;
pub mod model;
mod paper;
mod pdf;
mod print;
mod render;
pub mod sheet;
mod typeface;
mod xlsx;

pub use error::RenderError;
pub use layouts::Layout;
pub use pdf::{FallbackFont, Fonts};
pub use render::{Engine, Format, Options, Rendered};
