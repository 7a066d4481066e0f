//! Forms on their way to the public: as models, so that personal data can be taken out before
//! anything is printed.
//!
//! Only what is approved or frozen, and still has the digest it was approved with, comes out.

mod approved;

use crate::documents::{self, DepartmentForm, Document, rendered_with};
use crate::{App, Refusal};
use jixiao_domain::{
    DepartmentYearId, EvaluationId, GoalId, MonitoringRecordId, PublishedKind, ReportId,
    SelfEvaluationId,
};
use jixiao_render::model::{Form, SealMark};
use jixiao_render::{Format, Layout, Options};
use jixiao_store::Connection;

/// A form before it is rendered.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    /// What it says.
    pub(super) form: Form,
    /// How it is laid out.
    pub(super) layout: Layout,
    /// The name of its file, without extension.
    pub(super) name: String,
    /// Names of people that may stand in its texts.
    pub(super) people: Vec<String>,
}

/// The form of an approved record.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where the record is not approved, or is not what
/// was approved any more.
pub(super) async fn for_publication(
    app: &App,
    connection: &impl Connection,
    kind: PublishedKind,
    subject_id: i64,
) -> Result<Printed, Refusal> {
    let department =
        async |which| approved::department(connection, DepartmentYearId(subject_id), which).await;
    match kind {
        PublishedKind::SelfEvaluation => {
            approved::self_evaluation(app, connection, SelfEvaluationId(subject_id)).await
        }
        PublishedKind::Goal => approved::goal(connection, GoalId(subject_id)).await,
        PublishedKind::Monitoring => {
            approved::monitoring(connection, MonitoringRecordId(subject_id)).await
        }
        PublishedKind::Evaluation => {
            approved::evaluation(app, connection, EvaluationId(subject_id)).await
        }
        PublishedKind::DepartmentTasks => department(DepartmentForm::Tasks).await,
        PublishedKind::DepartmentDuties => department(DepartmentForm::Duties).await,
        PublishedKind::DepartmentBaseData => department(DepartmentForm::BaseData).await,
        PublishedKind::DepartmentScores => department(DepartmentForm::Scores).await,
        PublishedKind::Report => approved::report(connection, ReportId(subject_id)).await,
    }
}

/// A form as the fragment of a web page.
///
/// # Errors
/// [`Refusal::WrongState`] where it can't be rendered.
pub(super) fn page_of(printed: &Printed) -> Result<String, Refusal> {
    documents::fragment(&printed.form, printed.layout)
}

/// A form as a file, with the mark by which it is verified. A web page is complete in itself.
///
/// # Errors
/// [`Refusal::WrongState`] where it can't be rendered.
pub(super) async fn written(
    printed: &Printed,
    format: Format,
    mark: SealMark,
) -> Result<Document, Refusal> {
    let options = Options { seal_mark: Some(mark) };
    let (form, name) = (printed.form.clone(), printed.name.clone());
    let mut document = rendered_with(form, printed.layout, format, name, options).await?;
    if format == Format::Html {
        let body = String::from_utf8_lossy(&document.bytes);
        document.bytes = whole_page(&printed.name, &body).into_bytes();
    }
    Ok(document)
}

/// The fragment as a page that needs nothing beside it.
fn whole_page(title: &str, body: &str) -> String {
    let title: String = title
        .chars()
        .map(|c| match c {
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '&' => "&amp;".to_owned(),
            other => other.to_string(),
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// The looks of a form on paper.
const STYLE: &str = "\
body{margin:1.5rem auto;max-width:60rem;padding:0 1rem;color:#111;background:#fff;\
font:0.875rem/1.5 SimSun,'Noto Serif CJK SC',serif}
.form-title{text-align:center;font-size:1.375rem;margin:0.5rem 0}
.form-year,.form-unit{text-align:center;margin:0 0 0.75rem}
.form-grid{border-collapse:collapse;width:100%;table-layout:fixed}
.form-grid th,.form-grid td{border:1px solid #111;padding:0.25rem;font-weight:normal;\
vertical-align:middle;overflow-wrap:anywhere}
.left{text-align:left}.center{text-align:center}.right{text-align:right}.bold{font-weight:bold}
.open-top{border-top:0}.open-bottom{border-bottom:0}
.form-note,.form-foot{margin:0.5rem 0}
.seal-mark{display:flex;gap:1rem;align-items:center;margin-top:1rem}
svg{max-width:8rem}
";
