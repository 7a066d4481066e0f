//! What may be approved: never above the rule, never above the round's money.

use super::round::LoadedRound;
use crate::Refusal;
use crate::amounts::yuan;
use jixiao_aid::programme::Outcome;
use jixiao_domain::Money;
use jixiao_store::{Connection, aid_cases};

/// The money of a round that is still free, counted down while cases are approved.
pub(super) struct Purse {
    ceiling: Option<Money>,
    held: i64,
}

impl Purse {
    /// The purse of a round, whose row is locked.
    pub(super) async fn of(
        connection: &impl Connection,
        round: &LoadedRound,
    ) -> Result<Self, Refusal> {
        let held = aid_cases::held_money(connection, round.round.id).await?.fen();
        Ok(Self { ceiling: round.round.budget, held })
    }

    /// Takes an amount out of it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] where the round has not so much left.
    pub(super) fn take(&mut self, amount: Money) -> Result<(), Refusal> {
        let held = self.held.checked_add(amount.fen());
        let within = held.filter(|held| self.ceiling.is_none_or(|most| *held <= most.fen()));
        if let Some(held) = within {
            self.held = held;
            return Ok(());
        }
        let most = self.ceiling.unwrap_or_default();
        let left = Money::from_fen((most.fen() - self.held).max(0));
        Err(Refusal::WrongState(format!(
            "批次资金总额{}元，尚余{}元，不足以审定{}元",
            yuan(most),
            yuan(left),
            yuan(amount)
        )))
    }
}

/// The amount that is approved: what the rule gives, or less with a reason.
///
/// # Errors
/// [`Refusal::WrongState`] where the rule gives nothing; [`Refusal::Invalid`] on `amount` or
/// `words`.
pub(super) fn approvable(
    outcome: &Outcome,
    typed: Option<Money>,
    words: &str,
) -> Result<Money, Refusal> {
    let take = match outcome {
        Outcome::Taken(take) => take,
        other => return Err(Refusal::WrongState(other.explanation())),
    };
    let Some(typed) = typed else { return Ok(take.amount) };
    if typed.fen() <= 0 {
        return Err(Refusal::field("amount", "审定金额须大于零；不予救助的请办理“不予救助”"));
    }
    if typed > take.amount {
        let message = format!("审定金额不得高于按规则测算的{}元", yuan(take.amount));
        return Err(Refusal::field("amount", message));
    }
    if typed < take.amount && words.is_empty() {
        let message = format!("审定金额低于测算的{}元，请写明理由", yuan(take.amount));
        return Err(Refusal::field("words", message));
    }
    Ok(typed)
}
