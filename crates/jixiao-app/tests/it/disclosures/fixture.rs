//! A disclosure of the northern county at every point of its way.

use crate::evaluated::{complete, issued, step as evaluate};
use crate::world::{World, now};
use jixiao_app::disclosures::{self as area, BeginForm, DisclosureForm, LookForm};
use jixiao_app::goals::StepForm;
use jixiao_app::jobs::Runner;
use jixiao_app::self_evaluations::{self, SelfEvaluationTyped};
use jixiao_app::signing::{self, AddressForm};
use jixiao_app::{Actor, Refusal, long_work};
use jixiao_domain::{Coded as _, DisclosureId, FilingEvent, FilingState, Role, SelfEvaluationId};

/// The chain: who takes which step. The second finance officer reviews what the first assembled.
pub(crate) const CHAIN: [(Role, FilingEvent); 4] = [
    (Role::Finance, FilingEvent::Submit),
    (Role::Reviewer, FilingEvent::UnitReview),
    (Role::Finance, FilingEvent::FinanceReview),
    (Role::Approver, FilingEvent::Approve),
];

/// A filled form with a person in its text.
async fn typed_with_people(world: &World, id: SelfEvaluationId) -> SelfEvaluationTyped {
    let mut typed = complete(world, id).await;
    typed
        .actual_goal
        .push_str("联系人：王芳，电话13800138000，身份证号11010519491231002X，拨付13800138000元。");
    typed
}

/// A draft of the county's 2025 with one frozen self-evaluation in every format.
pub(crate) async fn draft(world: &World, code: &str) -> DisclosureId {
    let evaluation = issued(world, code).await;
    let typed = typed_with_people(world, evaluation).await;
    let filler = world.call(world.actor(Role::Filler));
    self_evaluations::save(filler, evaluation, &typed.parse().unwrap()).await.unwrap();
    for (role, event) in [
        (Role::Filler, FilingEvent::Submit),
        (Role::Reviewer, FilingEvent::UnitReview),
        (Role::Finance, FilingEvent::FinanceReview),
        (Role::Approver, FilingEvent::Approve),
    ] {
        evaluate(world, role, evaluation, event).await.unwrap();
    }
    let finance = world.call(world.actor(Role::Finance));
    let form = BeginForm { organisation: world.north.id.to_string(), year: "2025".to_owned() };
    let id = area::begin(finance, &form).await.unwrap();
    let ticks = ["pdf", "docx", "xlsx", "html"];
    let form = DisclosureForm {
        revision: "1".to_owned(),
        note: "随部门决算一并公开".to_owned(),
        chosen: ticks.map(|format| format!("self_evaluation:{evaluation}:{format}")).into(),
    };
    area::save(finance, id, &form).await.unwrap();
    id
}

/// Finance looks at every copy.
pub(crate) async fn confirm_all(world: &World, id: DisclosureId) {
    let finance = world.call(world.actor(Role::Finance));
    for line in area::read(finance, id).await.unwrap().items {
        let digest = area::look(finance, line.item.id).await.unwrap().digest;
        area::confirm(finance, line.item.id, &LookForm { digest }).await.unwrap();
    }
}

/// Takes a step as the county's holder of a role; finance's review is the colleague's.
pub(crate) async fn take(
    world: &World,
    role: Role,
    id: DisclosureId,
    event: FilingEvent,
) -> Result<FilingState, Refusal> {
    let actor = match event {
        FilingEvent::FinanceReview => world.colleague(role),
        _ => world.actor(role),
    };
    step(world, actor, id, event).await
}

/// Takes a step as somebody.
pub(crate) async fn step(
    world: &World,
    actor: &Actor,
    id: DisclosureId,
    event: FilingEvent,
) -> Result<FilingState, Refusal> {
    let call = world.call(actor);
    let revision = jixiao_store::disclosures::find(&world.app.store, id).await.unwrap().unwrap();
    let form = StepForm {
        revision: revision.revision.to_string(),
        event: event.code().to_owned(),
        reason: "按审核意见办理".to_owned(),
    };
    area::step(call, id, &form).await
}

/// The key and the address are there.
pub(crate) async fn keyed(world: &World) {
    let security = world.call(world.at(&world.city, Role::SecurityAdministrator));
    signing::make(security).await.unwrap();
    let form = AddressForm { address: "https://jx.example.gov.cn".to_owned() };
    signing::set_address(security, &form).await.unwrap();
}

/// Does what is queued.
pub(crate) async fn run_jobs(world: &World) {
    let runner = Runner::new(world.app.clone(), long_work::handlers(), now);
    while runner.run_one().await.unwrap() {}
}

/// A published version with one self-evaluation.
pub(crate) async fn published(world: &World, code: &str) -> DisclosureId {
    keyed(world).await;
    let id = draft(world, code).await;
    confirm_all(world, id).await;
    for (role, event) in CHAIN {
        take(world, role, id, event).await.unwrap();
    }
    area::publish(world.call(world.actor(Role::Finance)), id).await.unwrap();
    run_jobs(world).await;
    id
}
