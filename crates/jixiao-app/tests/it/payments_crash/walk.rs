//! The flow as somebody walks it who only sees what lies in the database: whatever was broken off, the
//! next operation is read off the state of the batches.

use crate::office::Office;
use jixiao_app::payments::{self, AgainForm, read};
use jixiao_domain::{
    AidRoundId, BatchEvent, BatchState, DisbursementBatchId, LineState, Money, Role,
};
use jixiao_store::views::disbursements::{self as view, BatchFilter};
use jixiao_store::{Connection as _, funds};

/// A small generator, so that a seed says the whole walk (xorshift64*).
#[derive(Clone)]
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub(super) fn below(&mut self, bound: u32) -> u32 {
        u32::try_from((self.next() >> 33) % u64::from(bound)).unwrap_or(0)
    }
}

/// One walk over the cases of one round.
pub(super) struct Walk<'o> {
    office: &'o Office,
    round: AidRoundId,
    approved: Money,
}

impl<'o> Walk<'o> {
    pub(super) async fn new(office: &'o Office, random: &mut Random, seed: u64) -> Self {
        let amounts: Vec<i64> = (0..5).map(|_| 1 + i64::from(random.below(90_000))).collect();
        let round = office.round(&format!("轮次{seed}"), &amounts).await;
        Self { office, round, approved: Money::from_fen(amounts.iter().sum()) }
    }

    /// A walk over a round that is there already.
    pub(super) async fn again(office: &'o Office, round: AidRoundId) -> Self {
        let sql = "SELECT CAST(SUM(approved_fen) AS BIGINT) FROM aid_case WHERE round_id = $1";
        let sum: Option<i64> = office.world.app.store.row(sql, [round.0.into()]).await.unwrap();
        Self { office, round, approved: Money::from_fen(sum.unwrap_or(0)) }
    }

    async fn batches(&self) -> Vec<(DisbursementBatchId, BatchState)> {
        let scope = jixiao_app::authz::scope(
            self.office.world.actor(Role::Auditor),
            jixiao_app::authz::Action::SeePayments,
        );
        let store = &self.office.world.app.store;
        let (scope, filter) = (scope.unwrap(), BatchFilter::default());
        let order = view::BatchOrder::Latest;
        let lines = view::page_batches(store, &scope, &filter, order, (10_000, 0)).await.unwrap();
        let own = lines.into_iter();
        let mut found: Vec<(DisbursementBatchId, BatchState)> = own
            .filter(|line| line.project_id == self.office.project)
            .map(|line| (line.id, line.state))
            .collect();
        found.reverse();
        found
    }

    /// One operation; whether there is nothing left to do. Refusals end nothing: what was not done is
    /// tried again.
    pub(super) async fn operation(&self, random: &mut Random) -> bool {
        let office = self.office;
        for (id, state) in self.batches().await {
            match state {
                BatchState::Built if random.below(8) == 0 => {
                    let _ = office.step(id, BatchEvent::Cancel).await;
                }
                BatchState::Built => {
                    let _ = office.step(id, BatchEvent::Check).await;
                }
                BatchState::Checked => {
                    let _ = office.step(id, BatchEvent::Approve).await;
                }
                BatchState::Approved => {
                    let _ = office.export(id).await;
                }
                BatchState::Exported if random.below(10) == 0 => {
                    let _ = office.step(id, BatchEvent::Decline).await;
                }
                BatchState::Exported => {
                    let _ = office.step(id, BatchEvent::Accept).await;
                }
                BatchState::BankAccepted => self.answer(id, random).await,
                BatchState::Returned => self.after_return(id, random).await,
                BatchState::Reconciled | BatchState::Vouchered
                    if self.has(id, LineState::Failed).await =>
                {
                    self.again_or_back(id, random).await;
                }
                BatchState::Reconciled if self.has(id, LineState::Paid).await => {
                    let _ = office.voucher(id, &format!("记-{id}")).await;
                }
                BatchState::Reconciled | BatchState::Vouchered | BatchState::Cancelled => continue,
            }
            return false;
        }
        office.build(&[self.round]).await.is_err()
    }

