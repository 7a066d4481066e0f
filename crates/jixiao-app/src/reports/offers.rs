//! What the records say today beside what a report prints: changed figures, and sections the template
//! would word otherwise.

use super::create::{drafted, template};
use super::{LoadedReport, Reading};
use crate::Refusal;
use jixiao_narrative::{Change, Offered};

/// What a refresh would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// Figures that changed, each once.
    pub changes: Vec<Change>,
    /// Sections a person changed, with what the template would say now.
    pub offered: Vec<Offered>,
    /// Whether sections nobody touched would be worded otherwise.
    pub rewords: bool,
}

impl Offers {
    /// Whether the report no longer says what the records say.
    pub fn is_outdated(&self) -> bool {
        !self.changes.is_empty() || self.rewords
    }

    /// The template's words for a section a person changed, a paragraph a line.
    pub fn of_section(&self, section: usize) -> Option<Vec<String>> {
        let offered = self.offered.iter().find(|offered| offered.section == section)?;
        Some(offered.paragraphs.iter().map(jixiao_narrative::Paragraph::plain).collect())
    }
}

/// Compares a report with what its records say now.
///
/// # Errors
/// [`Refusal::WrongState`] where they no longer make a report.
pub(super) fn offers(loaded: &LoadedReport, reading: &Reading) -> Result<Offers, Refusal> {
    let template = template(loaded.report.kind, reading, &loaded.report.template)?;
    let fresh = drafted(template, reading)?;
    let redraft = jixiao_narrative::redraft(&loaded.narrative, &fresh, &reading.facts);
    let words = |narrative: &jixiao_narrative::Narrative| -> Vec<(String, Vec<String>)> {
        let untouched = narrative.sections.iter().filter(|section| !section.edited);
        untouched.map(|section| (section.name(), section.wording())).collect()
    };
    let rewords = words(&redraft.narrative) != words(&loaded.narrative);
    Ok(Offers { changes: redraft.changes, offered: redraft.offered, rewords })
}
