//! The reference: paying said in the plainest way, without records, rights or files. Tests drive it and
//! the application through the same operations and compare.

use super::Standing;
use jixiao_domain::{BatchEvent, BatchState, LineState, Machine as _, Money};

/// The money of one project and year.
#[derive(Debug, Clone)]
pub struct Reference {
    budget_fen: i64,
    booked_fen: i64,
    cases: Vec<Case>,
    /// Batches in the order in which they were built.
    pub batches: Vec<Batch>,
}

#[derive(Debug, Clone, Copy)]
struct Case {
    fen: i64,
    waits: bool,
}

/// A batch.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Where it stands.
    pub state: BatchState,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Which case it pays.
    pub case: usize,
    /// What became of it.
    pub state: LineState,
    /// What was got back.
    pub recovered_fen: i64,
    replaces: Option<(usize, usize)>,
    booked: bool,
}

/// What the bank says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It arrived.
    Paid,
    /// It did not.
    Failed,
    /// Not known yet.
    Pending,
    /// The file does not speak of it.
    Silent,
}

impl Reference {
    /// Approved cases of these amounts, and a budget.
    pub fn new(budget_fen: i64, amounts_fen: &[i64]) -> Self {
        let cases = amounts_fen.iter().map(|fen| Case { fen: *fen, waits: true }).collect();
        Self { budget_fen, booked_fen: 0, cases, batches: Vec::new() }
    }

    /// All cases that wait go into a batch. Like every operation it says whether it was allowed, and
    /// changes nothing where it was not.
    pub fn build(&mut self) -> bool {
        let waiting: Vec<usize> =
            (0..self.cases.len()).filter(|case| self.cases[*case].waits).collect();
        let lines: Vec<Line> = waiting.iter().map(|case| open(*case, None)).collect();
        if lines.is_empty() {
            return false;
        }
        for case in waiting {
            self.cases[case].waits = false;
        }
        self.batches.push(Batch { state: BatchState::Built, lines });
        true
    }

    /// A step without figures of its own: check, approval, export, acceptance, reconciliation, giving
    /// up, refusal by the bank.
    pub fn step(&mut self, batch: usize, event: BatchEvent) -> bool {
        let Some(held) = self.batches.get(batch) else { return false };
        let Ok(to) = held.state.after(event) else { return false };
        let allowed = match event {
            BatchEvent::Approve => self.fits(batch),
            BatchEvent::Reconcile => held.lines.iter().all(|line| !is_on_the_way(line.state)),
            BatchEvent::Return | BatchEvent::Voucher => false,
            _ => true,
        };
        if !allowed {
            return false;
        }
        self.batches[batch].state = to;
        if to == BatchState::Cancelled {
            self.release(batch);
        }
        true
    }

    /// The bank's answers, line by line. One that contradicts what is known refuses all.
    pub fn answer(&mut self, batch: usize, answers: &[Answer]) -> bool {
        let Some(held) = self.batches.get_mut(batch) else { return false };
        let Ok(to) = held.state.after(BatchEvent::Return) else { return false };
        let pairs = || answers.iter().enumerate();
        let speaks = pairs().any(|(_, answer)| *answer != Answer::Silent);
        let agrees = |state: LineState, answer: Answer| {
            matches!(
                (answer, state),
                (Answer::Silent, _)
                    | (_, LineState::Open | LineState::Pending)
                    | (Answer::Paid, LineState::Paid | LineState::Recovered)
                    | (
                        Answer::Failed,
                        LineState::Failed | LineState::Replaced | LineState::GivenUp
                    )
            )
        };
        let known = |index: usize| held.lines.get(index).map(|line| line.state);
        let fits =
            pairs().all(|(at, answer)| known(at).is_some_and(|state| agrees(state, *answer)));
        if !speaks || !fits {
            return false;
        }
        for (line, answer) in held.lines.iter_mut().zip(answers) {
            if is_on_the_way(line.state) {
                line.state = match answer {
                    Answer::Paid => LineState::Paid,
                    Answer::Failed => LineState::Failed,
                    Answer::Pending => LineState::Pending,
                    Answer::Silent => line.state,
                };
            }
        }
        held.state = to;
        true
    }

    /// Failed lines of a batch go into a new one.
    pub fn reissue(&mut self, batch: usize) -> bool {
        let Some(held) = self.batches.get_mut(batch) else { return false };
        let mut lines = Vec::new();
        for (at, line) in held.lines.iter_mut().enumerate() {
            if line.state == LineState::Failed {
                line.state = LineState::Replaced;
                lines.push(open(line.case, Some((batch, at))));
            }
        }
        if lines.is_empty() {
            return false;
        }
        self.batches.push(Batch { state: BatchState::Built, lines });
        true
    }

    /// A failed line's case waits again.
    pub fn give_up(&mut self, batch: usize, line: usize) -> bool {
        let Some(line) = self.line_mut(batch, line) else { return false };
        if line.state != LineState::Failed {
            return false;
        }
        line.state = LineState::GivenUp;
        let case = line.case;
        self.cases[case].waits = true;
        true
    }

    /// What a reconciled batch paid is booked, once.
    pub fn voucher(&mut self, batch: usize) -> bool {
        let Some(held) = self.batches.get_mut(batch) else { return false };
        let Ok(to) = held.state.after(BatchEvent::Voucher) else { return false };
        let mut fen = 0;
        for line in &mut held.lines {
            if line.state == LineState::Paid && !line.booked {
                line.booked = true;
                fen += self.cases[line.case].fen;
            }
        }
        if fen == 0 {
            return false;
        }
        held.state = to;
        self.booked_fen += fen;
        true
    }

