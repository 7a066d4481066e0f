//! The issue list as a workbook: one row a finding, for reviewers who work in Excel or WPS.

use crate::wire::check::{CheckFinding, CheckOutput, CheckScore};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Characters Excel takes in one cell.
const CELL_CHARACTERS_MAX: usize = 32_767;

/// Why the workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("无法生成 xlsx 问题清单：{0}")]
pub struct WriteError(#[from] XlsxError);

/// The workbook: sheet 问题清单 (findings), sheet 重算得分 (scores), sheet 文件 (files).
///
/// # Errors
/// When a sheet limit of the format is exceeded (more than 1,048,575 findings).
pub fn workbook(output: &CheckOutput) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    findings_sheet(book.add_worksheet(), &formats, &output.findings)?;
    scores_sheet(book.add_worksheet(), &formats, &output.scores)?;
    files_sheet(book.add_worksheet(), &formats, output)?;
    Ok(book.save_to_buffer()?)
}

struct Formats {
    head: Format,
    text: Format,
    error: Format,
    warning: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_align(FormatAlign::Top)
                .set_text_wrap()
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00D0_D0D0))
        };
        Self {
            head: cell().set_bold().set_background_color(Color::RGB(0x00F2_F2F2)),
            text: cell(),
            error: cell().set_bold().set_font_color(Color::RGB(0x00C0_0000)),
            warning: cell().set_font_color(Color::RGB(0x009C_5700)),
        }
    }

    fn of_severity(&self, severity: &str) -> &Format {
        match severity {
            "error" => &self.error,
            "warning" => &self.warning,
            _ => &self.text,
        }
    }
}

/// A column: its head and its width in characters.
type Column = (&'static str, f64);

const FINDING_COLUMNS: [Column; 13] = [
    ("序号", 6.0),
    ("级别", 7.0),
    ("规则", 8.0),
    ("文件", 28.0),
    ("表", 5.0),
    ("位置", 16.0),
    ("对象", 30.0),
    ("问题", 48.0),
    ("填报", 16.0),
    ("应为", 16.0),
    ("建议", 36.0),
    ("依据", 36.0),
    ("关联位置", 36.0),
];

fn findings_sheet(
    sheet: &mut Worksheet,
    formats: &Formats,
    findings: &[CheckFinding],
) -> Result<(), XlsxError> {
    begin(sheet, "问题清单", formats, &FINDING_COLUMNS)?;
    for (index, finding) in findings.iter().enumerate() {
        let form = finding.form.map_or(String::new(), |form| (form + 1).to_string());
        let related: Vec<String> = finding
            .related
            .iter()
            .map(|related| format!("{} {}：{}", related.path, related.at, related.message))
            .collect();
        let severity = match finding.severity.as_str() {
            "error" => "错误",
            "warning" => "警告",
            _ => "提示",
        };
        let cells = [
            &(index + 1).to_string(),
            severity,
            &finding.rule,
            &finding.path,
            &form,
            &finding.at,
            &finding.subject,
            &finding.message,
            finding.printed.as_deref().unwrap_or(""),
            finding.expected.as_deref().unwrap_or(""),
            finding.hint.as_deref().unwrap_or(""),
            &finding.basis,
            &related.join("\n"),
        ];
        write_row(sheet, index + 1, &cells, &formats.text)?;
        let row = row_number(index + 1)?;
        sheet.write_string_with_format(row, 1, severity, formats.of_severity(&finding.severity))?;
    }
    end(sheet, findings.len(), FINDING_COLUMNS.len())
}

const SCORE_COLUMNS: [Column; 6] = [
    ("文件", 40.0),
    ("表", 6.0),
    ("自评总分", 12.0),
    ("重算总分", 12.0),
    ("重算等级", 12.0),
    ("计分规则", 24.0),
];

fn scores_sheet(
    sheet: &mut Worksheet,
    formats: &Formats,
    scores: &[CheckScore],
) -> Result<(), XlsxError> {
    begin(sheet, "重算得分", formats, &SCORE_COLUMNS)?;
    for (index, score) in scores.iter().enumerate() {
        let cells = [
            &score.path,
            &(score.form + 1).to_string(),
            score.printed_total.as_deref().unwrap_or(""),
            score.recomputed_total.as_deref().unwrap_or("无法计算"),
            score.grade.as_deref().unwrap_or(""),
            &score.regulation,
        ];
        write_row(sheet, index + 1, &cells, &formats.text)?;
    }
    end(sheet, scores.len(), SCORE_COLUMNS.len())
}

const FILE_COLUMNS: [Column; 4] =
    [("文件", 40.0), ("格式", 10.0), ("识别表数", 10.0), ("未能核查的原因", 60.0)];

fn files_sheet(
    sheet: &mut Worksheet,
    formats: &Formats,
    output: &CheckOutput,
) -> Result<(), XlsxError> {
    begin(sheet, "文件", formats, &FILE_COLUMNS)?;
    for (index, document) in output.documents.iter().enumerate() {
        let cells = [
            &document.path,
            document.format.as_deref().unwrap_or(""),
            &document.forms.to_string(),
            document.error.as_deref().unwrap_or(""),
        ];
        write_row(sheet, index + 1, &cells, &formats.text)?;
    }
    end(sheet, output.documents.len(), FILE_COLUMNS.len())
}

fn begin(
    sheet: &mut Worksheet,
    name: &str,
    formats: &Formats,
    columns: &[Column],
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    for (index, (head, width)) in columns.iter().enumerate() {
        let column = u16::try_from(index).expect("a handful of columns");
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *head, &formats.head)?;
    }
    Ok(())
}

/// Every cell is text: figures are quotations, and long digits must survive.
fn write_row(
    sheet: &mut Worksheet,
    row: usize,
    cells: &[&str],
    format: &Format,
) -> Result<(), XlsxError> {
    let row = row_number(row)?;
    for (index, text) in cells.iter().enumerate() {
        let column = u16::try_from(index).expect("a handful of columns");
        let text: String = text.chars().take(CELL_CHARACTERS_MAX).collect();
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

fn end(sheet: &mut Worksheet, rows: usize, columns: usize) -> Result<(), XlsxError> {
    let last = u16::try_from(columns - 1).expect("a handful of columns");
    sheet.autofilter(0, 0, row_number(rows)?, last)?;
    Ok(())
}

fn row_number(row: usize) -> Result<u32, XlsxError> {
    u32::try_from(row).map_err(|_| XlsxError::RowColumnLimitError)
}
