//! The records that the paths of the matrix name, all in the northern county, and bodies that get
//! as far as the use case.

mod monitoring;

use crate::world::{World, now};
use crate::{disclosed, evaluated, fixture};
use jixiao_app::attachments::{self, Evidence, NewFile};
use jixiao_app::budgets::{self, EntryForm, PaymentForm};
use jixiao_app::departments::{self, OpenTyped};
use jixiao_app::disclosures::{self, CorrectForm};
use jixiao_app::documents::{self, Format};
use jixiao_app::goals::create;
use jixiao_app::library::{LibraryForm, propose};
use jixiao_app::projects::{self, OpenYearForm, ProjectForm};
use jixiao_app::rectifications::{self, NoticeForm};
use jixiao_app::reports::{self, CreateForm};
use jixiao_app::results::{self, ProposalListForm, ScenarioForm};
use jixiao_app::self_evaluations::{self, ListTyped};
use jixiao_app::standards::{self, StandardForm};
use jixiao_app::{Actor, Call, assessments, evaluations};
use jixiao_domain::{OrganisationKind, ProjectYearId, Role, SelfEvaluationId, UserId};
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::users::{self, NewUser};
use jixiao_store::{Transaction, grants};
use monitoring::Monitoring;

/// Keys of the records.
pub(crate) struct Records {
    /// A person of the northern county who holds no role.
    pub(crate) without_role: Actor,
    organisation: String,
    user: String,
    grants: [i64; 2],
    goal: String,
    project_year: String,
    library: String,
    draft: Evaluation,
    frozen: String,
    monitoring: Monitoring,
    report: String,
    job: String,
    standard: String,
    rectification: String,
    rectification_file: String,
    assessment: String,
    evaluation: String,
    department: String,
    proposal: String,
    scenario: String,
    project: Project,
    disclosed: Disclosed,
    /// Id of the northern county.
    north: String,
}

/// A published item, and a draft that corrects it.
struct Disclosed {
    number: String,
    draft: String,
    item: String,
}

/// A self-evaluation that is being filled in, with a file.
struct Evaluation {
    id: String,
    indicator: String,
    file: String,
}

/// A project with the year 2026 and a line in each of its ledgers.
pub(crate) struct Project {
    pub(crate) id: String,
    budget_entry: String,
    payment: String,
}

/// The year 2026 of the northern county as a whole, nothing filled in.
async fn department(world: &World, filler: Call<'_>) -> String {
    let typed = OpenTyped {
        organisation: world.north.id.to_string(),
        year: "2026".to_owned(),
        framework: "department-national-2013".to_owned(),
        money_unit: "ten_thousand_yuan".to_owned(),
    };
    departments::open(filler, &typed).await.unwrap().to_string()
}

impl Records {
    pub(crate) async fn new(world: &World) -> Self {
        let filler = world.call(world.actor(Role::Filler));
        let tx = world.app.store.begin().await.unwrap();
        let organisation = organisation(&tx, world).await;
        let changed = user(&tx, world, "changed").await;
        let without_role = user(&tx, world, "without-role").await;
        // One to be taken back by the page, one over the API.
        let mut held = [0; 2];
        for (slot, role) in held.iter_mut().zip([Role::Filler, Role::Reviewer]) {
            *slot = grants::insert(&tx, changed, world.north.id, role, None, now()).await.unwrap();
        }
        tx.commit().await.unwrap();

        let draft = evaluation(world, filler).await;
        let frozen = evaluated::issued(world, "XM02").await;
        evaluated::approve(world, frozen).await;
        let monitoring = Monitoring::new(world).await;
        let report = CreateForm {
            kind: "self_evaluation".to_owned(),
            subject: frozen.to_string(),
            ..CreateForm::default()
        };
        let report = reports::create(filler, &report).await.unwrap();
        let year = fixture::open_year(world, "XM03").await;
        let goal = create(filler, year).await.unwrap();
        let library = propose(filler, &proposal(world)).await.unwrap();
        let finance = world.call(world.actor(Role::Finance));
        let standard = standards::add(finance, &standard(world)).await.unwrap();
        let own = judged(world, year, frozen).await;
        // Before the job below: publishing does what is queued.
        let disclosed = disclosed(world).await;
        let (proposal, scenario) = results(world).await;
        let job = documents::start_archive(filler, &ListTyped::default(), Format::Docx).await;
        Self {
            without_role: Actor {
                user_id: without_role,
                grants: Vec::new(),
                ..world.actor(Role::Filler).clone()
            },
            organisation,
            user: changed.to_string(),
            grants: held,
            goal: goal.to_string(),
            project_year: year.to_string(),
            library: library.to_string(),
            draft,
            frozen: frozen.to_string(),
            monitoring,
            report: report.to_string(),
            job: job.unwrap().to_string(),
            standard: standard.to_string(),
            rectification: own.rectification,
            rectification_file: own.file,
            assessment: own.assessment,
            evaluation: own.evaluation,
            department: department(world, filler).await,
            proposal,
            scenario,
            project: project(world).await,
            disclosed,
            north: world.north.id.to_string(),
        }
    }

