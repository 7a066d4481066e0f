//! 部门评价: 立项 → 评价 → 交换意见 → 结论 (财预〔2020〕10号).
//!
//! Owns the states. Who may raise an event is the business of the application.

use crate::coded;
use crate::step::{Machine, RefusedStep};

coded! {
    /// Where a department evaluation stands.
    pub enum EvaluationState {
        /// Object and points are fixed; nothing is scored yet.
        Planned = "planned" "已立项",
        /// Material is collected and scored.
        InProgress = "in_progress" "评价中",
        /// The unit was heard; waits for the conclusion.
        OpinionExchanged = "opinion_exchanged" "已交换意见",
        /// Concluded and locked.
        Concluded = "concluded" "已作结论",
    }
}

coded! {
    /// What happens to a department evaluation.
    pub enum EvaluationEvent {
        /// The points are settled, scoring begins.
        Start = "start" "开始评价",
        /// The unit was heard.
        Exchange = "exchange" "交换意见",
        /// Something has to be scored again, with a reason.
        SendBack = "send_back" "退回补充",
        /// The result is decided.
        Conclude = "conclude" "作出结论",
    }
}

impl Machine for EvaluationState {
    type Event = EvaluationEvent;

    fn after(self, event: EvaluationEvent) -> Result<Self, RefusedStep> {
        use EvaluationEvent::{Conclude, Exchange, SendBack, Start};
        match (self, event) {
            (Self::Planned, Start) | (Self::OpinionExchanged, SendBack) => Ok(Self::InProgress),
            (Self::InProgress, Exchange) => Ok(Self::OpinionExchanged),
            (Self::OpinionExchanged, Conclude) => Ok(Self::Concluded),
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

impl EvaluationState {
    /// Whether scores and words may still change.
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Planned | Self::InProgress)
    }

    /// The event that moves the evaluation forward from here, if any.
    pub fn next_event(self) -> Option<EvaluationEvent> {
        match self {
            Self::Planned => Some(EvaluationEvent::Start),
            Self::InProgress => Some(EvaluationEvent::Exchange),
            Self::OpinionExchanged => Some(EvaluationEvent::Conclude),
            Self::Concluded => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EvaluationState;

    #[test]
    fn every_state_and_event_has_the_expected_outcome() {
        let expected = "\
planned: in_progress - - -
in_progress: - opinion_exchanged - -
opinion_exchanged: - - in_progress concluded
concluded: - - - -
";
        assert_eq!(crate::step::table::<EvaluationState>(), expected);
    }
}
