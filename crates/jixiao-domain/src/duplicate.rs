//! Pairs of records that may be one person, and what becomes of them: somebody looks at both and
//! judges; a manager may let a case go on, with a reason.

use crate::coded;
use crate::step::{Machine, RefusedStep};

coded! {
    /// Why two records stand beside each other; the strongest reason where there are several.
    pub enum DuplicateKind {
        /// Both bear the same identity number.
        Identity = "identity" "证件号码相同",
        /// Both are to be paid to the same account.
        Card = "card" "银行账号相同",
        /// Both stand in one household, or one household stands in two files.
        Household = "household" "同户重复登记",
        /// Names, dates of birth, employers and addresses are alike.
        Likeness = "likeness" "信息相似",
    }
}

coded! {
    /// Where a pair stands.
    pub enum DuplicateState {
        /// Nobody has looked at it.
        Open = "open" "待核对",
        /// Somebody looked at it and has to ask.
        Verifying = "verifying" "需核实",
        /// One person; the records wait to be merged.
        Same = "same" "同一人待合并",
        /// Two persons.
        Different = "different" "不是同一人",
        /// Cases may go on although the pair isn't cleared.
        Overridden = "overridden" "特批放行",
        /// The records were merged or corrected: they are alike no more.
        Settled = "settled" "已消除",
    }
}

coded! {
    /// What happens to a pair.
    pub enum DuplicateEvent {
        /// 判定为同一人, with a reason
        JudgeSame = "judge_same" "判定为同一人",
        /// 判定不是同一人, with a reason
        JudgeDifferent = "judge_different" "判定不是同一人",
        /// 转为需核实, with what is to be asked
        AskBack = "ask_back" "转为需核实",
        /// 特批放行 by a manager, with a reason
        Override = "override" "特批放行",
        /// 重新核对, with a reason
        Reopen = "reopen" "重新核对",
        /// The records were merged or corrected.
        Settle = "settle" "消除",
    }
}

impl Machine for DuplicateState {
    type Event = DuplicateEvent;

    fn after(self, event: DuplicateEvent) -> Result<Self, RefusedStep> {
        use DuplicateEvent as E;
        match (self, event) {
            (Self::Open | Self::Verifying, E::JudgeSame) => Ok(Self::Same),
            (Self::Open | Self::Verifying, E::JudgeDifferent) => Ok(Self::Different),
            (Self::Open, E::AskBack) => Ok(Self::Verifying),
            (Self::Open | Self::Verifying | Self::Same, E::Override) => Ok(Self::Overridden),
            (Self::Same | Self::Different | Self::Overridden | Self::Settled, E::Reopen) => {
                Ok(Self::Open)
            }
            (Self::Settled, E::Settle) => Err(RefusedStep::new(self, event)),
            (_, E::Settle) => Ok(Self::Settled),
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

impl DuplicateState {
    /// Whether a case of one of the two must not be approved.
    pub fn blocks(self) -> bool {
        matches!(self, Self::Open | Self::Verifying | Self::Same)
    }
}

#[cfg(test)]
mod tests {
    use super::DuplicateState;

    #[test]
    fn every_state_and_event_has_the_expected_outcome() {
        let expected = "\
open: same different verifying overridden - settled
verifying: same different - overridden - settled
same: - - - overridden open settled
different: - - - - open settled
overridden: - - - - open settled
settled: - - - - open -
";
        assert_eq!(crate::step::table::<DuplicateState>(), expected);
    }
}
