//! The rules of redaction by the day from which they hold, each with its basis. There is no single
//! legal pattern for masking; the masks follow what systems of finance and social security print.

use chrono::NaiveDate;
use jixiao_domain::RemovalKind;

/// The rules that hold from a day on. A later edition is added, an earlier one never changes: what
/// was published under it stays explained.
#[derive(Debug, PartialEq, Eq)]
pub struct Edition {
    /// Year, month, day from which they hold.
    from: (i32, u32, u32),
    /// What they rest on.
    pub basis: &'static str,
    /// How sure that basis is, in the words of the regulations.
    pub certainty: &'static str,
    /// The rules in the order in which they are tried: what one took is not seen by the next.
    pub rules: &'static [Rule],
}

/// What is removed, and what stays of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// What kind of thing.
    pub kind: RemovalKind,
    /// What happens to it, for people.
    pub sentence: &'static str,
}

const EDITIONS: &[Edition] = &[Edition {
    // The day on which 个人信息保护法 came into force.
    from: (2021, 11, 1),
    basis: "《个人信息保护法》第二十五条（公开须经同意或法定）、第五十一条（去标识化）",
    certainty: "法条确定；掩码样式无统一规定，按财政、社保系统通行做法",
    rules: &[
        Rule { kind: RemovalKind::Email, sentence: "电子邮箱整体以星号代替" },
        Rule {
            kind: RemovalKind::IdNumber,
            sentence: "身份证号整体以星号代替；校验码正确，或前文标明为证件号的，均视为身份证号",
        },
        Rule {
            kind: RemovalKind::BankCard,
            sentence: "银行卡号、账号整体以星号代替；卡号校验正确，或前文标明为账号的，均视为账号",
        },
        Rule {
            kind: RemovalKind::Phone, sentence: "手机和固定电话号码整体以星号代替"
        },
        Rule {
            kind: RemovalKind::Address,
            sentence: "地址保留到街道、道路或村，其后门牌以星号代替",
        },
        Rule {
            kind: RemovalKind::Name,
            sentence: "填报人、负责人及文中标明的姓名保留姓，名以星号代替；未标明的姓名由核对人指出",
        },
    ],
}];

/// The rules that hold on a day; the first edition also holds before its own day.
pub fn edition(on: NaiveDate) -> &'static Edition {
    EDITIONS
        .iter()
        .rev()
        .find(|edition| edition.since().is_some_and(|day| day <= on))
        .unwrap_or(&EDITIONS[0])
}

impl Edition {
    /// The day from which the rules hold.
    pub fn since(&self) -> Option<NaiveDate> {
        let (year, month, day) = self.from;
        NaiveDate::from_ymd_opt(year, month, day)
    }
}
