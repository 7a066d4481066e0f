//! Why a use case did not do what was asked. Every refusal says what is wrong and what to do.

use jixiao_domain::{RefusedStep, RefusedTransition};
use jixiao_store::StoreError;

/// An input that can't be taken, and the field it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the input field; rows of a table carry their number, `indicators[3].points`.
    pub field: String,
    /// What is wrong and what to enter instead, in Chinese.
    pub message: String,
}

impl FieldError {
    /// An error of a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// A refusal.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Nobody is signed in, or the session has ended.
    #[error("登录已失效，请重新登录；已填写的内容已保存为草稿")]
    SignedOut,
    /// The actor's roles don't allow it here. Also used where a record lies outside the actor's
    /// subtree and its existence may be known.
    #[error("您没有“{0}”的权限，请联系安全管理员授权")]
    Forbidden(&'static str),
    /// No such record, or none the actor may see.
    #[error("找不到{0}，可能已被移动，或不在您的管理范围内")]
    NotFound(&'static str),
    /// Fields hold what can't be taken.
    #[error("有 {} 处需要更正", .0.len())]
    Invalid(Vec<FieldError>),
    /// Someone else changed the record since it was read; nothing was written.
    #[error("{0}已被他人修改，请比较两个版本后再保存")]
    Conflict(&'static str),
    /// The state does not allow it.
    #[error("{0}")]
    WrongState(String),
    /// The same person did an earlier step that excludes this one.
    #[error("经办与审核不能为同一人：{0}")]
    SameHand(String),
    /// Too much, too large; says the limit.
    #[error("{0}")]
    TooMuch(String),
    /// Tried too often: the sentence, and after how many seconds to try again.
    #[error("{0}")]
    TooOften(String, u64),
    /// The database failed.
    #[error("系统繁忙，请稍后再试；尚未保存的内容仍在页面上")]
    Store(#[source] StoreError),
}

impl Refusal {
    /// A refusal for one field.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }
}

impl From<RefusedTransition> for Refusal {
    fn from(refused: RefusedTransition) -> Self {
        Self::WrongState(refused.to_string())
    }
}

impl From<RefusedStep> for Refusal {
    fn from(refused: RefusedStep) -> Self {
        Self::WrongState(refused.to_string())
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Conflict("该记录"),
            other => Self::Store(other),
        }
    }
}
