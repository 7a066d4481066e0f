//! Sharing a bound: cuts by weight, never below a floor, closing to the 分.
//!
//! Owns the arithmetic only; what the weights stand for is the scenario's.

use jixiao_domain::{Decimal, Money};

/// One that shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// What it would get without the bound.
    pub(super) before: Money,
    /// What it gets at least.
    pub(super) floor: Money,
    /// How readily it gives, 0 or more; those with 0 give only when the others have nothing left.
    pub(super) weight: Decimal,
    /// 分 to which its amount is rounded down where the sum allows.
    pub(super) step: i64,
}

/// What each gets. The sum is `bound` exactly, provided it lies between the sums of the floors and
/// of what all would get.
pub(super) fn shared(parts: &[Part], bound: Money) -> Vec<Money> {
    let whole: Decimal = parts.iter().map(|part| Decimal::from(part.before.fen())).sum();
    let cuts = cuts(parts, whole - Decimal::from(bound.fen()));
    let wanted: Vec<Decimal> =
        parts.iter().zip(cuts).map(|(part, cut)| Decimal::from(part.before.fen()) - cut).collect();
    closed(parts, &wanted, bound)
}

/// The excess shared by weight. Who reaches its floor gives no more; what is missing then is shared
/// among the others, at last by what each has left.
fn cuts(parts: &[Part], excess: Decimal) -> Vec<Decimal> {
    let room: Vec<Decimal> =
        parts.iter().map(|part| Decimal::from(part.before.fen() - part.floor.fen())).collect();
    let mut cuts = vec![Decimal::ZERO; parts.len()];
    let mut left = excess.max(Decimal::ZERO);
    for by_weight in [true, false] {
        // Every round but the last brings somebody to the floor.
        for _ in 0..=parts.len() {
            let weights: Vec<Decimal> = parts
                .iter()
                .zip(room.iter().zip(&cuts))
                .map(|(part, (room, cut))| match room - cut {
                    none if none <= Decimal::ZERO => Decimal::ZERO,
                    _ if by_weight => part.weight,
                    rest => rest,
                })
                .collect();
            let whole: Decimal = weights.iter().sum();
            if whole <= Decimal::ZERO || left <= Decimal::ZERO {
                break;
            }
            let mut given = Decimal::ZERO;
            let mut limited = false;
            for ((cut, room), weight) in cuts.iter_mut().zip(&room).zip(&weights) {
                let wanted = weight / whole * left;
                let rest = *room - *cut;
                limited |= wanted > rest;
                *cut += wanted.min(rest);
                given += wanted.min(rest);
            }
            left -= given;
            if !limited {
                left = Decimal::ZERO;
            }
        }
    }
    cuts
}

/// Each rounded down to its step, not below the floor; what that leaves of the bound goes a step at a
/// time to those who lost most by rounding, the odd rest to the last of them.
fn closed(parts: &[Part], wanted: &[Decimal], bound: Money) -> Vec<Money> {
    let mut amounts: Vec<i64> = parts
        .iter()
        .zip(wanted)
        .map(|(part, wanted)| {
            let fen: i64 = wanted.floor().try_into().unwrap_or(i64::MAX);
            (fen - fen.rem_euclid(part.step.max(1))).max(part.floor.fen())
        })
        .collect();
    let mut left = bound.fen() - amounts.iter().sum::<i64>();
    let mut order: Vec<(Decimal, usize)> = wanted
        .iter()
        .zip(&amounts)
        .map(|(wanted, amount)| wanted - Decimal::from(*amount))
        .zip(0..)
        .collect();
    order.sort_by_key(|(lost, at)| (std::cmp::Reverse(*lost), *at));
    for most in [false, true] {
        for (_, at) in &order {
            let (Some(part), Some(amount)) = (parts.get(*at), amounts.get_mut(*at)) else {
                continue;
            };
            let step = if most { i64::MAX } else { part.step.max(1) };
            let given = left.min(step).min(part.before.fen() - *amount).max(0);
            *amount += given;
            left -= given;
        }
    }
    amounts.into_iter().map(Money::from_fen).collect()
}
