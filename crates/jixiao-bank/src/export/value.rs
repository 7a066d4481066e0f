//! What stands in a field, as text: the one place that both the check and the writers ask.

use crate::refusal::yuan;
use crate::{Batch, Field, FieldSpec, Layout, Line, Unit};
use jixiao_domain::Money;
use std::borrow::Cow;

/// What the fields of a file are filled from, beside the line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'b> {
    pub(crate) batch: &'b Batch,
    /// Number of the file, from 1.
    pub(crate) part: u32,
    /// Lines of the file.
    pub(crate) count: usize,
    /// Sum of the file.
    pub(crate) sum: Money,
    /// Number of the line in the file, from 1.
    pub(crate) row: u32,
}

/// The text of a field. Fields of a line are empty in records, which layouts don't allow.
pub(crate) fn value<'a>(
    field: &'a FieldSpec,
    context: &Context<'a>,
    line: Option<&'a Line>,
    layout: &Layout,
) -> Cow<'a, str> {
    let unit = layout.amount.value.unit;
    let batch = context.batch;
    match field.what {
        Field::Constant => Cow::Borrowed(&field.text),
        Field::PayerBank => Cow::Borrowed(&batch.payer.bank),
        Field::PayerAccount => Cow::Borrowed(&batch.payer.account),
        Field::PayerName => Cow::Borrowed(&batch.payer.name),
        Field::Batch => Cow::Borrowed(&batch.number),
        Field::Part => Cow::Owned(context.part.to_string()),
        Field::Day => Cow::Owned(day(batch)),
        Field::Count => Cow::Owned(context.count.to_string()),
        Field::Sum => Cow::Owned(amount(context.sum, unit)),
        Field::Row => Cow::Owned(context.row.to_string()),
        _ => line.map_or(Cow::Borrowed(""), |line| of_line(field.what, line, unit)),
    }
}

fn of_line(what: Field, line: &Line, unit: Unit) -> Cow<'_, str> {
    Cow::Borrowed(match what {
        Field::Serial => return Cow::Owned(line.number.to_string()),
        Field::Amount => return Cow::Owned(amount(line.amount, unit)),
        Field::PayeeBank => &line.bank,
        Field::Province => &line.province,
        Field::City => &line.city,
        Field::Account => &line.account,
        Field::Name => &line.name,
        Field::Purpose => &line.purpose,
        Field::Remark => &line.remark,
        Field::Mobile => &line.mobile,
        _ => "",
    })
}

fn amount(amount: Money, unit: Unit) -> String {
    match unit {
        Unit::Yuan => yuan(amount),
        Unit::Fen => amount.fen().to_string(),
    }
}

/// The day of a batch: `20250128`.
pub(super) fn day(batch: &Batch) -> String {
    batch.day.format("%Y%m%d").to_string()
}
