//! Adding a project and changing one.

use super::HERE;
use crate::choices::{coded, units, with_empty};
use crate::error::{PageResult, render};
use crate::form::{Difference, Errors, differences};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use chrono::Datelike as _;
use jixiao_app::authz::Action;
use jixiao_app::projects::{self, Change, ProjectForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{Programme, ProjectAttribute, ProjectId};
use jixiao_store::Timestamp;
use serde::Deserialize;

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
    /// When what was typed before and not saved was kept.
    draft_at: Option<Timestamp>,
    /// What another wrote meanwhile, beside what was typed.
    differences: Vec<Difference>,
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
        draft_at: None,
        differences: Vec::new(),
    })
}

/// The `draft` parameter: anything in it takes up what was kept.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DraftQuery {
    pub(super) draft: String,
}

/// The page of a form as it stands, with what was kept of it offered or taken up.
async fn opened(
    session: &Session,
    call: Call<'_>,
    id: Option<i64>,
    form: ProjectForm,
    query: &DraftQuery,
) -> PageResult {
    let kept = projects::kept_draft(call, id.map(ProjectId)).await?;
    let (form, draft_at) = match kept {
        Some((kept, _)) if !query.draft.is_empty() => (kept, None),
        Some((kept, at)) if kept != form => (form, Some(at)),
        _ => (form, None),
    };
    let shown = page(session, call, id, form, Errors::default()).await?;
    Ok(render(&EditPage { draft_at, ..shown }))
}

pub(super) async fn new_page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<DraftQuery>,
) -> PageResult {
    let call = session.call(&web);
    let form = ProjectForm {
        organisation: session.actor.organisation_id.to_string(),
        start_year: call.today().year().to_string(),
        ..ProjectForm::default()
    };
    opened(&session, call, None, form, &query).await
}

/// Keeps what is typed into the form of a new project.
pub(super) async fn keep_new(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<ProjectForm>,
) -> PageResult {
    projects::keep_draft(session.call(&web), None, &form).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Keeps what is typed into the form of a project.
pub(super) async fn keep(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ProjectForm>,
) -> PageResult {
    projects::keep_draft(session.call(&web), Some(ProjectId(id)), &form).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
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
    Query(query): Query<DraftQuery>,
) -> PageResult {
    let call = session.call(&web);
    let project = projects::editable(&call.app.store, call, ProjectId(id)).await?;
    let form = ProjectForm::of(&project);
    opened(&session, call, Some(id), form, &query).await
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
        shown.differences = differences_of(&theirs, &shown.form);
        // Saving again writes what is typed here over what was seen now.
        shown.form.revision = theirs.revision;
    }
    Ok(render(&shown))
}

/// The fields in which two versions differ.
fn differences_of(theirs: &ProjectForm, ours: &ProjectForm) -> Vec<Difference> {
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
    let fields = fields.iter();
    differences(
        fields.map(|(label, theirs, ours)| ((*label).to_owned(), theirs.as_str(), ours.as_str())),
    )
}
