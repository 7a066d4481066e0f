//! Why a case does not move, in words.

use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::{AidNeed, Coded as _, RefusedStep};
use std::fmt;

/// A refusal of the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The state does not allow the event.
    State(RefusedStep),
    /// The case stands in no stage of its programme.
    NoStage,
    /// The stage is the approval, which is not passed but approved.
    ApprovalAsked,
    /// An earlier stage, here named, comes first.
    Early(String),
    /// The stage asks for something that was not written down.
    Missing(AidNeed, String),
    /// The same person did, here named, something that excludes this.
    SameHand(&'static str),
    /// The case is on no notice.
    NoNotice,
    /// The notice runs until the day.
    NoticeRuns(NaiveDate),
    /// A term runs beyond all dates or has no day.
    NoDueDate,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(refused) => refused.fmt(f),
            Self::NoStage => f.write_str("申请不在审核环节中，不能办理"),
            Self::ApprovalAsked => f.write_str("申请已到审定环节，请办理“审定”"),
            Self::Early(stage) => write!(f, "申请尚在“{stage}”环节，不能审定"),
            Self::Missing(need, stage) => {
                write!(f, "“{stage}”须先登记{}", need.word())
            }
            Self::SameHand(word) => write!(f, "您已办理“{word}”，须由他人办理本环节"),
            Self::NoNotice => f.write_str("申请未列入公示"),
            Self::NoticeRuns(until) => write!(
                f,
                "公示期至{}年{}月{}日，期满后方可转入待发放",
                until.year(),
                until.month(),
                until.day()
            ),
            Self::NoDueDate => f.write_str("环节期限无法推算，请核对项目规则中的天数"),
        }
    }
}

impl std::error::Error for Refused {}
