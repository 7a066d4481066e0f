//! 机构: the list, and one organisation with what may be done to it.

use crate::error::{PageResult, WebError, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::pages::users::{coded, depth, places, uses, with_all, with_none};
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web, download};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::authz::Action;
use jixiao_app::organisations::{
    self, ChangeOrganisation, Line, MoveOrganisation, NewOrganisationForm, OrganisationList,
    OrganisationQuery,
};
use jixiao_app::{Refusal, input};
use jixiao_domain::{Coded as _, OrganisationId, OrganisationKind};
use jixiao_store::organisations::Organisation;
use jixiao_store::views::organisations::OrganisationOrder;
use serde::Deserialize;

const SEERS: Access = Access::MayAny(&[Action::ManageAccounts, Action::GrantRoles]);
const MANAGERS: Access = Access::May(Action::ManageAccounts);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/organisations", SEERS, list),
        get("/organisations.xlsx", SEERS, export),
        post("/organisations", MANAGERS, add),
        get("/organisations/{id}", SEERS, one),
        post("/organisations/{id}/change", MANAGERS, change),
        post("/organisations/{id}/move", MANAGERS, move_to),
        post("/organisations/{id}/active", MANAGERS, set_active),
    ]
}

#[derive(Template)]
#[template(path = "organisations/list.html")]
struct ListPage {
    frame: Frame,
    query: OrganisationQuery,
    found: OrganisationList,
    pager: Pager,
    /// Depth of the topmost organisation one sees.
    top: usize,
    filter_kinds: Vec<(String, String)>,
    subtrees: Vec<(String, String)>,
    uses: Vec<(String, String)>,
    orders: Vec<(String, String)>,
    form: NewOrganisationForm,
    places: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "organisations/organisation.html")]
struct OrganisationPage {
    frame: Frame,
    place: Organisation,
    may_manage: bool,
    form: ChangeOrganisation,
    places: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    errors: Errors,
}

#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

fn message(query: &Done) -> Option<String> {
    query.done.as_ref().map(|_| "机构已更新。".to_owned())
}

#[derive(Deserialize)]
struct PageNumber {
    page: Option<i64>,
}

async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<OrganisationQuery>,
    Query(number): Query<PageNumber>,
    Query(done): Query<Done>,
) -> PageResult {
    let form = NewOrganisationForm::default();
    let asked = (query, number.page, message(&done));
    list_page(&web, &session, asked, form, Errors::default()).await
}

async fn list_page(
    web: &Web,
    session: &Session,
    (query, number, message): (OrganisationQuery, Option<i64>, Option<String>),
    form: NewOrganisationForm,
    errors: Errors,
) -> Result<Response, WebError> {
    let call = session.call(web);
    let parameters = [
        ("q", query.q.as_str()),
        ("kind", &query.kind),
        ("below", &query.below),
        ("active", &query.active),
        ("order", &query.order),
    ];
    let total = |found: &OrganisationList| found.total;
    let fetch = |offset| organisations::list(call, &query, offset, ROWS_PER_PAGE);
    let (found, pager) = turned(number, &parameters, total, fetch).await?;
    let tree = organisations::tree(call).await?;
    let managed = if found.may_manage { organisations::managed(call).await? } else { Vec::new() };
    Ok(render(&ListPage {
        frame: Frame::new(session, "/organisations", "机构").message(message),
        top: tree.places.iter().map(depth).min().unwrap_or(0),
        subtrees: with_all(places(&tree.places)),
        uses: with_all(uses()),
        orders: coded::<OrganisationOrder>(),
        filter_kinds: with_all(coded::<OrganisationKind>()),
        places: places(&managed),
        kinds: with_none(coded::<OrganisationKind>()),
        query,
        found,
        pager,
        form,
        errors,
    }))
}

impl ListPage {
    /// How far a name is moved in, where the list is the tree itself.
    fn indent(&self, line: &Line) -> String {
        let depth = if self.query.is_tree() { depth(&line.place) } else { self.top };
        "　".repeat(depth.saturating_sub(self.top))
    }
}

async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<OrganisationQuery>,
) -> PageResult {
    let bytes = organisations::export(session.call(&web), &query).await?;
    Ok(download::file("机构.xlsx", download::XLSX, bytes))
}

async fn add(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<NewOrganisationForm>,
) -> PageResult {
    match organisations::add(session.call(&web), &form).await {
        Ok(_) => Ok(Redirect::to("/organisations?done=1").into_response()),
        Err(refusal) => {
            let asked = (OrganisationQuery::default(), None, None);
            list_page(&web, &session, asked, form, Errors::of(refusal)?).await
        }
    }
}

async fn one(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    one_page(&web, &session, id, message(&query), None, Errors::default()).await
}

async fn one_page(
    web: &Web,
    session: &Session,
    id: i64,
    message: Option<String>,
    typed: Option<ChangeOrganisation>,
    errors: Errors,
) -> Result<Response, WebError> {
    let call = session.call(web);
    let (place, may_manage) = organisations::read(call, OrganisationId(id)).await?;
    let mut others = if may_manage { organisations::managed(call).await? } else { Vec::new() };
    others.retain(|other| !other.path.starts_with(&place.path));
    let form = typed.unwrap_or_else(|| ChangeOrganisation {
        code: place.code.clone(),
        name: place.name.clone(),
        short_name: place.short_name.clone(),
        kind: place.kind.code().to_owned(),
        revision: place.revision.to_string(),
    });
    Ok(render(&OrganisationPage {
        frame: Frame::new(session, "/organisations", place.name.clone()).message(message),
        places: with_none(places(&others)),
        kinds: coded::<OrganisationKind>(),
        place,
        may_manage,
        form,
        errors,
    }))
}

async fn answer(
    web: &Web,
    session: &Session,
    id: i64,
    outcome: Result<(), Refusal>,
    typed: Option<ChangeOrganisation>,
) -> PageResult {
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/organisations/{id}?done=1")).into_response()),
        Err(refusal) => one_page(web, session, id, None, typed, Errors::of(refusal)?).await,
    }
}

async fn change(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ChangeOrganisation>,
) -> PageResult {
    let outcome = organisations::change(session.call(&web), OrganisationId(id), &form).await;
    answer(&web, &session, id, outcome, Some(form)).await
}

async fn move_to(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<MoveOrganisation>,
) -> PageResult {
    let outcome = organisations::move_to(session.call(&web), OrganisationId(id), &form).await;
    answer(&web, &session, id, outcome, None).await
}

#[derive(Deserialize)]
struct ActiveForm {
    #[serde(default)]
    active: String,
    #[serde(default)]
    revision: String,
}

async fn set_active(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ActiveForm>,
) -> PageResult {
    let revision = form.revision.trim().parse().unwrap_or_default();
    let active = input::ticked(&form.active);
    let call = session.call(&web);
    let outcome = organisations::set_active(call, OrganisationId(id), active, revision).await;
    answer(&web, &session, id, outcome, None).await
}
