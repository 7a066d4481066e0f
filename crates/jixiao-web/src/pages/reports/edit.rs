//! The editor: every section as a text whose tied figures are tokens, which the script of the page
//! shows as chips. Every button sends the whole form, so nothing typed is lost.

use super::HERE;
use super::typed::{Pairs, form_of, theirs, value};
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
use jixiao_app::reports::{
    self, ChangedBy, Conflict, LoadedReport, Offer, Offers, ReportForm, plain_text,
};
use jixiao_app::{FieldFinding, Refusal};
use jixiao_domain::{Coded as _, ReportId};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "reports/edit.html")]
struct EditPage {
    frame: Frame,
    loaded: LoadedReport,
    form: ReportForm,
    errors: Errors,
    findings: Vec<FieldFinding>,
    offers: Offers,
    offer: Option<Offer>,
    /// Key, printed text and source of every fact, as JSON for the script.
    sources: String,
}

#[derive(Template)]
#[template(path = "reports/conflict.html")]
struct ConflictPage {
    frame: Frame,
    conflict: Conflict,
}

impl ConflictPage {
    /// Whether the saved text is chosen until the reader chooses otherwise.
    fn prefers_theirs(who: &ChangedBy) -> bool {
        *who == ChangedBy::Others
    }

    fn who(who: &ChangedBy) -> &'static str {
        match who {
            ChangedBy::Me => "仅您修改",
            ChangedBy::Others => "仅他人修改",
            ChangedBy::Both => "两人都改过，请选择",
        }
    }
}

impl EditPage {
    /// The mark of a section as it stood when the page was opened.
    fn base(&self, index: &usize) -> &str {
        self.form.base.get(*index).map_or("", String::as_str)
    }

    /// The heading of a section.
    fn heading(&self, index: &usize) -> String {
        let section = self.loaded.narrative.sections.get(*index);
        section.map_or_else(String::new, |section| plain_text(&section.heading))
    }

    /// What the template would say in a section that a person changed.
    fn template_words(&self, index: &usize) -> Option<Vec<String>> {
        self.offers.of_section(*index)
    }

    /// Whether a person has changed the section.
    fn is_edited(&self, index: &usize) -> bool {
        self.loaded.narrative.sections.get(*index).is_some_and(|section| section.edited)
    }

    /// Whether the section has a table, which the template keeps.
    fn has_table(&self, index: &usize) -> bool {
        let section = self.loaded.narrative.sections.get(*index);
        section.is_some_and(|section| !section.tables.is_empty())
    }

    /// What the checks say of a section.
    fn of_section(&self, index: &usize) -> Vec<&FieldFinding> {
        let field = format!("sections[{index}]");
        self.findings.iter().filter(|finding| finding.field == field).collect()
    }

    /// The untied figures of a section, with their place in the form.
    fn untied(&self, index: &usize) -> Vec<(usize, &reports::UntiedForm)> {
        let rows = self.form.untied.iter().enumerate();
        rows.filter(|(_, row)| row.section == *index).collect()
    }

    /// How many lines a section's field shows.
    fn rows(text: &str) -> usize {
        let lines: usize = text.lines().map(|line| line.chars().count() / 60 + 1).sum();
        lines.clamp(2, 16)
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
    let id = ReportId(id);
    let call = session.call(&web);
    let loaded = reports::load_to_fill(&web.app.store, call, id).await?;
    if !loaded.report.state.is_editable() {
        return Ok(Redirect::to(&format!("/reports/{id}")).into_response());
    }
    let current = ReportForm::of(&loaded);
    match reports::offered(call, id, &current).await? {
        Some(offer) if query.draft.is_some() => {
            shown(&web, &session, loaded, offer.form, Errors::default(), None).await
        }
        offer => shown(&web, &session, loaded, current, Errors::default(), offer).await,
    }
}

async fn shown(
    web: &Web,
    session: &Session,
    loaded: LoadedReport,
    form: ReportForm,
    errors: Errors,
    offer: Option<Offer>,
) -> PageResult {
    let call = session.call(web);
    let (refused, findings) = reports::check_typed(call, loaded.report.id, &form).await?;
    let errors = if errors.any() || refused.is_empty() {
        errors
    } else {
        Errors::of(Refusal::Invalid(refused))?
    };
    let offers = reports::read(call, loaded.report.id).await?.offers;
    let frame = Frame::new(session, HERE, format!("编写 {}", loaded.report.title));
    let sources = sources(&loaded);
    let page = EditPage { frame, loaded, form, errors, findings, offers, offer, sources };
    Ok(never_kept(render(&page)))
}

/// Words and address of every fact.
fn sources(loaded: &LoadedReport) -> String {
    let sources: BTreeMap<&str, [&str; 2]> = loaded
        .facts
        .iter()
        .map(|fact| (fact.key.as_str(), [fact.source.words.as_str(), &fact.source.address]))
        .collect();
    serde_json::to_string(&sources).unwrap_or_default()
}

pub(super) async fn submit(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    let id = ReportId(id);
    let call = session.call(&web);
    let mut form = form_of(&pairs);
    let chosen = theirs(&pairs);
    if !chosen.is_empty() {
        reports::take_theirs(call, id, &mut form, &chosen).await?;
    }
    let (verb, index) = value(&pairs, "do").split_once(':').unwrap_or((value(&pairs, "do"), ""));
    if verb == "check" {
        reports::keep(call, id, &form).await?;
        let loaded = reports::load_to_fill(&web.app.store, call, id).await?;
        return shown(&web, &session, loaded, form, Errors::default(), None).await;
    }
    let revision = match reports::save(call, id, &form).await {
        Ok(revision) => revision,
        Err(refusal) => return refused(&web, &session, id, form, refusal).await,
    };
    let to = match (verb, index.parse::<usize>()) {
        ("refresh", _) => {
            let count = reports::refresh(call, id, revision).await?.changes.len();
            format!("/reports/{id}?done=refreshed&count={count}")
        }
        ("adopt", Ok(section)) => {
            reports::adopt(call, id, revision, section).await?;
            format!("/reports/{id}/edit#field-sections[{section}]")
        }
        ("stay", _) => format!("/reports/{id}/edit"),
        _ => format!("/reports/{id}?done=saved"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// The form again with what was typed and what is wrong with it.
async fn refused(
    web: &Web,
    session: &Session,
    id: ReportId,
    form: ReportForm,
    refusal: Refusal,
) -> PageResult {
    let call = session.call(web);
    let is_conflict = matches!(refusal, Refusal::Conflict(_));
    let errors = Errors::of(refusal)?;
    reports::keep(call, id, &form).await?;
    if is_conflict && let Some(conflict) = reports::conflict(call, id, &form).await? {
        let frame = Frame::new(session, HERE, "他人已修改该报告");
        let page = never_kept(render(&ConflictPage { frame, conflict }));
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let loaded = reports::load_to_fill(&web.app.store, call, id).await?;
    let page = shown(web, session, loaded, form, errors, None).await?;
    let status = if is_conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page).into_response())
}

pub(super) async fn keep(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    reports::keep(session.call(&web), ReportId(id), &form_of(&pairs)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn drop_draft(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    reports::discard(session.call(&web), ReportId(id)).await?;
    Ok(Redirect::to(&format!("/reports/{id}/edit")).into_response())
}
