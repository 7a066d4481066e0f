//! Which answer of the bank belongs to which line of the batch, so that every fen has one place.
//!
//! A line takes one answer at most and an answer one line at most. Where the file leaves a choice,
//! nothing is guessed: the line stays missing and the question is put to a person. The result does not
//! depend on the order of the bank's lines.

mod pair;

use crate::{Failure, Line, ReturnLine, ReturnStatus};
use jixiao_domain::Money;
use pair::Pairing;
use std::collections::HashSet;

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// One for every line of the batch, in its order.
    pub outcomes: Vec<Outcome>,
    /// What a person must look at.
    pub questions: Vec<Question>,
    /// The money that arrived.
    pub paid: Tally,
    /// The money that did not, or came back.
    pub failed: Tally,
    /// The money the bank knows nothing of yet, or says two things of.
    pub pending: Tally,
    /// The money of lines without an answer.
    pub missing: Tally,
}

/// Count and sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// 笔数
    pub count: usize,
    /// 金额
    pub sum: Money,
}

/// What became of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Number of the line in the batch.
    pub number: u32,
    /// Its amount.
    pub amount: Money,
    /// What became of it.
    pub state: State,
    /// Index of the answer among the returned lines.
    pub answer: Option<usize>,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The money arrived.
    Paid,
    /// It did not, or came back; the line may be paid again as a new one.
    Failed(Failure),
    /// Not known yet. Never paid again before it is.
    Pending,
    /// The bank says nothing of it. Never paid again before it does.
    Missing,
}

/// What a person must look at. `answer` and `answers` index the returned lines.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Question {
    /// No line of the batch has this number or account.
    Unknown {
        /// The answer.
        answer: usize,
    },
    /// The answer has the number of a line, but another account.
    OtherAccount {
        /// The answer.
        answer: usize,
        /// Number of the line.
        number: u32,
    },
    /// The answer fits a line but for the amount.
    OtherAmount {
        /// The answer.
        answer: usize,
        /// Number of the line.
        number: u32,
        /// What was sent.
        sent: Money,
        /// What the bank says.
        answered: Money,
    },
    /// A second answer to a line, which says the same: perhaps paid twice.
    Doubled {
        /// The answer.
        answer: usize,
        /// Number of the line.
        number: u32,
    },
    /// Answers to a line that contradict each other; the line is pending.
    Contradicted {
        /// The answers, in the order of the file.
        answers: Vec<usize>,
        /// Number of the line.
        number: u32,
    },
    /// Several lines of one account and amount, and answers that don't tell them apart; the lines are
    /// missing.
    Ambiguous {
        /// The answers, in the order of the file.
        answers: Vec<usize>,
        /// Numbers of the lines.
        numbers: Vec<u32>,
    },
}

/// A batch that can't be matched at all. None that was exported is one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MatchFault {
    /// Two lines of one number.
    #[error("批次中第 {0} 号明细出现两次，不能对账")]
    RepeatedNumber(u32),
    /// An amount of zero or below.
    #[error("批次中第 {0} 号明细金额不大于零，不能对账")]
    NotPositive(u32),
    /// A sum outside what is computed exactly.
    #[error("批次合计金额超出可计算范围，不能对账")]
    SumTooLarge,
}

impl Tally {
    /// The sum fits: the sum of all lines was computed before.
    fn add(&mut self, amount: Money) {
        self.count += 1;
        self.sum = self.sum.checked_add(amount).unwrap_or(self.sum);
    }
}

impl Matching {
    /// Whether every line has an answer and nothing is left to ask.
    pub fn is_settled(&self) -> bool {
        self.questions.is_empty() && self.pending.count == 0 && self.missing.count == 0
    }
}

/// Matches the lines of a batch with what the bank says of them: by number where the file has numbers,
/// by account and amount otherwise; an account with hidden digits is matched by number only.
///
/// # Errors
/// What keeps the batch from being matched.
pub fn match_return(lines: &[Line], returned: &[ReturnLine]) -> Result<Matching, MatchFault> {
    check(lines)?;
    let mut pairing = Pairing::new(lines, returned);
    pairing.pair();
    let (answers, mut questions) = pairing.finish();
    let mut matching = Matching {
        outcomes: Vec::with_capacity(lines.len()),
        questions: Vec::new(),
        paid: Tally::default(),
        failed: Tally::default(),
        pending: Tally::default(),
        missing: Tally::default(),
    };
    for (line, answers) in lines.iter().zip(answers) {
        let state = state(line, &answers, returned, &mut questions);
        let tally = match &state {
            State::Paid => &mut matching.paid,
            State::Failed(_) => &mut matching.failed,
            State::Pending => &mut matching.pending,
            State::Missing => &mut matching.missing,
        };
        tally.add(line.amount);
        let (number, amount) = (line.number, line.amount);
        matching.outcomes.push(Outcome { number, amount, state, answer: answers.first().copied() });
    }
    questions.sort_by_key(Question::first_answer);
    matching.questions = questions;
    Ok(matching)
}

impl Question {
    /// The first answer it is about.
    fn first_answer(&self) -> usize {
        match self {
            Self::Unknown { answer }
            | Self::OtherAccount { answer, .. }
            | Self::OtherAmount { answer, .. }
            | Self::Doubled { answer, .. } => *answer,
            Self::Contradicted { answers, .. } | Self::Ambiguous { answers, .. } => {
                answers.first().copied().unwrap_or(usize::MAX)
            }
        }
    }
}

/// What the answers to one line say together.
fn state(
    line: &Line,
    answers: &[usize],
    returned: &[ReturnLine],
    questions: &mut Vec<Question>,
) -> State {
    let said = |answer: &usize| returned.get(*answer).map(|line| &line.status);
    let Some(first) = answers.first().and_then(said) else { return State::Missing };
    let agrees = |answer| said(answer).is_some_and(|other| same(first, other));
    if !answers.iter().all(agrees) {
        questions.push(Question::Contradicted { answers: answers.to_vec(), number: line.number });
        return State::Pending;
    }
    let doubled = |answer: &usize| Question::Doubled { answer: *answer, number: line.number };
    questions.extend(answers.iter().skip(1).map(doubled));
    match first {
        ReturnStatus::Paid => State::Paid,
        ReturnStatus::Failed(failure) => State::Failed(failure.clone()),
        ReturnStatus::Pending => State::Pending,
    }
}

/// Whether two answers say the same, whatever their reasons.
fn same(left: &ReturnStatus, right: &ReturnStatus) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

fn check(lines: &[Line]) -> Result<(), MatchFault> {
    let mut numbers = HashSet::with_capacity(lines.len());
    let mut sum = Money::default();
    for line in lines {
        if !numbers.insert(line.number) {
            return Err(MatchFault::RepeatedNumber(line.number));
        }
        if line.amount.fen() <= 0 {
            return Err(MatchFault::NotPositive(line.number));
        }
        sum = sum.checked_add(line.amount).ok_or(MatchFault::SumTooLarge)?;
    }
    Ok(())
}
