//! Official forms out of the records, as files.
//!
//! Maps records to the models of `jixiao-render`; whose form it is and who may have it is decided
//! here. A frozen self-evaluation is printed from its frozen content. Reports and published copies,
//! which stand on forms, are made in their own areas.

mod aid;
mod archive;
mod assessment;
pub(crate) mod department;
mod disbursement;
pub(crate) mod evaluation;
pub(crate) mod goal;
pub(crate) mod monitoring;
mod project_list;
mod rectification;
pub(crate) mod self_evaluation;

pub use aid::{aid_application, aid_notice, aid_review, household_file};
pub use archive::{ARCHIVE_JOB, archive_handler, start_archive};
pub use assessment::assessment;
pub(crate) use department::parts as department_parts;
pub use department::{DepartmentForm, department};
pub use disbursement::{release_note, roster};
pub use evaluation::evaluation;
pub(crate) use evaluation::part as evaluation_part;
pub use goal::goal;
pub use jixiao_render::Format;
pub use monitoring::monitoring;
pub(crate) use monitoring::part as monitoring_part;
pub use project_list::project_list;
pub use rectification::{notice, rectification_report};
pub use self_evaluation::self_evaluation;

use crate::Refusal;
use jixiao_render::model::{Day, Form, Volume};
use jixiao_render::{Engine, Fonts, Layout, Options, RenderError, Rendered};
use std::sync::{LazyLock, OnceLock};

pub use jixiao_render::FallbackFont;

/// The fonts stay loaded between forms.
static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::with_fonts(Fonts::with_fallback(|| FALLBACK.get()?())));

/// Where a font for rare characters comes from, if anybody said.
static FALLBACK: OnceLock<fn() -> Option<FallbackFont>> = OnceLock::new();

/// Names a source for characters that the embedded fonts lack, such as rare characters of names. It
/// is asked once, when a form first needs it; the first source named stays.
pub fn use_fallback_font(find: fn() -> Option<FallbackFont>) {
    let _ = FALLBACK.set(find);
}

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name, with extension.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The format of an extension (`docx`, `xlsx`, `pdf` …).
pub fn format(extension: &str) -> Option<Format> {
    Format::ALL.into_iter().find(|format| format.extension() == extension)
}

/// Renders away from the threads that answer requests.
pub(crate) async fn rendered(
    form: Form,
    layout: Layout,
    format: Format,
    name: String,
) -> Result<Document, Refusal> {
    rendered_with(form, layout, format, name, Options::default()).await
}

/// As [`rendered`], with what the options add.
pub(crate) async fn rendered_with(
    form: Form,
    layout: Layout,
    format: Format,
    name: String,
    options: Options,
) -> Result<Document, Refusal> {
    finished(format, name, move || ENGINE.render_with(&form, layout, format, &options)).await
}

/// A form as the fragment of a web page.
///
/// # Errors
/// [`Refusal::WrongState`] where it can't be rendered.
pub(crate) fn fragment(form: &Form, layout: Layout) -> Result<String, Refusal> {
    let failed = |error: String| Refusal::WrongState(format!("无法生成预览：{error}"));
    let rendered =
        ENGINE.render(form, layout, Format::Html).map_err(|error| failed(error.to_string()))?;
    String::from_utf8(rendered.bytes).map_err(|error| failed(error.to_string()))
}

/// Several forms and texts as one file.
pub(crate) async fn bound(
    volume: Volume,
    format: Format,
    name: String,
) -> Result<Document, Refusal> {
    finished(format, name, move || ENGINE.render_volume(&volume, format, &Options::default())).await
}

async fn finished(
    format: Format,
    name: String,
    render: impl FnOnce() -> Result<Rendered, RenderError> + Send + 'static,
) -> Result<Document, Refusal> {
    let done = tokio::task::spawn_blocking(render).await;
    let failed = |error: String| Refusal::WrongState(format!("无法生成文件：{error}"));
    let rendered = done
        .map_err(|error| failed(error.to_string()))?
        .map_err(|error| failed(error.to_string()))?;
    if !rendered.missing.is_empty() {
        let missing: Vec<String> = rendered.missing.iter().map(char::to_string).collect();
        let message =
            format!("PDF 字体中没有以下字：{}，为免缺字，请改用 docx 或 xlsx", missing.join("、"));
        return Err(Refusal::WrongState(message));
    }
    Ok(Document {
        file_name: format!("{}.{}", safe_name(&name), format.extension()),
        media_type: format.media_type(),
        bytes: rendered.bytes,
    })
}

/// A name that every file system takes.
fn safe_name(name: &str) -> String {
    let clean = |c: char| {
        if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
            '_'
        } else {
            c
        }
    };
    name.chars().map(clean).take(100).collect()
}

pub(crate) fn day(date: chrono::NaiveDate) -> Option<Day> {
    use chrono::Datelike as _;
    Some(Day {
        year: u16::try_from(date.year()).ok()?,
        month: u8::try_from(date.month()).ok()?,
        day: u8::try_from(date.day()).ok()?,
    })
}
