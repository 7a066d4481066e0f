//! Random operations, sensible or not, on the application and on the reference beside it: both allow
//! and refuse the same, and their money lies in the same places.
//!
//! `JIXIAO_MODEL_CASES` sets how many sequences each database is driven through; a failing one is cut
//! down to the operations that matter before it is shown.

use crate::office::Office;
use crate::payments_crash::setting;
use jixiao_aid::disbursement::Standing;
use jixiao_aid::disbursement::reference::{Answer, Reference};
use jixiao_app::amounts::yuan;
use jixiao_app::payments::{self, AgainForm, RecoverForm};
use jixiao_domain::{AidRoundId, BatchEvent, DisbursementBatchId, LineState, Money, Role};
use jixiao_store::views::disbursements as view;
use jixiao_store::{Store, funds, on_both_databases};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

on_both_databases! {
    the_application_does_what_the_reference_does,
}

/// Sequences on each database unless the environment says otherwise.
const CASES: u64 = 8;
/// What the cases are approved for, in 分.
const AMOUNTS: [i64; 4] = [10_000, 20_001, 300, 45_000];
/// Does not suffice for all of them at once.
const BUDGET: &str = "700";

#[derive(Debug, Clone)]
enum Operation {
    Build,
    Step(usize, BatchEvent),
    Answer(usize, Vec<Answer>),
    /// The bank says the same again, or a file of another batch comes.
    Repeat(usize),
    Reissue(usize),
    GiveUp(usize, usize),
    Voucher(usize),
    Recover(usize, usize, i64),
}

fn operation() -> impl Strategy<Value = Operation> {
    use BatchEvent::{Accept, Approve, Cancel, Check, Decline, Export, Reconcile};
    let batch = 0_usize..4;
    let answer = prop_oneof![
        4 => Just(Answer::Paid),
        3 => Just(Answer::Failed),
        1 => Just(Answer::Pending),
        1 => Just(Answer::Silent),
    ];
    let forward =
        prop_oneof![Just(Check), Just(Approve), Just(Export), Just(Accept), Just(Reconcile)];
    prop_oneof![
        3 => Just(Operation::Build),
        16 => (batch.clone(), forward).prop_map(|(at, event)| Operation::Step(at, event)),
        1 => (batch.clone(), prop_oneof![Just(Cancel), Just(Decline)])
            .prop_map(|(at, event)| Operation::Step(at, event)),
        6 => (batch.clone(), prop::collection::vec(answer, 4))
            .prop_map(|(at, answers)| Operation::Answer(at, answers)),
        1 => batch.clone().prop_map(Operation::Repeat),
        2 => batch.clone().prop_map(Operation::Reissue),
        1 => (batch.clone(), 0_usize..4).prop_map(|(at, line)| Operation::GiveUp(at, line)),
        4 => batch.clone().prop_map(Operation::Voucher),
        1 => (batch, 0_usize..4, prop_oneof![Just(300_i64), Just(10_000), Just(1)])
            .prop_map(|(at, line, fen)| Operation::Recover(at, line, fen)),
    ]
}

/// The application, driven by what the reference is driven by.
struct Driven<'o> {
    office: &'o Office,
    round: AidRoundId,
    batches: Vec<DisbursementBatchId>,
    texts: Vec<Option<String>>,
    vouchers: usize,
}

impl Driven<'_> {
    /// Does an operation; `None` where it was a repetition that changes nothing.
    async fn take(&mut self, operation: &Operation) -> Option<bool> {
        let office = self.office;
        let at = |index: usize| self.batches.get(index).copied();
        match operation {
            Operation::Build => match office.build(&[self.round]).await {
                Ok(built) => Some(self.added(built.id)),
                Err(_) => Some(false),
            },
            Operation::Step(index, BatchEvent::Export) => match office.export(at(*index)?).await {
                Ok(released) if released.before => None,
                other => Some(other.is_ok()),
            },
            Operation::Step(index, event) => Some(office.step(at(*index)?, *event).await.is_ok()),
            Operation::Answer(index, answers) => {
                let id = at(*index)?;
                let said: Vec<Option<LineState>> = answers.iter().copied().map(said).collect();
                let text = office.answer_text(id, &said).await;
                self.texts[*index] = Some(text.clone());
                match office.read_text(id, text).await {
                    Ok(read) if read.before => None,
                    other => Some(other.is_ok()),
                }
            }
            Operation::Repeat(index) => {
                let text = self.texts.get(*index)?.clone()?;
                let before = office.lines(at(*index)?).await;
                let _ = office.read_text(at(*index)?, text.clone()).await;
                assert_eq!(before, office.lines(at(*index)?).await);
                None
            }
            Operation::Reissue(index) => {
                let form = self.again(at(*index)?, String::new()).await;
                match payments::reissue(office.call(Role::Filler), at(*index)?, &form).await {
                    Ok(built) => Some(self.added(built.id)),
                    Err(_) => Some(false),
                }
            }
            Operation::GiveUp(index, line) => {
                let id = at(*index)?;
                let line = office.lines(id).await.get(*line)?.id.to_string();
                let form = self.again(id, line).await;
                Some(payments::give_up(office.call(Role::Filler), id, &form).await.is_ok())
            }
            Operation::Voucher(index) => {
                self.vouchers += 1;
                let number = format!("记-{}", self.vouchers);
                Some(office.voucher(self.batches.get(*index).copied()?, &number).await.is_ok())
            }
            Operation::Recover(index, line, fen) => {
                self.vouchers += 1;
                let id = self.batches.get(*index).copied()?;
                let form = RecoverForm {
                    revision: office.revision(id).await,
                    line: office.lines(id).await.get(*line)?.id.to_string(),
                    amount: yuan(Money::from_fen(*fen)),
                    voucher_number: format!("记-{}", self.vouchers),
                    recovered_on: "2026-03-02".to_owned(),
                    reason: "经复核不符合条件".to_owned(),
                };
                Some(payments::recover(office.call(Role::Finance), id, &form).await.is_ok())
            }
        }
    }

    fn added(&mut self, id: DisbursementBatchId) -> bool {
        self.batches.push(id);
        self.texts.push(None);
        true
    }

    async fn again(&self, id: DisbursementBatchId, line: String) -> AgainForm {
        let revision = self.office.revision(id).await;
        AgainForm { revision, words: "银行已解除限制".to_owned(), line }
    }
}

