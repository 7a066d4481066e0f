//! Why a regulation could not be loaded or found. Nothing is ever defaulted instead.

use thiserror::Error;

/// A fault in a regulation file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}：{problem}")]
pub struct LoadError {
    /// The file the fault lies in.
    pub file: String,
    /// The fault.
    pub problem: Problem,
}

/// What is wrong with a regulation file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// No valid TOML, an unknown key, or a value that cannot be read.
    #[error("无法读取：{0}")]
    Unreadable(String),
    /// A parameter without `article`, or a certain one whose article is empty.
    #[error("参数 {0} 没有条款")]
    MissingArticle(&'static str),
    /// A parameter without `source`.
    #[error("参数 {0} 没有来源")]
    MissingSource(&'static str),
    /// A parameter without `certainty`.
    #[error("参数 {0} 没有标明确信程度")]
    MissingCertainty(&'static str),
    /// A parameter neither the file nor its bases state.
    #[error("缺少参数 {0}，所依据的规则中也没有")]
    MissingParameter(&'static str),
    /// `base` names no regulation.
    #[error("所依据的规则 {0} 不存在")]
    UnresolvedBase(String),
    /// The bases lead back to the regulation itself.
    #[error("所依据的规则循环引用：{0}")]
    CyclicBase(String),
    /// Two files with one id.
    #[error("编号 {0} 重复")]
    DuplicateId(String),
    /// The default regulations of a region govern one year twice.
    #[error("与 {other} 的适用年度重叠（地区 {region}）")]
    OverlappingPeriods {
        /// Id of the other regulation.
        other: String,
        /// Their region.
        region: String,
    },
    /// The last year lies before the first, or a year lies outside 1994..=2099.
    #[error("适用年度不成立")]
    BadPeriod,
    /// No 6-digit region code.
    #[error("地区代码 {0} 不是6位数字")]
    BadRegion(String),
    /// Bands not strictly descending, not joining, or not reaching their ends.
    #[error("{0} 的分档不连续或次序不对")]
    BandsOutOfOrder(&'static str),
    /// A weight set whose points are not the total.
    #[error("权重合计 {sum} 不等于总分 {total}")]
    WeightsDoNotSum {
        /// What they sum to.
        sum: String,
        /// What they should.
        total: String,
    },
    /// A holiday whose days don't hold together.
    #[error("{0}")]
    BadHoliday(String),
    /// A number outside its range.
    #[error("参数 {0} 超出范围")]
    OutOfRange(&'static str),
}

/// Why no regulation governs a filing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ResolveError {
    /// The region code is no 6-digit code.
    #[error("地区代码“{0}”不是6位数字")]
    BadRegion(String),
    /// No default regulation of the region, its province or the nation covers the year.
    #[error("没有适用于 {year} 年度（地区 {region}）的计分规则，请指明规则编号")]
    NoneForYear {
        /// The region asked for.
        region: String,
        /// The fiscal year asked for.
        year: u16,
    },
    /// No regulation has this id.
    #[error("没有编号为“{0}”的计分规则")]
    UnknownId(String),
}
