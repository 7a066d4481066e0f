//! Setting points and scoring: one form that works without script.

use super::HERE;
use crate::cache::never_kept;
use crate::error::{PageResult, render};
use crate::form::{Difference, Errors, differences};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::evaluations::{self, EvaluationForm, LoadedEvaluation};
use jixiao_app::{KeptForm, Refusal};
use jixiao_domain::{EvaluationId, EvaluationState};
use serde::Deserialize;

/// The cells of a row, by name and word.
const PARTS: [(&str, &str); 4] =
    [("points", "分值"), ("score", "得分"), ("reason", "评分理由"), ("evidence", "评价依据")];

#[derive(Template)]
#[template(path = "evaluations/edit.html")]
struct EditPage {
    frame: Frame,
    loaded: LoadedEvaluation,
    form: EvaluationForm,
    errors: Errors,
    /// What another saved meanwhile, beside what was typed.
    differences: Vec<Difference>,
    offer: Option<KeptForm<EvaluationForm>>,
    /// Whether points are set, not scores.
    planned: bool,
}

#[derive(Deserialize)]
pub(super) struct EditQuery {
    /// Whether the kept text is wanted instead of the record.
    draft: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<EditQuery>,
) -> PageResult {
    let id = EvaluationId(id);
    let call = session.call(&web);
    let loaded = evaluations::load_to_score(&web.app.store, call, id).await?;
    if !loaded.evaluation.state.is_editable() {
        return Ok(Redirect::to(&format!("{HERE}/{id}")).into_response());
    }
    let current = EvaluationForm::of(&loaded);
    Ok(match evaluations::offered(call, id, &current).await? {
        Some(offer) if query.draft.is_some() => {
            shown(&session, loaded, offer.form, Errors::default(), Vec::new(), None)
        }
        offer => shown(&session, loaded, current, Errors::default(), Vec::new(), offer),
    })
}

fn shown(
    session: &Session,
    loaded: LoadedEvaluation,
    form: EvaluationForm,
    errors: Errors,
    differences: Vec<Difference>,
    offer: Option<KeptForm<EvaluationForm>>,
) -> Response {
    let title = format!("评价 {}", loaded.place.project.content.name);
    let frame = Frame::new(session, HERE, title);
    let planned = loaded.evaluation.state == EvaluationState::Planned;
    never_kept(render(&EditPage { frame, loaded, form, errors, differences, offer, planned }))
}

pub(super) async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<EvaluationForm>,
) -> PageResult {
    let id = EvaluationId(id);
    let call = session.call(&web);
    match evaluations::save(call, id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done=saved")).into_response()),
        Err(refusal) => {
            let is_conflict = matches!(refusal, Refusal::Conflict(_));
            let errors = Errors::of(refusal)?;
            evaluations::keep(call, id, &form).await?;
            let loaded = evaluations::load_to_score(&web.app.store, call, id).await?;
            let (mut form, mut found) = (form, Vec::new());
            if is_conflict {
                let theirs = EvaluationForm::of(&loaded);
                found = differences_of(&loaded, &theirs, &form);
                // Saving again writes what is typed here over what was seen now.
                form.revision = theirs.revision;
            }
            let page = shown(&session, loaded, form, errors, found, None);
            let status =
                if is_conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok((status, page).into_response())
        }
    }
}

/// The fields in which two versions differ.
fn differences_of(
    loaded: &LoadedEvaluation,
    theirs: &EvaluationForm,
    ours: &EvaluationForm,
) -> Vec<Difference> {
    let words = [
        ("评价目的、对象和范围", &theirs.purpose, &ours.purpose),
        ("评价方法", &theirs.method, &ours.method),
        ("评价工作过程", &theirs.work, &ours.work),
        ("主要经验及做法", &theirs.achievements, &ours.achievements),
        ("存在的问题及原因分析", &theirs.problems, &ours.problems),
        ("有关建议", &theirs.suggestions, &ours.suggestions),
    ];
    let words = words
        .iter()
        .map(|(label, theirs, ours)| ((*label).to_owned(), theirs.as_str(), ours.as_str()));
    let cells = loaded.items.iter().flat_map(|row| {
        PARTS.iter().map(move |(part, word)| {
            let code = row.item.code.as_str();
            let label = format!("{} {word}", row.item.name);
            (label, theirs.cell(part, code), ours.cell(part, code))
        })
    });
    differences(words.chain(cells))
}

pub(super) async fn keep(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<EvaluationForm>,
) -> PageResult {
    evaluations::keep(session.call(&web), EvaluationId(id), &form).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn drop_draft(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    evaluations::discard(session.call(&web), EvaluationId(id)).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}/edit")).into_response())
}
