//! What is wrong with a number, and how to mend it. Never holds the number itself.

use std::fmt;

/// Why a number is not taken. The words say what is wrong and what to do; none repeats the number,
/// so that it may be shown, stored and logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberFault {
    /// Nothing but blanks.
    Missing,
    /// `5.30102E+17`: the last digits are gone.
    ScientificNotation,
    /// Digits beyond the fifteenth were turned into zeros.
    TrailingZeros,
    /// A decimal part that is not zero.
    DecimalPart,
    /// A character that no such number holds.
    WrongCharacter,
    /// A number of this many digits is none of the kind.
    WrongLength(usize),
    /// An identity number of the old form outside an import.
    LegacyForm,
    /// No province has this prefix.
    UnknownRegion,
    /// No such day, or one out of reason.
    NoSuchDate,
    /// The last character does not fit those before it.
    WrongCheck,
    /// The code inside a credit code does not fit its own check character.
    WrongInnerCheck,
}

impl fmt::Display for NumberFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Missing => "未填写",
            Self::ScientificNotation => {
                "表格软件已将号码变为科学记数法，末几位丢失；请先将该列设为“文本”格式，再从原件重新录入"
            }
            Self::TrailingZeros => {
                "第 15 位以后全为 0，是表格软件按数字保存所致，末几位已丢失；请先将该列设为“文本”格式，再从原件重新录入"
            }
            Self::DecimalPart => "号码带有小数，请将该列设为“文本”格式后重新录入",
            Self::WrongCharacter => "含有不属于号码的字符，请对照原件更正",
            Self::WrongLength(length) => {
                return write!(f, "共 {length} 位，位数不对，请对照原件核对是否漏录或多录");
            }
            Self::LegacyForm => "为 15 位旧证号码，请填写 18 位公民身份号码",
            Self::UnknownRegion => "前两位不是省级行政区划代码，请对照原件更正",
            Self::NoSuchDate => "其中的出生日期不存在，请对照原件更正",
            Self::WrongCheck => "末位校验码与前面各位不符，通常是某一位录错，请对照原件逐位核对",
            Self::WrongInnerCheck => "第 9 至 17 位（主体标识码）的校验码不符，请对照原件逐位核对",
        };
        f.write_str(words)
    }
}

impl std::error::Error for NumberFault {}
