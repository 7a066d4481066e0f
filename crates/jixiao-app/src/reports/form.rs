//! The editor's form: every section as text with tokens, and where untied figures come from.

use super::LoadedReport;
use crate::FieldError;
use crate::digest::sm3_hex;
use jixiao_narrative::{Facts, Narrative, Paragraph, Run, edited, text_of};
use serde::{Deserialize, Serialize};

/// Characters of one section.
const SECTION_LENGTH_MAX: usize = 20_000;
/// Characters of a reason.
const REASON_LENGTH_MAX: usize = 200;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The text of every section in order, a paragraph a line.
    pub sections: Vec<String>,
    /// The untied figures with their reasons.
    pub untied: Vec<UntiedForm>,
    /// The marks of the sections as they stood when the page was opened, by which a later meeting
    /// with somebody else's changes tells who changed what; may be empty.
    pub base: Vec<String>,
}

/// A figure that is no fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UntiedForm {
    /// The number of its section, from 0.
    pub section: usize,
    /// As printed.
    pub printed: String,
    /// Where it comes from.
    pub reason: String,
}

impl ReportForm {
    /// The form of a report as it stands.
    pub fn of(loaded: &LoadedReport) -> Self {
        Self {
            revision: loaded.report.revision.to_string(),
            sections: loaded.narrative.sections.iter().map(section_text).collect(),
            untied: untied(&loaded.narrative),
            base: loaded.narrative.sections.iter().map(|of| mark(&section_text(of))).collect(),
        }
    }

    /// Whether both say the same, whenever they were opened.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        self.sections == other.sections && self.untied == other.untied
    }

    /// The report with what was typed. Sections whose text is as it was stay as they are.
    ///
    /// # Errors
    /// Every section that can't be taken.
    pub fn apply(
        &self,
        narrative: &Narrative,
        facts: &Facts,
    ) -> Result<Narrative, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut changed = narrative.clone();
        if self.sections.len() != narrative.sections.len() {
            return Err(vec![FieldError::new("sections", "报告的章节已变化，请刷新页面后再编辑")]);
        }
        for (index, (typed, section)) in self.sections.iter().zip(&mut changed.sections).enumerate()
        {
            let field = format!("sections[{index}]");
            if typed.chars().count() > SECTION_LENGTH_MAX {
                let message = format!("本节超过 {SECTION_LENGTH_MAX} 字，请精简");
                errors.push(FieldError::new(field, message));
                continue;
            }
            if lines(typed).eq(lines(&section_text(section))) {
                continue;
            }
            let before: Vec<Run> =
                section.paragraphs.iter().flat_map(|paragraph| paragraph.runs.clone()).collect();
            let mut paragraphs = Vec::new();
            for line in lines(typed) {
                match edited(line, facts, &before) {
                    Ok(runs) => paragraphs.push(Paragraph { runs }),
                    Err(refused) => errors.extend(
                        refused.iter().map(|error| FieldError::new(&field, error.to_string())),
                    ),
                }
            }
            section.paragraphs = paragraphs;
            section.edited = true;
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        self.give_reasons(&mut changed);
        Ok(changed)
    }

    fn give_reasons(&self, narrative: &mut Narrative) {
        for given in &self.untied {
            let Some(section) = narrative.sections.get_mut(given.section) else { continue };
            for run in section.paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.runs) {
                if let Run::Untied { printed, reason } = run
                    && *printed == given.printed
                {
                    *reason = given.reason.trim().chars().take(REASON_LENGTH_MAX).collect();
                }
            }
        }
    }
}

/// By what a section's text is told from another; white space at the ends of lines does not count.
pub(super) fn mark(text: &str) -> String {
    let lines: Vec<&str> = lines(text).collect();
    let mut mark = sm3_hex(lines.join("\n").as_bytes());
    mark.truncate(16);
    mark
}

/// A section's paragraphs with tokens, one a line.
pub(super) fn section_text(section: &jixiao_narrative::Section) -> String {
    let lines: Vec<String> =
        section.paragraphs.iter().map(|paragraph| text_of(&paragraph.runs)).collect();
    lines.join("\n")
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The untied figures of a report, each once a section.
pub(super) fn untied(narrative: &Narrative) -> Vec<UntiedForm> {
    let mut found: Vec<UntiedForm> = Vec::new();
    for (section, of) in narrative.sections.iter().enumerate() {
        for run in of.runs() {
            if let Run::Untied { printed, reason } = run
                && !found.iter().any(|old| old.section == section && old.printed == *printed)
            {
                let (printed, reason) = (printed.clone(), reason.clone());
                found.push(UntiedForm { section, printed, reason });
            }
        }
    }
    found
}