fn said(answer: Answer) -> Option<LineState> {
    match answer {
        Answer::Paid => Some(LineState::Paid),
        Answer::Failed => Some(LineState::Failed),
        Answer::Pending => Some(LineState::Pending),
        Answer::Silent => None,
    }
}

/// The reference's turn.
fn expected(reference: &mut Reference, operation: &Operation) -> bool {
    match operation {
        Operation::Build => reference.build(),
        Operation::Step(at, event) => reference.step(*at, *event),
        Operation::Answer(at, answers) => {
            let count = reference.batches.get(*at).map_or(0, |batch| batch.lines.len());
            reference.answer(*at, &answers[..count.min(answers.len())])
        }
        Operation::Repeat(_) => false,
        Operation::Reissue(at) => reference.reissue(*at),
        Operation::GiveUp(at, line) => reference.give_up(*at, *line),
        Operation::Voucher(at) => reference.voucher(*at),
        Operation::Recover(at, line, fen) => reference.recover(*at, *line, *fen),
    }
}

/// Drives both; says where they part.
async fn compare(office: &Office, operations: &[Operation], name: &str) -> Result<(), String> {
    let round = office.round(name, &AMOUNTS).await;
    let mut reference = Reference::new(70_000, &AMOUNTS);
    let mut driven = Driven { office, round, batches: Vec::new(), texts: Vec::new(), vouchers: 0 };
    for (at, operation) in operations.iter().enumerate() {
        let Some(done) = driven.take(operation).await else { continue };
        let wanted = expected(&mut reference, operation);
        if done != wanted {
            return Err(format!("operation {at} {operation:?}: allowed {done}, expected {wanted}"));
        }
        let store = &office.world.app.store;
        let held = view::standing(store, office.project).await.unwrap();
        let standing = Standing {
            approved: held.approved,
            payable: held.payable,
            pending: held.pending,
            failed: held.failed,
            paid: held.paid,
            recovered: held.recovered,
        };
        if standing != reference.standing() {
            return Err(format!(
                "operation {at} {operation:?}: {standing}, expected {}",
                reference.standing()
            ));
        }
        let booked = funds::fund_summary(store, office.year).await.unwrap().total.executed;
        if booked != reference.booked() {
            return Err(format!("operation {at} {operation:?}: booked {booked:?}"));
        }
        for (id, batch) in driven.batches.iter().zip(&reference.batches) {
            let states: Vec<LineState> =
                office.lines(*id).await.iter().map(|line| line.state).collect();
            let wanted: Vec<LineState> = batch.lines.iter().map(|line| line.state).collect();
            if states != wanted || office.batch(*id).await.batch.state != batch.state {
                return Err(format!("operation {at} {operation:?}: {states:?}, not {wanted:?}"));
            }
        }
    }
    reference.standing().conserved().map_err(|fault| fault.to_string())
}

async fn the_application_does_what_the_reference_does(store: Store) {
    let mut office = Office::new(store, AMOUNTS.len(), "1").await;
    let first = setting("JIXIAO_CRASH_FROM", 1);
    let strategy = prop::collection::vec(operation(), 20..70);
    for seed in first..first + setting("JIXIAO_MODEL_CASES", CASES) {
        let mut bytes = [0_u8; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let mut tree = strategy.new_tree(&mut runner).unwrap();
        let mut attempt = 0;
        let mut worst = None;
        loop {
            attempt += 1;
            let name = format!("M{seed}-{attempt}");
            office.another(&name, BUDGET).await;
            match compare(&office, &tree.current(), &name).await {
                Ok(()) if worst.is_none() => break,
                Ok(()) => {
                    if attempt > 200 || !tree.complicate() {
                        break;
                    }
                }
                Err(fault) => {
                    worst = Some((fault, tree.current()));
                    if attempt > 200 || !tree.simplify() {
                        break;
                    }
                }
            }
        }
        if let Some((fault, operations)) = worst {
            panic!("seed {seed}: {fault}\n{operations:#?}");
        }
    }
}