    async fn has(&self, id: DisbursementBatchId, state: LineState) -> bool {
        self.office.lines(id).await.iter().any(|line| line.state == state)
    }

    async fn answer(&self, id: DisbursementBatchId, random: &mut Random) {
        let lines = self.office.lines(id).await;
        let answers: Vec<Option<LineState>> = lines
            .iter()
            .map(|line| match line.state {
                LineState::Open | LineState::Pending => match random.below(6) {
                    0 => None,
                    1 => Some(LineState::Pending),
                    2 => Some(LineState::Failed),
                    _ => Some(LineState::Paid),
                },
                LineState::Paid | LineState::Recovered => Some(LineState::Paid),
                _ => Some(LineState::Failed),
            })
            .collect();
        let _ = self.office.answered(id, &answers).await;
    }

    async fn after_return(&self, id: DisbursementBatchId, random: &mut Random) {
        let waits = self.has(id, LineState::Open).await || self.has(id, LineState::Pending).await;
        if waits {
            self.answer(id, random).await;
        } else {
            let _ = self.office.step(id, BatchEvent::Reconcile).await;
        }
    }

    async fn again_or_back(&self, id: DisbursementBatchId, random: &mut Random) {
        let form = AgainForm {
            revision: self.office.revision(id).await,
            words: "银行已解除限制".to_owned(),
            line: String::new(),
        };
        let call = self.office.call(Role::Filler);
        if random.below(3) > 0 {
            let _ = payments::reissue(call, id, &form).await;
            return;
        }
        let lines = self.office.lines(id).await;
        if let Some(line) = lines.iter().find(|line| line.state == LineState::Failed) {
            let form = AgainForm { line: line.id.to_string(), ..form };
            let _ = payments::give_up(call, id, &form).await;
        }
    }

    /// Wherever the flow was broken off, every 分 lies in one place.
    pub(super) async fn require_conserved(&self, seed: u64) {
        let store = &self.office.world.app.store;
        let held = view::standing(store, self.office.project).await.unwrap();
        let standing = jixiao_aid::disbursement::Standing {
            approved: held.approved,
            payable: held.payable,
            pending: held.pending,
            failed: held.failed,
            paid: held.paid,
            recovered: held.recovered,
        };
        standing.conserved().unwrap_or_else(|fault| panic!("seed {seed}: {fault}: {standing}"));
        assert_eq!(standing.approved, self.approved, "seed {seed}");
    }

    /// In the end everybody was paid once, everything is booked once, and no batch parts from its
    /// roster, its bank and its vouchers.
    pub(super) async fn require_paid_once(&self, seed: u64) {
        self.require_conserved(seed).await;
        let store = &self.office.world.app.store;
        let sql = "SELECT COUNT(*) FROM aid_case c WHERE c.round_id = $1 AND (c.state <> 'paid' \
                   OR 1 <> (SELECT COUNT(*) FROM disbursement_line l WHERE l.aid_case_id = c.id \
                   AND l.state = 'paid' AND l.amount_fen = c.approved_fen))";
        let wrong: Option<i64> = store.row(sql, [self.round.0.into()]).await.unwrap();
        assert_eq!(wrong, Some(0), "seed {seed}");
        let summary = funds::fund_summary(store, self.office.year).await.unwrap();
        assert_eq!(summary.total.executed, self.approved, "seed {seed}");
        for (id, state) in self.batches().await {
            let call = self.office.call(Role::Auditor);
            let page = read(call, id, None, (1, 0)).await.unwrap();
            assert_eq!(page.loaded.batch.state, state);
            if state == BatchState::Vouchered {
                let compared = payments::four_way(call, id).await.unwrap();
                assert!(compared.four_way.agrees(), "seed {seed}: {:?}", compared.differences);
            }
        }
    }
}
