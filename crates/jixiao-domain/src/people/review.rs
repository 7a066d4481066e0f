//! 年度复核: a filed household is judged anew every year, by one hand, and confirmed by another.

use crate::coded;
use crate::step::{Machine, RefusedStep};

coded! {
    /// Where a yearly review stands.
    pub enum YearlyReviewState {
        /// Waits for the check.
        Proposed = "proposed" "待核定",
        /// Not passed; to be done again.
        Returned = "returned" "已退回",
        /// Passed; its conclusion holds.
        Confirmed = "confirmed" "已核定",
    }
}

coded! {
    /// What happens to a yearly review.
    pub enum YearlyReviewEvent {
        /// 核定
        Confirm = "confirm" "核定",
        /// 退回, with a reason
        Return = "return" "退回",
        /// 重新复核
        Redo = "redo" "重新复核",
    }
}

coded! {
    /// What a yearly review comes to.
    pub enum ReviewConclusion {
        /// 继续在档, in the class found
        Keep = "keep" "继续在档",
        /// 脱困
        Lift = "lift" "脱困退出",
        /// 注销
        Cancel = "cancel" "注销退出",
    }
}

impl Machine for YearlyReviewState {
    type Event = YearlyReviewEvent;

    fn after(self, event: YearlyReviewEvent) -> Result<Self, RefusedStep> {
        use YearlyReviewEvent::{Confirm, Redo, Return};
        match (self, event) {
            (Self::Proposed, Confirm) => Ok(Self::Confirmed),
            (Self::Proposed, Return) => Ok(Self::Returned),
            (Self::Proposed | Self::Returned, Redo) => Ok(Self::Proposed),
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::YearlyReviewState;

    #[test]
    fn every_state_and_event_has_the_expected_outcome() {
        let expected = "\
proposed: confirmed returned proposed
returned: - - proposed
confirmed: - - -
";
        assert_eq!(crate::step::table::<YearlyReviewState>(), expected);
    }
}
