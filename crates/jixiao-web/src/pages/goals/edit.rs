//! Filling in a goal: one form with a table of indicators that works without script. Every button
//! of the form sends all of it, so nothing typed is lost.

use super::HERE;
use super::severity_lamp;
use super::typed::{Pairs, form_of, noted_fields, pairs_of, value};
use crate::cache::never_kept;
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
use jixiao_app::adviser::RowAdvice;
use jixiao_app::goals::{self, Checked, Comparison, GoalForm, IndicatorForm, LoadedGoal, Offer};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{
    Coded as _, ComparisonSign, GoalId, GoalVersionKind, IndicatorGroup, IndicatorKind,
};
use jixiao_store::library::LibraryIndicator;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "goals/edit.html")]
struct EditPage {
    frame: Frame,
    loaded: LoadedGoal,
    form: GoalForm,
    notes: Notes,
    usable: Vec<LibraryIndicator>,
    offer: Option<Offer>,
}

#[derive(Template)]
#[template(path = "goals/checked.html")]
struct CheckedPart {
    notes: Notes,
    /// The fields of the form whose notes are renewed with it.
    noted: Vec<String>,
}

/// What is said beside the fields of the form.
struct Notes {
    errors: Errors,
    checked: Checked,
}

/// A note beside a field.
struct Note<'n> {
    lamp: &'static str,
    word: &'static str,
    message: &'n str,
}

impl Notes {
    fn of(errors: Errors, checked: Checked) -> Self {
        Self { errors, checked }
    }

    /// What a field that can't be understood lacks, then what the checks say of it.
    fn at<'n>(&'n self, field: &'n str) -> impl Iterator<Item = Note<'n>> {
        let unread = self.checked.errors.iter().filter(move |error| error.field == field);
        let unread = unread.filter(|_| self.errors.at(field).is_none());
        let unread =
            unread.map(|error| Note { lamp: "bad", word: "待更正", message: &error.message });
        let found = self.checked.findings.iter().filter(move |finding| finding.field == field);
        unread.chain(found.map(|finding| Note {
            lamp: severity_lamp(&finding.severity),
            word: finding.severity.word(),
            message: &finding.message,
        }))
    }

    /// What the adviser says of a target.
    fn advice<'n>(&'n self, field: &str) -> Option<&'n RowAdvice> {
        let mut given = self.checked.advice.iter().filter(|advice| advice.range.is_ok());
        given.find(|advice| advice.field() == field)
    }
}

#[derive(Template)]
#[template(path = "goals/conflict.html")]
struct ConflictPage {
    frame: Frame,
    current: LoadedGoal,
    comparison: Comparison,
    /// Headings of the two sides.
    left: &'static str,
    right: &'static str,
    /// What was typed, to be saved over the other version if so wished.
    pairs: Pairs,
}

impl EditPage {
    /// Level-2 choices below their level-1 heading.
    fn levels() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
        IndicatorGroup::ALL
            .iter()
            .map(|group| {
                let kinds = IndicatorKind::ALL.iter().filter(|kind| kind.group() == *group);
                (group.word(), kinds.map(|kind| (kind.code(), kind.word())).collect::<Vec<_>>())
            })
            .collect()
    }

    fn signs() -> Vec<(&'static str, &'static str)> {
        let signs = ComparisonSign::ALL.iter().map(|sign| (sign.code(), sign.word()));
        std::iter::once(("", "定性")).chain(signs).collect()
    }

    fn is_later(&self) -> bool {
        self.loaded.goal.kind != GoalVersionKind::Original
    }
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
    let id = GoalId(id);
    let call = session.call(&web);
    let loaded = goals::load_to_fill(&web.app.store, call, id).await?;
    if !loaded.goal.state.is_editable() {
        return Ok(Redirect::to(&format!("/goals/{id}")).into_response());
    }
    let current = GoalForm::of(&loaded.goal, &loaded.indicators);
    let offer = goals::offered(call, id, &current).await?;
    match offer {
        Some(offer) if query.draft.is_some() => {
            shown(&web, &session, loaded, offer.form, Errors::default(), None).await
        }
        offer => shown(&web, &session, loaded, current, Errors::default(), offer).await,
    }
}

