//! A project's year and a sound goal for it.

use crate::world::{World, now};
use jixiao_app::goals::{GoalForm, IndicatorForm, StepForm, create, read, save, step};
use jixiao_domain::{
    Coded as _, FilingEvent, FormLayout, GoalId, PrintUnit, Programme, ProjectAttribute,
    ProjectYearId, Role,
};
use jixiao_store::project_years::{self, NewProjectYear};
use jixiao_store::projects::{self, ProjectContent};

/// The year 2026 of a new project of the northern county.
pub(crate) async fn open_year(world: &World, code: &str) -> ProjectYearId {
    let user = world.actor(Role::Filler).user_id;
    let content = ProjectContent {
        code: code.to_owned(),
        name: format!("困难职工节日慰问（{code}）"),
        programme: Programme::WarmthRelief,
        attribute: ProjectAttribute::Continued,
        supervising_department: "江州市总工会".to_owned(),
        supervising_department_code: "530100".to_owned(),
        finance_division: String::new(),
        implementing_unit: "北山县总工会".to_owned(),
        implementing_unit_code: String::new(),
        leader: String::new(),
        phone: String::new(),
        start_year: 2026,
        end_year: Some(2026),
        basis: String::new(),
    };
    let tx = world.app.store.begin().await.unwrap();
    let project_id = projects::insert(&tx, world.north.id, &content, user, now()).await.unwrap();
    let new = NewProjectYear {
        project_id,
        year: 2026,
        regulation: "national-2020",
        layout: FormLayout::National,
        money_unit: PrintUnit::TenThousandYuan,
        opened_by: user,
        opened_at: now(),
    };
    let id = project_years::insert(&tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// A goal with nothing to find fault with, as typed at `revision`.
pub(crate) fn form(revision: &str) -> GoalForm {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').collect();
        IndicatorForm {
            level2: cells[0].to_owned(),
            name: cells[1].to_owned(),
            sign: cells[2].to_owned(),
            number: cells[3].to_owned(),
            unit: cells[4].to_owned(),
            words: String::new(),
            points: cells[5].to_owned(),
            evidence: "慰问花名册与银行代发回单".to_owned(),
            ..IndicatorForm::default()
        }
    };
    GoalForm {
        revision: revision.to_owned(),
        annual_goal: "在元旦春节期间走访慰问在档困难职工，及时足额发放慰问金。".to_owned(),
        annual_treasury: "200,000".to_owned(),
        indicators: [
            "quantity|走访慰问在档困难职工|at_least|400|人|20",
            "quality|慰问对象建档率|equal|100|%|10",
            "timeliness|慰问金春节前发放率|equal|100|%|10",
            "cost|慰问支出总额|at_most|200000|元|10",
            "social_benefit|受助职工家庭生活缓解率|at_least|90|%|30",
            "satisfaction|受助职工问卷调查满意度|at_least|90|%|10",
        ]
        .map(row)
        .to_vec(),
        ..GoalForm::default()
    }
}

/// A step without a word.
pub(crate) fn filing(revision: &str, event: FilingEvent) -> StepForm {
    reason(revision, event, "")
}

/// A step with a word.
pub(crate) fn reason(revision: &str, event: FilingEvent, reason: &str) -> StepForm {
    StepForm {
        revision: revision.to_owned(),
        event: event.code().to_owned(),
        reason: reason.to_owned(),
    }
}

/// A sound goal, filled in and submitted by the filler of the northern county; at revision 3.
pub(crate) async fn submitted(world: &World) -> GoalId {
    let year = open_year(world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    save(call, id, &form("1")).await.unwrap();
    step(call, id, &filing("2", FilingEvent::Submit)).await.unwrap();
    id
}

/// Takes a step as the northern county's `role`.
pub(crate) async fn through(world: &World, id: GoalId, role: Role, event: FilingEvent) {
    let call = world.call(world.actor(role));
    let revision = read(call, id).await.unwrap().loaded.goal.revision.to_string();
    step(call, id, &filing(&revision, event)).await.unwrap();
}

/// A sound goal, approved.
pub(crate) async fn approved(world: &World) -> GoalId {
    let id = submitted(world).await;
    through(world, id, Role::Reviewer, FilingEvent::UnitReview).await;
    through(world, id, Role::Finance, FilingEvent::FinanceReview).await;
    through(world, id, Role::Approver, FilingEvent::Approve).await;
    id
}
