//! Spreadsheet packages (xlsx): one table a visible sheet, cells as they are shown.
//!
//! Owns the order in which the parts are read. Formulas are not computed: the result stored with
//! them is read. Hidden sheets are left out with a note; charts and drawings are not read.

mod sheet;
mod strings;
mod styles;
mod workbook;

use crate::build::Build;
use crate::package::Package;
use crate::{Limits, ReadError, spreadsheet};
use jixiao_document::{Document, Format, Location};

/// Reads the package whose main part is `part`.
pub(crate) fn read(
    mut package: Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let workbook = workbook::read(&mut package, part, limits)?;
    let strings = strings::read(&mut package, &workbook.strings_part, limits)?;
    let mut styles = styles::read(&mut package, &workbook.styles_part, limits)?;
    styles.from_1904 = workbook.from_1904;
    let mut build = Build::new(Format::Xlsx, limits);
    for sheet in &workbook.sheets {
        build.sheet(&sheet.name);
    }
    for (index, sheet) in (0_u32..).zip(&workbook.sheets) {
        if sheet.hidden {
            build.note(Location::Whole, format!("工作表“{}”已隐藏，未读取", sheet.name));
            continue;
        }
        // Sheets of charts have no cells; a part that is missing leaves the others readable.
        let Some(part) = &sheet.part else { continue };
        let Some(text) = package.text(part)? else {
            build.note(Location::Whole, format!("工作表“{}”的内容缺失（{part}）", sheet.name));
            continue;
        };
        let context = sheet::Context { strings: &strings, styles: &styles, index };
        let (grid, formulas_without_result) = sheet::read(&text, part, &context, &mut build)?;
        if formulas_without_result > 0 {
            let message = format!(
                "工作表“{}”有 {formulas_without_result} 个公式没有保存结果，按空白读取；\
                 请用办公软件打开并保存后再检查",
                sheet.name
            );
            build.note(Location::Whole, message);
        }
        spreadsheet::add_table(grid, &mut build)?;
    }
    Ok(build.finish())
}
