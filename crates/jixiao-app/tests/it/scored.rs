//! Department evaluations of a project of the northern county at every point of their way, for tests
//! of several crates.

use crate::evaluated::{approve, issued};
use crate::world::World;
use jixiao_app::evaluations::{EvaluationForm, EvaluationStepForm, load, plan, read, save, step};
use jixiao_app::{Call, Refusal, self_evaluations};
use jixiao_domain::{
    Coded as _, EvaluationEvent, EvaluationId, EvaluationState, ProjectYearId, Role,
};

/// A project's year with an approved self-evaluation.
pub(crate) async fn filed(world: &World) -> ProjectYearId {
    let id = issued(world, "XM01").await;
    approve(world, id).await;
    let call = world.call(world.actor(Role::Finance));
    self_evaluations::Record::load(&world.app.store, call, id).await.unwrap().year.id
}

/// Takes a step at the present revision.
pub(crate) async fn take(
    call: Call<'_>,
    id: EvaluationId,
    event: EvaluationEvent,
    words: &str,
) -> Result<EvaluationState, Refusal> {
    let revision = read(call, id).await?.loaded.evaluation.revision.to_string();
    let form =
        EvaluationStepForm { revision, event: event.code().to_owned(), words: words.to_owned() };
    step(call, id, &form).await
}

/// The form with every item a person judges scored at nine tenths, and all words.
pub(crate) async fn complete(call: Call<'_>, id: EvaluationId) -> EvaluationForm {
    let loaded = load(&call.app.store, call, id).await.unwrap();
    let mut form = EvaluationForm::of(&loaded);
    form.work = "3月组成评价组，查阅资料并走访，4月交换意见。".to_owned();
    form.achievements = "慰问金全部直达个人账户。".to_owned();
    form.problems = "部分指标值设定偏低，资料归档不及时。".to_owned();
    form.suggestions = "细化年度指标，按季归档。".to_owned();
    for row in loaded.items.iter().filter(|row| row.scored.computed_score.is_none()) {
        let code = &row.item.code;
        let score = row.scored.points * "0.9".parse::<jixiao_domain::Decimal>().unwrap();
        form.cells.insert(format!("score.{code}"), score.normalize().to_string());
        form.cells.insert(format!("reason.{code}"), "查阅资料后认定，略有不足。".to_owned());
        form.cells.insert(format!("evidence.{code}"), "立项文件、会议纪要、台账".to_owned());
    }
    form
}

/// An evaluation whose opinions were exchanged, of which the problems name `people`.
async fn heard_of(world: &World, people: &str) -> EvaluationId {
    let year = filed(world).await;
    let call = world.call(world.actor(Role::Finance));
    let id = plan(call, year).await.unwrap();
    take(call, id, EvaluationEvent::Start, "").await.unwrap();
    let mut form = complete(call, id).await;
    form.problems.push_str(people);
    save(call, id, &form).await.unwrap();
    take(call, id, EvaluationEvent::Exchange, "我单位无异议。").await.unwrap();
    id
}

/// An evaluation whose opinions were exchanged.
pub(crate) async fn heard(world: &World) -> EvaluationId {
    heard_of(world, "").await
}

/// A concluded evaluation of the project `XM01`, of which the problems name `people`.
pub(crate) async fn concluded(world: &World, people: &str) -> EvaluationId {
    let id = heard_of(world, people).await;
    let approver = world.call(world.actor(Role::Approver));
    take(approver, id, EvaluationEvent::Conclude, "项目总体实施良好。").await.unwrap();
    id
}