    /// Money got back of a booked payment.
    pub fn recover(&mut self, batch: usize, line: usize, fen: i64) -> bool {
        let amounts: Vec<i64> = self.cases.iter().map(|case| case.fen).collect();
        let Some(line) = self.line_mut(batch, line) else { return false };
        let left = amounts[line.case] - line.recovered_fen;
        if line.state != LineState::Paid || !line.booked || fen <= 0 || fen > left {
            return false;
        }
        line.recovered_fen += fen;
        if fen == left {
            line.state = LineState::Recovered;
        }
        self.booked_fen -= fen;
        true
    }

    /// Where the money lies.
    pub fn standing(&self) -> Standing {
        let sum = |wanted: &dyn Fn(LineState) -> bool| {
            let lines = self.batches.iter().flat_map(|batch| &batch.lines);
            let fen = lines.filter(|line| wanted(line.state)).map(|line| self.cases[line.case].fen);
            Money::from_fen(fen.sum())
        };
        let waiting = self.cases.iter().filter(|case| case.waits).map(|case| case.fen).sum();
        let recovered = self.batches.iter().flat_map(|batch| &batch.lines);
        Standing {
            approved: Money::from_fen(self.cases.iter().map(|case| case.fen).sum()),
            payable: Money::from_fen(waiting),
            pending: sum(&is_on_the_way),
            failed: sum(&|state| state == LineState::Failed),
            paid: sum(&|state| matches!(state, LineState::Paid | LineState::Recovered)),
            recovered: Money::from_fen(recovered.map(|line| line.recovered_fen).sum()),
        }
    }

    /// What stands in the execution ledger.
    pub fn booked(&self) -> Money {
        Money::from_fen(self.booked_fen)
    }

    fn line_mut(&mut self, batch: usize, line: usize) -> Option<&mut Line> {
        self.batches.get_mut(batch)?.lines.get_mut(line)
    }

    /// Whether the budget still takes a batch.
    fn fits(&self, batch: usize) -> bool {
        let sum_of = |batch: &Batch, wanted: &dyn Fn(&Line) -> bool| -> i64 {
            let lines = batch.lines.iter().filter(|line| wanted(line));
            lines.map(|line| self.cases[line.case].fen).sum()
        };
        let holds = |batch: &&Batch| {
            !matches!(batch.state, BatchState::Built | BatchState::Checked | BatchState::Cancelled)
        };
        let unbooked = |line: &Line| {
            !line.booked && (is_on_the_way(line.state) || line.state == LineState::Paid)
        };
        let committed: i64 =
            self.batches.iter().filter(holds).map(|batch| sum_of(batch, &unbooked)).sum();
        let wanted = sum_of(&self.batches[batch], &|_| true);
        wanted <= self.budget_fen - self.booked_fen - committed
    }

    fn release(&mut self, batch: usize) {
        for at in 0..self.batches[batch].lines.len() {
            let line = self.batches[batch].lines[at];
            self.batches[batch].lines[at].state = LineState::Released;
            match line.replaces {
                Some((old, place)) => self.batches[old].lines[place].state = LineState::Failed,
                None => self.cases[line.case].waits = true,
            }
        }
    }
}

fn open(case: usize, replaces: Option<(usize, usize)>) -> Line {
    Line { case, state: LineState::Open, recovered_fen: 0, replaces, booked: false }
}

fn is_on_the_way(state: LineState) -> bool {
    matches!(state, LineState::Open | LineState::Pending)
}

#[cfg(test)]
mod tests {
    use super::{Answer, Reference};
    use jixiao_domain::{BatchEvent, Money};

    fn sent(reference: &mut Reference, batch: usize) {
        for event in
            [BatchEvent::Check, BatchEvent::Approve, BatchEvent::Export, BatchEvent::Accept]
        {
            assert!(reference.step(batch, event), "{event:?}");
        }
    }

    #[test]
    fn a_failed_payment_is_made_again_and_money_stays() {
        let mut reference = Reference::new(1000, &[300, 200]);
        assert!(reference.build());
        assert!(!reference.build());
        sent(&mut reference, 0);
        assert!(reference.answer(0, &[Answer::Paid, Answer::Failed]));
        assert!(!reference.answer(0, &[Answer::Failed, Answer::Silent]));
        assert!(reference.reissue(0));
        assert!(reference.step(1, BatchEvent::Cancel));
        assert!(reference.reissue(0));
        sent(&mut reference, 2);
        assert!(reference.answer(2, &[Answer::Paid]));
        for batch in [0, 2] {
            assert!(reference.step(batch, BatchEvent::Reconcile));
            assert!(reference.voucher(batch));
            assert!(!reference.voucher(batch));
        }
        assert_eq!(reference.booked(), Money::from_fen(500));
        assert!(reference.recover(0, 0, 300));
        assert!(!reference.recover(0, 0, 1));
        assert_eq!(reference.booked(), Money::from_fen(200));
        assert_eq!(reference.standing().conserved(), Ok(()));
    }

    #[test]
    fn what_is_set_aside_is_not_set_aside_twice() {
        let mut reference = Reference::new(250, &[200]);
        assert!(reference.build());
        assert!(reference.step(0, BatchEvent::Check));
        assert!(reference.step(0, BatchEvent::Approve));
        assert!(!reference.fits(0));
    }
}
