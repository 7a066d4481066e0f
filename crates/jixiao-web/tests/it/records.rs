//! The records that the paths of the matrix name, all in the northern county.

mod bodies;
mod made;
mod monitoring;

use crate::world::{World, now};
use crate::{aid, evaluated, fixture};
use jixiao_app::Actor;
use jixiao_app::documents::{self, Format};
use jixiao_app::goals::create;
use jixiao_app::library::propose;
use jixiao_app::notices::post;
use jixiao_app::reports::{self, CreateForm};
use jixiao_app::self_evaluations::ListTyped;
use jixiao_app::standards;
use jixiao_domain::Role;
use jixiao_store::{Connection as _, grants};
use made::{
    aid_round, batch, department, disclosed, duplicate, evaluation, household, judged,
    organisation, proposal, results, standard, user,
};
use monitoring::Monitoring;

pub(crate) use made::project;

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
    household: Household,
    duplicate: String,
    aid_round: String,
    case: String,
    notice: String,
    batch: Batch,
    disclosed: Disclosed,
    /// Id of the northern county.
    north: String,
}

/// A draft of a household's file with the worker it is kept for.
struct Household {
    id: String,
    person: String,
}

/// A batch of payments with a file for the bank.
struct Batch {
    id: String,
    file: String,
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
    past: String,
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
        let project = project(world).await;
        let paying = world.app.store.row::<i64>("SELECT MIN(id) FROM project", []).await.unwrap();
        let round = aid::round(world, paying.unwrap().into()).await;
        let case = aid::case(world, round, aid::courier(world, "赵骑").await).await;
        // The first is shown to everybody, the second is a draft.
        let shown = aid::notice(world, round, "钱驰").await;
        post(filler, shown, "1").await.unwrap();
        let notice = aid::notice(world, round, "孙捷").await;
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
            aid_round: aid_round(world, &project).await,
            project,
            household: household(world, filler).await,
            duplicate: duplicate(world, filler).await,
            case: case.to_string(),
            notice: notice.to_string(),
            batch: batch(world, year).await,
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
            Some("people") => &self.household.person,
            Some("households") => &self.household.id,
            Some("duplicates") => &self.duplicate,
            Some("aid-rounds") => &self.aid_round,
            Some("cases") => &self.case,
            Some("notices") => &self.notice,
            Some("payments") if path.contains("/entries/") => &self.project.payment,
            Some("payments") => &self.batch.id,
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
        let is_of_batch = path.trim_start_matches("/api/v1").starts_with("/payments");
        let is_of_text = is_of_letter || is_of_batch || path.starts_with("/reports");
        let file = match path {
            _ if is_of_letter => &self.rectification_file,
            _ if is_of_batch => &self.batch.file,
            _ => &self.draft.file,
        };
        path.replace("{id}", id)
            .replace("{key}", "warmth")
            .replace("{grant_id}", &self.grants[1].to_string())
            .replace("{indicator}", &self.draft.indicator)
            .replace("{file}", file)
            .replace("{year}", if path.contains("public/") { "2025" } else { "2026" })
            .replace("{number}", &self.disclosed.number)
            .replace("{item}", &self.disclosed.item)
            .replace("{entry}", entry)
            .replace("{past}", &self.project.past)
            .replace("{format}", if is_of_text { "docx" } else { "xlsx" })
            .replace("{member}", "1")
            .replace("{review}", "1")
            .replace("{kind}", "projects")
            .replace("{section}", "profile")
            .replace("{form}", "tasks")
            .replace("{*path}", "jixiao.css")
            + query.as_str()
    }
}

fn is_of_frozen(path: &str) -> bool {
    ["/frozen", "/recheck", "/spot-check"].iter().any(|end| path.ends_with(end))
}
