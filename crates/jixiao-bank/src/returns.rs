//! What the bank sends back, line by line; what can't be read is named with line and column.
//!
//! Owns reading only: which line of the batch an answer belongs to is matching. A word the layout
//! does not know is a fault, never a guess.

mod lines;
mod rows;

use crate::{Failure, Layout, ReturnField};
use jixiao_domain::Money;
use jixiao_reader::ReadError;
use std::fmt;

/// A return file as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnFile {
    /// What it says, line by line.
    pub lines: Vec<ReturnLine>,
    /// Lines that could not be read. Their payments stay missing until someone mends the file.
    pub faults: Vec<LineFault>,
    /// The totals it states, where it does.
    pub stated: Option<Totals>,
    /// The totals of its lines; `None` where the sum can't be computed.
    pub computed: Option<Totals>,
}

/// Count and sum of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// 笔数
    pub count: u32,
    /// 合计金额
    pub sum: Money,
}

/// What a bank says of one payment.
#[derive(Clone, PartialEq, Eq)]
pub struct ReturnLine {
    /// Line of the file, from 1.
    pub line: u32,
    /// Number of the line in its batch, where the file has such a column.
    pub serial: Option<u32>,
    /// 收款账号; banks may hide digits behind `*`.
    pub account: String,
    /// 收款户名; empty where the file has none.
    pub name: String,
    /// 金额
    pub amount: Money,
    /// What became of it.
    pub status: ReturnStatus,
}

/// What became of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReturnStatus {
    /// The money arrived.
    Paid,
    /// It did not, or came back.
    Failed(Failure),
    /// The bank does not know yet.
    Pending,
}

/// A place of a return file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行第 {column} 列：{problem}")]
pub struct LineFault {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: LineProblem,
}

/// What is wrong with a cell of a return file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineProblem {
    /// The line ends before the column.
    #[error("缺少{}", .0.word())]
    Missing(ReturnField),
    /// Not a number of a line.
    #[error("序号不是数字")]
    Serial,
    /// A spreadsheet turned the account into a rounded number.
    #[error("账号已被表格软件改成科学计数，末几位丢失；请用银行原始文件")]
    ScientificAccount,
    /// An account with characters no account has.
    #[error("账号含有数字和“*”以外的字符")]
    Account,
    /// Not an amount.
    #[error("金额不是数字")]
    Amount,
    /// More decimals than 分.
    #[error("金额多于两位小数")]
    ThirdDecimal,
    /// A status the layout does not know.
    #[error("“{0}”不是已登记的处理结果；请核对格式，或在格式文件中补登此词")]
    UnknownStatus(String),
    /// The totals can't be read.
    #[error("合计行的笔数或金额不能识别")]
    Total,
}

/// Why a return file can't be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReturnFault {
    /// Not a readable file.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    /// No line with all the headings.
    #[error("找不到列名：{0}；请确认是该银行的回盘文件，列名有变的须更新格式文件")]
    NoHeadings(String),
    /// Totals beyond what is computed exactly.
    #[error("回盘文件的合计超出可计算范围")]
    Totals,
    /// Nothing in it.
    #[error("回盘文件没有明细")]
    Empty,
}

impl ReturnFile {
    /// Whether the totals it states are those of its lines, and every line could be read. `None` where
    /// it states none.
    pub fn totals_agree(&self) -> Option<bool> {
        self.stated.map(|stated| self.faults.is_empty() && self.computed == Some(stated))
    }
}

/// Reads a return file: text in GBK, UTF-8 or UTF-16, or a workbook, whichever the bytes are.
///
/// # Errors
/// Why nothing of it can be read. What is wrong with single lines stands in [`ReturnFile::faults`].
pub fn read_return(bytes: &[u8], layout: &Layout) -> Result<ReturnFile, ReturnFault> {
    let rows = rows::rows(bytes, &layout.returned)?;
    lines::read(&rows, layout)
}

/// Without account and name.
impl fmt::Debug for ReturnLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReturnLine")
            .field("line", &self.line)
            .field("serial", &self.serial)
            .field("amount", &self.amount)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
