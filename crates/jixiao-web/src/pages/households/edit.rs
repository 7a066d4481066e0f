//! Opening a file and changing it. What is typed here is not kept by itself: it holds numbers.

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
use jixiao_app::authz::{self, Action};
use jixiao_app::people::{self, HouseholdForm};
use jixiao_app::{Refusal, installation};
use jixiao_domain::{
    Employment, FileLevel, HardshipCause, Health, HouseholdId, HouseholdKind, Housing,
};
use jixiao_store::organisations;
use serde_json::{Map, Value};

/// What a browser sends.
type Pairs = Vec<(String, String)>;

/// Fields that may be sent several times.
const LISTS: [&str; 2] = ["causes", "exclusions"];

#[derive(Template)]
#[template(path = "households/edit.html")]
struct EditPage {
    frame: Frame,
    /// Key of the file; none for a new one.
    id: Option<i64>,
    /// Whether a change asks for a reason.
    is_filed: bool,
    /// Whether the circumstances are on file.
    has_circumstances: bool,
    form: HouseholdForm,
    errors: Errors,
    units: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    causes: Vec<(String, String)>,
    housings: Vec<(String, String)>,
    healths: Vec<(String, String)>,
    employments: Vec<(String, String)>,
    exclusions: Vec<(String, String)>,
}

impl EditPage {
    fn new(
        session: &Session,
        id: Option<HouseholdId>,
        form: HouseholdForm,
        errors: Errors,
    ) -> Self {
        let title = if id.is_some() { "修改帮扶档案" } else { "新建帮扶档案" };
        Self {
            frame: Frame::new(session, HERE, title),
            id: id.map(|id| id.0),
            is_filed: false,
            has_circumstances: false,
            errors,
            units: Vec::new(),
            kinds: with_empty(coded::<HouseholdKind>(), "请选择"),
            levels: with_empty(coded::<FileLevel>(), "请选择"),
            causes: coded::<HardshipCause>(),
            housings: coded::<Housing>(),
            healths: coded::<Health>(),
            employments: coded::<Employment>(),
            exclusions: people::exclusions(&form.region),
            form,
        }
    }

    fn circumstances_hint(&self) -> &'static str {
        if self.has_circumstances {
            "已登记；不改请留空，清除请填“无”"
        } else {
            "加密保存"
        }
    }

    fn ticked(list: &[String], code: &str) -> bool {
        list.iter().any(|one| one == code)
    }
}

/// The form of what was sent.
fn form_of(pairs: &Pairs) -> HouseholdForm {
    let mut object = Map::new();
    for name in LISTS {
        let sent = pairs.iter().filter(|(sent, _)| sent == name);
        let values: Value = sent.map(|(_, value)| value.clone()).collect();
        object.insert(name.to_owned(), values);
    }
    for (name, value) in pairs.iter().filter(|(name, _)| !LISTS.contains(&name.as_str())) {
        object.insert(name.clone(), value.clone().into());
    }
    serde_json::from_value(Value::Object(object)).unwrap_or_default()
}

async fn new_shown(
    web: &Web,
    session: &Session,
    form: HouseholdForm,
    errors: Errors,
) -> Result<EditPage, Refusal> {
    let call = session.call(web);
    let scope = authz::scope(call.actor, Action::FillPeople)?;
    let found = organisations::list(&web.app.store, &scope).await?;
    let units = with_empty(units(&found), "请选择");
    Ok(EditPage { units, ..EditPage::new(session, None, form, errors) })
}

pub(super) async fn new_page(State(web): State<Web>, session: Session) -> PageResult {
    let region = installation::region(&web.app.store).await?.unwrap_or_default();
    let organisation = session.actor.organisation_id.to_string();
    let form = HouseholdForm { organisation, region, ..HouseholdForm::default() };
    Ok(render(&new_shown(&web, &session, form, Errors::default()).await?))
}

pub(super) async fn create(
    State(web): State<Web>,
    session: Session,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    let form = form_of(&pairs);
    match people::create_household(session.call(&web), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("{HERE}/{id}?done=created")).into_response()),
        Err(refusal) => {
            let page = new_shown(&web, &session, form, Errors::of(refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}

async fn shown(
    web: &Web,
    session: &Session,
    id: HouseholdId,
    form: Option<HouseholdForm>,
    errors: Errors,
) -> Result<EditPage, Refusal> {
    let found = people::read_household(session.call(web), id, None).await?;
    let path = &found.loaded.organisation.path;
    authz::authorise(&session.actor, Action::FillPeople, path)?;
    let held = &found.loaded.household;
    let form = form.unwrap_or_else(|| HouseholdForm::of(held));
    Ok(EditPage {
        is_filed: held.state.is_filed(),
        has_circumstances: found.circumstances.is_some(),
        ..EditPage::new(session, Some(id), form, errors)
    })
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let page = shown(&web, &session, HouseholdId(id), None, Errors::default()).await?;
    Ok(render(&page))
}

pub(super) async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    let id = HouseholdId(id);
    let form = form_of(&pairs);
    match people::save_household(session.call(&web), id, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=saved")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, id, Some(form), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
