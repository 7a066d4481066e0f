//! Rows of cells to what the bank says.

use super::rows::Row;
use super::{LineFault, LineProblem, ReturnFault, ReturnFile, ReturnLine, ReturnStatus, Totals};
use crate::{Failure, Layout, ReturnField, ReturnSpec, Statuses, TotalSpec, Unit};
use jixiao_document::text::is_blank;
use jixiao_domain::Money;

/// Headings stand in one of the first rows.
const HEADING_ROWS: usize = 30;
/// More of an unknown word helps nobody.
const WORD_LENGTH_MAX: usize = 20;

/// Where each column stands, from 0.
#[derive(Debug, Clone, Copy)]
struct Columns {
    serial: Option<usize>,
    account: usize,
    name: Option<usize>,
    amount: usize,
    status: usize,
    reason: Option<usize>,
}

/// Reads the rows of a file.
pub(super) fn read(rows: &[Row], layout: &Layout) -> Result<ReturnFile, ReturnFault> {
    let spec = &layout.returned;
    let unit = layout.amount.value.unit;
    let (columns, rows) = columns(rows, spec)?;
    let mut file = ReturnFile::default();
    for row in rows {
        let first = row.cells.first().map_or("", String::as_str);
        if let Some(total) = spec.total.as_ref().filter(|total| total.marker == first) {
            match totals(row, total, unit) {
                Ok(totals) => file.stated = Some(add(file.stated, totals)?),
                Err(fault) => file.faults.push(fault),
            }
        } else if !spec.ignore.iter().any(|marker| marker == first) {
            match line(row, columns, spec, unit) {
                Ok(line) => file.lines.push(line),
                Err(fault) => file.faults.push(fault),
            }
        }
    }
    if file.lines.is_empty() && file.faults.is_empty() {
        return Err(ReturnFault::Empty);
    }
    let sum = |sum: Money, line: &ReturnLine| sum.checked_add(line.amount);
    file.computed = file
        .lines
        .iter()
        .try_fold(Money::default(), sum)
        .zip(u32::try_from(file.lines.len()).ok())
        .map(|(sum, count)| Totals { count, sum });
    Ok(file)
}

/// A file made of several, each with totals, states their sum.
fn add(stated: Option<Totals>, more: Totals) -> Result<Totals, ReturnFault> {
    let Some(stated) = stated else { return Ok(more) };
    let sum = stated.sum.checked_add(more.sum);
    let count = stated.count.checked_add(more.count);
    count.zip(sum).map(|(count, sum)| Totals { count, sum }).ok_or(ReturnFault::Totals)
}

/// Where the columns stand, and the rows after the headings.
fn columns<'r>(rows: &'r [Row], spec: &ReturnSpec) -> Result<(Columns, &'r [Row]), ReturnFault> {
    if !spec.headings {
        let at = |what| {
            let column = spec.columns.iter().find(|column| column.what == what)?;
            column.at?.checked_sub(1)
        };
        let columns = placed(at).map_err(|what| ReturnFault::NoHeadings(what.word().to_owned()))?;
        return Ok((columns, rows));
    }
    let mut nearest: Option<Vec<ReturnField>> = None;
    for (index, row) in rows.iter().enumerate().take(HEADING_ROWS) {
        let at = |what| {
            let column = spec.columns.iter().find(|column| column.what == what)?;
            let known = |cell: &String| column.titles.iter().any(|title| same(title, cell));
            row.cells.iter().position(known)
        };
        if let Ok(columns) = placed(at) {
            return Ok((columns, rows.get(index + 1..).unwrap_or_default()));
        }
        let needed = [ReturnField::Account, ReturnField::Amount, ReturnField::Status];
        let missing: Vec<ReturnField> =
            needed.into_iter().filter(|what| at(*what).is_none()).collect();
        if nearest.as_ref().is_none_or(|nearest| missing.len() < nearest.len()) {
            nearest = Some(missing);
        }
    }
    let words: Vec<&str> = nearest.unwrap_or_default().into_iter().map(ReturnField::word).collect();
    Err(ReturnFault::NoHeadings(words.join("、")))
}

/// All columns, or the first needed one that is missing.
fn placed(at: impl Fn(ReturnField) -> Option<usize>) -> Result<Columns, ReturnField> {
    let needed = |what| at(what).ok_or(what);
    Ok(Columns {
        serial: at(ReturnField::Serial),
        account: needed(ReturnField::Account)?,
        name: at(ReturnField::Name),
        amount: needed(ReturnField::Amount)?,
        status: needed(ReturnField::Status)?,
        reason: at(ReturnField::Reason),
    })
}

/// Whether a heading is a title, whatever its blanks and brackets.
fn same(title: &str, cell: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| !is_blank(*c)).map(jixiao_document::text::half_width).collect()
    };
    plain(title) == plain(cell)
}

