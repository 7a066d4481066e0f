//! The catalogue of programmes, and one of them with all its versions.

use super::{CATALOGUE, RuleLine, lines};
use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, State};
use jixiao_app::programmes::{self, AidProgramme, CataloguePage, ProgrammePage};
use jixiao_domain::Coded as _;

#[derive(Template)]
#[template(path = "programmes/list.html")]
struct ListPage {
    frame: Frame,
    page: CataloguePage,
}

pub(super) async fn list(State(web): State<Web>, session: Session) -> PageResult {
    let page = programmes::catalogue(session.call(&web)).await?;
    Ok(render(&ListPage { frame: Frame::new(&session, CATALOGUE, "救助项目"), page }))
}

#[derive(Template)]
#[template(path = "programmes/view.html")]
struct ViewPage {
    frame: Frame,
    key: String,
    name: String,
    page: ProgrammePage,
}

impl ViewPage {
    fn lines(version: &AidProgramme) -> Vec<RuleLine> {
        lines(version)
    }

    /// Whether it is the version in force here.
    fn is_current(&self, version: &AidProgramme) -> bool {
        self.page.current.as_ref().is_ok_and(|current| **current == *version)
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(key): Path<String>,
) -> PageResult {
    let page = programmes::programme(session.call(&web), &key).await?;
    let name = page.versions.first().map_or_else(String::new, |one| one.name.clone());
    let frame = Frame::new(&session, CATALOGUE, name.as_str());
    Ok(render(&ViewPage { frame, key, name, page }))
}
