//! 发放: a batch goes from the roster to the bank and back to a voucher; each of its lines is one
//! payment to one card.
//!
//! Owns the states and what may follow what. Whose hand takes a step is the business of the
//! application, the sums of `jixiao-aid`.

use crate::coded;
use crate::step::{Machine, RefusedStep};

coded! {
    /// Where a batch stands.
    pub enum BatchState {
        /// Put together; waits for the check.
        Built = "built" "待复核",
        /// Checked by a second hand; waits for the approval.
        Checked = "checked" "待审批",
        /// Approved by a third hand, its money set aside.
        Approved = "approved" "待导出",
        /// Written as files and locked.
        Exported = "exported" "已导出",
        /// The bank took it.
        BankAccepted = "bank_accepted" "银行已受理",
        /// The bank answered, for some lines at least.
        Returned = "returned" "已回盘",
        /// Every line is answered and the four sides were compared.
        Reconciled = "reconciled" "已对账",
        /// What was paid stands in the execution ledger.
        Vouchered = "vouchered" "已入账",
        /// Given up before any money moved; its cases may be paid by another.
        Cancelled = "cancelled" "已撤销",
    }
}

coded! {
    /// What happens to a batch.
    pub enum BatchEvent {
        /// 复核
        Check = "check" "复核",
        /// 审批, with the budget check.
        Approve = "approve" "审批",
        /// The files are written and locked.
        Export = "export" "导出",
        /// The bank took the files, with its receipt.
        Accept = "accept" "登记银行受理",
        /// A return file was read.
        Return = "return" "读入回盘",
        /// 四方对账
        Reconcile = "reconcile" "对账",
        /// 入账
        Voucher = "voucher" "入账",
        /// Given up before it went to the bank, with a reason.
        Cancel = "cancel" "撤销批次",
        /// The bank refused the files as a whole, with its words.
        Decline = "decline" "登记银行拒收",
    }
}

coded! {
    /// What became of a payment.
    pub enum LineState {
        /// In a batch; the bank has not answered.
        Open = "open" "待发放",
        /// The bank does not know yet.
        Pending = "pending" "银行处理中",
        /// The money arrived.
        Paid = "paid" "已到账",
        /// It did not, or came back.
        Failed = "failed" "发放失败",
        /// Failed, and paid again by a line that names this one.
        Replaced = "replaced" "已补发",
        /// Failed, and its case put back among those to be paid.
        GivenUp = "given_up" "已退回待发",
        /// Its batch was given up before any money moved.
        Released = "released" "已释放",
        /// Paid, and got back in full.
        Recovered = "recovered" "已追回",
    }
}

coded! {
    /// What happens to a payment.
    pub enum LineEvent {
        /// The bank says it arrived.
        Succeed = "succeed" "到账",
        /// The bank says it failed.
        Fail = "fail" "失败",
        /// The bank does not know yet.
        Hold = "hold" "银行处理中",
        /// A new line pays it again.
        Replace = "replace" "补发",
        /// The line that paid it again was released.
        Revive = "revive" "撤销补发",
        /// Its case goes back among those to be paid.
        GiveUp = "give_up" "退回待发",
        /// Its batch was given up.
        Release = "release" "释放",
        /// The money was got back in full.
        Recover = "recover" "追回",
    }
}

impl Machine for BatchState {
    type Event = BatchEvent;

    fn after(self, event: BatchEvent) -> Result<Self, RefusedStep> {
        use BatchEvent::{
            Accept, Approve, Cancel, Check, Decline, Export, Reconcile, Return, Voucher,
        };
        match (self, event) {
            (Self::Built, Check) => Ok(Self::Checked),
            (Self::Checked, Approve) => Ok(Self::Approved),
            (Self::Approved, Export) => Ok(Self::Exported),
            (Self::Exported, Accept) => Ok(Self::BankAccepted),
            (Self::BankAccepted | Self::Returned, Return) => Ok(Self::Returned),
            (Self::Returned, Reconcile) => Ok(Self::Reconciled),
            (Self::Reconciled, Voucher) => Ok(Self::Vouchered),
            (Self::Built | Self::Checked | Self::Approved, Cancel) | (Self::Exported, Decline) => {
                Ok(Self::Cancelled)
            }
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

impl BatchState {
    /// Whether nothing more will happen to the batch itself.
    pub fn is_finished(self) -> bool {
        matches!(self, Self::Vouchered | Self::Cancelled)
    }

    /// Whether its files are written, so that nothing of it changes any more.
    pub fn is_locked(self) -> bool {
        matches!(
            self,
            Self::Exported
                | Self::BankAccepted
                | Self::Returned
                | Self::Reconciled
                | Self::Vouchered
        )
    }
}

impl Machine for LineState {
    type Event = LineEvent;

    fn after(self, event: LineEvent) -> Result<Self, RefusedStep> {
        use LineEvent::{Fail, GiveUp, Hold, Recover, Release, Replace, Revive, Succeed};
        match (self, event) {
            (Self::Open | Self::Pending, Succeed) => Ok(Self::Paid),
            (Self::Open | Self::Pending, Fail) | (Self::Replaced, Revive) => Ok(Self::Failed),
            (Self::Open | Self::Pending, Hold) => Ok(Self::Pending),
            (Self::Failed, Replace) => Ok(Self::Replaced),
            (Self::Failed, GiveUp) => Ok(Self::GivenUp),
            (Self::Open, Release) => Ok(Self::Released),
            (Self::Paid, Recover) => Ok(Self::Recovered),
            (state, event) => Err(RefusedStep::new(state, event)),
        }
    }
}

impl LineState {
    /// Whether the bank's answer is waited for.
    pub fn is_on_the_way(self) -> bool {
        matches!(self, Self::Open | Self::Pending)
    }

    /// Whether the line holds its case: no other line may pay it meanwhile.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Replaced | Self::GivenUp | Self::Released)
    }
}

#[cfg(test)]
mod tests {
    use super::{BatchState, LineState};

    #[test]
    fn every_state_and_event_of_a_batch_has_the_expected_outcome() {
        let expected = "\
built: checked - - - - - - cancelled -
checked: - approved - - - - - cancelled -
approved: - - exported - - - - cancelled -
exported: - - - bank_accepted - - - - cancelled
bank_accepted: - - - - returned - - - -
returned: - - - - returned reconciled - - -
reconciled: - - - - - - vouchered - -
vouchered: - - - - - - - - -
cancelled: - - - - - - - - -
";
        assert_eq!(crate::step::table::<BatchState>(), expected);
    }

    #[test]
    fn every_state_and_event_of_a_line_has_the_expected_outcome() {
        let expected = "\
open: paid failed pending - - - released -
pending: paid failed pending - - - - -
paid: - - - - - - - recovered
failed: - - - replaced - given_up - -
replaced: - - - - failed - - -
given_up: - - - - - - - -
released: - - - - - - - -
recovered: - - - - - - - -
";
        assert_eq!(crate::step::table::<LineState>(), expected);
    }
}
