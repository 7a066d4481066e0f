//! Why a batch is not written: every row and every reason at once, each with the way to mend it.
//!
//! No message holds an account, a name or a telephone: one wrong character at most.

use crate::Field;
use jixiao_domain::Money;

/// A batch that is not written. Nothing of it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("批次未导出：{} 处问题须先更正，未生成任何文件", self.batch.len() + self.rows.len())]
pub struct Refused {
    /// What is wrong with the batch as a whole.
    pub batch: Vec<(Field, Problem)>,
    /// What is wrong with its lines, in their order.
    pub rows: Vec<RowRefusal>,
}

/// What is wrong with one field of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRefusal {
    /// Place of the line in the batch, from 1.
    pub row: usize,
    /// Its number in the batch.
    pub number: u32,
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong. `Display` says it, [`Problem::remedy`] how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A batch without lines.
    #[error("批次没有明细")]
    Empty,
    /// A batch number that can't stand in the name of a file.
    #[error("批次号只能用字母、数字和“-”，至多 32 位")]
    BatchNumber,
    /// The sum lies outside what is computed exactly.
    #[error("合计金额超出可计算范围")]
    SumTooLarge,
    /// Two lines of one number.
    #[error("批内序号重复")]
    RepeatedNumber,
    /// A required field without content.
    #[error("{}为空", .0.word())]
    Missing(Field),
    /// An amount of zero or below.
    #[error("金额须大于零")]
    NotPositive,
    /// An amount above the layout's cap.
    #[error("金额超过单笔上限 {} 元", yuan(*.0))]
    AboveCap(Money),
    /// A character an account can't have.
    #[error("账号含有“{0}”，账号只能是数字")]
    AccountCharacter(char),
    /// An account too short or too long.
    #[error("账号有 {digits} 位，应为 {least} 至 {most} 位")]
    AccountLength {
        /// Digits it has.
        digits: usize,
        /// Fewest.
        least: usize,
        /// Most.
        most: usize,
    },
    /// A blank in a name, other than one between Latin words.
    #[error("户名含有空格")]
    NameBlank,
    /// Another interpunct than the bank's.
    #[error("户名的间隔号“{found}”不是银行通用的“{wanted}”")]
    NameInterpunct {
        /// What stands there.
        found: char,
        /// What the bank keeps.
        wanted: char,
    },
    /// An interpunct at an end of a name or beside another one.
    #[error("户名的间隔号位置不对")]
    NameInterpunctPlace,
    /// A character a name can't have.
    #[error("户名含有不允许的字符“{0}”")]
    NameCharacter(char),
    /// A character that GBK as banks have it does not hold.
    #[error("“{0}”是生僻字或特殊符号，银行文件的 GBK 编码不含此字")]
    NotInGbk(char),
    /// A line end or another character that does not print.
    #[error("含有换行、制表符等不可见字符")]
    Control,
    /// The separator of the file's fields.
    #[error("含有文件的分隔符“{0}”")]
    Separator(char),
    /// The beginning of a formula in spreadsheet programs.
    #[error("以“{0}”开头，会被表格软件当作公式")]
    FormulaStart(char),
    /// Longer than the field of the file.
    #[error("长 {bytes} 字节，超过文件字段的 {width} 字节")]
    TooWide {
        /// Bytes it has.
        bytes: usize,
        /// Bytes there are.
        width: usize,
    },
}

impl Problem {
    /// The way to mend it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Empty => "选入待发放的明细后再导出",
            Self::BatchNumber => "更正批次号",
            Self::SumTooLarge => "核对金额，拆分批次",
            Self::RepeatedNumber => "重新编排批内序号，每行一个",
            Self::Missing(_) => "补填后再导出",
            Self::NotPositive => "更正金额，或把此行移出批次",
            Self::AboveCap(_) => "核对金额；确需超过的，向开户行确认限额或拆分发放",
            Self::AccountCharacter(_) => "按银行卡或存折更正账号，去掉空格、横线和字母",
            Self::AccountLength { .. } => "与本人核对账号，补全或去掉多余位数",
            Self::NameBlank => "去掉空格；户名须与银行预留户名一致",
            Self::NameInterpunct { .. } => "改用“·”，并与银行预留户名核对",
            Self::NameInterpunctPlace => "间隔号只放在两段姓名之间，一处一个",
            Self::NameCharacter(_) => "按银行预留户名更正",
            Self::NotInGbk(_) => {
                "向开户行询问此字的预留写法（常以拼音或“?”以外的代用字登记）后更正；\
                 或选用支持此字的 xlsx 格式"
            }
            Self::Control => "删去不可见字符，写成一行",
            Self::Separator(_) => "删去此符号，或换用其他标点",
            Self::FormulaStart(_) => "删去开头的符号",
            Self::TooWide { .. } => "缩写后再导出；户名不得缩写的，换用其他格式",
        }
    }
}

/// 元 with two decimals.
pub(crate) fn yuan(amount: Money) -> String {
    let fen = amount.fen();
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}
