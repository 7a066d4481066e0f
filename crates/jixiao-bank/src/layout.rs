//! What a bank's batch file looks like, as data.
//!
//! Owns the shape of a layout; `load` checks one file, the catalogue finds one. Every number that is
//! not ours states article, source and certainty.

mod load;

use jixiao_regulation::Citation;
use serde::Deserialize;

pub(crate) use load::{RawCertainty, RawCitation, load};

/// A value with where it is laid down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it is laid down, and how sure the project is of it.
    pub cited: Citation,
}

/// A layout for a span of years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Public id, kept with every batch: `icbc-batch`.
    pub id: String,
    /// The bank's full name; 通用 for those of no bank.
    pub bank: String,
    /// Other names of the bank.
    pub aliases: Vec<String>,
    /// Chinese title.
    pub title: String,
    /// First year it may be used in.
    pub first_year: u16,
    /// Last year it may be used in; `None` while in force.
    pub last_year: Option<u16>,
    /// Where the order of fields was read from.
    pub cited: Citation,
    /// Format, encoding and name of the file.
    pub file: FileSpec,
    /// Most lines of one file; a batch is cut into files there.
    pub rows_per_file: Sourced<u32>,
    /// How amounts are written, and the largest of one line.
    pub amount: Sourced<AmountRule>,
    /// What an account may look like.
    pub account: Sourced<AccountRule>,
    /// What a name may look like.
    pub name: Sourced<NameRule>,
    /// Records in front of the lines.
    pub head: Vec<Record>,
    /// Fields of a line, in order.
    pub fields: Vec<FieldSpec>,
    /// Records after the lines.
    pub tail: Vec<Record>,
    /// What the bank sends back.
    pub returned: ReturnSpec,
}

/// Format, encoding and name of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSpec {
    /// How fields and lines are told apart.
    pub format: FileFormat,
    /// Whether a line with the titles of the fields stands before the first line.
    pub headings: bool,
    /// The file's name with `{batch}`, `{part}`, `{day}`, `{count}`; it names its part.
    pub name: String,
}

/// How fields and lines are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFormat {
    /// Text with a separator between fields (txt, csv).
    Delimited {
        /// The characters' bytes.
        encoding: Encoding,
        /// An ASCII character.
        separator: u8,
        /// Whether every field stands in quotation marks.
        quoted: bool,
        /// What ends a line.
        line_end: LineEnd,
    },
    /// Text with fields of fixed width, counted in bytes of the encoding.
    Fixed {
        /// The characters' bytes.
        encoding: Encoding,
        /// What ends a line.
        line_end: LineEnd,
    },
    /// An xlsx workbook; accounts are text cells.
    Workbook {
        /// Name of the sheet.
        sheet: String,
    },
}

/// The bytes of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// GBK as code page 936, without user-defined characters.
    Gbk,
    /// UTF-8 without a mark.
    #[serde(rename = "utf-8")]
    Utf8,
}

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    /// CR LF
    Crlf,
    /// LF
    Lf,
}

/// How amounts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountRule {
    /// The unit.
    pub unit: Unit,
    /// Most 分 of one line.
    pub at_most_fen: i64,
}

/// The unit of amounts in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 元 with exactly two decimals and no separators.
    Yuan,
    /// Whole 分.
    Fen,
}

/// What an account may look like: digits only, so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountRule {
    /// Fewest digits.
    pub digits_min: usize,
    /// Most digits.
    pub digits_max: usize,
}

/// What a name may look like: Chinese characters, Latin letters, and what stands here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRule {
    /// The one interpunct the bank keeps.
    pub interpunct: char,
    /// Other characters it takes.
    pub also: String,
}

/// A record before or after the lines.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its fields, in order; those of a line (account, name …) don't occur.
    pub fields: Vec<FieldSpec>,
}

