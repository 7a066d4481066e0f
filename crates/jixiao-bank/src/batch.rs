//! A batch before and after it is written: lines in, files and release note out.

use chrono::NaiveDate;
use jixiao_domain::Money;
use std::fmt;

/// A batch to be paid from one account.
#[derive(Debug, Clone)]
pub struct Batch {
    /// 批次号: ASCII letters, digits and `-`; it stands in names of files.
    pub number: String,
    /// The day it is released.
    pub day: NaiveDate,
    /// The account it is paid from.
    pub payer: Payer,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The account a batch is paid from.
#[derive(Clone, Default)]
pub struct Payer {
    /// 付款行
    pub bank: String,
    /// 付款账号, digits
    pub account: String,
    /// 付款户名
    pub name: String,
}

/// One payment to one account. Fields a layout does not print may be empty.
#[derive(Clone, Default)]
pub struct Line {
    /// Its number in the batch; no two lines share one. A failed line is paid again as a new line.
    pub number: u32,
    /// 收款户名
    pub name: String,
    /// 收款账号, full
    pub account: String,
    /// What is paid. Whole 分, so that no third decimal exists.
    pub amount: Money,
    /// 收款行
    pub bank: String,
    /// 收款行省份
    pub province: String,
    /// 收款行城市
    pub city: String,
    /// 用途
    pub purpose: String,
    /// 备注
    pub remark: String,
    /// Telephone of the message the bank sends.
    pub mobile: String,
}

/// The files of a batch, and what the release note says of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// 批次号
    pub batch: String,
    /// Id of the layout.
    pub layout: String,
    /// 笔数
    pub count: u32,
    /// 合计金额, exact
    pub sum: Money,
    /// The files, by part.
    pub files: Vec<BatchFile>,
}

/// One file.
#[derive(Clone, PartialEq, Eq)]
pub struct BatchFile {
    /// Its name.
    pub name: String,
    /// Number of the first line in it.
    pub first: u32,
    /// Number of the last line in it.
    pub last: u32,
    /// 笔数
    pub count: u32,
    /// 合计金额, exact
    pub sum: Money,
    /// SM3 of its bytes, 64 lower-case hexadecimal digits (GB/T 32905).
    pub digest: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Without account and name.
impl fmt::Debug for Payer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payer").field("bank", &self.bank).finish_non_exhaustive()
    }
}

/// Number and amount only.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line")
            .field("number", &self.number)
            .field("amount", &self.amount)
            .finish_non_exhaustive()
    }
}

/// Without the bytes.
impl fmt::Debug for BatchFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchFile")
            .field("name", &self.name)
            .field("count", &self.count)
            .field("sum", &self.sum)
            .field("digest", &self.digest)
            .finish_non_exhaustive()
    }
}
