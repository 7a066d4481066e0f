//! Roster, batches, bank and vouchers: what parts them is named, fen by fen.

use jixiao_bank::{BankRow, BatchRow, Difference, FourWay, RosterRow, Voucher, four_way};
use jixiao_domain::Money;

fn fen(fen: i64) -> Money {
    Money::from_fen(fen)
}

/// Compares rows written as (key, fen), (number, key, fen, replaces), (number, fen), (number, fen).
fn compare(
    roster: &[(&str, i64)],
    batch: &[(u64, &str, i64, Option<u64>)],
    bank: &[(Option<u64>, i64)],
    vouchers: &[(&str, i64)],
) -> FourWay {
    let roster: Vec<_> = roster
        .iter()
        .map(|(key, n)| RosterRow { key: (*key).to_owned(), amount: fen(*n) })
        .collect();
    let batch: Vec<_> = batch
        .iter()
        .map(|(number, key, n, replaces)| BatchRow {
            number: *number,
            key: (*key).to_owned(),
            amount: fen(*n),
            replaces: *replaces,
        })
        .collect();
    let bank: Vec<_> =
        bank.iter().map(|(number, n)| BankRow { number: *number, amount: fen(*n) }).collect();
    let vouchers: Vec<_> = vouchers
        .iter()
        .map(|(number, n)| Voucher { number: (*number).to_owned(), amount: fen(*n) })
        .collect();
    four_way(&roster, &batch, &bank, &vouchers).unwrap()
}

#[test]
fn four_equal_sides_agree() {
    let found = compare(
        &[("a", 100), ("b", 200)],
        &[(1, "a", 100, None), (2, "b", 200, None), (3, "b", 200, Some(2))],
        &[(Some(1), 100), (Some(3), 200)],
        &[("记-1", 300)],
    );
    assert!(found.agrees(), "{found:?}");
    assert_eq!(found.batch, (2, fen(300)), "a replaced line counts no more");
}

#[test]
fn every_difference_is_named() {
    use Difference::*;
    let one = [("a", 100)];
    let sent = [(1, "a", 100, None)];
    let paid = [(Some(1), 100)];
    let booked = [("记-1", 100)];
    let key = || "a".to_owned();
    for (found, expected) in [
        (compare(&one, &[], &[], &[]), vec![NotSent { key: key(), amount: fen(100) }]),
        (compare(&[], &sent, &paid, &booked), vec![NotApproved { number: 1, amount: fen(-100) }]),
        (
            compare(
                &one,
                &[(1, "a", 100, None), (2, "a", 100, None)],
                &[(Some(1), 100), (Some(2), 100)],
                &[("记-1", 200)],
            ),
            vec![OtherAmountSent { key: key(), numbers: vec![1, 2], amount: fen(-100) }],
        ),
        (compare(&one, &sent, &[], &[]), vec![NotPaid { number: 1, amount: fen(100) }]),
        (
            compare(&one, &sent, &[(Some(1), 100), (Some(1), 100)], &[("记-1", 200)]),
            vec![OtherAmountPaid { number: 1, times: 2, amount: fen(-100) }],
        ),
        (
            compare(
                &one,
                &[(1, "a", 100, None), (2, "a", 100, Some(1))],
                &[(Some(1), 100), (Some(2), 100)],
                &[("记-1", 200)],
            ),
            vec![ReplacedButPaid { number: 1, amount: fen(-100) }],
        ),
        (
            compare(&one, &sent, &[(Some(1), 100), (None, 7), (Some(9), 5)], &[("记-1", 112)]),
            vec![NotAsked { row: 1, amount: fen(-7) }, NotAsked { row: 2, amount: fen(-5) }],
        ),
        (
            compare(&one, &sent, &paid, &[("记-1", 100), ("记-1", 100)]),
            vec![VoucherTwice { number: "记-1".to_owned(), amount: fen(-100) }],
        ),
        (compare(&one, &sent, &paid, &[]), vec![NotBooked { amount: fen(100) }]),
    ] {
        assert_eq!(found.differences, expected);
    }
}

#[test]
fn a_sum_too_large_is_refused() {
    let rows = [i64::MAX, 1].map(|n| RosterRow { key: n.to_string(), amount: fen(n) });
    assert!(four_way(&rows, &[], &[], &[]).is_err());
}
