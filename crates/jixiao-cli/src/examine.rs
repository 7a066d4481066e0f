//! One file from bytes to findings, the same for every output format.

use crate::files::read_document;
use jixiao_check::{Examination, Selection};
use jixiao_document::{Block, Document};
use jixiao_form::{Form, Reading};
use jixiao_reader::Limits;
use jixiao_regulation::Regulation;
use std::path::Path;

/// What all files are examined with.
pub(crate) struct Examiner<'a> {
    pub(crate) limits: Limits,
    pub(crate) selection: Selection,
    pub(crate) regulations: Regulations<'a>,
}

/// Which regulation a form is recomputed under.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Regulations<'a> {
    /// The one asked for, or the national one.
    pub(crate) base: &'a Regulation,
    /// Taken for forms with a level-1 cost group when none was asked for.
    pub(crate) with_cost: &'a Regulation,
}

/// A file read and examined.
#[derive(Debug)]
pub(crate) struct Examined {
    pub(crate) document: Document,
    pub(crate) reading: Reading,
    pub(crate) examination: Examination,
}

impl<'a> Regulations<'a> {
    /// The regulation for `form`.
    pub(crate) fn of(&self, form: &Form) -> &'a Regulation {
        let has_cost_group = form
            .indicators
            .iter()
            .any(|row| row.group == Some(jixiao_domain::IndicatorGroup::Cost));
        if has_cost_group { self.with_cost } else { self.base }
    }
}

impl Examiner<'_> {
    /// Reads and examines the file at `path`, the `index`-th of all; the error is a Chinese sentence.
    pub(crate) fn examine(&self, path: &Path, index: usize) -> Result<Examined, String> {
        let document = read_document(path, &self.limits)?;
        let reading = jixiao_form::recognise(&document);
        recognised(&document, &reading)?;
        let examination = jixiao_check::examine(
            &document,
            &reading,
            index,
            &self.selection,
            |form| self.regulations.of(form),
            self.regulations.base,
        );
        Ok(Examined { document, reading, examination })
    }
}

/// Refuses a document in which no form and no report was recognised, saying what it holds.
pub(crate) fn recognised(document: &Document, reading: &Reading) -> Result<(), String> {
    if !reading.forms.is_empty() || !reading.reports.is_empty() {
        return Ok(());
    }
    let mut paragraphs = 0;
    let mut tables = 0;
    let mut first = None;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                paragraphs += 1;
                first = first.or_else(|| excerpt(&paragraph.text));
            }
            Block::Table(table) => {
                tables += 1;
                first = first.or_else(|| table.cells().iter().find_map(|c| excerpt(&c.text)));
            }
        }
    }
    let unit = if document.format == jixiao_document::Format::Text { "行" } else { "段" };
    let begins = first.map_or(String::new(), |text| format!("，开头为“{text}”"));
    Err(format!(
        "未识别到绩效自评材料：文件有 {paragraphs} {unit}文字、{tables} 个表格{begins}；\
         请确认是自评表、目标表、监控表或自评报告"
    ))
}

fn excerpt(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().filter(|c| !c.is_control()).take(20).collect())
}