    /// The path with keys of records in its places.
    pub(crate) fn fill_in(&self, path: &str) -> String {
        let id = match path.trim_start_matches("/api/v1").split('/').nth(1) {
            Some("organisations") => &self.organisation,
            Some("users") => &self.user,
            Some("goals") => &self.goal,
            Some("library") => &self.library,
            Some("jobs") => &self.job,
            Some("standards") => &self.standard,
            Some("reports") => &self.report,
            Some("departments") => &self.department,
            Some("results") if path.contains("/scenarios/") => &self.scenario,
            Some("results") => &self.proposal,
            Some("self-evaluations") if is_of_frozen(path) => &self.frozen,
            Some("self-evaluations") => &self.draft.id,
            Some(area) if area.starts_with("monitoring") => self.monitoring.key_in(path),
            Some("rectifications") => &self.rectification,
            Some("assessments") => &self.assessment,
            Some("evaluations") => &self.evaluation,
            Some("projects") => &self.project.id,
            Some("disclosure") => &self.disclosed.draft,
            _ => "1",
        };
        let entry = if path.contains("/payments/") {
            &self.project.payment
        } else {
            &self.project.budget_entry
        };
        let query = match path {
            "/goals/compare" => format!("?one={0}&other={0}", self.goal),
            "/self-evaluations/project-list" => "?year=2025&format=xlsx".to_owned(),
            _ => String::new(),
        };
        let is_of_letter = path.starts_with("/rectifications/");
        let is_of_text = is_of_letter || path.starts_with("/reports");
        let file = if is_of_letter { &self.rectification_file } else { &self.draft.file };
        path.replace("{id}", id)
            .replace("{grant_id}", &self.grants[1].to_string())
            .replace("{indicator}", &self.draft.indicator)
            .replace("{file}", file)
            .replace("{year}", if path.contains("public/") { "2025" } else { "2026" })
            .replace("{number}", &self.disclosed.number)
            .replace("{item}", &self.disclosed.item)
            .replace("{entry}", entry)
            .replace("{format}", if is_of_text { "docx" } else { "xlsx" })
            .replace("{kind}", "projects")
            .replace("{section}", "profile")
            .replace("{form}", "tasks")
            .replace("{*path}", "jixiao.css")
            + query.as_str()
    }

    /// Media type and body for a change. Most pages take an empty form as far as their use case; the
    /// API wants its fields.
    pub(crate) fn body(&self, path: &str) -> (&'static str, String) {
        if path.starts_with("/api/") {
            return (JSON, self.json(path));
        }
        let form = match path {
            "/users/{id}/revoke" => format!("grant_id={}", self.grants[0]),
            "/goals" | "/assessments" | "/evaluations" => {
                format!("project_year={}", self.project_year)
            }
            "/rectifications/new" => format!(
                "project_year={}&problem=a&requirement=b&due_on=2026-03-31",
                self.project_year
            ),
            "/rectifications/{id}/step" => "revision=1&event=reply&measures=a&outcome=b".to_owned(),
            "/assessments/{id}/step" => "revision=1&event=submit".to_owned(),
            "/departments/{id}/step" => "revision=1&event=submit".to_owned(),
            "/departments/{id}/edit/{section}" => "revision=1".to_owned(),
            "/departments/new" => format!("organisation={}", self.north),
            "/evaluations/{id}/step" => "revision=1&event=start".to_owned(),
            "/disclosure" => format!("organisation={}&year=2025", self.north),
            "/disclosure/{id}/step" => "revision=1&event=submit".to_owned(),
            "/verify" => return (PARTS, FILE.to_owned()),
            "/self-evaluations/issue" => "year=2025&due_on=2026-03-31".to_owned(),
            "/self-evaluations/samples" => "year=2025&percent=10".to_owned(),
            "/self-evaluations/archive" => "format=docx".to_owned(),
            "/reports" => format!("kind=self_evaluation&subject={}", self.draft.id),
            "/goals/{id}/step"
            | "/self-evaluations/{id}/step"
            | "/monitoring/{id}/step"
            | "/reports/{id}/step" => "revision=1&event=submit".to_owned(),
            "/self-evaluations/{id}/edit"
            | "/self-evaluations/{id}/recheck"
            | "/self-evaluations/{id}/spot-check"
            | "/self-evaluations/{id}/scores"
            | "/monitoring/{id}/edit"
            | "/monitoring/{id}/judgement" => "revision=1".to_owned(),
            "/library/new" => format!(
                "organisation={}&programme=warmth_relief&level2=quantity&name=%E4%BA%BA%E6%95%B0\
                 &sign=at_least&number=1&unit=%E4%BA%BA",
                self.organisation
            ),
            "/projects/import"
            | "/rectifications/{id}/files"
            | "/self-evaluations/{id}/indicators/{indicator}/files" => {
                return (PARTS, FILE.to_owned());
            }
            "/results/proposals" => "year=2026".to_owned(),
            "/results/proposals/{id}/step" => "revision=1&event=submit".to_owned(),
            "/standards/new" => format!(
                "organisation={}&programme=training&item=a&indicator_words=b&amount=400&unit=c\
                 &document_number=d&first_year=2026",
                self.organisation
            ),
            _ => String::new(),
        };
        (FORM, form)
    }

