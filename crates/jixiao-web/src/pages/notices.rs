//! 公示: the list, putting a notice together, a notice with its lines, objections, its file.

mod view;

use crate::choices::with_empty;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web, show};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::authz::Action;
use jixiao_app::notices::{self, NoticeForm, NoticeList};
use jixiao_domain::{AidNoticeState, Coded as _};

/// Where the area stands in the navigation.
const HERE: &str = "/notices";

const SEE: Access = Access::May(Action::SeeCases);
const KEEP: Access = Access::May(Action::KeepNotices);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/notices", SEE, page),
        post("/notices/new", KEEP, assemble),
        get("/notices/{id}", SEE, view::page),
        get("/notices/{id}/file/{format}", SEE, view::file),
        post("/notices/{id}/post", KEEP, view::post),
        post("/notices/{id}/end", KEEP, view::end),
        post("/notices/{id}/withdraw", KEEP, view::withdraw),
        post("/notices/{id}/objections", KEEP, view::object),
    ]
}

/// The class of a state's lamp.
fn lamp(state: &AidNoticeState) -> &'static str {
    match state {
        AidNoticeState::Posted => "warn",
        AidNoticeState::Ended => "good",
        AidNoticeState::Withdrawn => "bad",
        AidNoticeState::Draft => "",
    }
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct ListPage {
    frame: Frame,
    list: NoticeList,
    rounds: Vec<(String, String)>,
    form: NoticeForm,
    errors: Errors,
}

impl ListPage {
    fn lamp(state: &AidNoticeState) -> &'static str {
        lamp(state)
    }
}

async fn shown(
    web: &Web,
    session: &Session,
    form: NoticeForm,
    errors: Errors,
) -> Result<ListPage, Refusal> {
    let list = notices::list(session.call(web)).await?;
    let rounds: Vec<(String, String)> = list
        .rounds
        .iter()
        .map(|round| {
            (round.id.to_string(), format!("{}（待公示 {} 人）", round.label, round.count))
        })
        .collect();
    let rounds = if rounds.is_empty() { rounds } else { with_empty(rounds, "请选择") };
    Ok(ListPage { frame: Frame::new(session, HERE, "公示"), list, rounds, form, errors })
}

async fn page(State(web): State<Web>, session: Session) -> PageResult {
    let page = shown(&web, &session, NoticeForm::default(), Errors::default()).await?;
    Ok(render(&page))
}

async fn assemble(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<NoticeForm>,
) -> PageResult {
    match notices::assemble(session.call(&web), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("{HERE}/{id}?done=assembled")).into_response()),
        Err(refusal) => {
            let page = shown(&web, &session, form, Errors::of(refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
