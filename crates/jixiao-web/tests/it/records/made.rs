//! The making of the records that the matrix names.

use super::{Batch, Disclosed, Evaluation, Household, Project};
use crate::world::{World, now};
use crate::{disclosed as publications, evaluated};
use jixiao_app::attachments::{self, Evidence, NewFile};
use jixiao_app::budgets::{self, EntryForm, PaymentForm};
use jixiao_app::departments::{self, OpenTyped};
use jixiao_app::disclosures::{self, CorrectForm};
use jixiao_app::history::{self, PastYearForm};
use jixiao_app::library::LibraryForm;
use jixiao_app::people::{self, HeadForm, HouseholdForm, PersonForm};
use jixiao_app::projects::{self, OpenYearForm, ProjectForm};
use jixiao_app::rectifications::{self, NoticeForm};
use jixiao_app::results::{self, ProposalListForm, ScenarioForm};
use jixiao_app::self_evaluations;
use jixiao_app::standards::StandardForm;
use jixiao_app::{Call, assessments, evaluations};
use jixiao_domain::{
    FundSource, Money, OrganisationKind, ProjectId, ProjectYearId, Role, SelfEvaluationId, UserId,
};
use jixiao_store::Transaction;
use jixiao_store::aid_rounds::{self, NewAidRound};
use jixiao_store::disbursements::{self, NewBankFile, NewBatch};
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::users::{self, NewUser};

/// The year 2026 of the northern county as a whole, nothing filled in.
pub(super) async fn department(world: &World, filler: Call<'_>) -> String {
    let typed = OpenTyped {
        organisation: world.north.id.to_string(),
        year: "2026".to_owned(),
        framework: "department-national-2013".to_owned(),
        money_unit: "ten_thousand_yuan".to_owned(),
    };
    departments::open(filler, &typed).await.unwrap().to_string()
}