    fn json(&self, path: &str) -> String {
        match path {
            "/api/v1/session" => r#"{"login": "x", "password": "y"}"#,
            "/api/v1/session/second-factor" => r#"{"code": "000000"}"#,
            "/api/v1/organisations" => {
                r#"{"parent_id": 0, "code": "", "name": "", "kind": "primary_union"}"#
            }
            "/api/v1/users" => r#"{"login": "", "name": "", "organisation_id": 0}"#,
            "/api/v1/users/{id}/grants" => r#"{"role": "", "organisation_id": 0}"#,
            "/api/v1/goals" | "/api/v1/assessments" | "/api/v1/evaluations" => {
                return format!(r#"{{"project_year": {}}}"#, self.project_year);
            }
            "/api/v1/departments" => {
                return format!(
                    r#"{{"organisation": {}, "year": 2027, "framework": "department-national-2013",
                    "money_unit": "yuan"}}"#,
                    self.north
                );
            }
            "/api/v1/departments/{id}/sections/{section}" => r#"{"revision": 1}"#,
            "/api/v1/departments/{id}/steps" => r#"{"revision": 1, "event": "submit"}"#,
            "/api/v1/rectifications" => {
                return format!(
                    r#"{{"project_year": {}, "problem": "a", "requirement": "b",
                    "due_on": "2026-03-31"}}"#,
                    self.project_year
                );
            }
            "/api/v1/rectifications/{id}/step" => {
                r#"{"revision": 1, "event": "reply", "measures": "a", "outcome": "b"}"#
            }
            "/api/v1/assessments/{id}/step" => r#"{"revision": 1, "event": "submit"}"#,
            "/api/v1/evaluations/{id}/step" => r#"{"revision": 1, "event": "start"}"#,
            "/api/v1/assessments/{id}"
            | "/api/v1/evaluations/{id}"
            | "/api/v1/evaluations/{id}/recompute" => r#"{"revision": 1}"#,
            "/api/v1/projects/{id}/years/{year}/suspensions" => {
                r#"{"reason": "a", "article": "b"}"#
            }
            "/api/v1/projects/{id}/years/{year}/suspensions/end" => r#"{"reason": "a"}"#,
            "/api/v1/goals/{id}/step"
            | "/api/v1/self-evaluations/{id}/steps"
            | "/api/v1/monitoring/{id}/steps"
            | "/api/v1/reports/{id}/step" => r#"{"revision": 1, "event": "submit"}"#,
            "/api/v1/reports" => {
                let id = &self.draft.id;
                return format!(r#"{{"kind": "self_evaluation", "subject": {id}}}"#);
            }
            "/api/v1/disclosure" => {
                return format!(r#"{{"organisation": {}, "year": 2025}}"#, self.north);
            }
            "/api/v1/disclosure/{id}" => r#"{"revision": 1}"#,
            "/api/v1/disclosure/{id}/step" => r#"{"revision": 1, "event": "submit"}"#,
            "/api/v1/disclosure/{id}/items/{item}/confirm" => r#"{"digest": ""}"#,
            "/api/v1/disclosure/{id}/items/{item}/removals" => r#"{"words": "", "reason": ""}"#,
            "/api/v1/disclosure/{id}/items/{item}/withdraw"
            | "/api/v1/disclosure/{id}/items/{item}/correct" => r#"{"reason": ""}"#,
            "/api/v1/goals/{id}/versions" => r#"{"kind": "adjustment", "reason": "x"}"#,
            "/api/v1/library" => {
                return format!(
                    r#"{{"organisation": {}, "programme": "warmth_relief", "level2": "quantity",
                    "name": "户数", "sign": "at_least", "number": "1", "unit": "户"}}"#,
                    self.organisation
                );
            }
            "/api/v1/library/{id}/decision" => {
                r#"{"revision": 1, "decision": "reject", "reason": "x"}"#
            }
            "/api/v1/self-evaluations/{id}/due" => {
                r#"{"revision": 1, "due_on": "2026-04-30", "reason": "x"}"#
            }
            "/api/v1/self-evaluations/{id}/goal" => r#"{"revision": 1, "goal_id": 1}"#,
            "/api/v1/results/proposals" => r#"{"year": 2026}"#,
            "/api/v1/results/proposals/{id}/step" => r#"{"revision": 1, "event": "submit"}"#,
            "/api/v1/standards" => {
                return format!(
                    r#"{{"organisation": {}, "programme": "training",
                "item": "a", "indicator_words": "b", "amount": "1", "unit": "c",
                "document_number": "d", "first_year": "2026"}}"#,
                    self.organisation
                );
            }
            "/api/v1/self-evaluations" => r#"{"year": 2025, "due_on": "2026-03-31"}"#,
            "/api/v1/self-evaluations/{id}" | "/api/v1/self-evaluations/{id}/scores" => {
                r#"{"revision": 1}"#
            }
            path if path.contains("/monitoring") => monitoring::json(path),
            _ => "{}",
        }
        .to_owned()
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const PARTS: &str = "multipart/form-data; boundary=x";
const FILE: &str = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
                    content-type: application/pdf\r\n\r\n%PDF-1.7 a\r\n--x--\r\n";

