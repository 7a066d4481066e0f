//! What the checker says of a report: printed together with its forms, read back as a stranger's file
//! would be, and every finding brought to its section.

use super::form::{ReportForm, untied};
use super::load::{LoadedReport, load, load_to_fill};
use super::parts::volume;
use super::reading::{self, Reading};
use crate::form_check::FieldFinding;
use crate::{Call, FieldError, Refusal, documents};
use jixiao_check::{Finding, Selection, compare, examine};
use jixiao_document::{Block, Document};
use jixiao_domain::ReportId;
use jixiao_narrative::{Narrative, plain_text};
use jixiao_reader::Limits;
use jixiao_regulation::Regulation;
use jixiao_render::Format;

/// The findings of a stored report.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn findings(call: Call<'_>, id: ReportId) -> Result<Vec<FieldFinding>, Refusal> {
    let loaded = load(&call.app.store, call, id).await?;
    let reading = reading::of_report(call, &loaded.report).await?;
    of_loaded(&loaded, &reading).await
}

/// The findings of what is typed into the editor, saved or not; or what can't be taken of it.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn check_typed(
    call: Call<'_>,
    id: ReportId,
    form: &ReportForm,
) -> Result<(Vec<FieldError>, Vec<FieldFinding>), Refusal> {
    let mut loaded = load_to_fill(&call.app.store, call, id).await?;
    match form.apply(&loaded.narrative, &loaded.facts) {
        Err(errors) => Ok((errors, Vec::new())),
        Ok(narrative) => {
            loaded.narrative = narrative;
            let reading = reading::of_report(call, &loaded.report).await?;
            Ok((Vec::new(), of_loaded(&loaded, &reading).await?))
        }
    }
}

/// Untied figures and the checker's findings, the worst first.
pub(super) async fn of_loaded(
    loaded: &LoadedReport,
    reading: &Reading,
) -> Result<Vec<FieldFinding>, Refusal> {
    let mut found = of_untied(&loaded.narrative);
    let printed =
        documents::bound(volume(loaded, &reading.forms), Format::Docx, String::new()).await?;
    let document = jixiao_reader::read(&printed.bytes, "", &Limits::default())
        .map_err(|error| Refusal::WrongState(format!("无法检查报告：{error}")))?;
    found.extend(of_document(&document, &loaded.narrative, reading));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Ok(found)
}

fn of_untied(narrative: &Narrative) -> Vec<FieldFinding> {
    untied(narrative)
        .into_iter()
        .filter(|figure| figure.reason.trim().is_empty())
        .map(|figure| {
            let message = format!(
                "数字“{}”不是取自记录的数据，请改用受保护的数据，或在下方写明其来源",
                figure.printed
            );
            FieldFinding::error(format!("sections[{}]", figure.section), message)
        })
        .collect()
}

fn of_document(document: &Document, narrative: &Narrative, reading: &Reading) -> Vec<FieldFinding> {
    let Some((_, first)) = reading.regulations.first() else { return Vec::new() };
    let regulation = |form: &jixiao_form::Form| -> &Regulation {
        let project = form.project.as_ref().map_or("", |field| field.printed.as_str());
        let named = reading.regulations.iter().find(|(name, _)| name == project);
        named.map_or(*first, |(_, regulation)| *regulation)
    };
    let selection = Selection::default();
    let read = jixiao_form::recognise(document);
    let examined = examine(document, &read, 0, &selection, regulation, first);
    let compared = compare(std::slice::from_ref(&examined.kept), &selection);
    let places = Places::of(document, narrative);
    let compared = compared.into_iter().map(|finding| places.bring(finding));
    // What is wrong within a form alone is told, and mended, at the form.
    let examined = examined
        .findings
        .into_iter()
        .map(|finding| (finding.form.is_none(), places.bring(finding)));
    let of_report =
        examined.filter(|(alone, found)| *alone || !found.field.is_empty()).map(|(_, found)| found);
    of_report.chain(compared).collect()
}

/// The section of every place of the printed report.
struct Places {
    sections: Vec<(String, usize)>,
}

impl Places {
    /// Goes through the printed paragraphs and the sections side by side.
    fn of(document: &Document, narrative: &Narrative) -> Self {
        let mut sections = Vec::new();
        let mut at = 0;
        for block in &document.blocks {
            let Block::Paragraph(paragraph) = block else { continue };
            let text = paragraph.text.trim();
            let holds = |section: &jixiao_narrative::Section| {
                section.paragraphs.iter().any(|paragraph| paragraph.plain() == text)
                    || plain_text(&section.heading).ends_with(without_number(text))
            };
            let found = (at..narrative.sections.len())
                .find(|index| narrative.sections.get(*index).is_some_and(holds));
            if let Some(found) = found.filter(|_| !text.is_empty()) {
                at = found;
                sections.push((document.describe(paragraph.at), found));
            }
        }
        Self { sections }
    }

    fn bring(&self, finding: Finding) -> FieldFinding {
        let related = finding.related.iter().map(|related| related.at.as_str());
        let section = std::iter::once(finding.at.as_str())
            .chain(related)
            .find_map(|at| self.sections.iter().find(|(place, _)| place == at))
            .map(|(_, section)| *section);
        let (field, message) = match section {
            Some(section) => (format!("sections[{section}]"), finding.message),
            None if finding.form.is_some() => {
                (String::new(), format!("附表“{}”：{}", finding.subject, finding.message))
            }
            None => (String::new(), finding.message),
        };
        FieldFinding {
            field,
            severity: finding.severity,
            code: finding.rule.code,
            message,
            hint: finding.hint,
            basis: finding.basis,
        }
    }
}

/// A printed heading without the number the layout gave it.
fn without_number(text: &str) -> &str {
    let end = text.find(['、', '）', '.']).filter(|end| *end <= "（十二".len());
    end.map_or(text, |end| text[end..].trim_start_matches(['、', '）', '.']))
}
