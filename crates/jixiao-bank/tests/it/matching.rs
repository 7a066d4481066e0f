//! Every line of a batch gets the answer that is its own, or none.

use crate::world::line;
use jixiao_bank::{
    Failure, Line, MatchFault, Matching, Question, ReturnLine, ReturnStatus, State, match_return,
};
use jixiao_domain::Money;

fn answer(line: &Line, status: ReturnStatus) -> ReturnLine {
    ReturnLine {
        line: line.number,
        serial: Some(line.number),
        account: line.account.clone(),
        name: line.name.clone(),
        amount: line.amount,
        status,
    }
}

fn unnumbered(line: &Line, status: ReturnStatus) -> ReturnLine {
    ReturnLine { serial: None, ..answer(line, status) }
}

fn failed(text: &str) -> ReturnStatus {
    ReturnStatus::Failed(Failure::of_text(text))
}

/// `P`aid, `F`ailed, `?` pending, `-` missing, line by line.
fn states(matching: &Matching) -> String {
    let letter = |state: &State| match state {
        State::Paid => 'P',
        State::Failed(_) => 'F',
        State::Pending => '?',
        State::Missing => '-',
    };
    matching.outcomes.iter().map(|outcome| letter(&outcome.state)).collect()
}

/// Three lines: two to one account with one amount, one to another.
fn batch() -> [Line; 3] {
    let mut twin = line(1, "李建国", 50_000);
    twin.number = 2;
    [line(1, "李建国", 50_000), twin, line(3, "王秀英", 70_000)]
}

/// What is tried, the answers, the states they lead to, and what is asked.
type Case = (&'static str, Vec<ReturnLine>, &'static str, Vec<Question>);

fn holds(cases: &[Case]) {
    for (case, returned, expected, questions) in cases {
        let matching = match_return(&batch(), returned).unwrap();
        assert_eq!(states(&matching), *expected, "{case}");
        assert_eq!(matching.questions, *questions, "{case}");
    }
}

/// That it was paid, with a change.
fn changed(line: &Line, change: &dyn Fn(&mut ReturnLine)) -> ReturnLine {
    let mut answer = answer(line, ReturnStatus::Paid);
    change(&mut answer);
    answer
}

/// That one fen was paid.
fn other(line: &Line) -> ReturnLine {
    changed(line, &|l| l.amount = Money::from_fen(1))
}

/// The question that [`other`] leads to for the third line.
fn other_amount() -> Question {
    let (sent, answered) = (Money::from_fen(70_000), Money::from_fen(1));
    Question::OtherAmount { answer: 0, number: 3, sent, answered }
}

#[test]
fn answers_with_a_number_go_to_its_line_or_become_questions() {
    use ReturnStatus::{Paid, Pending};
    let [a, b, c] = &batch();
    holds(&[
        (
            "by number",
            vec![answer(c, Paid), answer(b, failed("户名不符")), answer(a, Pending)],
            "?FP",
            vec![],
        ),
        ("none", vec![], "---", vec![]),
        (
            "said twice",
            vec![answer(c, Paid), answer(c, Paid)],
            "--P",
            vec![Question::Doubled { answer: 1, number: 3 }],
        ),
        (
            "contradicted",
            vec![answer(c, failed("销户")), answer(c, Paid)],
            "--?",
            vec![Question::Contradicted { answers: vec![0, 1], number: 3 }],
        ),
        (
            "other account",
            vec![changed(c, &|l| l.account = "6222000099999999999".to_owned())],
            "---",
            vec![Question::OtherAccount { answer: 0, number: 3 }],
        ),
        ("other amount", vec![other(c)], "---", vec![other_amount()]),
        (
            "unknown number",
            vec![changed(c, &|l| l.serial = Some(9))],
            "---",
            vec![Question::Unknown { answer: 0 }],
        ),
    ]);
}

#[test]
fn answers_without_a_number_go_where_nothing_else_fits() {
    use ReturnStatus::Paid;
    let [a, b, c] = &batch();
    holds(&[
        ("by account and amount", vec![unnumbered(c, Paid)], "--P", vec![]),
        ("twins that fare alike", vec![unnumbered(a, Paid), unnumbered(b, Paid)], "PP-", vec![]),
        (
            "twins that don't",
            vec![unnumbered(a, Paid), unnumbered(b, failed("冻结"))],
            "---",
            vec![Question::Ambiguous { answers: vec![0, 1], numbers: vec![1, 2] }],
        ),
        (
            "one answer to twins",
            vec![unnumbered(a, Paid)],
            "---",
            vec![Question::Ambiguous { answers: vec![0], numbers: vec![1, 2] }],
        ),
        (
            "one twin numbered",
            vec![unnumbered(a, failed("冻结")), answer(a, Paid)],
            "P--",
            vec![Question::Ambiguous { answers: vec![0], numbers: vec![1, 2] }],
        ),
        (
            "said again without number",
            vec![answer(c, Paid), unnumbered(c, Paid)],
            "--P",
            vec![Question::Doubled { answer: 1, number: 3 }],
        ),
        (
            "other amount without number",
            vec![ReturnLine { serial: None, ..other(c) }],
            "---",
            vec![other_amount()],
        ),
        (
            "other amount to twins",
            vec![ReturnLine { serial: None, ..other(a) }],
            "---",
            vec![Question::Unknown { answer: 0 }],
        ),
    ]);
}

#[test]
fn tallies_hold_all_the_money() {
    let [a, b, c] = &batch();
    let returned = [
        answer(a, ReturnStatus::Paid),
        answer(b, failed("户名不符")),
        answer(c, ReturnStatus::Pending),
    ];
    let matching = match_return(&batch(), &returned).unwrap();
    let fen = [matching.paid, matching.failed, matching.pending, matching.missing]
        .map(|tally| (tally.count, tally.sum.fen()));
    assert_eq!(fen, [(1, 50_000), (1, 50_000), (1, 70_000), (0, 0)]);
    assert!(!matching.is_settled());
    let all: Vec<ReturnLine> =
        batch().iter().map(|line| answer(line, ReturnStatus::Paid)).collect();
    assert!(match_return(&batch(), &all).unwrap().is_settled());
}

#[test]
fn a_batch_that_is_no_batch_is_refused() {
    let mut repeated = batch();
    repeated[2].number = 1;
    let mut nothing = batch();
    nothing[1].amount = Money::from_fen(0);
    let mut huge = batch();
    huge[0].amount = Money::from_fen(i64::MAX);
    for (lines, fault) in [
        (repeated, MatchFault::RepeatedNumber(1)),
        (nothing, MatchFault::NotPositive(2)),
        (huge, MatchFault::SumTooLarge),
    ] {
        assert_eq!(match_return(&lines, &[]).unwrap_err(), fault);
    }
}
