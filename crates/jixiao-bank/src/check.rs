//! What a bank would return is refused before it is sent: every line, every reason.

use crate::characters::{first_outside_gbk, is_chinese, is_interpunct};
use crate::export::value::{Context, value};
use crate::{
    AccountRule, Batch, Encoding, Field, FieldSpec, FileFormat, Layout, Line, NameRule, Problem,
    Refused, RowRefusal,
};
use jixiao_document::text::is_blank;
use jixiao_domain::Money;
use std::collections::HashSet;

/// The longest batch number.
const BATCH_NUMBER_LENGTH_MAX: usize = 32;

/// Checks the whole batch and gives its exact sum.
pub(crate) fn check(batch: &Batch, layout: &Layout) -> Result<Money, Refused> {
    let mut refused = Refused { batch: Vec::new(), rows: Vec::new() };
    let sum = check_batch(batch, layout, &mut refused.batch);
    let mut numbers = HashSet::with_capacity(batch.lines.len());
    let mut problems = Vec::new();
    for (index, line) in batch.lines.iter().enumerate() {
        if !numbers.insert(line.number) {
            problems.push((Field::Serial, Problem::RepeatedNumber));
        }
        check_line(line, batch, layout, &mut problems);
        let refusal =
            |(field, problem)| RowRefusal { row: index + 1, number: line.number, field, problem };
        refused.rows.extend(problems.drain(..).map(refusal));
    }
    match sum {
        Some(sum) if refused.batch.is_empty() && refused.rows.is_empty() => Ok(sum),
        _ => Err(refused),
    }
}

/// What concerns no single line; the sum where it can be computed.
fn check_batch(
    batch: &Batch,
    layout: &Layout,
    problems: &mut Vec<(Field, Problem)>,
) -> Option<Money> {
    if batch.lines.is_empty() {
        problems.push((Field::Count, Problem::Empty));
    }
    let number = &batch.number;
    let permitted = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !(1..=BATCH_NUMBER_LENGTH_MAX).contains(&number.len()) || !number.bytes().all(permitted) {
        problems.push((Field::Batch, Problem::BatchNumber));
    }
    let sum =
        batch.lines.iter().try_fold(Money::default(), |sum, line| sum.checked_add(line.amount));
    if sum.is_none() {
        problems.push((Field::Sum, Problem::SumTooLarge));
    }
    let context =
        Context { batch, part: 1, count: batch.lines.len(), sum: sum.unwrap_or_default(), row: 0 };
    let records = layout.head.iter().chain(&layout.tail).flat_map(|record| &record.fields);
    let payer = |what| matches!(what, Field::PayerBank | Field::PayerAccount | Field::PayerName);
    for field in records.chain(layout.fields.iter().filter(|field| payer(field.what))) {
        if field.what == Field::PayerAccount && !batch.payer.account.is_empty() {
            account(&batch.payer.account, &layout.account.value, field.what, problems);
        }
        check_text(field, &value(field, &context, None, layout), layout, problems);
    }
    problems.dedup();
    sum
}

/// What concerns one line.
fn check_line(line: &Line, batch: &Batch, layout: &Layout, problems: &mut Vec<(Field, Problem)>) {
    let cap = layout.amount.value.at_most_fen;
    if line.amount.fen() <= 0 {
        problems.push((Field::Amount, Problem::NotPositive));
    } else if line.amount.fen() > cap {
        problems.push((Field::Amount, Problem::AboveCap(Money::from_fen(cap))));
    }
    if !line.account.is_empty() {
        account(&line.account, &layout.account.value, Field::Account, problems);
    }
    let before = problems.len();
    if let Some(problem) = name(&line.name, &layout.name.value) {
        problems.push((Field::Name, problem));
    }
    let name_is_wrong = problems.len() > before;
    let row = layout.rows_per_file.value;
    let context = Context { batch, part: 1, count: 0, sum: Money::default(), row };
    for field in layout.fields.iter().filter(|field| field.what.is_of_line()) {
        // One reason a name is enough, unless the character is missing in the encoding too.
        if field.what == Field::Name && name_is_wrong {
            continue;
        }
        check_text(field, &value(field, &context, Some(line), layout), layout, problems);
    }
}

/// The first wrong character, or the length.
fn account(account: &str, rule: &AccountRule, field: Field, problems: &mut Vec<(Field, Problem)>) {
    let problem = match account.chars().find(|c| !c.is_ascii_digit()) {
        Some(c) => Problem::AccountCharacter(c),
        None if !(rule.digits_min..=rule.digits_max).contains(&account.len()) => {
            let AccountRule { digits_min: least, digits_max: most } = *rule;
            Problem::AccountLength { digits: account.len(), least, most }
        }
        None => return,
    };
    problems.push((field, problem));
}

/// What is wrong with a name, as banks give it back. A missing name is found with the other fields.
fn name(name: &str, rule: &NameRule) -> Option<Problem> {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let mut before = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        let fine = is_chinese(c) || c.is_ascii_alphabetic() || rule.also.contains(c);
        match c {
            _ if fine => {}
            c if c == rule.interpunct => {
                if before.is_none() || after.is_none() || after == Some(c) {
                    return Some(Problem::NameInterpunctPlace);
                }
            }
            // One blank parts the words of a name in Latin letters.
            ' ' if latin(before) && latin(after) => {}
            c if c.is_control() => return Some(Problem::Control),
            c if is_blank(c) => return Some(Problem::NameBlank),
            c if is_interpunct(c) => {
                return Some(Problem::NameInterpunct { found: c, wanted: rule.interpunct });
            }
            c => return Some(Problem::NameCharacter(c)),
        }
        before = Some(c);
    }
    None
}

/// What no field of the file may hold; the first such thing.
fn check_text(
    field: &FieldSpec,
    text: &str,
    layout: &Layout,
    problems: &mut Vec<(Field, Problem)>,
) {
    let problem = if text.is_empty() {
        field.required.then_some(Problem::Missing(field.what))
    } else {
        text_problem(field, text, layout)
    };
    problems.extend(problem.map(|problem| (field.what, problem)));
}

fn text_problem(field: &FieldSpec, text: &str, layout: &Layout) -> Option<Problem> {
    let invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}')
    };
    if text.chars().any(invisible) {
        return Some(Problem::Control);
    }
    let first = text
        .chars()
        .next()
        .filter(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    // Amounts are positive here or refused already.
    if let Some(c) = first.filter(|_| !field.what.is_figure()) {
        return Some(Problem::FormulaStart(c));
    }
    let encoding = match &layout.file.format {
        FileFormat::Delimited { separator, quoted, .. }
            if !quoted && text.as_bytes().contains(separator) =>
        {
            return Some(Problem::Separator(char::from(*separator)));
        }
        FileFormat::Delimited { encoding, .. } | FileFormat::Fixed { encoding, .. } => *encoding,
        FileFormat::Workbook { .. } => Encoding::Utf8,
    };
    if encoding == Encoding::Gbk
        && let Some(c) = first_outside_gbk(text)
    {
        return Some(Problem::NotInGbk(c));
    }
    let width = field.width?;
    let bytes = crate::export::bytes_of(text, encoding);
    (bytes > width).then_some(Problem::TooWide { bytes, width })
}
