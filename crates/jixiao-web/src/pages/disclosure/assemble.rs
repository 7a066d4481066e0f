//! Choosing what a version publishes, and in which formats: a filtered list, page by page.

use super::HERE;
use crate::Web;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, query_text, turned};
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::disclosures::{
    self, AssembleForm, Assembled, Choice, ChoiceList, ChoiceListForm, FORMATS, LoadedDisclosure,
};
use jixiao_app::documents::Format;
use jixiao_domain::{CandidateStanding, Coded as _, DisclosureId, PublishedKind};
use jixiao_store::disclosures::items::Item;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "disclosure/assemble.html")]
struct AssemblePage {
    frame: Frame,
    loaded: LoadedDisclosure,
    list: ChoiceList,
    filter: ChoiceListForm,
    pager: Pager,
    /// What was typed and refused; `None` shows what is kept.
    typed: Option<AssembleForm>,
    errors: Errors,
}

impl AssemblePage {
    fn extensions(choice: &Choice) -> impl Iterator<Item = &'static str> {
        let formats = disclosures::formats_for(choice.candidate.kind);
        formats.iter().map(|format| format.extension())
    }

    /// What a line is about: the kind of form, or the title it bears itself.
    fn content(choice: &Choice) -> &str {
        let candidate = &choice.candidate;
        let own = candidate.own_title.as_str();
        if own.is_empty() { candidate.kind.word() } else { own }
    }

    fn subject(choice: &Choice) -> String {
        format!("{}:{}", choice.candidate.kind.code(), choice.candidate.subject_id)
    }

    fn subject_of(item: &Item) -> String {
        format!("{}:{}", item.kind.code(), item.subject_id)
    }

    fn is_ticked(&self, choice: &Choice, extension: &str) -> bool {
        match &self.typed {
            Some(typed) => {
                let code = format!("{}:{extension}", Self::subject(choice));
                typed.chosen.contains(&code)
            }
            None => {
                FORMATS.iter().any(|format| format.extension() == extension && choice.holds(format))
            }
        }
    }

    /// Whether a format is ticked for all that match.
    fn is_for_all(&self, format: &Format) -> bool {
        let extension = format.extension();
        match &self.typed {
            Some(typed) => typed.formats.iter().any(|one| one == extension),
            None => *format == Format::Pdf,
        }
    }

    fn note(&self) -> &str {
        self.typed.as_ref().map_or(&self.loaded.disclosure.note, |typed| &typed.note)
    }

    /// Whether a correction names something published: it is never dropped with others.
    fn corrects(choice: &Choice) -> bool {
        choice.item.as_ref().is_some_and(|item| item.corrects_id.is_some())
    }

    /// Lines under the filter that are not public already.
    fn matching(&self) -> i64 {
        self.list.count.total - self.list.count.public
    }

    fn kinds() -> Vec<(&'static str, &'static str)> {
        let kinds = PublishedKind::ALL.iter().map(|kind| (kind.code(), kind.word()));
        std::iter::once(("", "全部")).chain(kinds).collect()
    }

    fn standings() -> Vec<(&'static str, &'static str)> {
        let all = CandidateStanding::ALL.iter().map(|one| (one.code(), one.word()));
        std::iter::once(("", "全部")).chain(all).collect()
    }

    fn is_unit(&self, id: &i64) -> bool {
        self.filter.unit == id.to_string()
    }
}

/// The page of the list, and what was done before.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    page: Option<i64>,
    done: Option<String>,
    added: usize,
    changed: usize,
    dropped: usize,
    left: usize,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(filter): Query<ChoiceListForm>,
    Query(place): Query<Place>,
) -> PageResult {
    let message = place.done.is_some().then(|| words(&place));
    let id = DisclosureId(id);
    shown(&web, &session, id, filter, place.page, message, None, Errors::default()).await
}

/// What was done, in words.
fn words(place: &Place) -> String {
    let parts = [
        (place.added, "新增"),
        (place.changed, "调整格式"),
        (place.dropped, "取消"),
        (place.left, "未动（已公开、无此格式或为更正件）"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{word} {count} 份"))
        .collect();
    if parts.is_empty() {
        return "已保存，选定的内容没有变化。".to_owned();
    }
    format!("已保存：{}。", parts.join("，"))
}

#[expect(clippy::too_many_arguments, reason = "what the page is made of")]
async fn shown(
    web: &Web,
    session: &Session,
    id: DisclosureId,
    filter: ChoiceListForm,
    page: Option<i64>,
    message: Option<String>,
    typed: Option<AssembleForm>,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let store = &web.app.store;
    let loaded = disclosures::load(store, call, id).await?;
    if !loaded.disclosure.state.is_editable() {
        return Ok(Redirect::to(&format!("/disclosure/{id}")).into_response());
    }
    let names = names(&filter);
    let fetch = |offset| disclosures::choices(store, call, &loaded, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(page, &names, |list| list.count.total, fetch).await?;
    let title = format!("选定 {} {}年度公开内容", loaded.organisation.name, loaded.disclosure.year);
    let frame = Frame::new(session, HERE, title).message(message);
    Ok(render(&AssemblePage { frame, loaded, list, filter, pager, typed, errors }))
}

fn names(filter: &ChoiceListForm) -> [(&'static str, &str); 4] {
    [
        ("kind", filter.kind.as_str()),
        ("unit", &filter.unit),
        ("q", &filter.q),
        ("standing", &filter.standing),
    ]
}

/// What was pressed is a reach (this page, all, none), or `next` and `back`, which save this page and
/// go on.
pub(super) async fn submit(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(place): Query<Place>,
    Form(form): Form<AssembleForm>,
) -> PageResult {
    let mut form = form;
    let act = std::mem::take(&mut form.reach);
    form.reach = match act.as_str() {
        "all" | "none" => act.clone(),
        _ => "page".to_owned(),
    };
    let page = place.page;
    match disclosures::assemble(session.call(&web), DisclosureId(id), &form).await {
        Ok(_) if act == "back" => {
            Ok(Redirect::to(&format!("/disclosure/{id}?done=saved")).into_response())
        }
        Ok(done) => {
            let page = page.unwrap_or(1) + i64::from(act == "next");
            let to = after(id, &form.filter(), page, done);
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let (id, filter) = (DisclosureId(id), form.filter());
            shown(&web, &session, id, filter, page, None, Some(form), errors).await
        }
    }
}

/// The same list with what was done.
fn after(id: i64, filter: &ChoiceListForm, page: i64, done: Assembled) -> String {
    format!(
        "/disclosure/{id}/assemble?{}page={page}&done=saved&added={}&changed={}&dropped={}&left={}",
        query_text(&names(filter)),
        done.added,
        done.changed,
        done.dropped,
        done.left
    )
}
