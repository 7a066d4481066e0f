//! 项目与预算: the list, a project with its years, those taken over from before, both ledgers of a year,
//! import and export.

mod corrections;
mod drafts;
mod edit;
mod entries;
mod imports;
mod list;
mod past;
mod project;
mod year;

pub(crate) use year::{Suspending, key as year_key, shown as shown_year};

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;

/// Where the area stands in the navigation.
const HERE: &str = "/projects";

const SEE: Access = Access::May(Action::SeeProjects);
const EDIT: Access = Access::May(Action::EditProjects);
const KEEP: Access = Access::May(Action::KeepLedger);
const EDIT_OR_KEEP: Access = Access::MayAny(&[Action::EditProjects, Action::KeepLedger]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/projects", SEE, list::page),
        get("/projects/export", SEE, list::export),
        get("/projects/import", EDIT_OR_KEEP, imports::page),
        post("/projects/import", EDIT_OR_KEEP, imports::upload),
        get("/projects/import/template/{kind}", EDIT_OR_KEEP, imports::template),
        get("/projects/new", EDIT, edit::new_page),
        post("/projects/new", EDIT, edit::add),
        post("/projects/new/draft", EDIT, edit::keep_new),
        get("/projects/{id}", SEE, project::page),
        get("/projects/{id}/edit", EDIT, edit::edit_page),
        post("/projects/{id}/edit", EDIT, edit::change),
        post("/projects/{id}/draft", EDIT, edit::keep),
        post("/projects/{id}/close", EDIT, project::close),
        get("/projects/{id}/past-years", SEE, past::list),
        get("/projects/{id}/past-years/new", EDIT, past::new_page),
        post("/projects/{id}/past-years/new", EDIT, past::enter),
        get("/projects/{id}/past-years/{past}", SEE, past::page),
        get("/projects/{id}/past-years/{past}/edit", EDIT, past::edit_page),
        post("/projects/{id}/past-years/{past}/edit", EDIT, past::correct),
        post("/projects/{id}/past-years/{past}/withdraw", EDIT, past::withdraw),
        get("/projects/{id}/years/new", EDIT, year::new_page),
        post("/projects/{id}/years/new", EDIT, year::open),
        get("/projects/{id}/years/{year}", SEE, year::page),
        get("/projects/{id}/years/{year}/export", SEE, year::export),
        get("/projects/{id}/years/{year}/terms", EDIT, year::terms_page),
        post("/projects/{id}/years/{year}/terms", EDIT, year::change_terms),
        get("/projects/{id}/years/{year}/budget", KEEP, entries::budget_page),
        post("/projects/{id}/years/{year}/budget", KEEP, entries::enter),
        get("/projects/{id}/years/{year}/reallocation", KEEP, entries::reallocation_page),
        post("/projects/{id}/years/{year}/reallocation", KEEP, entries::reallocate),
        get("/projects/{id}/years/{year}/payment", KEEP, entries::payment_page),
        post("/projects/{id}/years/{year}/payment", KEEP, entries::pay),
        post("/projects/{id}/years/{year}/budget/draft", KEEP, drafts::keep_budget),
        post("/projects/{id}/years/{year}/reallocation/draft", KEEP, drafts::keep_reallocation),
        post("/projects/{id}/years/{year}/payment/draft", KEEP, drafts::keep_payment),
        post("/projects/{id}/years/{year}/budget/{entry}/draft", KEEP, drafts::keep_correction),
        post(
            "/projects/{id}/years/{year}/payments/{entry}/draft",
            KEEP,
            drafts::keep_payment_correction,
        ),
        get("/projects/{id}/years/{year}/budget/{entry}", KEEP, corrections::budget_page),
        post("/projects/{id}/years/{year}/budget/{entry}", KEEP, corrections::correct),
        get("/projects/{id}/years/{year}/payments/{entry}", KEEP, corrections::payment_page),
        post("/projects/{id}/years/{year}/payments/{entry}", KEEP, corrections::correct_payment),
    ]
}

/// What a change did, by the code that stands in the address after it.
fn done(code: Option<&str>) -> Option<String> {
    let words = match code? {
        "added" => "项目已新增。下一步：建立年度。",
        "saved" => "已保存。",
        "past_entered" => "历年资料已录入。",
        "past_corrected" => "更正已保存，原资料留存备查。",
        "past_withdrawn" => "历年资料已撤销，留存备查。",
        "closed" => "项目已关闭，历年数据保留。",
        "reopened" => "项目已恢复。",
        "opened" => "年度已建立。下一步：由财务人员登记年初预算，由填报人员申报绩效目标。",
        "entered" => "已登记。",
        "suspended" => "已暂停拨付，暂停期间不能登记支付。",
        "resumed" => "已解除暂停，可以继续登记支付。",
        "corrected" => "更正已登记，原记录保留在台账中。",
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
