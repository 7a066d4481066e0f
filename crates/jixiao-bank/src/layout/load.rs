//! From a layout file to a layout: every citation demanded, every contradiction refused.

use super::{
    AccountRule, AmountRule, Encoding, Field, FieldSpec, FileFormat, FileSpec, Layout, LineEnd,
    NameRule, Record, ReturnColumn, ReturnField, ReturnSpec, Sourced, Statuses, TotalSpec, Unit,
};
use crate::characters::first_outside_gbk;
use jixiao_regulation::{Certainty, Citation};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    bank: String,
    aliases: Vec<String>,
    title: String,
    first_year: u16,
    last_year: Option<u16>,
    article: String,
    source: String,
    certainty: RawCertainty,
    file: RawFile,
    rows_per_file: RawRows,
    amount: RawAmount,
    account: RawAccount,
    name: RawName,
    #[serde(default)]
    head: Vec<Record>,
    fields: Vec<FieldSpec>,
    #[serde(default)]
    tail: Vec<Record>,
    r#return: RawReturn,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    format: RawFormat,
    encoding: Option<Encoding>,
    separator: Option<char>,
    #[serde(default)]
    quoted: bool,
    line_end: Option<LineEnd>,
    sheet: Option<String>,
    headings: bool,
    name: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawFormat {
    Delimited,
    Fixed,
    Workbook,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRows {
    value: u32,
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAmount {
    unit: Unit,
    at_most_fen: i64,
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAccount {
    digits_min: usize,
    digits_max: usize,
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawName {
    interpunct: char,
    also: String,
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReturn {
    headings: bool,
    separator: Option<char>,
    #[serde(default)]
    widths: Vec<usize>,
    ignore: Vec<String>,
    article: String,
    source: String,
    certainty: RawCertainty,
    columns: Vec<ReturnColumn>,
    statuses: Statuses,
    total: Option<TotalSpec>,
}

/// How sure the project is, as files write it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawCertainty {
    Certain,
    Likely,
    Verify,
}

/// Where something is laid down, as files write it.
#[derive(Debug)]
pub(crate) struct RawCitation(pub(crate) String, pub(crate) String, pub(crate) RawCertainty);

impl RawCitation {
    /// The citation; `certain` needs an article, all need a source.
    pub(crate) fn read(self) -> Result<Citation, String> {
        let Self(article, source, certainty) = self;
        let certainty = match certainty {
            RawCertainty::Certain if article.is_empty() => {
                return Err("`certain` needs an article".to_owned());
            }
            RawCertainty::Certain => Certainty::Certain,
            RawCertainty::Likely => Certainty::Likely,
            RawCertainty::Verify => Certainty::Verify,
        };
        if source.is_empty() {
            return Err("`source` is empty".to_owned());
        }
        Ok(Citation { article, source, certainty })
    }
}

/// Reads and checks one file.
pub(crate) fn load(text: &str) -> Result<Layout, String> {
    let raw: Raw = toml::from_str(text).map_err(|error| error.to_string())?;
    let layout = Layout {
        file: FileSpec {
            format: format(&raw.file)?,
            headings: raw.file.headings,
            name: raw.file.name,
        },
        id: raw.id,
        bank: raw.bank,
        aliases: raw.aliases,
        title: raw.title,
        first_year: raw.first_year,
        last_year: raw.last_year,
        cited: RawCitation(raw.article, raw.source, raw.certainty).read()?,
        rows_per_file: {
            let RawRows { value, article, source, certainty } = raw.rows_per_file;
            Sourced { value, cited: RawCitation(article, source, certainty).read()? }
        },
        amount: {
            let RawAmount { unit, at_most_fen, article, source, certainty } = raw.amount;
            let cited = RawCitation(article, source, certainty).read()?;
            Sourced { value: AmountRule { unit, at_most_fen }, cited }
        },
        account: {
            let RawAccount { digits_min, digits_max, article, source, certainty } = raw.account;
            let cited = RawCitation(article, source, certainty).read()?;
            Sourced { value: AccountRule { digits_min, digits_max }, cited }
        },
        name: {
            let RawName { interpunct, also, article, source, certainty } = raw.name;
            let cited = RawCitation(article, source, certainty).read()?;
            Sourced { value: NameRule { interpunct, also }, cited }
        },
        head: raw.head,
        fields: raw.fields,
        tail: raw.tail,
        returned: returned(raw.r#return)?,
    };
    check(&layout)?;
    check_return(&layout.returned)?;
    Ok(layout)
}

fn format(raw: &RawFile) -> Result<FileFormat, String> {
    let encoding = || raw.encoding.ok_or("a text file needs `encoding`");
    let line_end = || raw.line_end.ok_or("a text file needs `line_end`");
    Ok(match raw.format {
        RawFormat::Delimited => FileFormat::Delimited {
            encoding: encoding()?,
            separator: ascii(raw.separator.ok_or("a delimited file needs `separator`")?)?,
            quoted: raw.quoted,
            line_end: line_end()?,
        },
        RawFormat::Fixed => FileFormat::Fixed { encoding: encoding()?, line_end: line_end()? },
        RawFormat::Workbook => {
            FileFormat::Workbook { sheet: raw.sheet.clone().ok_or("a workbook needs `sheet`")? }
        }
    })
}

/// A separator: ASCII, and nothing that may stand inside a field.
fn ascii(separator: char) -> Result<u8, String> {
    match u8::try_from(separator) {
        Ok(byte) if byte == b'\t' || byte.is_ascii_punctuation() && byte != b'"' => Ok(byte),
        _ => Err(format!("{separator:?} can't separate fields")),
    }
}

fn returned(raw: RawReturn) -> Result<ReturnSpec, String> {
    Ok(ReturnSpec {
        cited: RawCitation(raw.article, raw.source, raw.certainty).read()?,
        headings: raw.headings,
        separator: ascii(raw.separator.unwrap_or(','))?,
        widths: raw.widths,
        ignore: raw.ignore,
        columns: raw.columns,
        statuses: raw.statuses,
        total: raw.total,
    })
}

/// What must hold of the file that is written.
fn check(layout: &Layout) -> Result<(), String> {
    let fault = |fault: &str| Err(fault.to_owned());
    let count = |what| layout.fields.iter().filter(|field| field.what == what).count();
    if layout.id.is_empty() || layout.bank.is_empty() || layout.title.is_empty() {
        return fault("`id`, `bank` and `title` may not be empty");
    }
    if layout.last_year.is_some_and(|last| last < layout.first_year) {
        return fault("`last_year` lies before `first_year`");
    }
    if layout.rows_per_file.value == 0 || layout.amount.value.at_most_fen <= 0 {
        return fault("`rows_per_file` and `at_most_fen` must be positive");
    }
    if layout.account.value.digits_min > layout.account.value.digits_max {
        return fault("`digits_min` lies above `digits_max`");
    }
    if [Field::Account, Field::Name, Field::Amount].into_iter().any(|what| count(what) != 1) {
        return fault("a line has `account`, `name` and `amount` once each");
    }
    if !layout.file.name.contains("{part}") || !layout.file.name.contains("{batch}") {
        return fault("the file's name must hold {batch} and {part}");
    }
    let records = || layout.head.iter().chain(&layout.tail).flat_map(|record| &record.fields);
    if records().any(|field| field.what.is_of_line()) {
        return fault("a field of a line stands in a record");
    }
    if layout.fields.iter().any(|field| matches!(field.what, Field::Count | Field::Sum)) {
        return fault("`count` and `sum` stand in records only");
    }
    let mut words = records().chain(&layout.fields).flat_map(|field| [&field.title, &field.text]);
    if words.any(|word| first_outside_gbk(word).is_some()) {
        return fault("a title or constant holds what GBK does not");
    }
    let mut all = records().chain(&layout.fields);
    let fixed = matches!(layout.file.format, FileFormat::Fixed { .. });
    if fixed && all.any(|field| field.width.unwrap_or(0) == 0) {
        return fault("every field of a file of fixed width has `width`");
    }
    if layout.file.headings && (fixed || layout.fields.iter().any(|field| field.title.is_empty())) {
        return fault("headings need a `title` each, and no fixed width");
    }
    Ok(())
}

/// What must hold of the file that comes back.
fn check_return(returned: &ReturnSpec) -> Result<(), String> {
    let fault = |fault: &str| Err(fault.to_owned());
    let count = |what| returned.columns.iter().filter(|column| column.what == what).count();
    for needed in [ReturnField::Account, ReturnField::Amount, ReturnField::Status] {
        if count(needed) != 1 {
            return Err(format!("a return file has one column {needed:?}"));
        }
    }
    if [ReturnField::Serial, ReturnField::Name, ReturnField::Reason]
        .into_iter()
        .any(|what| count(what) > 1)
    {
        return fault("a column of the return file stands twice");
    }
    let misplaced = |column: &ReturnColumn| {
        if returned.headings { column.titles.is_empty() } else { column.at.unwrap_or(0) == 0 }
    };
    if returned.columns.iter().any(misplaced) {
        return fault("a column needs `titles` with headings, `at` without");
    }
    let statuses = &returned.statuses;
    let mut words: Vec<&String> =
        statuses.paid.iter().chain(&statuses.failed).chain(&statuses.pending).collect();
    let all = words.len();
    words.sort_unstable();
    words.dedup();
    if statuses.paid.is_empty() || statuses.failed.is_empty() || words.len() != all {
        return fault("a status word means two things, or none is given");
    }
    if returned.total.as_ref().is_some_and(|total| total.count == 0 || total.sum == 0) {
        return fault("places count from 1");
    }
    Ok(())
}
