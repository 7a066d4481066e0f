//! The list of a year as a workbook, for those who collect what is public: what is filtered is what
//! is exported, with the digest of every file.

use super::{PublicForm, PublicLine, year};
use crate::{App, Refusal, date_in_china};
use jixiao_domain::Coded as _;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Items of one workbook.
const ITEM_COUNT_MAX: i64 = 10_000;

const HEADINGS: [&str; 14] = [
    "公开编号",
    "年度",
    "发布单位",
    "所属单位",
    "项目名称",
    "类别",
    "标题",
    "发布日期",
    "状态",
    "说明",
    "内容摘要（SM3）",
    "文件格式",
    "文件字节数",
    "文件摘要（SM3）",
];

/// The filtered list as xlsx: a row a file; a withdrawn item has one row without a file.
///
/// # Errors
/// [`Refusal::NotFound`] where nothing of the year is published; [`Refusal::TooMuch`] beyond 10,000
/// items.
pub async fn export(app: &App, of_year: i64, form: &PublicForm) -> Result<Vec<u8>, Refusal> {
    let list = year(app, of_year, form, 0, ITEM_COUNT_MAX).await?;
    if list.total > ITEM_COUNT_MAX {
        let message = format!("超过 {ITEM_COUNT_MAX} 份，请按单位或类别分别导出");
        return Err(Refusal::TooMuch(message));
    }
    write(&list.lines).map_err(|error| {
        tracing::error!(%error, "the list of what is public could not be written");
        Refusal::TooMuch("导出失败，请缩小范围后再试".to_owned())
    })
}

fn write(lines: &[PublicLine]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("绩效公开目录")?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    let mut row = 1;
    for line in lines {
        let files: Vec<[String; 3]> = line
            .files
            .iter()
            .map(|file| [file.format.clone(), file.byte_count.to_string(), file.digest.clone()])
            .collect();
        let none = [<[String; 3]>::default()];
        for file in if files.is_empty() { &none[..] } else { &files[..] } {
            for (column, text) in (0..).zip(cells(line).iter().chain(file)) {
                sheet.write_string(row, column, text)?;
            }
            row += 1;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    workbook.save_to_buffer()
}

fn cells(line: &PublicLine) -> [String; 11] {
    let item = &line.item;
    let (state, words) = if item.withdrawn_at.is_some() {
        ("已撤下", item.withdrawn_reason.clone())
    } else if let Some(number) = &item.corrected_by_number {
        ("已更正", format!("见 {number}"))
    } else if let Some(number) = &item.corrects_number {
        ("有效", format!("更正 {number}：{}", item.correction_reason))
    } else {
        ("有效", String::new())
    };
    [
        item.number.clone(),
        item.year.to_string(),
        item.publisher.clone(),
        item.unit_name.clone(),
        item.project_name.clone(),
        item.kind.word().to_owned(),
        item.title.clone(),
        date_in_china(item.published_at).format("%Y年%-m月%-d日").to_string(),
        state.to_owned(),
        words,
        item.content_digest.clone(),
    ]
}
