//! 建档 → 在档 → 脱困 / 注销: the file of a household. A file ends only after another person has
//! confirmed it, and it is never deleted.

use crate::coded;
use crate::step::{Machine, RefusedStep};

coded! {
    /// Where a file stands.
    pub enum FileState {
        /// Being filled in; also after a return.
        Draft = "draft" "填报中",
        /// Waits for the review of the union.
        Submitted = "submitted" "待审核",
        /// Waits for the approval of the aid centre.
        Reviewed = "reviewed" "待审批",
        /// 在档: may be given aid.
        Filed = "filed" "在档",
        /// 脱困 was proposed; aid goes on until it is confirmed.
        LiftProposed = "lift_proposed" "拟脱困待核",
        /// 注销 was proposed.
        CancelProposed = "cancel_proposed" "拟注销待核",
        /// 已脱困
        Lifted = "lifted" "已脱困",
        /// 已注销
        Cancelled = "cancelled" "已注销",
        /// Found to be the same household as another file.
        Merged = "merged" "已并档",
    }
}

coded! {
    /// What happens to a file.
    pub enum FileEvent {
        /// 提交
        Submit = "submit" "提交",
        /// 撤回 by the filler
        Withdraw = "withdraw" "撤回",
        /// 审核通过
        Review = "review" "审核通过",
        /// 批准建档
        Approve = "approve" "批准建档",
        /// 退回, with a reason
        Return = "return" "退回",
        /// 作废 of what was never filed, with a reason
        Void = "void" "作废",
        /// 提出脱困, with a reason
        ProposeLift = "propose_lift" "提出脱困",
        /// 提出注销, with a reason
        ProposeCancel = "propose_cancel" "提出注销",
        /// 核准退出
        Confirm = "confirm" "核准退出",
        /// 不同意退出, with a reason
        Refuse = "refuse" "不同意退出",
        /// 重新建档 after 脱困 or 注销, with a reason
        Reopen = "reopen" "重新建档",
        /// 并入另一份档案
        Merge = "merge" "并档",
        /// A filed file was corrected, with a reason; its state stays.
        Amend = "amend" "更正",
    }
}

impl Machine for FileState {
    type Event = FileEvent;

    fn after(self, event: FileEvent) -> Result<Self, RefusedStep> {
        use FileEvent as E;
        match (self, event) {
            (Self::Draft, E::Submit) => Ok(Self::Submitted),
            (Self::Submitted, E::Withdraw)
            | (Self::Submitted | Self::Reviewed, E::Return)
            | (Self::Lifted | Self::Cancelled, E::Reopen) => Ok(Self::Draft),
            (Self::Submitted, E::Review) => Ok(Self::Reviewed),
            (Self::Reviewed, E::Approve)
            | (Self::LiftProposed | Self::CancelProposed, E::Refuse)
            | (Self::Filed, E::Amend) => Ok(Self::Filed),
            (Self::Draft, E::Void) | (Self::CancelProposed, E::Confirm) => Ok(Self::Cancelled),
            (Self::Filed, E::ProposeLift) => Ok(Self::LiftProposed),
            (Self::Filed, E::ProposeCancel) => Ok(Self::CancelProposed),
            (Self::LiftProposed, E::Confirm) => Ok(Self::Lifted),
            (Self::Draft | Self::Filed | Self::Lifted | Self::Cancelled, E::Merge) => {
                Ok(Self::Merged)
            }
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

impl FileState {
    /// Whether the household may be given aid that asks for a file.
    pub fn is_filed(self) -> bool {
        matches!(self, Self::Filed | Self::LiftProposed | Self::CancelProposed)
    }

    /// Whether nothing happens to the file unless it is opened again.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::Lifted | Self::Cancelled | Self::Merged)
    }

    /// Whether its content may be changed: freely in a draft, with a reason once filed.
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Filed)
    }
}

impl FileEvent {
    /// Whether the event is refused without a reason.
    pub fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::Return
                | Self::Void
                | Self::ProposeLift
                | Self::ProposeCancel
                | Self::Refuse
                | Self::Reopen
                | Self::Merge
                | Self::Amend
        )
    }

    /// Whether the event judges what others did.
    pub fn is_check(self) -> bool {
        matches!(
            self,
            Self::Review
                | Self::Approve
                | Self::Return
                | Self::Confirm
                | Self::Refuse
                | Self::Merge
        )
    }
}

#[cfg(test)]
mod tests {
    use super::FileState;

    #[test]
    fn every_state_and_event_has_the_expected_outcome() {
        let expected = "\
draft: submitted - - - - cancelled - - - - - merged -
submitted: - draft reviewed - draft - - - - - - - -
reviewed: - - - filed draft - - - - - - - -
filed: - - - - - - lift_proposed cancel_proposed - - - merged filed
lift_proposed: - - - - - - - - lifted filed - - -
cancel_proposed: - - - - - - - - cancelled filed - - -
lifted: - - - - - - - - - - draft merged -
cancelled: - - - - - - - - - - draft merged -
merged: - - - - - - - - - - - - -
";
        assert_eq!(crate::step::table::<FileState>(), expected);
    }
}
