//! The filing chain of goals and self-evaluations: 填报 → 单位审核 → 财务审核 → 审批, with return.
//!
//! Owns states, events and refusals. Who may raise an event is the business of the application.

use crate::coded;
use std::fmt;

coded! {
    /// Where a goal or self-evaluation stands.
    pub enum FilingState {
        /// Being filled in; also after a return.
        Draft = "draft" "填报中",
        /// Signed by the filler, waits for the unit's reviewer.
        Submitted = "submitted" "待单位审核",
        /// Waits for finance.
        UnitReviewed = "unit_reviewed" "待财务审核",
        /// Waits for the approver.
        FinanceReviewed = "finance_reviewed" "待审批",
        /// Approved and locked; a change needs a new version or an unfreezing.
        Approved = "approved" "已批复",
    }
}

coded! {
    /// What happens to a filing.
    pub enum FilingEvent {
        /// 提交
        Submit = "submit" "提交",
        /// 单位审核通过
        UnitReview = "unit_review" "单位审核通过",
        /// 财务审核通过
        FinanceReview = "finance_review" "财务审核通过",
        /// 批复
        Approve = "approve" "批复",
        /// 退回, with a reason
        Return = "return" "退回",
        /// 撤回 by the filler, as long as nobody reviewed it
        Withdraw = "withdraw" "撤回",
        /// 解除锁定 by the security administrator, with a reason
        Unfreeze = "unfreeze" "解除锁定",
    }
}

/// An event that the state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusedTransition {
    /// The state the filing is in.
    pub state: FilingState,
    /// The event that was tried.
    pub event: FilingEvent,
}

impl fmt::Display for RefusedTransition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::Coded as _;
        write!(f, "当前状态为“{}”，不能{}", self.state.word(), self.event.word())
    }
}

impl std::error::Error for RefusedTransition {}

impl FilingState {
    /// The state after an event.
    ///
    /// # Errors
    /// [`RefusedTransition`] where the state does not allow the event.
    pub fn after(self, event: FilingEvent) -> Result<Self, RefusedTransition> {
        match (self, event) {
            (Self::Draft, FilingEvent::Submit) => Ok(Self::Submitted),
            (Self::Submitted, FilingEvent::UnitReview) => Ok(Self::UnitReviewed),
            (Self::UnitReviewed, FilingEvent::FinanceReview) => Ok(Self::FinanceReviewed),
            (Self::FinanceReviewed, FilingEvent::Approve) => Ok(Self::Approved),
            (Self::Submitted, FilingEvent::Withdraw)
            | (Self::Submitted | Self::UnitReviewed | Self::FinanceReviewed, FilingEvent::Return)
            | (Self::Approved, FilingEvent::Unfreeze) => Ok(Self::Draft),
            (state, event) => Err(RefusedTransition { state, event }),
        }
    }

    /// Whether the filler may still change the content.
    pub fn is_editable(self) -> bool {
        self == Self::Draft
    }

    /// The event that moves the filing forward from here, if any.
    pub fn next_event(self) -> Option<FilingEvent> {
        match self {
            Self::Draft => Some(FilingEvent::Submit),
            Self::Submitted => Some(FilingEvent::UnitReview),
            Self::UnitReviewed => Some(FilingEvent::FinanceReview),
            Self::FinanceReviewed => Some(FilingEvent::Approve),
            Self::Approved => None,
        }
    }
}

coded! {
    /// Why a goal version exists.
    pub enum GoalVersionKind {
        /// 年初申报
        Original = "original" "年初申报",
        /// 绩效目标调整
        Adjustment = "adjustment" "目标调整",
        /// 年中追加
        MidYearSupplement = "mid_year_supplement" "年中追加",
    }
}

coded! {
    /// Where an indicator of the library stands.
    pub enum LibraryState {
        /// Waits for finance.
        Proposed = "proposed" "待审定",
        /// May be used in goals.
        Approved = "approved" "已入库",
        /// Not taken, with a reason.
        Rejected = "rejected" "未通过",
        /// Was in use; goals that hold it keep their copy.
        Retired = "retired" "已停用",
    }
}

coded! {
    /// What is decided about an indicator of the library.
    pub enum LibraryDecision {
        /// 审定入库
        Approve = "approve" "审定入库",
        /// 不予通过, with a reason
        Reject = "reject" "不予通过",
        /// 停用, with a reason
        Retire = "retire" "停用",
    }
}

impl LibraryState {
    /// The state after a decision; `None` where the state does not allow it.
    pub fn after(self, decision: LibraryDecision) -> Option<Self> {
        match (self, decision) {
            (Self::Proposed, LibraryDecision::Approve) => Some(Self::Approved),
            (Self::Proposed, LibraryDecision::Reject) => Some(Self::Rejected),
            (Self::Approved, LibraryDecision::Retire) => Some(Self::Retired),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FilingEvent, FilingState};
    use crate::Coded;

    /// Every pair of state and event, as a table: rows are states, columns events.
    #[test]
    fn every_state_and_event_has_the_expected_outcome() {
        let expected = "\
draft: submitted - - - - - -
submitted: - unit_reviewed - - draft draft -
unit_reviewed: - - finance_reviewed - draft - -
finance_reviewed: - - - approved draft - -
approved: - - - - - - draft
";
        let mut found = String::new();
        for state in FilingState::ALL {
            let row: Vec<&str> = FilingEvent::ALL
                .iter()
                .map(|event| state.after(*event).map_or("-", Coded::code))
                .collect();
            found.push_str(&format!("{}: {}\n", state.code(), row.join(" ")));
        }
        assert_eq!(found, expected);
    }
}