fn line(
    row: &Row,
    columns: Columns,
    spec: &ReturnSpec,
    unit: Unit,
) -> Result<ReturnLine, LineFault> {
    let fault = |column: usize, problem| LineFault { line: row.line, column: column + 1, problem };
    let cell = |at: usize| row.cells.get(at).map_or("", String::as_str);
    let needed = |at: usize, what| match cell(at) {
        "" => Err(fault(at, LineProblem::Missing(what))),
        text => Ok(text),
    };
    let serial = columns.serial.map(|at| {
        let text = needed(at, ReturnField::Serial)?;
        text.parse::<u32>().map_err(|_| fault(at, LineProblem::Serial))
    });
    let account: String =
        needed(columns.account, ReturnField::Account)?.chars().filter(|c| !is_blank(*c)).collect();
    account_holds(&account).map_err(|problem| fault(columns.account, problem))?;
    let amount = amount(needed(columns.amount, ReturnField::Amount)?, unit)
        .map_err(|problem| fault(columns.amount, problem))?;
    let word = needed(columns.status, ReturnField::Status)?;
    let reason = columns.reason.map_or("", cell);
    let status = status(word, reason, &spec.statuses).ok_or_else(|| {
        let word = word.chars().take(WORD_LENGTH_MAX).collect();
        fault(columns.status, LineProblem::UnknownStatus(word))
    })?;
    Ok(ReturnLine {
        line: row.line,
        serial: serial.transpose()?,
        account,
        name: columns.name.map_or("", cell).to_owned(),
        amount,
        status,
    })
}

fn account_holds(account: &str) -> Result<(), LineProblem> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*');
    match account.split_once(['e', 'E']) {
        Some((left, right))
            if digits(&left.replace('.', "")) && digits(&right.replace('+', "")) =>
        {
            Err(LineProblem::ScientificAccount)
        }
        None if digits(account) => Ok(()),
        _ => Err(LineProblem::Account),
    }
}

fn status(word: &str, reason: &str, statuses: &Statuses) -> Option<ReturnStatus> {
    let among = |words: &[String]| words.iter().any(|known| known == word);
    if among(&statuses.paid) {
        Some(ReturnStatus::Paid)
    } else if among(&statuses.failed) {
        Some(ReturnStatus::Failed(Failure::of_text(reason)))
    } else if among(&statuses.pending) {
        Some(ReturnStatus::Pending)
    } else {
        None
    }
}

fn totals(row: &Row, spec: &TotalSpec, unit: Unit) -> Result<Totals, LineFault> {
    let fault = |at| LineFault { line: row.line, column: at, problem: LineProblem::Total };
    let cell = |at: usize| {
        let text = at.checked_sub(1).and_then(|index| row.cells.get(index));
        text.ok_or_else(|| fault(at))
    };
    let count = cell(spec.count)?.trim_end_matches('笔').parse().map_err(|_| fault(spec.count))?;
    let sum = amount(cell(spec.sum)?, unit).map_err(|_| fault(spec.sum))?;
    Ok(Totals { count, sum })
}

/// An amount as banks write it: separators of thousands, `￥` and 元 are taken.
fn amount(text: &str, unit: Unit) -> Result<Money, LineProblem> {
    let mut digits = String::with_capacity(text.len());
    let text = text.trim_start_matches(['￥', '¥']).trim_end_matches('元');
    digits.extend(text.chars().filter(|c| !is_blank(*c) && *c != ',' && *c != '，'));
    let (whole, part) = match (digits.split_once('.'), unit) {
        (Some((whole, part)), Unit::Yuan) => (whole, part),
        (Some(_), Unit::Fen) => return Err(LineProblem::Amount),
        (None, _) => (digits.as_str(), ""),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(part) {
        return Err(LineProblem::Amount);
    }
    let (fen, finer) = part.split_at(part.len().min(2));
    if finer.bytes().any(|digit| digit != b'0') {
        return Err(LineProblem::ThirdDecimal);
    }
    let whole: i64 = whole.parse().map_err(|_| LineProblem::Amount)?;
    let fen: i64 = format!("{fen:0<2}").parse().map_err(|_| LineProblem::Amount)?;
    match unit {
        Unit::Fen => Some(whole),
        Unit::Yuan => whole.checked_mul(100).and_then(|whole| whole.checked_add(fen)),
    }
    .map(Money::from_fen)
    .ok_or(LineProblem::Amount)
}

#[cfg(test)]
mod tests {
    use super::{LineProblem, Money, Unit, account_holds, amount};

    #[test]
    fn amounts_are_read_to_the_fen_or_refused() {
        let fen = |fen| Ok(Money::from_fen(fen));
        for (text, unit, read) in [
            ("1000", Unit::Yuan, fen(100_000)),
            ("1,234.5", Unit::Yuan, fen(123_450)),
            ("￥0.01", Unit::Yuan, fen(1)),
            ("130.00元", Unit::Yuan, fen(13_000)),
            ("130.000", Unit::Yuan, fen(13_000)),
            ("0000000000130000", Unit::Fen, fen(130_000)),
            ("130.00", Unit::Fen, Err(LineProblem::Amount)),
            ("130.005", Unit::Yuan, Err(LineProblem::ThirdDecimal)),
            ("-5", Unit::Yuan, Err(LineProblem::Amount)),
            (".5", Unit::Yuan, Err(LineProblem::Amount)),
            ("1e3", Unit::Yuan, Err(LineProblem::Amount)),
            ("92233720368547758.08", Unit::Yuan, Err(LineProblem::Amount)),
            ("99999999999999999999", Unit::Fen, Err(LineProblem::Amount)),
            ("一百", Unit::Yuan, Err(LineProblem::Amount)),
        ] {
            assert_eq!(amount(text, unit), read, "{text}");
        }
    }

    #[test]
    fn an_account_that_lost_digits_is_no_account() {
        for (text, held) in [
            ("6222000011112222333", Ok(())),
            ("6222****2333", Ok(())),
            ("6.22200001111E+18", Err(LineProblem::ScientificAccount)),
            ("62220000A111", Err(LineProblem::Account)),
        ] {
            assert_eq!(account_holds(text), held, "{text}");
        }
    }
}
