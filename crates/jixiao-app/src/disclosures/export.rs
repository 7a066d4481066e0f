//! The list of disclosures as a workbook: what is filtered is what is exported.

use super::list::DisclosureListForm;
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::Coded as _;
use jixiao_store::views::disclosures::{self as view, Line};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

const HEADINGS: [&str; 7] = ["年度", "公开单位", "次数", "状态", "份数", "已撤下", "发布日期"];

/// The filtered list as xlsx.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`] where the caller sees no
/// projects anywhere.
pub async fn export(call: Call<'_>, form: &DisclosureListForm) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    if view::count(store, &scope, &filter).await? > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::page(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    write(&lines).map_err(|error| {
        tracing::error!(%error, "the list of disclosures could not be written");
        Refusal::TooMuch("导出失败，请缩小筛选范围后再试".to_owned())
    })
}

fn write(lines: &[Line]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("绩效公开")?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, line) in (1..).zip(lines) {
        let published = line.published_at.map(crate::date_in_china);
        let day = published.map(|date| date.format("%Y年%-m月%-d日").to_string());
        let state = if day.is_some() { "已发布" } else { line.state.word() };
        sheet.write_string(row, 0, line.year.to_string())?;
        sheet.write_string(row, 1, &line.organisation_name)?;
        sheet.write_string(row, 2, line.version.to_string())?;
        sheet.write_string(row, 3, state)?;
        sheet.write_string(row, 4, line.item_count.to_string())?;
        sheet.write_string(row, 5, line.withdrawn_count.to_string())?;
        sheet.write_string(row, 6, day.unwrap_or_default())?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    workbook.save_to_buffer()
}
