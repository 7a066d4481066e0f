//! Adding a project and changing one.

use super::HERE;
use crate::Web;
use crate::choices::{coded, units, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};
use chrono::Datelike as _;
use jixiao_app::authz::Action;
use jixiao_app::projects::{self, Change, ProjectForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{Programme, ProjectAttribute, ProjectId};

#[derive(Template)]
#[template(path = "projects/edit.html")]
struct EditPage {
    frame: Frame,
    /// The project; `None` for a new one.
    id: Option<i64>,
    form: ProjectForm,
    errors: Errors,
    units: Vec<(String, String)>,
    programmes: Vec<(String, String)>,
    attributes: Vec<(String, String)>,
    /// What another wrote meanwhile, beside what was typed: label, theirs, ours.
    differences: Vec<(&'static str, String, String)>,
}

async fn page(
    session: &Session,
    call: Call<'_>,
    id: Option<i64>,
    form: ProjectForm,
    errors: Errors,
) -> Result<EditPage, Refusal> {
    let title = if id.is_some() { "修改项目" } else { "新增项目" };
    let units_of = projects::organisations_of(call, Action::EditProjects).await?;
    Ok(EditPage {
        frame: Frame::new(session, HERE, title),
        id,
        form,
        errors,
        units: units(&units_of),
        programmes: with_empty(coded::<Programme>(), "请选择"),
        attributes: with_empty(coded::<ProjectAttribute>(), "请选择"),
        differences: Vec::new(),
    })
}

pub(super) async fn new_page(State(web): State<Web>, session: Session) -> PageResult {
    let call = session.call(&web);
    let form = ProjectForm {
        organisation: session.actor.organisation_id.to_string(),
        start_year: call.today().year().to_string(),
        ..ProjectForm::default()
    };
    Ok(render(&page(&session, call, None, form, Errors::default()).await?))
}

pub(super) async fn add(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<ProjectForm>,
) -> PageResult {
    let call = session.call(&web);
    let added = match form.parse() {
        Ok(input) => projects::add(call, input).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match added {
        Ok(id) => Ok(Redirect::to(&format!("/projects/{id}?done=added")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            Ok(render(&page(&session, call, None, form, errors).await?))
        }
    }
}

pub(super) async fn edit_page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let call = session.call(&web);
    let project = projects::editable(&call.app.store, call, ProjectId(id)).await?;
    let form = ProjectForm::of(&project);
    Ok(render(&page(&session, call, Some(id), form, Errors::default()).await?))
}

pub(super) async fn change(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ProjectForm>,
) -> PageResult {
    let call = session.call(&web);
    projects::editable(&call.app.store, call, ProjectId(id)).await?;
    let changed = match form.parse() {
        Ok(input) => projects::change(call, Change { id: ProjectId(id), input }).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    let refusal = match changed {
        Ok(()) => return Ok(Redirect::to(&format!("/projects/{id}?done=saved")).into_response()),
        Err(refusal) => refusal,
    };
    let conflict = matches!(refusal, Refusal::Conflict(_));
    let errors = Errors::of(refusal)?;
    let mut shown = page(&session, call, Some(id), form, errors).await?;
    if conflict {
        let theirs = ProjectForm::of(&projects::read(call, ProjectId(id)).await?.project);
        shown.differences = differences(&theirs, &shown.form);
        // Saving again writes what is typed here over what was seen now.
        shown.form.revision = theirs.revision;
    }
    Ok(render(&shown))
}

/// The fields in which two versions differ.
fn differences(theirs: &ProjectForm, ours: &ProjectForm) -> Vec<(&'static str, String, String)> {
    let fields = [
        ("项目编码", &theirs.code, &ours.code),
        ("项目名称", &theirs.name, &ours.name),
        ("项目类别", &theirs.programme, &ours.programme),
        ("项目属性", &theirs.attribute, &ours.attribute),
        ("主管部门", &theirs.supervising_department, &ours.supervising_department),
        ("主管部门代码", &theirs.supervising_department_code, &ours.supervising_department_code),
        ("财政业务科室", &theirs.finance_division, &ours.finance_division),
        ("实施单位", &theirs.implementing_unit, &ours.implementing_unit),
        ("实施单位代码", &theirs.implementing_unit_code, &ours.implementing_unit_code),
        ("项目负责人", &theirs.leader, &ours.leader),
        ("联系电话", &theirs.phone, &ours.phone),
        ("开始年度", &theirs.start_year, &ours.start_year),
        ("结束年度", &theirs.end_year, &ours.end_year),
        ("立项依据", &theirs.basis, &ours.basis),
    ];
    fields
        .into_iter()
        .filter(|(_, theirs, ours)| theirs.trim() != ours.trim())
        .map(|(label, theirs, ours)| (label, theirs.clone(), ours.clone()))
        .collect()
}
