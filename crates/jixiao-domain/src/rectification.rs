//! 整改: 通知 → 整改情况 → 核查 → 办结, and back where the check is not passed.
//!
//! Owns the states, and what a rectification or a suspension of payment comes from. Who may raise an
//! event is the business of the application.

use crate::coded;
use crate::step::{Machine, RefusedStep};

coded! {
    /// Where a rectification stands.
    pub enum RectificationState {
        /// The notice was given; the unit is to set it right and reply.
        Issued = "issued" "待整改",
        /// The unit replied; waits for the check.
        Replied = "replied" "待核查",
        /// The check was not passed; the unit is to go on and reply again.
        Returned = "returned" "须继续整改",
        /// The check was passed.
        Closed = "closed" "已办结",
        /// The notice was taken back.
        Withdrawn = "withdrawn" "已撤销",
    }
}

coded! {
    /// What happens to a rectification.
    pub enum RectificationEvent {
        /// The unit says what it did.
        Reply = "reply" "报送整改情况",
        /// The check is passed.
        Accept = "accept" "核查通过",
        /// The check is not passed, with a reason.
        Reject = "reject" "核查不通过",
        /// A later date, with a reason.
        Extend = "extend" "延长期限",
        /// The notice is taken back, with a reason.
        Withdraw = "withdraw" "撤销通知",
    }
}

coded! {
    /// What made a rectification necessary.
    pub enum RectificationOrigin {
        /// A warning of the monitoring.
        Warning = "warning" "运行监控预警",
        /// A spot check of a self-evaluation.
        SpotCheck = "spot_check" "自评抽查复核",
        /// A department evaluation.
        Evaluation = "evaluation" "部门评价",
        /// Somebody saw it.
        Manual = "manual" "日常监督",
    }
}

coded! {
    /// What made a suspension of payment necessary.
    pub enum SuspensionOrigin {
        /// A warning of the monitoring.
        Warning = "warning" "运行监控预警",
        /// A rectification.
        Rectification = "rectification" "整改通知",
        /// Somebody saw it.
        Manual = "manual" "日常监督",
    }
}

impl Machine for RectificationState {
    type Event = RectificationEvent;

    fn after(self, event: RectificationEvent) -> Result<Self, RefusedStep> {
        use RectificationEvent::{Accept, Extend, Reject, Reply, Withdraw};
        match (self, event) {
            (Self::Issued | Self::Returned, Reply) => Ok(Self::Replied),
            (Self::Replied, Accept) => Ok(Self::Closed),
            (Self::Replied, Reject) => Ok(Self::Returned),
            (Self::Issued | Self::Returned, Extend) => Ok(self),
            (Self::Issued | Self::Returned, Withdraw) => Ok(Self::Withdrawn),
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

impl RectificationState {
    /// Whether the unit still has to do something, so that the date counts.
    pub fn waits_for_unit(self) -> bool {
        matches!(self, Self::Issued | Self::Returned)
    }

    /// Whether nothing more will happen.
    pub fn is_finished(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn)
    }
}

#[cfg(test)]
mod tests {
    use super::RectificationState;

    #[test]
    fn every_state_and_event_has_the_expected_outcome() {
        let expected = "\
issued: replied - - issued withdrawn
replied: - closed returned - -
returned: replied - - returned withdrawn
closed: - - - - -
withdrawn: - - - - -
";
        assert_eq!(crate::step::table::<RectificationState>(), expected);
    }
}