/// A round of aid of the north.
pub(super) async fn aid_round(world: &World, project: &Project) -> String {
    let new = NewAidRound {
        organisation_id: world.north.id,
        project_id: ProjectId(project.id.parse().unwrap()),
        programme: "warmth",
        rule_from: "2019-01-01".parse().unwrap(),
        region: "530102",
        year: 2026,
        label: "2026年春节送温暖",
        opens_on: "2026-01-05".parse().unwrap(),
        closes_on: "2026-03-31".parse().unwrap(),
        notice_days: 5,
        budget: None,
        amounts: &[("hardship".to_owned(), Money::from_fen(100_000))],
    };
    let tx = world.app.store.begin().await.unwrap();
    let by = world.actor(Role::Filler).user_id;
    let id = aid_rounds::insert(&tx, &new, by, now()).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

/// A household's file of the north, a draft.
pub(super) async fn household(world: &World, filler: Call<'_>) -> Household {
    let form = HouseholdForm {
        organisation: world.north.id.to_string(),
        kind: "worker".to_owned(),
        level: "municipal".to_owned(),
        region: "530102".to_owned(),
        main_cause: "own_illness".to_owned(),
        head: HeadForm { head_name: "张安".to_owned(), ..HeadForm::default() },
        ..HouseholdForm::default()
    };
    let id = people::create_household(filler, &form).await.unwrap();
    let page = people::read_household(filler, id, None).await.unwrap();
    Household { id: id.to_string(), person: page.members[0].person.id.to_string() }
}

/// Two persons of the north with one account, whom nobody looked at.
pub(super) async fn duplicate(world: &World, filler: Call<'_>) -> String {
    let form = |name: &str| PersonForm {
        organisation: world.north.id.to_string(),
        name: name.to_owned(),
        bank_card: "6228480402564890018".to_owned(),
        ..PersonForm::default()
    };
    people::create_person(filler, &form("王宁")).await.unwrap();
    let id = people::create_person(filler, &form("赵平")).await.unwrap();
    let pairs = jixiao_app::duplicates::of_person(filler, id).await.unwrap();
    pairs[0].id.to_string()
}

pub(super) async fn batch(world: &World, year: ProjectYearId) -> Batch {
    let by = world.actor(Role::Filler).user_id;
    let tx = world.app.store.begin().await.unwrap();
    let new = NewBatch {
        project_year_id: year,
        issue_year: 2026,
        source: FundSource::CurrentTreasury,
        layout: "generic-csv",
        purpose: "送温暖",
        payer_bank: "工行江州分行",
        payer_name: "北山县总工会",
        line_count: 0,
        sum: Money::default(),
        built_by: by,
        built_at: now(),
    };
    let id = disbursements::insert(&tx, &new).await.unwrap();
    let file = NewBankFile {
        batch_id: id,
        part: 1,
        name: "FF2026-0001-001.csv",
        first_serial: 1,
        last_serial: 1,
        line_count: 0,
        sum: Money::default(),
        digest: "",
        written_by: by,
        written_at: now(),
    };
    let file = disbursements::insert_file(&tx, &file).await.unwrap();
    tx.commit().await.unwrap();
    Batch { id: id.to_string(), file: file.to_string() }
}

pub(super) async fn organisation(tx: &Transaction, world: &World) -> String {
    let new = NewOrganisation {
        parent: Some(&world.north),
        code: "530101999",
        name: "北山县水泥厂工会",
        short_name: "水泥厂",
        kind: OrganisationKind::PrimaryUnion,
    };
    organisations::insert(tx, &new).await.unwrap().id.to_string()
}

pub(super) async fn user(tx: &Transaction, world: &World, login: &str) -> UserId {
    let new = NewUser {
        login,
        name: "新人",
        organisation_id: world.north.id,
        password_hash: "-",
        must_change_password: false,
        at: now(),
    };
    users::insert(tx, &new).await.unwrap()
}

/// The filler's project of the north.
pub(crate) async fn project(world: &World) -> Project {
    let (filler, finance) = (world.actor(Role::Filler), world.actor(Role::Finance));
    let form = ProjectForm {
        organisation: world.north.id.to_string(),
        code: "A1".to_owned(),
        name: "困难职工节日慰问".to_owned(),
        programme: "warmth_relief".to_owned(),
        attribute: "new".to_owned(),
        supervising_department: world.city.name.clone(),
        implementing_unit: world.north.name.clone(),
        start_year: "2026".to_owned(),
        ..ProjectForm::default()
    };
    let id = projects::add(world.call(filler), form.parse().unwrap()).await.unwrap();
    let year = OpenYearForm {
        year: "2026".to_owned(),
        regulation: "national-2020".to_owned(),
        layout: "national".to_owned(),
        money_unit: "yuan".to_owned(),
    };
    let year = projects::open_year(world.call(filler), id, year.parse().unwrap()).await.unwrap();
    let line = EntryForm {
        kind: "initial".to_owned(),
        source: "other".to_owned(),
        amount: "100".to_owned(),
        document_number: "1号".to_owned(),
        dated_on: "2026-01-05".to_owned(),
        note: String::new(),
    };
    let finance = world.call(finance);
    let budget_entry = budgets::enter(finance, year, line.parse().unwrap()).await.unwrap();
    let payment = PaymentForm {
        source: "other".to_owned(),
        amount: "1".to_owned(),
        voucher_number: "记-1".to_owned(),
        paid_on: "2026-01-06".to_owned(),
        ..PaymentForm::default()
    };
    let payment = budgets::pay(finance, year, payment.parse().unwrap()).await.unwrap();
    let past = PastYearForm {
        year: "2024".to_owned(),
        initial: "100".to_owned(),
        adjusted: "100".to_owned(),
        executed: "98".to_owned(),
        source: "2024年绩效自评表.docx".to_owned(),
        level2: vec!["quantity".to_owned()],
        name: vec!["慰问人数".to_owned()],
        sign: vec!["at_least".to_owned()],
        number: vec!["10".to_owned()],
        unit: vec!["人".to_owned()],
        actual: vec!["10人".to_owned()],
        ..PastYearForm::default()
    };
    let past = history::enter(world.call(filler), id, &past).await.unwrap();
    Project {
        past: past.to_string(),
        id: id.to_string(),
        budget_entry: budget_entry.to_string(),
        payment: payment.to_string(),
    }
}

pub(super) async fn disclosed(world: &World) -> Disclosed {
    let finance = world.call(world.actor(Role::Finance));
    let published = publications::published(world, "XM08").await;
    let old = disclosures::read(finance, published).await.unwrap().items[0].item.clone();
    let form = CorrectForm { reason: "补充说明".to_owned() };
    let draft = disclosures::correct(finance, old.id, &form).await.unwrap();
    Disclosed { number: old.number.unwrap(), draft: draft.to_string(), item: old.id.to_string() }
}

pub(super) async fn evaluation(world: &World, filler: Call<'_>) -> Evaluation {
    let id = evaluated::issued(world, "XM01").await;
    let record = self_evaluations::show(filler, id).await.unwrap().record;
    let indicator = record.rows[0].indicator.id;
    let evidence = Evidence { self_evaluation_id: id, goal_indicator_id: indicator };
    let file = NewFile { name: "回单.pdf".to_owned(), content: b"%PDF-1.7 b".to_vec() };
    let file = attachments::add(filler, evidence, file).await.unwrap();
    Evaluation { id: id.to_string(), indicator: indicator.to_string(), file: file.to_string() }
}

/// Keys of a rectification with a file, an assessment and an evaluation.
pub(super) struct Judged {
    pub(super) rectification: String,
    pub(super) file: String,
    pub(super) assessment: String,
    pub(super) evaluation: String,
}

pub(super) async fn judged(world: &World, year: ProjectYearId, frozen: SelfEvaluationId) -> Judged {
    let filler = world.call(world.actor(Role::Filler));
    let finance = world.call(world.actor(Role::Finance));
    let notice = NoticeForm {
        project_year: year.to_string(),
        problem: "执行偏慢".to_owned(),
        requirement: "加快执行".to_owned(),
        due_on: "2026-03-31".to_owned(),
        ..NoticeForm::default()
    };
    let rectification = rectifications::open(finance, &notice).await.unwrap();
    let file = NewFile { name: "清单.pdf".to_owned(), content: b"%PDF-1.7 c".to_vec() };
    let file = attachments::add(filler, rectification, file).await.unwrap();
    let assessment = assessments::create(filler, year).await.unwrap();
    let record = self_evaluations::show(finance, frozen).await.unwrap().record;
    let evaluation = evaluations::plan(finance, record.year.id).await.unwrap();
    Judged {
        rectification: rectification.to_string(),
        file: file.to_string(),
        assessment: assessment.to_string(),
        evaluation: evaluation.to_string(),
    }
}

/// A proposal and a scenario for 2026, made by finance.
pub(super) async fn results(world: &World) -> (String, String) {
    let finance = world.call(world.actor(Role::Finance));
    results::compute(finance, 2026).await.unwrap();
    let form = ProposalListForm { year: "2026".to_owned(), ..ProposalListForm::default() };
    let listed = results::list_proposals(finance, &form, 0, 1).await.unwrap();
    let scenario = ScenarioForm {
        organisation: world.north.id.to_string(),
        year: "2026".to_owned(),
        name: "从紧".to_owned(),
        method: "weakness".to_owned(),
        score_percent: "60".to_owned(),
        fair_cut_percent: "10".to_owned(),
        poor_cut_percent: "30".to_owned(),
        ..ScenarioForm::default()
    };
    let scenario = results::create_scenario(finance, &scenario).await.unwrap();
    (listed.lines[0].proposal.id.to_string(), scenario.to_string())
}

pub(super) fn standard(world: &World) -> StandardForm {
    StandardForm {
        organisation: world.north.id.to_string(),
        programme: "warmth_relief".to_owned(),
        item: "节日慰问金".to_owned(),
        indicator_words: "慰问".to_owned(),
        amount: "500".to_owned(),
        unit: "人".to_owned(),
        document_number: "北工发〔2026〕7号".to_owned(),
        first_year: "2026".to_owned(),
        ..StandardForm::default()
    }
}

pub(super) fn proposal(world: &World) -> LibraryForm {
    LibraryForm {
        organisation: world.north.id.to_string(),
        programme: "warmth_relief".to_owned(),
        level2: "quantity".to_owned(),
        name: "走访慰问户数".to_owned(),
        sign: "at_least".to_owned(),
        number: "100".to_owned(),
        unit: "户".to_owned(),
        ..LibraryForm::default()
    }
}
