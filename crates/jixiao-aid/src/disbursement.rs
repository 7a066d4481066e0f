//! The arithmetic of paying: where approved money lies, and that none of it is lost or paid twice.
//!
//! Owns sums only; states are the domain's, records the store's. [`mod@reference`] says the same in the
//! plainest way there is, for tests that compare.

pub mod reference;

use jixiao_domain::Money;
use std::fmt;

/// Where the approved money of something lies (a batch, a project). Each sum is added up from rows of
/// its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Approved for cases.
    pub approved: Money,
    /// Of cases that wait for a batch.
    pub payable: Money,
    /// On its way: in a batch, not answered by the bank.
    pub pending: Money,
    /// Failed and not paid again.
    pub failed: Money,
    /// Arrived, whether got back later or not.
    pub paid: Money,
    /// Got back of what arrived.
    pub recovered: Money,
}

/// Money that lies nowhere, or twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotConserved {
    /// Less lies somewhere than was approved.
    #[error("批准金额中有 {} 分不在待发、在途、失败或到账之列", .0.fen())]
    Lost(Money),
    /// More lies somewhere than was approved.
    #[error("待发、在途、失败与到账之和比批准金额多 {} 分", .0.fen())]
    Doubled(Money),
    /// More was got back than arrived.
    #[error("追回金额超过到账金额")]
    RecoveredTooMuch,
    /// A sum outside what is computed exactly.
    #[error("合计金额超出可计算范围")]
    TooLarge,
}

impl Standing {
    /// Whether approved = payable + on its way + failed + arrived, to the 分.
    ///
    /// # Errors
    /// By how much not.
    pub fn conserved(&self) -> Result<(), NotConserved> {
        let parts = [self.payable, self.pending, self.failed, self.paid];
        let lies = parts
            .into_iter()
            .try_fold(Money::default(), Money::checked_add)
            .ok_or(NotConserved::TooLarge)?;
        if self.recovered > self.paid {
            return Err(NotConserved::RecoveredTooMuch);
        }
        let missing = self.approved.fen().checked_sub(lies.fen()).ok_or(NotConserved::TooLarge)?;
        match missing {
            0 => Ok(()),
            missing if missing > 0 => Err(NotConserved::Lost(Money::from_fen(missing))),
            more => Err(NotConserved::Doubled(Money::from_fen(more.saturating_neg()))),
        }
    }

    /// What is left with those who were paid; `None` outside what is computed exactly.
    pub fn kept(&self) -> Option<Money> {
        self.paid.fen().checked_sub(self.recovered.fen()).map(Money::from_fen)
    }
}

/// What a year may still set aside of a source: its budget less what was booked and what approved
/// batches hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Available {
    /// 全年预算数 of the source.
    pub budget: Money,
    /// 执行数 of the source.
    pub executed: Money,
    /// Held by approved batches and not booked yet.
    pub committed: Money,
}

impl Available {
    /// What is left; negative where the budget was lowered below what is held. `None` outside what is
    /// computed exactly.
    pub fn left(&self) -> Option<Money> {
        let left = self.budget.fen().checked_sub(self.executed.fen())?;
        left.checked_sub(self.committed.fen()).map(Money::from_fen)
    }

    /// Whether a batch of `sum` fits.
    pub fn takes(&self, sum: Money) -> bool {
        self.left().is_some_and(|left| sum <= left)
    }
}

/// In 分, as a test prints it.
impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "approved {} = payable {} + pending {} + failed {} + paid {} (recovered {})",
            self.approved.fen(),
            self.payable.fen(),
            self.pending.fen(),
            self.failed.fen(),
            self.paid.fen(),
            self.recovered.fen()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Available, NotConserved, Standing};
    use jixiao_domain::Money;

    fn standing(fen: [i64; 6]) -> Standing {
        let [approved, payable, pending, failed, paid, recovered] = fen.map(Money::from_fen);
        Standing { approved, payable, pending, failed, paid, recovered }
    }

    #[test]
    fn every_fen_lies_in_one_place() {
        for (fen, outcome) in [
            ([0; 6], Ok(())),
            ([100, 40, 30, 20, 10, 0], Ok(())),
            ([100, 0, 0, 0, 100, 100], Ok(())),
            ([100, 40, 30, 20, 9, 0], Err(NotConserved::Lost(Money::from_fen(1)))),
            ([100, 40, 30, 20, 11, 0], Err(NotConserved::Doubled(Money::from_fen(1)))),
            ([100, 0, 0, 0, 100, 101], Err(NotConserved::RecoveredTooMuch)),
            ([0, i64::MAX, 1, 0, 0, 0], Err(NotConserved::TooLarge)),
        ] {
            assert_eq!(standing(fen).conserved(), outcome, "{fen:?}");
        }
    }

    #[test]
    fn a_batch_fits_to_the_fen() {
        let [budget, executed, committed] = [1000, 300, 200].map(Money::from_fen);
        let available = Available { budget, executed, committed };
        assert!(available.takes(Money::from_fen(500)));
        assert!(!available.takes(Money::from_fen(501)));
        let overdrawn = Available { budget: Money::from_fen(400), ..available };
        assert_eq!(overdrawn.left(), Some(Money::from_fen(-100)));
        assert!(!overdrawn.takes(Money::from_fen(0)));
    }
}
