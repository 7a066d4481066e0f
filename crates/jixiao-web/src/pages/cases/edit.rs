//! Opening an application and changing it. What is typed here is not kept by itself: it may hold
//! numbers.

use super::HERE;
use crate::choices::{units, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::cases::{self, CaseForm};
use jixiao_app::programmes::{self, Declared, Question, QuestionKind, RoundListForm};
use jixiao_domain::{AidCaseId, AidRoundId};
use jixiao_store::aid_rounds::AidRound;
use jixiao_store::organisations;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "cases/edit.html")]
struct EditPage {
    frame: Frame,
    /// Key of the case; none for a new one.
    id: Option<i64>,
    /// The round; none before one was chosen.
    round: Option<AidRound>,
    programme_name: &'static str,
    materials: &'static [String],
    /// Rounds to choose from.
    rounds: Vec<AidRound>,
    form: CaseForm,
    errors: Errors,
    units: Vec<(String, String)>,
    questions: Vec<(Question, String)>,
}

impl EditPage {
    fn new(session: &Session, id: Option<AidCaseId>, form: CaseForm, errors: Errors) -> Self {
        let title = if id.is_some() { "修改救助申请" } else { "登记救助申请" };
        Self {
            frame: Frame::new(session, HERE, title),
            id: id.map(|id| id.0),
            round: None,
            programme_name: "",
            materials: &[],
            rounds: Vec::new(),
            form,
            errors,
            units: Vec::new(),
            questions: Vec::new(),
        }
    }

    /// Asks what the programme of a round asks.
    fn ask(&mut self, round: AidRound, questions: Vec<Question>) {
        let typed = answers(&self.form.declared);
        let with_answer = |question: Question| {
            let answer = typed.get(question.name).cloned().unwrap_or_default();
            (question, answer)
        };
        self.questions = questions.into_iter().map(with_answer).collect();
        self.round = Some(round);
    }

    /// What may be chosen for an answer; nothing for one that is typed.
    fn options(question: &Question) -> Vec<(String, String)> {
        let pair = |(code, word): &(&str, &str)| ((*code).to_owned(), (*word).to_owned());
        match &question.kind {
            QuestionKind::YesNo => {
                [("", "请选择"), ("yes", "是"), ("no", "否")].iter().map(pair).collect()
            }
            QuestionKind::Choice(choices) => {
                with_empty(choices.iter().map(pair).collect(), "请选择")
            }
            QuestionKind::Money
            | QuestionKind::Count
            | QuestionKind::Date
            | QuestionKind::Lines => Vec::new(),
        }
    }
}

fn answers(declared: &Declared) -> BTreeMap<String, String> {
    let value = serde_json::to_value(declared).unwrap_or_default();
    serde_json::from_value(value).unwrap_or_default()
}

#[derive(Deserialize)]
pub(super) struct NewQuery {
    round: Option<i64>,
    person: Option<i64>,
}

async fn new_shown(
    web: &Web,
    session: &Session,
    form: CaseForm,
    errors: Errors,
) -> Result<EditPage, Refusal> {
    let call = session.call(web);
    let scope = authz::scope(call.actor, Action::FillCases)?;
    let chosen = form.round.trim().parse::<i64>().ok().map(AidRoundId);
    let mut page = EditPage::new(session, None, form, errors);
    let found = match chosen {
        Some(id) => programmes::round(&web.app.store, call, id).await,
        None => Err(Refusal::NotFound("该救助批次")),
    };
    match found {
        Ok(loaded) => {
            page.ask(loaded.round, programmes::questions(loaded.programme));
            page.programme_name = &loaded.programme.name;
            page.materials = &loaded.programme.materials;
        }
        Err(Refusal::NotFound(_)) => {
            let filter = RoundListForm { state: "open".to_owned(), ..RoundListForm::default() };
            page.rounds = programmes::rounds(call, &filter, 0, 200).await?.lines;
        }
        Err(other) => return Err(other),
    }
    let found = organisations::list(&web.app.store, &scope).await?;
    page.units = with_empty(units(&found), "请选择");
    Ok(page)
}

pub(super) async fn new_page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<NewQuery>,
) -> PageResult {
    let typed = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let form = CaseForm {
        round: typed(query.round),
        person: typed(query.person),
        organisation: session.actor.organisation_id.to_string(),
        ..CaseForm::default()
    };
    Ok(render(&new_shown(&web, &session, form, Errors::default()).await?))
}

pub(super) async fn create(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<CaseForm>,
) -> PageResult {
    match cases::create(session.call(&web), &form).await {
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
    id: AidCaseId,
    form: Option<CaseForm>,
    errors: Errors,
) -> Result<EditPage, Refusal> {
    let found = cases::read(session.call(web), id).await?;
    let path = &found.loaded.organisation.path;
    authz::authorise(&session.actor, Action::FillCases, path)?;
    let reason = found.reason.as_deref().unwrap_or_default();
    let form = form.unwrap_or_else(|| CaseForm::of(&found.loaded.case, reason));
    let mut page = EditPage::new(session, Some(id), form, errors);
    let programme = found.loaded.round.programme;
    page.ask(found.loaded.round.round, programmes::questions(programme));
    page.programme_name = &programme.name;
    page.materials = &programme.materials;
    Ok(page)
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let page = shown(&web, &session, AidCaseId(id), None, Errors::default()).await?;
    Ok(render(&page))
}

pub(super) async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<CaseForm>,
) -> PageResult {
    let id = AidCaseId(id);
    match cases::save(session.call(&web), id, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=saved")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, id, Some(form), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
