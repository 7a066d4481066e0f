//! A proposal for a project's next budget: what it advises, and its way from the computation to the
//! approver.

use crate::coded;
use crate::step::{Machine, RefusedStep};

coded! {
    /// What a proposal advises.
    pub enum ProposalDecision {
        /// As before, or more.
        Continue = "continue" "继续支持",
        /// With a better plan first.
        Improve = "improve" "改进后安排",
        /// Less money.
        Cut = "cut" "压减",
        /// No money.
        Stop = "stop" "不再安排",
    }
}

coded! {
    /// By what a scenario shares the cuts that its ceiling forces.
    pub enum SharingMethod {
        /// By the proposed amounts alone.
        Even = "even" "同比例",
        /// By amount and by how little score and execution came to.
        Weakness = "weakness" "绩效强弱",
        /// By amount and by the share that stayed unspent.
        Unspent = "unspent" "结余多少",
        /// By amount and by how demand changed: the less of it, the larger the cut.
        Demand = "demand" "任务增减",
        /// By the three before, each with its weight.
        Combined = "combined" "综合分摊",
    }
}

coded! {
    /// Where a proposal stands.
    pub enum ProposalState {
        /// Computed, finance may change it.
        Draft = "draft" "待财务确认",
        /// Waits for the approver.
        Submitted = "submitted" "待审批",
        /// Approved.
        Approved = "approved" "已审批",
    }
}

coded! {
    /// What happens to a proposal.
    pub enum ProposalEvent {
        /// The rules compute it anew.
        Compute = "compute" "测算",
        /// Finance changes decision or amount, with a reason.
        Edit = "edit" "财务调整",
        /// A scenario's figures take its place.
        Adopt = "adopt" "采用方案",
        /// Finance hands it to the approver.
        Submit = "submit" "提交审批",
        /// The approver gives it back, with a reason.
        Return = "return" "退回",
        /// The approver agrees.
        Approve = "approve" "审批通过",
    }
}

impl Machine for ProposalState {
    type Event = ProposalEvent;

    fn after(self, event: ProposalEvent) -> Result<Self, RefusedStep> {
        use ProposalEvent::{Adopt, Approve, Compute, Edit, Return, Submit};
        match (self, event) {
            (Self::Draft, Compute | Edit | Adopt) | (Self::Submitted, Return) => Ok(Self::Draft),
            (Self::Draft, Submit) => Ok(Self::Submitted),
            (Self::Submitted, Approve) => Ok(Self::Approved),
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ProposalState;

    #[test]
    fn every_state_and_event_has_the_expected_outcome() {
        let expected = "\
draft: draft draft draft submitted - -
submitted: - - - - draft approved
approved: - - - - - -
";
        assert_eq!(crate::step::table::<ProposalState>(), expected);
    }
}