async fn shown(
    web: &Web,
    session: &Session,
    loaded: LoadedGoal,
    form: GoalForm,
    errors: Errors,
    offer: Option<Offer>,
) -> PageResult {
    let call = session.call(web);
    let form = form.tidied();
    let checked = goals::check_typed(call, loaded.goal.id, &form).await?;
    let usable = goals::usable(call, loaded.goal.id).await?;
    let title = format!("填报 {} 绩效目标", loaded.place.project.content.name);
    let frame = Frame::new(session, HERE, title);
    let form = with_room(form);
    let notes = Notes::of(errors, checked);
    Ok(never_kept(render(&EditPage { frame, loaded, form, notes, usable, offer })))
}

/// An empty row to type the next indicator in.
fn with_room(mut form: GoalForm) -> GoalForm {
    let last = form.indicators.last();
    let level2 = last.map_or(IndicatorKind::Quantity.code(), |row| &row.level2).to_owned();
    form.indicators.push(IndicatorForm { level2, ..IndicatorForm::default() });
    form
}

pub(super) async fn submit(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    let id = GoalId(id);
    let call = session.call(&web);
    let form = form_of(&pairs);
    match value(&pairs, "do") {
        "" | "save" => save(&web, &session, id, form).await,
        change => {
            let form = changed(call, id, form, change, &pairs).await?;
            goals::keep(call, id, &form).await?;
            let loaded = goals::load(&web.app.store, call, id).await?;
            shown(&web, &session, loaded, form, Errors::default(), None).await
        }
    }
}

async fn save(web: &Web, session: &Session, id: GoalId, form: GoalForm) -> PageResult {
    let call = session.call(web);
    let form = form.tidied();
    match goals::save(call, id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("/goals/{id}?done=saved")).into_response()),
        Err(Refusal::Conflict(_)) => {
            goals::keep(call, id, &form).await?;
            let (current, comparison) = goals::conflict(call, id, &form).await?;
            let frame = Frame::new(session, HERE, "他人已修改该绩效目标");
            let over = GoalForm { revision: current.goal.revision.to_string(), ..form };
            let pairs = pairs_of(&over);
            let (left, right) = ("现有内容（他人保存）", "您填写的内容");
            let page = ConflictPage { frame, current, comparison, left, right, pairs };
            Ok((StatusCode::CONFLICT, never_kept(render(&page))).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let loaded = goals::load(&web.app.store, call, id).await?;
            let page = shown(web, session, loaded, form, errors, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The form after a button of its table: `remove:2`, `up:2`, `down:2`, `pick`, or `add` and `check`,
/// for which showing the form again is all there is to do.
async fn changed(
    call: Call<'_>,
    id: GoalId,
    mut form: GoalForm,
    change: &str,
    pairs: &Pairs,
) -> Result<GoalForm, Refusal> {
    let (verb, index) = change.split_once(':').unwrap_or((change, ""));
    let rows = &mut form.indicators;
    let index = index.parse().ok().filter(|index: &usize| *index < rows.len());
    match (verb, index) {
        ("remove", Some(index)) => {
            rows.remove(index);
        }
        ("up", Some(index)) if index > 0 => rows.swap(index, index - 1),
        ("down", Some(index)) if index + 1 < rows.len() => rows.swap(index, index + 1),
        ("pick", _) => {
            let ids: Vec<i64> = pairs
                .iter()
                .filter(|(name, _)| name == "pick")
                .filter_map(|(_, value)| value.parse().ok())
                .collect();
            rows.retain(|row| !row.is_blank());
            rows.extend(goals::rows_of_library(call, id, &ids).await?);
        }
        _ => {}
    }
    Ok(form)
}

/// What the checks say of what is typed so far: a part of the page.
pub(super) async fn check(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    let form = form_of(&pairs);
    let checked = goals::check_typed(session.call(&web), GoalId(id), &form).await?;
    let noted = noted_fields(form.indicators.len());
    Ok(render(&CheckedPart { notes: Notes::of(Errors::default(), checked), noted }))
}

pub(super) async fn keep(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    goals::keep(session.call(&web), GoalId(id), &form_of(&pairs)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn drop_draft(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    goals::discard(session.call(&web), GoalId(id)).await?;
    Ok(Redirect::to(&format!("/goals/{id}/edit")).into_response())
}
