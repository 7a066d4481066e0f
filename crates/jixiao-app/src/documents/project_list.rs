//! 部门绩效自评项目清单: the cover sheet of a unit's self-evaluations of a year.

use super::{Document, rendered};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, FiscalYear};
use jixiao_render::model::{Foot, Form, ProjectListForm, ProjectListRow};
use jixiao_render::{Format, Layout};
use jixiao_store::organisations;
use jixiao_store::views::self_evaluations::{self as views, Filter, Order};

/// The most projects a list holds.
const PROJECT_COUNT_MAX: i64 = 20_000;

/// The list of the self-evaluations of a year in the caller's units.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn project_list(
    call: Call<'_>,
    year: FiscalYear,
    format: Format,
) -> Result<Document, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let store = &call.app.store;
    let filter = Filter { year: Some(year.get().into()), ..Filter::default() };
    let lines = views::list(store, &scope, &filter, Order::Year, PROJECT_COUNT_MAX, 0).await?;
    let department = organisations::find(store, call.actor.organisation_id)
        .await?
        .map_or_else(String::new, |organisation| organisation.name);
    let projects = lines
        .into_iter()
        .map(|line| ProjectListRow {
            name: line.project_name,
            remark: match (line.total, line.grade) {
                (Some(total), Some(grade)) => {
                    format!("自评 {} 分，{}", total.normalize(), grade.word())
                }
                _ => line.state.word().to_owned(),
            },
        })
        .collect();
    let name = format!("{year}年度部门绩效自评项目清单");
    let form = ProjectListForm { department, year: year.get(), projects, foot: Foot::default() };
    rendered(Form::ProjectList(form), Layout::ProjectList, format, name).await
}
