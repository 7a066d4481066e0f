//! A batch to files: cut at the row cap, with exact counts and sums and an SM3 digest each.
//!
//! The same batch in the same layout gives the same bytes. What can't be written as it is gets
//! refused before the first byte.

mod text;
pub(crate) mod value;
mod workbook;

use crate::characters::gbk_width;
use crate::check::check;
use crate::{
    Batch, BatchFile, Encoding, Field, FileFormat, Layout, Line, Problem, Refused, Release,
};
use data_encoding::HEXLOWER;
use jixiao_domain::Money;
use sm3::{Digest as _, Sm3};
use value::Context;

/// Writes a batch.
///
/// # Errors
/// All that is wrong with the batch and each of its lines; then nothing is written.
pub fn export(batch: &Batch, layout: &Layout) -> Result<Release, Refused> {
    let sum = check(batch, layout)?;
    let whole = |problem| Refused { batch: vec![problem], rows: Vec::new() };
    let count = u32::try_from(batch.lines.len())
        .map_err(|_| whole((Field::Count, Problem::SumTooLarge)))?;
    let cap = usize::try_from(layout.rows_per_file.value).unwrap_or(usize::MAX).max(1);
    let files = (1_u32..)
        .zip(batch.lines.chunks(cap))
        .map(|(part, lines)| file(batch, layout, part, lines))
        .collect::<Result<Vec<_>, _>>()
        .map_err(whole)?;
    Ok(Release { batch: batch.number.clone(), layout: layout.id.clone(), count, sum, files })
}

/// Writes one file.
fn file(
    batch: &Batch,
    layout: &Layout,
    part: u32,
    lines: &[Line],
) -> Result<BatchFile, (Field, Problem)> {
    let too_large = || (Field::Sum, Problem::SumTooLarge);
    let sum = lines
        .iter()
        .try_fold(Money::default(), |sum, line| sum.checked_add(line.amount))
        .ok_or_else(too_large)?;
    let context = Context { batch, part, count: lines.len(), sum, row: 0 };
    let bytes = match &layout.file.format {
        FileFormat::Delimited { encoding, separator, quoted, line_end } => {
            let form = text::Form::Delimited { separator: *separator, quoted: *quoted };
            text::write(layout, context, lines, form, *encoding, *line_end)
        }
        FileFormat::Fixed { encoding, line_end } => {
            text::write(layout, context, lines, text::Form::Fixed, *encoding, *line_end)
        }
        FileFormat::Workbook { sheet } => {
            workbook::write(layout, context, lines, sheet).map_err(|_| too_large())?
        }
    };
    let name = layout
        .file
        .name
        .replace("{batch}", &batch.number)
        .replace("{part}", &format!("{part:03}"))
        .replace("{day}", &value::day(batch))
        .replace("{count}", &lines.len().to_string());
    Ok(BatchFile {
        name,
        first: lines.first().map_or(0, |line| line.number),
        last: lines.last().map_or(0, |line| line.number),
        count: u32::try_from(lines.len()).map_err(|_| too_large())?,
        sum,
        digest: HEXLOWER.encode(&Sm3::digest(&bytes)),
        bytes,
    })
}

/// How many bytes a text takes.
pub(crate) fn bytes_of(text: &str, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Gbk => text.chars().map(gbk_width).sum(),
    }
}
