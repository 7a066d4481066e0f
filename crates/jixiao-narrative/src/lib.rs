//! Reports in official Chinese, drafted from named figures by dated templates.
//!
//! Owns the templates, the tie between a figure in a sentence and the cell it comes from, and the
//! rules by which a person may edit around tied figures. Knows no records and no file formats.

mod draft;
mod edit;
mod fact;
mod facts;
mod narrative;
mod numbers;
mod redraft;
mod template;

pub use draft::{DraftError, draft};
pub use edit::{EditError, edited, text_of};
pub use fact::{Day, Fact, FactValue, MoneyUnit, Source, Style};
pub use facts::{Facts, Item};
pub use narrative::{Narrative, Paragraph, Run, Section, Table, plain_text};
pub use redraft::{Change, Offered, Redraft, changes, redraft, refreshed};
pub use template::{Template, TemplateFault, applicable, find, resolve, templates};
