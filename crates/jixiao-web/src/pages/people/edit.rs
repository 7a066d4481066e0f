//! Registering and changing a person. What is typed here is not kept by itself: it holds numbers.

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
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::people::{self, Masked, PersonForm};
use jixiao_domain::{Employment, Health, PersonId, Sex};
use jixiao_store::organisations;

#[derive(Template)]
#[template(path = "people/edit.html")]
struct EditPage {
    frame: Frame,
    /// Key of the person; none for a new one.
    id: Option<i64>,
    form: PersonForm,
    /// What is on file, masked.
    masked: Masked,
    errors: Errors,
    units: Vec<(String, String)>,
    sexes: Vec<(String, String)>,
    healths: Vec<(String, String)>,
    employments: Vec<(String, String)>,
}

impl EditPage {
    fn new(session: &Session, id: Option<PersonId>, form: PersonForm, errors: Errors) -> Self {
        let title = if id.is_some() { "修改人员信息" } else { "登记人员" };
        Self {
            frame: Frame::new(session, HERE, title),
            id: id.map(|id| id.0),
            form,
            masked: Masked::default(),
            errors,
            units: Vec::new(),
            sexes: with_empty(coded::<Sex>(), "按证件号码"),
            healths: coded::<Health>(),
            employments: coded::<Employment>(),
        }
    }

    /// What the hint of the diagnosis says is on file.
    fn diagnosed(masked: &Masked) -> &'static str {
        if masked.has_diagnosis { "诊断" } else { "" }
    }

    /// The hint of a sealed field.
    fn hint(held: &str, otherwise: &str) -> String {
        if held.is_empty() {
            otherwise.to_owned()
        } else {
            format!("已登记 {held}；不改请留空，清除请填“无”")
        }
    }
}

async fn new_shown(
    web: &Web,
    session: &Session,
    form: PersonForm,
    errors: Errors,
) -> Result<EditPage, Refusal> {
    let call = session.call(web);
    let scope = authz::scope(call.actor, Action::FillPeople)?;
    let found = organisations::list(&web.app.store, &scope).await?;
    let units = with_empty(units(&found), "请选择");
    Ok(EditPage { units, ..EditPage::new(session, None, form, errors) })
}

pub(super) async fn new_page(State(web): State<Web>, session: Session) -> PageResult {
    let organisation = session.actor.organisation_id.to_string();
    let form = PersonForm { organisation, ..PersonForm::default() };
    Ok(render(&new_shown(&web, &session, form, Errors::default()).await?))
}

pub(super) async fn create(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<PersonForm>,
) -> PageResult {
    match people::create_person(session.call(&web), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("{HERE}/{id}?done=created")).into_response()),
        Err(refusal) => {
            let page = new_shown(&web, &session, form, Errors::of(refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let id = PersonId(id);
    let found = people::read_person(session.call(&web), id).await?;
    if !found.may_fill {
        return Err(Refusal::Forbidden("登记帮扶档案").into());
    }
    let form = PersonForm::of(&found.loaded.person);
    let page = EditPage::new(&session, Some(id), form, Errors::default());
    Ok(render(&EditPage { masked: found.masked, ..page }))
}

pub(super) async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<PersonForm>,
) -> PageResult {
    let id = PersonId(id);
    let call = session.call(&web);
    match people::save_person(call, id, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=saved")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let found = people::read_person(call, id).await?;
            let page = EditPage::new(&session, Some(id), form, errors);
            let page = EditPage { masked: found.masked, ..page };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
