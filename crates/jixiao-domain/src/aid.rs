//! 救助批次: one opening of a programme of aid, and whether it takes applications.

use crate::coded;
use crate::step::{Machine, RefusedStep};

coded! {
    /// Where a round stands.
    pub enum AidRoundState {
        /// Takes applications within its days.
        Open = "open" "开放",
        /// Takes none any more; what was taken goes on.
        Closed = "closed" "已截止",
    }
}

coded! {
    /// What happens to a round.
    pub enum AidRoundEvent {
        /// 截止
        Close = "close" "截止",
        /// 重新开放, with a reason
        Reopen = "reopen" "重新开放",
    }
}

impl Machine for AidRoundState {
    type Event = AidRoundEvent;

    fn after(self, event: AidRoundEvent) -> Result<Self, RefusedStep> {
        match (self, event) {
            (Self::Open, AidRoundEvent::Close) => Ok(Self::Closed),
            (Self::Closed, AidRoundEvent::Reopen) => Ok(Self::Open),
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AidRoundState;

    #[test]
    fn every_state_and_event_has_the_expected_outcome() {
        assert_eq!(crate::step::table::<AidRoundState>(), "open: closed -\nclosed: - open\n");
    }
}
