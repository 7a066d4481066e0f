//! Forms on their way to the public: as models, so that personal data can be taken out before
//! anything is printed.
//!
//! Only what is approved or frozen, and still has the digest it was approved with, comes out.

use super::{Document, ENGINE, goal, rendered_with, self_evaluation};
use crate::reports;
use crate::self_evaluations::FiledForm;
use crate::{App, Refusal};
use jixiao_domain::{FilingState, GoalId, PublishedKind, ReportId, SelfEvaluationId};
use jixiao_render::model::{Form, SealMark};
use jixiao_render::{Format, Layout, Options};
use jixiao_store::freezes;
use jixiao_store::{Connection, goals, project_years, projects, users};

/// A form before it is rendered.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    /// What it says.
    pub(crate) form: Form,
    /// How it is laid out.
    pub(crate) layout: Layout,
    /// The name of its file, without extension.
    pub(crate) name: String,
    /// Names of people that may stand in its texts.
    pub(crate) people: Vec<String>,
}

/// The form of an approved record.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where the record is not approved, or is not what
/// was approved any more.
pub(crate) async fn for_publication(
    app: &App,
    connection: &impl Connection,
    kind: PublishedKind,
    subject_id: i64,
) -> Result<Printed, Refusal> {
    match kind {
        PublishedKind::SelfEvaluation => {
            frozen(app, connection, SelfEvaluationId(subject_id)).await
        }
        PublishedKind::Goal => approved_goal(connection, GoalId(subject_id)).await,
        PublishedKind::Report => approved_report(connection, ReportId(subject_id)).await,
    }
}

async fn frozen(
    app: &App,
    connection: &impl Connection,
    id: SelfEvaluationId,
) -> Result<Printed, Refusal> {
    let Some(freeze) = freezes::current(connection, id).await? else {
        return Err(not_as_approved("绩效自评"));
    };
    let filed = FiledForm::read(&freeze.content)?;
    let name = self_evaluation::name(&filed);
    if filed.digest() != freeze.digest {
        return Err(not_as_approved(&name));
    }
    let regulation = app.regulations.get(&filed.regulation);
    Ok(Printed {
        form: self_evaluation::form(&filed, regulation),
        layout: self_evaluation::layout(&filed.layout),
        people: vec![filed.filled_by, filed.leader],
        name,
    })
}

async fn approved_goal(connection: &impl Connection, id: GoalId) -> Result<Printed, Refusal> {
    let missing = || Refusal::NotFound("该绩效目标");
    let goal = goals::find(connection, id).await?.ok_or_else(missing)?;
    let year = project_years::find(connection, goal.project_year_id).await?.ok_or_else(missing)?;
    let project = projects::find(connection, year.project_id).await?.ok_or_else(missing)?;
    let indicators = goals::indicators(connection, id).await?;
    let name = goal::name(&year, &project);
    let is_sound = crate::goals::is_sound(&goal, &indicators) == Some(true);
    if goal.state != FilingState::Approved || !is_sound {
        return Err(not_as_approved(&name));
    }
    let filler = users::find(connection, goal.filled_by).await?.map(|user| user.name);
    Ok(Printed {
        form: Form::GoalSubmission(goal::form(&goal, &year, &project, &indicators)),
        layout: Layout::GoalSubmission,
        people: filler.into_iter().chain([project.content.leader.clone()]).collect(),
        name,
    })
}

/// The text of a report; the forms it speaks of are published by themselves.
async fn approved_report(connection: &impl Connection, id: ReportId) -> Result<Printed, Refusal> {
    let loaded = reports::load_unasked(connection, id).await?;
    let name = loaded.report.title.clone();
    let is_approved = loaded.report.state == FilingState::Approved;
    if !is_approved || reports::is_sound(&loaded) != Some(true) {
        return Err(not_as_approved(&name));
    }
    let filler = users::find(connection, loaded.report.filled_by).await?.map(|user| user.name);
    Ok(Printed {
        form: Form::Text(reports::text_document(&loaded, &[])),
        layout: Layout::Report,
        people: filler.into_iter().collect(),
        name,
    })
}

fn not_as_approved(name: &str) -> Refusal {
    Refusal::WrongState(format!("“{name}”未经批准、已解除锁定或与批准时的摘要不符，不能公开"))
}

/// A form as the fragment of a web page.
///
/// # Errors
/// [`Refusal::WrongState`] where it can't be rendered.
pub(crate) fn page_of(printed: &Printed) -> Result<String, Refusal> {
    let failed = |error: String| Refusal::WrongState(format!("无法生成预览：{error}"));
    let rendered = ENGINE
        .render(&printed.form, printed.layout, Format::Html)
        .map_err(|error| failed(error.to_string()))?;
    String::from_utf8(rendered.bytes).map_err(|error| failed(error.to_string()))
}

/// A form as a file, with the mark by which it is verified. A web page is complete in itself.
///
/// # Errors
/// [`Refusal::WrongState`] where it can't be rendered.
pub(crate) async fn written(
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