/// A field of a record or a line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// What stands in it.
    pub what: Field,
    /// The text of a constant field.
    #[serde(default)]
    pub text: String,
    /// Its heading.
    #[serde(default)]
    pub title: String,
    /// Its width in bytes, in files of fixed width.
    pub width: Option<usize>,
    /// Whether it may not be empty.
    #[serde(default)]
    pub required: bool,
}

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The same text in every line.
    Constant,
    /// Number of the line in its batch.
    Serial,
    /// Number of the line in its file, from 1.
    Row,
    /// 付款行
    PayerBank,
    /// 付款账号
    PayerAccount,
    /// 付款户名
    PayerName,
    /// 收款行
    PayeeBank,
    /// 收款行省份
    Province,
    /// 收款行城市
    City,
    /// 收款账号
    Account,
    /// 收款户名
    Name,
    /// 金额
    Amount,
    /// 用途
    Purpose,
    /// 备注
    Remark,
    /// 短信手机号
    Mobile,
    /// 批次号
    Batch,
    /// Number of the file in its batch, from 1.
    Part,
    /// The day of the batch: `20250128`.
    Day,
    /// 笔数 of the file
    Count,
    /// 合计金额 of the file
    Sum,
}

impl Field {
    /// The Chinese word, for messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Constant => "固定内容",
            Self::Serial => "批内序号",
            Self::Row => "文件内序号",
            Self::PayerBank => "付款行",
            Self::PayerAccount => "付款账号",
            Self::PayerName => "付款户名",
            Self::PayeeBank => "收款行",
            Self::Province => "收款行省份",
            Self::City => "收款行城市",
            Self::Account => "收款账号",
            Self::Name => "收款户名",
            Self::Amount => "金额",
            Self::Purpose => "用途",
            Self::Remark => "备注",
            Self::Mobile => "手机号",
            Self::Batch => "批次号",
            Self::Part => "文件序号",
            Self::Day => "日期",
            Self::Count => "笔数",
            Self::Sum => "合计金额",
        }
    }

    /// Whether it differs from line to line and so can't stand in a record of the file.
    pub(crate) fn is_of_line(self) -> bool {
        matches!(
            self,
            Self::Serial
                | Self::Row
                | Self::PayeeBank
                | Self::Province
                | Self::City
                | Self::Account
                | Self::Name
                | Self::Amount
                | Self::Purpose
                | Self::Remark
                | Self::Mobile
        )
    }

    /// Whether it is a figure: a number in workbooks, filled with zeros in fixed columns.
    pub(crate) fn is_figure(self) -> bool {
        matches!(
            self,
            Self::Serial | Self::Row | Self::Amount | Self::Part | Self::Count | Self::Sum
        )
    }
}

/// What a bank sends back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnSpec {
    /// Where this was read from.
    pub cited: Citation,
    /// Whether columns are found by their headings, in whatever order.
    pub headings: bool,
    /// Separator of text files.
    pub separator: u8,
    /// Widths of columns in GBK bytes, where the text is not separated.
    pub widths: Vec<usize>,
    /// First cells of lines that are none of the batch: head records.
    pub ignore: Vec<String>,
    /// Its columns.
    pub columns: Vec<ReturnColumn>,
    /// The bank's words for what became of a line.
    pub statuses: Statuses,
    /// The record of totals, where the bank writes one.
    pub total: Option<TotalSpec>,
}

/// A column of a return file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnColumn {
    /// What stands in it.
    pub what: ReturnField,
    /// Its place from 1, where there are no headings.
    pub at: Option<usize>,
    /// The headings it is known by.
    #[serde(default)]
    pub titles: Vec<String>,
}

/// What stands in a column of a return file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnField {
    /// Number of the line in its batch.
    Serial,
    /// 收款账号
    Account,
    /// 收款户名
    Name,
    /// 金额
    Amount,
    /// 处理结果
    Status,
    /// 失败原因
    Reason,
}

impl ReturnField {
    /// The Chinese word, for messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Serial => "序号",
            Self::Account => "收款账号",
            Self::Name => "收款户名",
            Self::Amount => "金额",
            Self::Status => "处理结果",
            Self::Reason => "失败原因",
        }
    }
}

/// The bank's words for what became of a line; any other word is a fault of the line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statuses {
    /// The money arrived.
    pub paid: Vec<String>,
    /// It did not, or came back.
    pub failed: Vec<String>,
    /// Not known yet.
    pub pending: Vec<String>,
}

/// The record of totals over all lines of a return file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalSpec {
    /// Its first cell.
    pub marker: String,
    /// Place of the count, from 1.
    pub count: usize,
    /// Place of the sum, from 1, in the unit of the layout.
    pub sum: usize,
    /// Widths of its columns, where the text is not separated.
    #[serde(default)]
    pub widths: Vec<usize>,
}