fn is_of_frozen(path: &str) -> bool {
    ["/frozen", "/recheck", "/spot-check"].iter().any(|end| path.ends_with(end))
}

async fn organisation(tx: &Transaction, world: &World) -> String {
    let new = NewOrganisation {
        parent: Some(&world.north),
        code: "530101999",
        name: "北山县水泥厂工会",
        short_name: "水泥厂",
        kind: OrganisationKind::PrimaryUnion,
    };
    organisations::insert(tx, &new).await.unwrap().id.to_string()
}

async fn user(tx: &Transaction, world: &World, login: &str) -> UserId {
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
    Project {
        id: id.to_string(),
        budget_entry: budget_entry.to_string(),
        payment: payment.to_string(),
    }
}

async fn disclosed(world: &World) -> Disclosed {
    let finance = world.call(world.actor(Role::Finance));
    let published = disclosed::published(world, "XM08").await;
    let old = disclosures::read(finance, published).await.unwrap().items[0].item.clone();
    let form = CorrectForm { reason: "补充说明".to_owned() };
    let draft = disclosures::correct(finance, old.id, &form).await.unwrap();
    Disclosed { number: old.number.unwrap(), draft: draft.to_string(), item: old.id.to_string() }
}

async fn evaluation(world: &World, filler: Call<'_>) -> Evaluation {
    let id = evaluated::issued(world, "XM01").await;
    let record = self_evaluations::show(filler, id).await.unwrap().record;
    let indicator = record.rows[0].indicator.id;
    let evidence = Evidence { self_evaluation_id: id, goal_indicator_id: indicator };
    let file = NewFile { name: "回单.pdf".to_owned(), content: b"%PDF-1.7 b".to_vec() };
    let file = attachments::add(filler, evidence, file).await.unwrap();
    Evaluation { id: id.to_string(), indicator: indicator.to_string(), file: file.to_string() }
}

/// Keys of a rectification with a file, an assessment and an evaluation.
struct Judged {
    rectification: String,
    file: String,
    assessment: String,
    evaluation: String,
}

async fn judged(world: &World, year: ProjectYearId, frozen: SelfEvaluationId) -> Judged {
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
async fn results(world: &World) -> (String, String) {
    let finance = world.call(world.actor(Role::Finance));
    results::compute(finance, 2026).await.unwrap();
    let form = ProposalListForm { year: "2026".to_owned(), ..ProposalListForm::default() };
    let listed = results::list_proposals(finance, &form, 0, 1).await.unwrap();
    let scenario = ScenarioForm {
        organisation: world.north.id.to_string(),
        year: "2026".to_owned(),
        name: "从紧".to_owned(),
        score_percent: "60".to_owned(),
        fair_cut_percent: "10".to_owned(),
        poor_cut_percent: "30".to_owned(),
        ..ScenarioForm::default()
    };
    let scenario = results::create_scenario(finance, &scenario).await.unwrap();
    (listed.lines[0].proposal.id.to_string(), scenario.to_string())
}

fn standard(world: &World) -> StandardForm {
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

fn proposal(world: &World) -> LibraryForm {
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
