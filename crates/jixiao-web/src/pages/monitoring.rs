//! 运行监控: rounds, records, filling in, review, warnings, completeness, printed and frozen forms.

mod documents;
mod fill;
mod judgement;
mod list;
mod rounds;
mod view;
mod warnings;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::Lamp;

/// Where the area stands in the navigation.
const HERE: &str = "/monitoring";

const SEE: Access = Access::May(Action::SeeProjects);
const SEE_OR_UNFREEZE: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
const FILL: Access = Access::May(Action::FillMonitoring);
const FINANCE: Access = Access::May(Action::ReviewForFinance);
const SUSPEND: Access = Access::May(Action::SuspendPayment);
/// Who takes a step of the chain.
pub(crate) const STEPS: &[Action] = &[
    Action::FillMonitoring,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
    Action::Unfreeze,
];
const STEP: Access = Access::MayAny(STEPS);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/monitoring", SEE, list::page),
        get("/monitoring/export", SEE, list::export),
        get("/monitoring/rounds", SEE, rounds::list),
        get("/monitoring/rounds/new", FINANCE, rounds::new),
        post("/monitoring/rounds/new", FINANCE, rounds::issue),
        get("/monitoring/rounds/{id}", SEE, rounds::page),
        get("/monitoring/rounds/{id}/export", SEE, rounds::export),
        get("/monitoring/warnings", SEE, warnings::list),
        get("/monitoring/warnings/export", SEE, warnings::export),
        get("/monitoring/warnings/{id}", SEE, warnings::page),
        post("/monitoring/warnings/{id}/explain", FILL, warnings::explain),
        post("/monitoring/warnings/{id}/adjust", FILL, warnings::adjust),
        post("/monitoring/warnings/{id}/accept", FINANCE, warnings::accept),
        post("/monitoring/warnings/{id}/refuse", FINANCE, warnings::refuse),
        post("/monitoring/warnings/{id}/suspend", SUSPEND, warnings::suspend),
        get("/monitoring/{id}", SEE_OR_UNFREEZE, view::page),
        post("/monitoring/{id}/step", STEP, view::step),
        get("/monitoring/{id}/edit", FILL, fill::page),
        post("/monitoring/{id}/edit", FILL, fill::save),
        post("/monitoring/{id}/judgement", FILL, judgement::fragment),
        post("/monitoring/{id}/draft", FILL, fill::keep_draft),
        post("/monitoring/{id}/draft/drop", FILL, fill::drop_draft),
        get("/monitoring/{id}/frozen", SEE_OR_UNFREEZE, view::frozen),
        get("/monitoring/{id}/print", SEE_OR_UNFREEZE, documents::print),
        get("/monitoring/{id}/document/{format}", SEE_OR_UNFREEZE, documents::document),
    ]
}

/// What a change did, by the code that stands in the address after it.
fn done(code: Option<&str>) -> Option<String> {
    let words = match code? {
        "issued" => "监控轮次已下达，各单位可以填报。",
        "saved" => "已保存。",
        "submit" => "已提交，等待单位审核。",
        "unit_review" => "单位审核通过，等待财务审核。",
        "finance_review" => "财务审核通过，等待审批。",
        "approve" => "已批复，内容已锁定。",
        "return" => "已退回填报人。",
        "withdraw" => "已撤回，可以继续填报。",
        "unfreeze" => "已解除锁定，可以重新填报。",
        "explained" => "说明已提交，等待财务认定。",
        "accepted" => "说明已认可，预警办结。",
        "refused" => "说明未被认可，已退回单位处理。",
        "suspended" => "资金拨付已暂停，须由审批人解除。",
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

/// The class of a lamp; its word says the same.
fn lamp_class(lamp: Option<Lamp>) -> &'static str {
    match lamp {
        Some(Lamp::Red) => "bad",
        Some(Lamp::Yellow) => "warn",
        Some(Lamp::Green) => "good",
        None => "",
    }
}

/// The word of a lamp.
fn lamp_word(lamp: Option<Lamp>) -> &'static str {
    use jixiao_domain::Coded as _;
    lamp.map_or("未评", Lamp::word)
}
