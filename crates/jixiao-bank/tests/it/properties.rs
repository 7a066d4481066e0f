//! What holds of every batch and every answer: money is conserved, and no bytes do harm.

use crate::world::{IDS, batch, layout, line};
use jixiao_bank::{
    BankRow, BatchRow, Failure, Line, ReturnLine, ReturnStatus, RosterRow, Side, State, Voucher,
    export, four_way, match_return, read_return,
};
use jixiao_domain::Money;
use proptest::prelude::*;
use proptest::{collection, option, sample};
use std::collections::HashSet;

/// Few accounts and amounts, so that lines are alike.
fn some_lines() -> impl Strategy<Value = Vec<Line>> {
    collection::vec((1_u32..4, 1_i64..4), 0..12).prop_map(|rows| {
        (1..)
            .zip(rows)
            .map(|(number, (account, fen))| Line { number, ..line(account, "李建国", fen) })
            .collect()
    })
}

fn status() -> impl Strategy<Value = ReturnStatus> {
    sample::select(vec![
        ReturnStatus::Paid,
        ReturnStatus::Pending,
        ReturnStatus::Failed(Failure::of_text("户名不符")),
        ReturnStatus::Failed(Failure::of_text("冻结")),
    ])
}

fn some_answers() -> impl Strategy<Value = Vec<ReturnLine>> {
    let one = (option::of(1_u32..14), 1_u32..4, 1_i64..4, status()).prop_map(
        |(serial, account, fen, status)| ReturnLine {
            line: 1,
            serial,
            account: line(account, "", 1).account,
            name: String::new(),
            amount: Money::from_fen(fen),
            status,
        },
    );
    collection::vec(one, 0..16)
}

fn fen<'a>(amounts: impl Iterator<Item = &'a Money>) -> i64 {
    amounts.map(|amount| amount.fen()).sum()
}

proptest! {
    #[test]
    fn every_fen_of_a_batch_has_one_place(lines in some_lines(), answers in some_answers()) {
        let matching = match_return(&lines, &answers).unwrap();
        let tallies = [matching.paid, matching.failed, matching.pending, matching.missing];
        let sent = fen(lines.iter().map(|line| &line.amount));
        prop_assert_eq!(fen(tallies.iter().map(|tally| &tally.sum)), sent);
        prop_assert_eq!(tallies.iter().map(|tally| tally.count).sum::<usize>(), lines.len());
        let paid = matching.outcomes.iter().filter(|outcome| outcome.state == State::Paid);
        prop_assert_eq!(fen(paid.map(|outcome| &outcome.amount)), matching.paid.sum.fen());
        let mut used = HashSet::new();
        for (line, outcome) in lines.iter().zip(&matching.outcomes) {
            prop_assert_eq!((line.number, line.amount), (outcome.number, outcome.amount));
            prop_assert_eq!(outcome.answer.is_none(), outcome.state == State::Missing);
            if let Some(index) = outcome.answer {
                prop_assert!(used.insert(index), "an answer to two lines");
                let answer = &answers[index];
                prop_assert_eq!((&answer.account, answer.amount), (&line.account, line.amount));
            }
        }
    }

    #[test]
    fn the_order_of_the_bank_changes_no_state(
        lines in some_lines(),
        (answers, shuffled) in some_answers()
            .prop_flat_map(|answers| (Just(answers.clone()), Just(answers).prop_shuffle())),
    ) {
        let kinds = |answers: &[ReturnLine]| -> Vec<_> {
            let matching = match_return(&lines, answers).unwrap();
            matching.outcomes.iter().map(|o| std::mem::discriminant(&o.state)).collect()
        };
        prop_assert_eq!(kinds(&answers), kinds(&shuffled));
    }

    #[test]
    fn files_hold_the_whole_batch(
        count in 1_u32..30,
        cap in 1_u32..12,
        id in sample::select(&IDS[..]),
    ) {
        let mut small = layout(id).clone();
        small.rows_per_file.value = cap;
        let lines = (1..=count).map(|number| line(number, "李建国", i64::from(number))).collect();
        let batch = batch(lines);
        let release = export(&batch, &small).unwrap();
        prop_assert!(release.files.iter().all(|file| file.count <= cap));
        prop_assert_eq!(release.files.iter().map(|file| file.count).sum::<u32>(), count);
        prop_assert_eq!(fen(release.files.iter().map(|file| &file.sum)), release.sum.fen());
        prop_assert_eq!(fen(batch.lines.iter().map(|line| &line.amount)), release.sum.fen());
    }

    #[test]
    fn differences_add_up_between_neighbours(
        roster in collection::vec((0_u8..5, 1_i64..5), 0..8),
        sent in collection::vec((0_u64..6, 0_u8..5, 1_i64..5, option::of(0_u64..6)), 0..8),
        paid in collection::vec((option::of(0_u64..6), 1_i64..5), 0..8),
        booked in collection::vec((0_u8..4, 1_i64..9), 0..4),
    ) {
        let money = Money::from_fen;
        let roster: Vec<_> = roster.into_iter()
            .map(|(key, n)| RosterRow { key: key.to_string(), amount: money(n) }).collect();
        let sent: Vec<_> = sent.into_iter()
            .map(|(number, key, n, replaces)| {
                BatchRow { number, key: key.to_string(), amount: money(n), replaces }
            }).collect();
        let paid: Vec<_> =
            paid.into_iter().map(|(number, n)| BankRow { number, amount: money(n) }).collect();
        let booked: Vec<_> = booked.into_iter()
            .map(|(number, n)| Voucher { number: number.to_string(), amount: money(n) }).collect();
        let found = four_way(&roster, &sent, &paid, &booked).unwrap();
        for (left, right, sides) in [
            (found.roster, found.batch, (Side::Roster, Side::Batch)),
            (found.batch, found.bank, (Side::Batch, Side::Bank)),
            (found.bank, found.vouchers, (Side::Bank, Side::Vouchers)),
        ] {
            let named: i64 = found.differences.iter()
                .filter(|difference| difference.between() == sides)
                .map(|difference| difference.amount().fen()).sum();
            prop_assert_eq!(named, left.1.fen() - right.1.fen(), "{:?}", sides);
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(
        bytes in collection::vec(any::<u8>(), 0..300),
        id in sample::select(&IDS[..]),
    ) {
        let _ = read_return(&bytes, layout(id));
    }

    #[test]
    fn no_text_makes_reading_panic(
        text in "([序号收款账户名金额处理结果状态成功失败合计HDT0-9.,|\"\t\r\n 元*eE]|\\PC){0,200}",
        id in sample::select(&IDS[..]),
    ) {
        let headed = format!("序号,收款账号,金额,状态\n{text}");
        for text in [&text, &headed] {
            if let Ok(file) = read_return(text.as_bytes(), layout(id)) {
                let _ = match_return(&[line(1, "李建国", 100)], &file.lines);
            }
        }
    }

    #[test]
    fn no_texts_make_exporting_panic(
        name in "\\PC{0,8}",
        account in "\\PC{0,20}",
        purpose in ".{0,8}",
        fen in any::<i64>(),
        id in sample::select(&IDS[..]),
    ) {
        let changed = Line { account, purpose, ..line(1, &name, fen) };
        let _ = export(&batch(vec![changed.clone(), changed]), layout(id));
    }
}
