//! Reports as files: alone, or bound with the forms they speak of.

use super::load::load;
use super::parts::{text_document, volume};
use super::reading::{for_showing, of_report};
use crate::documents::{Document, bound, rendered};
use crate::{Call, Refusal};
use jixiao_domain::ReportId;
use jixiao_render::model::Form;
use jixiao_render::{Format, Layout};

/// A report by the conventions of official documents.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn document(call: Call<'_>, id: ReportId, format: Format) -> Result<Document, Refusal> {
    let loaded = load(&call.app.store, call, id).await?;
    let forms = for_showing(call, &loaded.report).await?.map_or_else(|_| Vec::new(), |it| it.forms);
    let form = Form::Text(text_document(&loaded, &forms));
    rendered(form, Layout::Report, format, loaded.report.title.clone()).await
}

/// A report and its forms as one file.
///
/// # Errors
/// As [`document`].
pub async fn bound_document(
    call: Call<'_>,
    id: ReportId,
    format: Format,
) -> Result<Document, Refusal> {
    let loaded = load(&call.app.store, call, id).await?;
    let reading = of_report(call, &loaded.report).await?;
    let name = format!("{}（含附表）", loaded.report.title);
    bound(volume(&loaded, &reading.forms), format, name).await
}
