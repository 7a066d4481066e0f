//! The limits of sessions and passwords, the region of the installation, and what publishing needs.

mod signing;

use crate::choices::coded;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::authz::Action;
use jixiao_app::identity::policy::{self, Compulsion, PolicyForm};
use jixiao_app::installation::{self, RegionForm};
use serde::Deserialize;

pub(crate) fn routes() -> Vec<Route> {
    let access = Access::May(Action::GrantRoles);
    vec![
        get("/policy", access, show),
        post("/policy", access, set),
        post("/policy/region", access, set_region),
        get("/policy/publication", access, signing::page),
        post("/policy/publication/key", access, signing::make),
        post("/policy/publication/key/renew", access, signing::renew),
        post("/policy/publication/address", access, signing::set_address),
    ]
}

#[derive(Template)]
#[template(path = "policy/policy.html")]
struct PolicyPage {
    frame: Frame,
    /// Name, word, value and range of every limit.
    limits: Vec<(&'static str, &'static str, String, String)>,
    /// Code of who must have a second factor.
    second_factor: String,
    compulsions: Vec<(String, String)>,
    region: RegionForm,
    /// Regions with regulations of their own: code and title.
    regions: Vec<(&'static str, &'static str)>,
    errors: Errors,
}

#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

async fn show(State(web): State<Web>, session: Session, Query(query): Query<Done>) -> PageResult {
    let message = match query.done.as_deref() {
        None => None,
        Some("region") => Some("所在地区已保存，新建年度时据此建议评分办法。".to_owned()),
        Some(_) => Some("安全策略已保存，立即生效。".to_owned()),
    };
    page(&web, &session, None, None, message, Errors::default()).await
}

/// The page with what was typed, or what is in force.
async fn page(
    web: &Web,
    session: &Session,
    limits: Option<PolicyForm>,
    region: Option<RegionForm>,
    message: Option<String>,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let form = match limits {
        Some(typed) => typed,
        None => policy::read(call).await?,
    };
    let region = match region {
        Some(typed) => typed,
        None => installation::read_region(call).await?,
    };
    let limits = form
        .lines()
        .into_iter()
        .map(|(name, word, value, (least, greatest))| {
            (name, word, value, format!("{least}～{greatest}"))
        })
        .collect();
    Ok(render(&PolicyPage {
        frame: Frame::new(session, "/policy", "安全策略").message(message),
        limits,
        second_factor: form.second_factor,
        compulsions: coded::<Compulsion>(),
        region,
        regions: installation::regions(&web.app),
        errors,
    }))
}

async fn set(State(web): State<Web>, session: Session, Form(form): Form<PolicyForm>) -> PageResult {
    match policy::set(session.call(&web), &form).await {
        Ok(()) => Ok(Redirect::to("/policy?done=1").into_response()),
        Err(refusal) => page(&web, &session, Some(form), None, None, Errors::of(refusal)?).await,
    }
}

async fn set_region(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<RegionForm>,
) -> PageResult {
    match installation::set_region(session.call(&web), &form).await {
        Ok(()) => Ok(Redirect::to("/policy?done=region").into_response()),
        Err(refusal) => page(&web, &session, None, Some(form), None, Errors::of(refusal)?).await,
    }
}
