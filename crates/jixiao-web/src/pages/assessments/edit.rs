//! Filling in a round: one form that works without script.

use super::HERE;
use crate::cache::never_kept;
use crate::choices::{coded, with_empty};
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
use jixiao_app::assessments::{self, AssessmentForm, LoadedAssessment};
use jixiao_app::{KeptForm, Refusal};
use jixiao_domain::{AssessmentId, AssessmentResult, Coded as _};
use serde::Deserialize;

/// The cells of a row, by name and word.
const PARTS: [(&str, &str); 3] =
    [("findings", "评估情况"), ("score", "得分"), ("opinion", "评估意见")];

#[derive(Template)]
#[template(path = "assessments/edit.html")]
struct EditPage {
    frame: Frame,
    loaded: LoadedAssessment,
    form: AssessmentForm,
    errors: Errors,
    /// What another saved meanwhile, beside what was typed.
    differences: Vec<Difference>,
    offer: Option<KeptForm<AssessmentForm>>,
    results: Vec<(String, String)>,
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
    let id = AssessmentId(id);
    let call = session.call(&web);
    let loaded = assessments::load_to_fill(&web.app.store, call, id).await?;
    if !loaded.assessment.state.is_editable() {
        return Ok(Redirect::to(&format!("{HERE}/{id}")).into_response());
    }
    let current = AssessmentForm::of(&loaded);
    Ok(match assessments::offered(call, id, &current).await? {
        Some(offer) if query.draft.is_some() => {
            shown(&session, loaded, offer.form, Errors::default(), Vec::new(), None)
        }
        offer => shown(&session, loaded, current, Errors::default(), Vec::new(), offer),
    })
}

fn shown(
    session: &Session,
    loaded: LoadedAssessment,
    form: AssessmentForm,
    errors: Errors,
    differences: Vec<Difference>,
    offer: Option<KeptForm<AssessmentForm>>,
) -> Response {
    let title = format!("填报 {} 事前绩效评估", loaded.place.project.content.name);
    let frame = Frame::new(session, HERE, title);
    let results = with_empty(coded::<AssessmentResult>(), "请选择");
    never_kept(render(&EditPage { frame, loaded, form, errors, differences, offer, results }))
}

pub(super) async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<AssessmentForm>,
) -> PageResult {
    let id = AssessmentId(id);
    let call = session.call(&web);
    match assessments::save(call, id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done=saved")).into_response()),
        Err(refusal) => {
            let is_conflict = matches!(refusal, Refusal::Conflict(_));
            let errors = Errors::of(refusal)?;
            assessments::keep(call, id, &form).await?;
            let loaded = assessments::load_to_fill(&web.app.store, call, id).await?;
            let (mut form, mut found) = (form, Vec::new());
            if is_conflict {
                let theirs = AssessmentForm::of(&loaded);
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
    loaded: &LoadedAssessment,
    theirs: &AssessmentForm,
    ours: &AssessmentForm,
) -> Vec<Difference> {
    let words = [
        ("项目概况", &theirs.overview, &ours.overview),
        ("评估方式和过程", &theirs.method, &ours.method),
        ("申请资金（元）", &theirs.applied, &ours.applied),
        ("建议安排资金（元）", &theirs.proposed, &ours.proposed),
        ("结论理由", &theirs.result_reason, &ours.result_reason),
    ];
    let result = |form: &AssessmentForm| {
        AssessmentResult::from_code(&form.result).map_or("", AssessmentResult::word)
    };
    let words = words
        .iter()
        .map(|(label, theirs, ours)| ((*label).to_owned(), theirs.as_str(), ours.as_str()));
    let cells = loaded.points.iter().flat_map(|row| {
        PARTS.iter().map(move |(part, word)| {
            let code = row.item.code.as_str();
            let label = format!("{} {word}", row.item.name);
            (label, theirs.cell(part, code), ours.cell(part, code))
        })
    });
    let concluded = ("结论".to_owned(), result(theirs), result(ours));
    differences(words.chain([concluded]).chain(cells))
}

pub(super) async fn keep(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<AssessmentForm>,
) -> PageResult {
    assessments::keep(session.call(&web), AssessmentId(id), &form).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn drop_draft(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    assessments::discard(session.call(&web), AssessmentId(id)).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}/edit")).into_response())
}
