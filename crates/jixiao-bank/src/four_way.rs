//! 四方对账: roster = batch = bank = vouchers, and what explains every fen between them.
//!
//! Rows are compared where both sides have rows; vouchers state sums. Each difference says which two
//! sides it parts and by how much, and the differences of two neighbours add up to what parts their
//! totals.

use jixiao_domain::Money;
use std::collections::{BTreeMap, BTreeSet};

/// A row of the approved 花名册.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// What names the row: the number of the application.
    pub key: String,
    /// What was approved.
    pub amount: Money,
}

/// A line of the batches of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// What names the line over all batches.
    pub number: u64,
    /// The row of the roster it pays.
    pub key: String,
    /// What was sent.
    pub amount: Money,
    /// The failed line it pays again, which then counts no more.
    pub replaces: Option<u64>,
}

/// A line the bank says was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankRow {
    /// The line of the batches; `None` where the bank's line is none of them.
    pub number: Option<u64>,
    /// What was paid.
    pub amount: Money,
}

/// A voucher (会计凭证) that books payments of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// 凭证号
    pub number: String,
    /// What it books.
    pub amount: Money,
}

/// One of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 花名册
    Roster,
    /// 批次
    Batch,
    /// 银行回单
    Bank,
    /// 会计凭证
    Vouchers,
}

/// What parts two sides. Amounts are left side less right side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A row of the roster that no batch pays.
    NotSent {
        /// Row of the roster.
        key: String,
        /// Its amount.
        amount: Money,
    },
    /// A line of a batch for a row the roster does not have.
    NotApproved {
        /// The line.
        number: u64,
        /// Its amount, negative.
        amount: Money,
    },
    /// A row of the roster that lines pay with another sum, or more than once.
    OtherAmountSent {
        /// Row of the roster.
        key: String,
        /// The lines that pay it.
        numbers: Vec<u64>,
        /// Approved less sent.
        amount: Money,
    },
    /// A line the bank has not paid.
    NotPaid {
        /// The line.
        number: u64,
        /// Its amount.
        amount: Money,
    },
    /// A line the bank paid with another sum, or more than once.
    OtherAmountPaid {
        /// The line.
        number: u64,
        /// How often.
        times: usize,
        /// Sent less paid.
        amount: Money,
    },
    /// A failed line that was paid after all, beside the line that replaces it.
    ReplacedButPaid {
        /// The line.
        number: u64,
        /// What was paid, negative.
        amount: Money,
    },
    /// A payment of the bank that no line of the batches asked for.
    NotAsked {
        /// Index among the bank's rows.
        row: usize,
        /// What was paid, negative.
        amount: Money,
    },
    /// A voucher that stands twice.
    VoucherTwice {
        /// 凭证号
        number: String,
        /// What is booked too much, negative.
        amount: Money,
    },
    /// Paid less booked, beside vouchers that stand twice: vouchers state sums only.
    NotBooked {
        /// Paid less booked.
        amount: Money,
    },
}

/// The comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FourWay {
    /// Rows and sum of the roster.
    pub roster: (usize, Money),
    /// Lines and sum of the batches, without lines that were replaced.
    pub batch: (usize, Money),
    /// Lines and sum the bank paid.
    pub bank: (usize, Money),
    /// Vouchers and their sum.
    pub vouchers: (usize, Money),
    /// What parts them, from roster to vouchers.
    pub differences: Vec<Difference>,
}

/// A sum outside what is computed exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("合计金额超出可计算范围，不能对账")]
pub struct SumTooLarge;

impl Difference {
    /// The two sides it parts.
    pub fn between(&self) -> (Side, Side) {
        match self {
            Self::NotSent { .. } | Self::NotApproved { .. } | Self::OtherAmountSent { .. } => {
                (Side::Roster, Side::Batch)
            }
            Self::NotPaid { .. }
            | Self::OtherAmountPaid { .. }
            | Self::ReplacedButPaid { .. }
            | Self::NotAsked { .. } => (Side::Batch, Side::Bank),
            Self::VoucherTwice { .. } | Self::NotBooked { .. } => (Side::Bank, Side::Vouchers),
        }
    }

    /// Left side less right side.
    pub fn amount(&self) -> Money {
        match self {
            Self::NotSent { amount, .. }
            | Self::NotApproved { amount, .. }
            | Self::OtherAmountSent { amount, .. }
            | Self::NotPaid { amount, .. }
            | Self::OtherAmountPaid { amount, .. }
            | Self::ReplacedButPaid { amount, .. }
            | Self::NotAsked { amount, .. }
            | Self::VoucherTwice { amount, .. }
            | Self::NotBooked { amount } => *amount,
        }
    }
}

