//! What somebody typed beside what somebody else saved meanwhile, section by section.

use super::form::{ReportForm, lines, mark, section_text};
use super::load::{LoadedReport, load_to_fill};
use crate::{Call, Refusal};
use jixiao_domain::ReportId;
use jixiao_narrative::plain_text;

/// A report that was changed by two people at once.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// The report as it is now.
    pub loaded: LoadedReport,
    /// The sections that differ.
    pub sections: Vec<SectionConflict>,
    /// What was typed, to be saved over the report as it is now.
    pub form: ReportForm,
}

/// A section in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionConflict {
    /// The number of the section, from 0.
    pub index: usize,
    /// Its heading.
    pub heading: String,
    /// What is saved, a paragraph a line.
    pub theirs: Vec<String>,
    /// What was typed, likewise.
    pub mine: Vec<String>,
    /// Who changed it.
    pub changed_by: ChangedBy,
}

/// Who changed a section since the caller opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedBy {
    /// The caller alone.
    Me,
    /// Others alone.
    Others,
    /// Both, or it can't be told.
    Both,
}

/// Both versions of a report, where what was typed has the sections it has now; `None` where the
/// report was cut otherwise meanwhile.
///
/// # Errors
/// The usual refusals of rights.
pub async fn conflict(
    call: Call<'_>,
    id: ReportId,
    typed: &ReportForm,
) -> Result<Option<Conflict>, Refusal> {
    let loaded = load_to_fill(&call.app.store, call, id).await?;
    let now = ReportForm::of(&loaded);
    if typed.sections.len() != now.sections.len() {
        return Ok(None);
    }
    let pairs = typed.sections.iter().zip(&now.sections).enumerate();
    let sections = pairs
        .filter(|(_, (mine, theirs))| !lines(mine).eq(lines(theirs)))
        .map(|(index, (mine, theirs))| SectionConflict {
            index,
            heading: heading(&loaded, index),
            theirs: lines(theirs).map(without_tokens).collect(),
            mine: lines(mine).map(without_tokens).collect(),
            changed_by: changed_by(typed.base.get(index), mine, theirs),
        })
        .collect();
    let form = ReportForm { revision: now.revision, base: now.base, ..typed.clone() };
    Ok(Some(Conflict { loaded, sections, form }))
}

/// Puts what is saved in the place of what was typed, in some sections.
///
/// # Errors
/// The usual refusals of rights.
pub async fn take_theirs(
    call: Call<'_>,
    id: ReportId,
    form: &mut ReportForm,
    sections: &[usize],
) -> Result<(), Refusal> {
    let loaded = load_to_fill(&call.app.store, call, id).await?;
    for index in sections {
        let theirs = loaded.narrative.sections.get(*index);
        if let (Some(theirs), Some(mine)) = (theirs, form.sections.get_mut(*index)) {
            *mine = section_text(theirs);
        }
    }
    Ok(())
}

fn heading(loaded: &LoadedReport, index: usize) -> String {
    let section = loaded.narrative.sections.get(index);
    section.map_or_else(String::new, |section| plain_text(&section.heading))
}

fn changed_by(base: Option<&String>, mine: &str, theirs: &str) -> ChangedBy {
    let Some(base) = base else { return ChangedBy::Both };
    match (mark(mine) == *base, mark(theirs) == *base) {
        (true, false) => ChangedBy::Others,
        (false, true) => ChangedBy::Me,
        _ => ChangedBy::Both,
    }
}

/// A line with figures as they are printed instead of tokens.
fn without_tokens(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((words, after)) = rest.split_once("{{") {
        let (token, after) = after.split_once("}}").unwrap_or((after, ""));
        plain.push_str(words);
        plain.push_str(token.split_once('|').map_or(token, |(_, printed)| printed));
        rest = after;
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::{ChangedBy, changed_by, without_tokens};
    use crate::reports::form::mark;

    #[test]
    fn tokens_are_shown_as_they_are_printed() {
        for (line, plain) in [
            ("慰问{{rows.1.actual|380人}}。", "慰问380人。"),
            ("得{{total.score:bare|94}}，{{year}}年", "得94，year年"),
            ("没有数据", "没有数据"),
            ("未完{{a|1", "未完1"),
        ] {
            assert_eq!(without_tokens(line), plain);
        }
    }

    #[test]
    fn who_changed_a_section_is_told_by_what_it_was() {
        let base = mark("原文");
        for (mine, theirs, who) in [
            ("我的", "原文", ChangedBy::Me),
            ("原文 ", "他的", ChangedBy::Others),
            ("我的", "他的", ChangedBy::Both),
        ] {
            assert_eq!(changed_by(Some(&base), mine, theirs), who);
        }
        assert_eq!(changed_by(None, "原文", "他的"), ChangedBy::Both);
    }
}
