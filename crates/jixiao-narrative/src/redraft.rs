//! A report after its data changed: which figures changed, and which sections a person's text stays
//! in.

use crate::{Facts, Narrative, Paragraph, Run, Section};
use std::collections::BTreeSet;

/// A figure that no longer says what the report prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The fact.
    pub key: String,
    /// Where it comes from, in words.
    pub source: String,
    /// What the report prints.
    pub before: String,
    /// What the records say now; `None` where they say nothing any more.
    pub after: Option<String>,
}

/// A section that a person changed and that the template would now word otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Which section.
    pub section: usize,
    /// What the template would say.
    pub paragraphs: Vec<Paragraph>,
}

/// A report drafted again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redraft {
    /// The report: sections nobody touched are new, the others have their figures renewed.
    pub narrative: Narrative,
    /// The figures that changed.
    pub changes: Vec<Change>,
    /// Where a person's text stayed though the template would say something else.
    pub offered: Vec<Offered>,
}

/// The figures of a report that differ from the facts, each once.
pub fn changes(narrative: &Narrative, facts: &Facts) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    for run in narrative.runs() {
        let Run::Figure { key, style, printed } = run else { continue };
        let fact = facts.get(key);
        let after = fact.map(|fact| fact.value.printed(*style));
        if after.as_ref() != Some(printed) && seen.insert(key.clone()) {
            let source = fact.map_or_else(String::new, |fact| fact.source.words.clone());
            let before = printed.clone();
            changes.push(Change { key: key.clone(), source, before, after });
        }
    }
    changes
}

/// The report with every figure as the facts say now. A figure whose fact is gone becomes one that
/// somebody has to account for.
pub fn refreshed(narrative: &Narrative, facts: &Facts) -> Narrative {
    let mut narrative = narrative.clone();
    for run in narrative.runs_mut() {
        let Run::Figure { key, style, printed } = run else { continue };
        match facts.get(key) {
            Some(fact) => *printed = fact.value.printed(*style),
            None => {
                *run = Run::Untied { printed: printed.clone(), reason: String::new() };
            }
        }
    }
    narrative
}

/// Puts a fresh draft and a person's changes together.
pub fn redraft(current: &Narrative, fresh: &Narrative, facts: &Facts) -> Redraft {
    let changes = changes(current, facts);
    let kept = refreshed(current, facts);
    let mut narrative = Narrative { title: fresh.title.clone(), sections: Vec::new() };
    let mut offered = Vec::new();
    let mut left: Vec<Option<Section>> = kept.sections.into_iter().map(Some).collect();
    for section in &fresh.sections {
        let name = section.name();
        let mine = left
            .iter_mut()
            .find(|old| old.as_ref().is_some_and(|old| old.name() == name))
            .and_then(Option::take)
            .filter(|old| old.edited);
        let Some(mut mine) = mine else {
            narrative.sections.push(section.clone());
            continue;
        };
        mine.heading = section.heading.clone();
        mine.tables = section.tables.clone();
        if mine.wording() != section.wording() {
            let at = narrative.sections.len();
            offered.push(Offered { section: at, paragraphs: section.paragraphs.clone() });
        }
        narrative.sections.push(mine);
    }
    // What a person wrote under a heading the template no longer has is not thrown away.
    narrative.sections.extend(left.into_iter().flatten().filter(|section| section.edited));
    Redraft { narrative, changes, offered }
}