impl FourWay {
    /// Whether the four are one, row by row.
    pub fn agrees(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Compares the four.
///
/// # Errors
/// [`SumTooLarge`] where a sum can't be computed exactly.
pub fn four_way(
    roster: &[RosterRow],
    batch: &[BatchRow],
    bank: &[BankRow],
    vouchers: &[Voucher],
) -> Result<FourWay, SumTooLarge> {
    let replaced: BTreeSet<u64> = batch.iter().filter_map(|row| row.replaces).collect();
    let live = || batch.iter().filter(|row| !replaced.contains(&row.number));
    let mut differences = Vec::new();
    sent(roster, live(), &mut differences)?;
    let paid_sum = paid(live(), bank, &replaced, &mut differences)?;
    booked(paid_sum, vouchers, &mut differences)?;
    Ok(FourWay {
        roster: (roster.len(), sum(roster.iter().map(|row| row.amount))?),
        batch: (live().count(), sum(live().map(|row| row.amount))?),
        bank: (bank.len(), paid_sum),
        vouchers: (vouchers.len(), sum(vouchers.iter().map(|voucher| voucher.amount))?),
        differences,
    })
}

/// Roster against batches.
fn sent<'r>(
    roster: &[RosterRow],
    live: impl Iterator<Item = &'r BatchRow>,
    differences: &mut Vec<Difference>,
) -> Result<(), SumTooLarge> {
    let mut approved: BTreeMap<&str, Vec<Money>> = BTreeMap::new();
    for row in roster {
        approved.entry(&row.key).or_default().push(row.amount);
    }
    let mut lines: BTreeMap<&str, Vec<&BatchRow>> = BTreeMap::new();
    for row in live {
        if approved.contains_key(row.key.as_str()) {
            lines.entry(&row.key).or_default().push(row);
        } else {
            let amount = minus(row.amount)?;
            differences.push(Difference::NotApproved { number: row.number, amount });
        }
    }
    for (key, amounts) in approved {
        let approved = sum(amounts.into_iter())?;
        let key = key.to_owned();
        match lines.get(key.as_str()) {
            None => differences.push(Difference::NotSent { key, amount: approved }),
            Some(rows) => {
                let sent = sum(rows.iter().map(|row| row.amount))?;
                if sent != approved {
                    let numbers = rows.iter().map(|row| row.number).collect();
                    let amount = less(approved, sent)?;
                    differences.push(Difference::OtherAmountSent { key, numbers, amount });
                }
            }
        }
    }
    Ok(())
}

/// Batches against the bank; the sum the bank paid.
fn paid<'r>(
    live: impl Iterator<Item = &'r BatchRow>,
    bank: &[BankRow],
    replaced: &BTreeSet<u64>,
    differences: &mut Vec<Difference>,
) -> Result<Money, SumTooLarge> {
    let mut payments: BTreeMap<u64, Vec<Money>> = BTreeMap::new();
    let mut unasked: Vec<(usize, Money)> = Vec::new();
    for (index, row) in bank.iter().enumerate() {
        match row.number {
            Some(number) => payments.entry(number).or_default().push(row.amount),
            None => unasked.push((index, row.amount)),
        }
    }
    // A number that stands twice in the batches counts once for each line.
    let mut sent: BTreeMap<u64, Vec<Money>> = BTreeMap::new();
    for row in live {
        sent.entry(row.number).or_default().push(row.amount);
    }
    for (number, amounts) in &sent {
        let (number, asked) = (*number, sum(amounts.iter().copied())?);
        match payments.remove(&number) {
            None => differences.push(Difference::NotPaid { number, amount: asked }),
            Some(paid) => {
                let times = paid.len();
                let amount = less(asked, sum(paid.into_iter())?)?;
                if amount != Money::default() {
                    differences.push(Difference::OtherAmountPaid { number, times, amount });
                }
            }
        }
    }
    for (number, paid) in payments {
        if replaced.contains(&number) {
            let amount = minus(sum(paid.into_iter())?)?;
            differences.push(Difference::ReplacedButPaid { number, amount });
        } else {
            let rows = bank.iter().enumerate().filter(|(_, row)| row.number == Some(number));
            unasked.extend(rows.map(|(index, row)| (index, row.amount)));
        }
    }
    unasked.sort_unstable();
    for (row, amount) in unasked {
        differences.push(Difference::NotAsked { row, amount: minus(amount)? });
    }
    sum(bank.iter().map(|row| row.amount))
}

/// The bank against vouchers.
fn booked(
    paid: Money,
    vouchers: &[Voucher],
    differences: &mut Vec<Difference>,
) -> Result<(), SumTooLarge> {
    let mut numbers = BTreeSet::new();
    let mut once = Money::default();
    for voucher in vouchers {
        if numbers.insert(voucher.number.as_str()) {
            once = once.checked_add(voucher.amount).ok_or(SumTooLarge)?;
        } else {
            let (number, amount) = (voucher.number.clone(), minus(voucher.amount)?);
            differences.push(Difference::VoucherTwice { number, amount });
        }
    }
    let amount = less(paid, once)?;
    if amount != Money::default() {
        differences.push(Difference::NotBooked { amount });
    }
    Ok(())
}

fn sum(mut amounts: impl Iterator<Item = Money>) -> Result<Money, SumTooLarge> {
    amounts.try_fold(Money::default(), Money::checked_add).ok_or(SumTooLarge)
}

fn minus(amount: Money) -> Result<Money, SumTooLarge> {
    amount.fen().checked_neg().map(Money::from_fen).ok_or(SumTooLarge)
}

fn less(left: Money, right: Money) -> Result<Money, SumTooLarge> {
    left.checked_add(minus(right)?).ok_or(SumTooLarge)
}
