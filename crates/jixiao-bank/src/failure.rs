//! Why banks give payments back, as kinds with a remedy each.
//!
//! Owns the kinds; the words they are known by and what to do are dated data. A reason that fits no
//! kind keeps the bank's words and is for a person to read.

use crate::LayoutError;
use crate::layout::{RawCertainty, RawCitation};
use jixiao_domain::{Coded, coded};
use jixiao_regulation::Citation;
use serde::Deserialize;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../regulations/banks/reasons.toml");

static BUILTIN: LazyLock<Reasons> =
    LazyLock::new(|| Reasons::load(FILE).expect("a test loads the embedded reasons"));

coded! {
    /// Why a payment came back.
    pub enum FailureKind {
        /// Name and account don't belong together.
        NameMismatch = "name_mismatch" "户名不符",
        /// No such account.
        NoSuchAccount = "no_such_account" "账号不存在",
        /// The account was closed.
        Closed = "closed" "账户已销户",
        /// A court or the bank froze it.
        Frozen = "frozen" "账户冻结",
        /// The bank takes nothing in.
        Stopped = "stopped" "账户止付",
        /// Unused for long.
        Dormant = "dormant" "账户睡眠",
        /// Above what accounts of class Ⅱ or Ⅲ take.
        Limit = "limit" "超过Ⅱ、Ⅲ类户限额",
        /// Rare characters, interpuncts or blanks that differ from the bank's.
        NameCharacters = "name_characters" "生僻字、间隔号或空格",
        /// The branch is wrong.
        WrongBranch = "wrong_branch" "开户行错误",
        /// Anything else; the bank's words say it.
        Other = "other" "其他",
    }
}

/// Why a payment came back, with the bank's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The kind the words were taken for.
    pub kind: FailureKind,
    /// The bank's words, as they stand.
    pub text: String,
}

impl Failure {
    /// Takes the bank's words for a kind.
    pub fn of_text(text: &str) -> Self {
        let squeezed: String = text
            .chars()
            .filter(|c| !jixiao_document::text::is_blank(*c))
            .map(jixiao_document::text::half_width)
            .collect();
        let kind = BUILTIN
            .known
            .iter()
            .find(|reason| reason.words.iter().any(|word| squeezed.contains(word.as_str())))
            .map_or(FailureKind::Other, |reason| reason.kind);
        Self { kind, text: text.to_owned() }
    }

    /// What to do before it is paid again.
    pub fn remedy(&self) -> &'static str {
        BUILTIN
            .known
            .iter()
            .find(|reason| reason.kind == self.kind)
            .map_or("按银行原文核实原因，必要时致电开户行，再以新行补发", |reason| &reason.remedy)
    }
}

impl FailureKind {
    /// Where the words of all kinds were read from.
    pub fn cited() -> &'static Citation {
        &BUILTIN.cited
    }
}

struct Reasons {
    cited: Citation,
    known: Vec<Reason>,
}

struct Reason {
    kind: FailureKind,
    words: Vec<String>,
    remedy: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    article: String,
    source: String,
    certainty: RawCertainty,
    reasons: Vec<RawReason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReason {
    kind: String,
    words: Vec<String>,
    remedy: String,
}

impl Reasons {
    fn load(text: &str) -> Result<Self, LayoutError> {
        let fail = |problem| LayoutError { file: "banks/reasons.toml".to_owned(), problem };
        let raw: Raw = toml::from_str(text).map_err(|error| fail(error.to_string()))?;
        let cited = RawCitation(raw.article, raw.source, raw.certainty).read().map_err(fail)?;
        let one = |reason: RawReason| {
            let kind = FailureKind::from_code(&reason.kind)
                .ok_or_else(|| fail(format!("no kind `{}`", reason.kind)))?;
            let words = reason.words.iter().map(|word| half(word)).collect();
            Ok(Reason { kind, words, remedy: reason.remedy })
        };
        let known = raw.reasons.into_iter().map(one).collect::<Result<Vec<_>, _>>()?;
        match FailureKind::ALL
            .iter()
            .find(|kind| **kind != FailureKind::Other && known.iter().all(|r| r.kind != **kind))
        {
            Some(kind) => Err(fail(format!("no words for `{}`", kind.code()))),
            None => Ok(Self { cited, known }),
        }
    }
}

fn half(word: &str) -> String {
    word.chars().map(jixiao_document::text::half_width).collect()
}

#[cfg(test)]
mod tests {
    use super::{Failure, FailureKind};

    #[test]
    fn words_of_banks_are_taken_for_their_kinds() {
        for (text, kind) in [
            ("户名不符", FailureKind::NameMismatch),
            ("收款人账号与户名不一致", FailureKind::NameMismatch),
            ("账号不存在", FailureKind::NoSuchAccount),
            ("查无此户", FailureKind::NoSuchAccount),
            ("该账户已销户", FailureKind::Closed),
            ("账户状态异常：冻结", FailureKind::Frozen),
            ("账户止付", FailureKind::Stopped),
            ("睡眠户", FailureKind::Dormant),
            ("超Ⅱ类户日累计限额", FailureKind::Limit),
            ("II 类账户余额超限", FailureKind::Limit),
            ("户名含生僻字，户名不符", FailureKind::NameCharacters),
            ("户名间隔号有误", FailureKind::NameCharacters),
            ("开户行有误", FailureKind::WrongBranch),
            ("系统忙，请稍后", FailureKind::Other),
            ("", FailureKind::Other),
        ] {
            let failure = Failure::of_text(text);
            assert_eq!((failure.kind, failure.text.as_str()), (kind, text));
            assert!(!failure.remedy().is_empty());
        }
    }
}
