//! 绩效自评: the list, tasks, filling in, review, re-check, samples, frozen and printed forms.

mod adopt_goal;
mod documents;
mod due;
mod files;
mod fill;
mod issue;
mod list;
mod recheck;
mod samples;
mod scores;
mod view;

pub(crate) use files::{FileLine, lines as file_lines, uploaded};

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_app::self_evaluations::ADOPTERS;

/// Where the area stands in the navigation.
const HERE: &str = "/self-evaluations";

const SEE: Access = Access::May(Action::SeeProjects);
const SEE_OR_UNFREEZE: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
const FILL: Access = Access::May(Action::FillSelfEvaluations);
const FINANCE: Access = Access::May(Action::ReviewForFinance);
const SPOT_CHECK: Access = Access::May(Action::SpotCheck);
/// Who takes a step of the chain.
pub(crate) const STEPS: &[Action] = &[
    Action::FillSelfEvaluations,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
    Action::Unfreeze,
];
const STEP: Access = Access::MayAny(STEPS);
const ADOPT: Access = Access::MayAny(ADOPTERS);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/self-evaluations", SEE, list::page),
        get("/self-evaluations/export", SEE, list::export),
        post("/self-evaluations/archive", SEE, documents::archive),
        get("/self-evaluations/project-list", SEE, documents::project_list),
        get("/self-evaluations/issue", FINANCE, issue::page),
        post("/self-evaluations/issue", FINANCE, issue::issue),
        get("/self-evaluations/samples", SPOT_CHECK, samples::page),
        post("/self-evaluations/samples", SPOT_CHECK, samples::draw),
        get("/self-evaluations/{id}", SEE_OR_UNFREEZE, view::page),
        post("/self-evaluations/{id}/step", STEP, view::step),
        get("/self-evaluations/{id}/edit", FILL, fill::page),
        post("/self-evaluations/{id}/edit", FILL, fill::save),
        post("/self-evaluations/{id}/scores", FILL, scores::fragment),
        post("/self-evaluations/{id}/draft", FILL, fill::keep_draft),
        post("/self-evaluations/{id}/draft/drop", FILL, fill::drop_draft),
        get("/self-evaluations/{id}/due", FINANCE, due::page),
        post("/self-evaluations/{id}/due", FINANCE, due::set),
        get("/self-evaluations/{id}/goal", SEE_OR_UNFREEZE, adopt_goal::page),
        post("/self-evaluations/{id}/goal", ADOPT, adopt_goal::adopt),
        get("/self-evaluations/{id}/recheck", FINANCE, recheck::page),
        post("/self-evaluations/{id}/recheck", FINANCE, recheck::save),
        get("/self-evaluations/{id}/spot-check", SPOT_CHECK, recheck::spot_page),
        post("/self-evaluations/{id}/spot-check", SPOT_CHECK, recheck::spot_save),
        get("/self-evaluations/{id}/frozen", SEE_OR_UNFREEZE, view::frozen),
        get("/self-evaluations/{id}/print", SEE_OR_UNFREEZE, documents::print),
        get("/self-evaluations/{id}/document/{format}", SEE_OR_UNFREEZE, documents::document),
        post("/self-evaluations/{id}/indicators/{indicator}/files", FILL, files::add),
        get(
            "/self-evaluations/{id}/indicators/{indicator}/files/{file}",
            SEE_OR_UNFREEZE,
            files::download,
        ),
        post(
            "/self-evaluations/{id}/indicators/{indicator}/files/{file}/withdraw",
            FILL,
            files::withdraw,
        ),
    ]
}

/// What a change did, by the code that stands in the address after it.
fn done(code: Option<&str>) -> Option<String> {
    let words = match code? {
        "saved" => "已保存。",
        "submit" => "已提交，等待单位审核。",
        "unit_review" => "单位审核通过，等待财务审核。",
        "finance_review" => "财务审核通过，等待审批。",
        "approve" => "已批复，内容已锁定。",
        "return" => "已退回填报人。",
        "withdraw" => "已撤回，可以继续填报。",
        "unfreeze" => "已解除锁定，可以重新填报。",
        "due_set" => "截止日期已调整，填报人的待办随之更新。",
        "goal_adopted" => "已改按新版绩效目标，请核对沿用的内容并填报新增的指标。",
        "rechecked" => "复核评分已保存。",
        "spot_checked" => "核查结果已保存。",
        "file_added" => "佐证材料已上传。",
        "file_withdrawn" => "佐证材料已撤回，原件留存备查。",
        _ => return None,
    };
    Some(words.to_owned())
}

/// The `done` parameter of an address.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Done {
    done: Option<String>,
}
