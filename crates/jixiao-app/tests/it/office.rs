//! The paying office of the tests: a project of the northern county with a budget, people with cards,
//! rounds whose cases are payable.
//!
//! Rounds and cases come from rows: how a case comes to be payable is tested where cases are.

use crate::world::World;
use jixiao_app::budgets::{self, EntryForm};
use jixiao_app::payments::{
    self, BatchStepForm, BuildForm, Built, LoadedBatch, ReadReturn, ReturnForm, VoucherForm,
};
use jixiao_app::people::{PersonForm, create_person};
use jixiao_app::projects::{self, OpenYearForm, ProjectForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{
    AidCaseId, AidRoundId, BatchEvent, BatchState, Coded as _, DisbursementBatchId,
    ExecutionEntryId, LineState, PersonId, ProjectId, ProjectYearId, Role,
};
use jixiao_store::disbursements::{self, Line};
use jixiao_store::{Connection as _, Store, Value, project_years};

/// The office.
pub(crate) struct Office {
    pub(crate) world: World,
    pub(crate) project: ProjectId,
    pub(crate) year: ProjectYearId,
    people: Vec<PersonId>,
}

/// The card of the person of this number.
pub(crate) fn card(index: usize) -> String {
    format!("62220000{:011}", index * 7 + 1)
}

/// An identity number with its check character; `digits` are seventeen.
fn number(digits: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(d, w)| u32::from(d - b'0') * w).sum();
    format!("{digits}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

/// A project of the northern county with the year 2026.
async fn add_with_year(world: &World, code: &str) -> ProjectYearId {
    let call = world.call(world.actor(Role::Filler));
    let form = ProjectForm {
        organisation: world.north.id.to_string(),
        code: code.to_owned(),
        name: format!("困难职工节日慰问{code}"),
        programme: "warmth_relief".to_owned(),
        attribute: "延续项目".to_owned(),
        supervising_department: "江州市总工会".to_owned(),
        implementing_unit: world.north.name.clone(),
        start_year: "2024".to_owned(),
        ..ProjectForm::default()
    };
    let id = projects::add(call, form.parse().unwrap()).await.unwrap();
    let year = OpenYearForm {
        year: "2026".to_owned(),
        regulation: "national-2020".to_owned(),
        layout: "national".to_owned(),
        money_unit: "万元".to_owned(),
    };
    projects::open_year(call, id, year.parse().unwrap()).await.unwrap()
}

impl Office {
    /// An office with so many people and a budget in 元.
    pub(crate) async fn new(store: Store, people: usize, budget: &str) -> Self {
        let world = World::new(store).await;
        let mut ids = Vec::new();
        for index in 0..people {
            let form = PersonForm {
                organisation: world.north.id.to_string(),
                name: format!("王{}", ["安", "宁", "平", "和"][index % 4]),
                id_number: number(&format!("530102198001{:02}{:03}", index % 28 + 1, index)),
                bank_name: "中国工商银行江州分行".to_owned(),
                bank_card: card(index),
                ..PersonForm::default()
            };
            ids.push(create_person(world.call(world.actor(Role::Filler)), &form).await.unwrap());
        }
        let year = add_with_year(&world, "A1").await;
        let project = project_years::find(&world.app.store, year).await.unwrap().unwrap();
        let office = Self { world, project: project.project_id, year, people: ids };
        office.budget(office.year, budget).await;
        office
    }

    /// Gives a year a budget in 元.
    pub(crate) async fn budget(&self, year: ProjectYearId, budget: &str) {
        let entry = EntryForm {
            kind: "initial".to_owned(),
            source: "current_treasury".to_owned(),
            amount: budget.to_owned(),
            document_number: "江工发〔2026〕1号".to_owned(),
            dated_on: "2026-01-15".to_owned(),
            ..EntryForm::default()
        };
        let input = entry.parse().map_err(Refusal::Invalid).unwrap();
        budgets::enter(self.call(Role::Finance), year, input).await.unwrap();
    }

    /// A project of its own for another run in the same world, with its year.
    pub(crate) async fn another(&mut self, code: &str, budget: &str) {
        self.year = add_with_year(&self.world, code).await;
        let year = project_years::find(&self.world.app.store, self.year).await.unwrap().unwrap();
        self.project = year.project_id;
        self.budget(self.year, budget).await;
    }

    pub(crate) fn call(&self, role: Role) -> Call<'_> {
        self.world.call(self.world.actor(role))
    }

    /// A round with payable cases of these amounts, one a person.
    pub(crate) async fn round(&self, label: &str, amounts_fen: &[i64]) -> AidRoundId {
        let tx = self.world.app.store.begin().await.unwrap();
        let by = self.world.actor(Role::Filler).user_id.0;
        let unit = self.world.north.id.0;
        let day = self.call(Role::Filler).today();
        let round: AidRoundId = tx
            .insert(
                "INSERT INTO aid_round (organisation_id, project_id, programme, rule_from, region, \
                 year, label, opens_on, closes_on, notice_days, state, created_by, created_at) \
                 VALUES ($1, $2, 'warmth', $3, '530100', 2026, $4, $3, $3, 5, 'open', $5, 0) \
                 RETURNING id",
                [unit.into(), self.project.0.into(), day.into(), label.into(), by.into()],
            )
            .await
            .unwrap();
        for (person, fen) in self.people.iter().zip(amounts_fen) {
            let values: [Value; 6] = [
                round.0.into(),
                person.0.into(),
                unit.into(),
                (*fen).into(),
                day.into(),
                by.into(),
            ];
            tx.execute(
                "INSERT INTO aid_case (round_id, person_id, organisation_id, approved_fen, state, \
                 stage, stage_entered_on, held_by_organisation, created_by, created_at) \
                 VALUES ($1, $2, $3, $4, 'payable', 'payment', $5, $3, $6, 0)",
                values,
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        round
    }

    pub(crate) fn build_form(&self, rounds: &[AidRoundId]) -> BuildForm {
        let rounds: Vec<String> = rounds.iter().map(ToString::to_string).collect();
        BuildForm {
            project_year: self.year.to_string(),
            source: "current_treasury".to_owned(),
            rounds: rounds.join(" "),
            layout: "generic-csv".to_owned(),
            purpose: "送温暖慰问金".to_owned(),
            payer_bank: "中国工商银行江州分行营业部".to_owned(),
            payer_account: "1001000009000000001".to_owned(),
            payer_name: "北山县总工会".to_owned(),
        }
    }

    pub(crate) async fn build(&self, rounds: &[AidRoundId]) -> Result<Built, Refusal> {
        payments::build(self.call(Role::Filler), &self.build_form(rounds)).await
    }

    pub(crate) async fn batch(&self, id: DisbursementBatchId) -> LoadedBatch {
        payments::load(&self.world.app.store, self.call(Role::Filler), id).await.unwrap()
    }

    pub(crate) async fn revision(&self, id: DisbursementBatchId) -> String {
        self.batch(id).await.batch.revision.to_string()
    }

    pub(crate) async fn lines(&self, id: DisbursementBatchId) -> Vec<Line> {
        disbursements::lines(&self.world.app.store, id).await.unwrap()
    }

    /// The hand that takes an event in these tests.
    pub(crate) fn hand(event: BatchEvent) -> Role {
        match event {
            BatchEvent::Check => Role::Reviewer,
            BatchEvent::Approve => Role::Approver,
            BatchEvent::Cancel => Role::Filler,
            _ => Role::Finance,
        }
    }

    pub(crate) async fn step(
        &self,
        id: DisbursementBatchId,
        event: BatchEvent,
    ) -> Result<BatchState, Refusal> {
        let form = BatchStepForm {
            revision: self.revision(id).await,
            event: event.code().to_owned(),
            words: "名单有误".to_owned(),
            reference: "ICBC-2026-1".to_owned(),
        };
        payments::step(self.call(Self::hand(event)), id, &form).await
    }

    pub(crate) async fn export(
        &self,
        id: DisbursementBatchId,
    ) -> Result<payments::Released, Refusal> {
        let revision = self.batch(id).await.batch.revision;
        payments::export(self.call(Role::Finance), id, revision).await
    }

    /// Through all hands until the bank took it.
    pub(crate) async fn sent(&self, rounds: &[AidRoundId]) -> DisbursementBatchId {
        let id = self.build(rounds).await.unwrap().id;
        self.send(id).await;
        id
    }

    pub(crate) async fn send(&self, id: DisbursementBatchId) {
        self.step(id, BatchEvent::Check).await.unwrap();
        self.step(id, BatchEvent::Approve).await.unwrap();
        self.export(id).await.unwrap();
        self.step(id, BatchEvent::Accept).await.unwrap();
    }

    /// A return file: what the bank says, line by line; a line it does not speak of is `None`.
    pub(crate) async fn answer_text(
        &self,
        id: DisbursementBatchId,
        answers: &[Option<LineState>],
    ) -> String {
        let mut text = "序号,收款账号,收款户名,金额（元）,处理结果,失败原因\r\n".to_owned();
        for (line, answer) in self.lines(id).await.iter().zip(answers) {
            let (status, reason) = match answer {
                None => continue,
                Some(LineState::Paid) => ("成功", ""),
                Some(LineState::Failed) => ("失败", "户名不符"),
                Some(_) => ("处理中", ""),
            };
            let fen = line.amount.fen();
            text.push_str(&format!(
                "{},6222***********,{},{}.{:02},{status},{reason}\r\n",
                line.serial,
                line.payee_name,
                fen / 100,
                fen % 100
            ));
        }
        text
    }

    pub(crate) async fn read_text(
        &self,
        id: DisbursementBatchId,
        text: String,
    ) -> Result<ReadReturn, Refusal> {
        let form =
            ReturnForm { revision: self.revision(id).await, paid_on: "2026-03-02".to_owned() };
        let bytes = text.into_bytes();
        payments::read_return(self.call(Role::Finance), id, &form, "回盘.csv", bytes).await
    }

    pub(crate) async fn answered(
        &self,
        id: DisbursementBatchId,
        answers: &[Option<LineState>],
    ) -> Result<ReadReturn, Refusal> {
        let text = self.answer_text(id, answers).await;
        self.read_text(id, text).await
    }

    pub(crate) async fn voucher(
        &self,
        id: DisbursementBatchId,
        number: &str,
    ) -> Result<Vec<ExecutionEntryId>, Refusal> {
        let form =
            VoucherForm { revision: self.revision(id).await, voucher_number: number.to_owned() };
        payments::voucher(self.call(Role::Finance), id, &form).await
    }

    /// The states of the cases of a round, in the order of their keys.
    pub(crate) async fn cases(&self, round: AidRoundId) -> Vec<(AidCaseId, String)> {
        let sql = "SELECT id FROM aid_case WHERE round_id = $1 ORDER BY id";
        let ids: Vec<i64> = self.world.app.store.rows(sql, [round.0.into()]).await.unwrap();
        let mut found = Vec::new();
        for id in ids {
            let case = jixiao_store::aid_cases::find(&self.world.app.store, AidCaseId(id));
            found.push((AidCaseId(id), case.await.unwrap().unwrap().state.code().to_owned()));
        }
        found
    }
}

/// For processes that find the office in a database.
impl Office {
    /// The office that another process made.
    pub(crate) async fn reopened(store: Store) -> Self {
        let sql = "SELECT id FROM project_year ORDER BY id LIMIT 1";
        let year: i64 = store.row(sql, []).await.unwrap().unwrap();
        let world = World::new(store).await;
        let year = ProjectYearId(year);
        let project = project_years::find(&world.app.store, year).await.unwrap().unwrap();
        Self { world, project: project.project_id, year, people: Vec::new() }
    }

    /// Its only round.
    pub(crate) async fn only_round(&self) -> AidRoundId {
        let sql = "SELECT id FROM aid_round";
        AidRoundId(self.world.app.store.row(sql, []).await.unwrap().unwrap())
    }
}
