//! The page of a file: members, figures with the judgement, steps, yearly reviews, merging.

use super::HERE;
use crate::choices::{coded, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::people::{
    self, FiguresForm, FileStepForm, HouseholdPage, MergeForm, YearlyCheckForm, YearlyForm,
};
use jixiao_app::{Refusal, documents};
use jixiao_domain::{
    Coded as _, FileEvent, FileState, HardshipClass, HouseholdId, HouseholdReviewId,
    ReviewConclusion, YearlyReviewState,
};
use jixiao_store::households::Figure;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "households/view.html")]
struct ViewPage {
    frame: Frame,
    page: HouseholdPage,
    typed: Typed,
    errors: Errors,
    classes: Vec<(String, String)>,
    conclusions: Vec<(String, String)>,
}

/// What was sent and refused.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) step: FileStepForm,
    pub(super) yearly: YearlyForm,
    pub(super) check: YearlyCheckForm,
    pub(super) merge: MergeForm,
}

impl ViewPage {
    fn label(figure: &Figure) -> &'static str {
        let name = format!("{}_{}", figure.side.code(), figure.kind);
        FiguresForm::fields().into_iter().find(|(_, one, _)| *one == name).map_or("", |(_, _, w)| w)
    }

    /// What was typed for a step that was refused.
    fn reason(&self, event: &FileEvent) -> &str {
        if self.typed.step.event == event.code() { &self.typed.step.reason } else { "" }
    }

    fn waits(state: &YearlyReviewState) -> bool {
        *state == YearlyReviewState::Proposed
    }

    /// What happens next, and by whom.
    fn next(&self) -> Option<&'static str> {
        Some(match self.page.loaded.household.state {
            FileState::Draft => "登记家庭成员和最近一年的收支后，由填报人员提交",
            FileState::Submitted => "由建档单位审核人员审核（不能是登记人）",
            FileState::Reviewed => "由帮扶中心审批人员批准建档",
            FileState::Filed => "每年复核一次；不再困难的提出脱困，去世、退休、调离等提出注销",
            FileState::LiftProposed | FileState::CancelProposed => "由审核人员核准退出或不同意退出",
            FileState::Lifted | FileState::Cancelled => "再次困难的，可说明原因后重新建档",
            FileState::Merged => return None,
        })
    }
}

#[derive(Deserialize)]
pub(super) struct ViewQuery {
    done: Option<String>,
    year: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<ViewQuery>,
) -> PageResult {
    let message = query.done.and_then(|code| done(&code));
    let (typed, errors) = (Typed::default(), Errors::default());
    shown(&web, &session, HouseholdId(id), query.year, message, typed, errors).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: HouseholdId,
    year: Option<i64>,
    message: Option<String>,
    typed: Typed,
    errors: Errors,
) -> PageResult {
    let page = people::read_household(session.call(web), id, year).await?;
    Ok(render(&ViewPage {
        frame: Frame::new(session, HERE, "帮扶档案").message(message),
        page,
        typed,
        errors,
        classes: with_empty(coded::<HardshipClass>(), "按规则测算"),
        conclusions: coded::<ReviewConclusion>(),
    }))
}

/// The page again, with what was typed.
pub(super) async fn refused(
    web: &Web,
    session: &Session,
    id: HouseholdId,
    typed: Typed,
    refusal: Refusal,
) -> PageResult {
    let errors = Errors::of(refusal)?;
    let page = shown(web, session, id, None, None, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<FileStepForm>,
) -> PageResult {
    let id = HouseholdId(id);
    match people::step(session.call(&web), id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let typed = Typed { step: form, ..Typed::default() };
            refused(&web, &session, id, typed, refusal).await
        }
    }
}

pub(super) async fn propose(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<YearlyForm>,
) -> PageResult {
    let id = HouseholdId(id);
    match people::propose_yearly(session.call(&web), id, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=yearly")).into_response()),
        Err(refusal) => {
            let typed = Typed { yearly: form, ..Typed::default() };
            refused(&web, &session, id, typed, refusal).await
        }
    }
}

pub(super) async fn check(
    State(web): State<Web>,
    session: Session,
    Path((id, review)): Path<(i64, i64)>,
    Form(form): Form<YearlyCheckForm>,
) -> PageResult {
    let id = HouseholdId(id);
    let review = HouseholdReviewId(review);
    match people::check_yearly(session.call(&web), id, review, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done=yearly_checked")).into_response()),
        Err(refusal) => {
            let typed = Typed { check: form, ..Typed::default() };
            refused(&web, &session, id, typed, refusal).await
        }
    }
}

pub(super) async fn merge(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<MergeForm>,
) -> PageResult {
    let id = HouseholdId(id);
    match people::merge_households(session.call(&web), id, &form).await {
        Ok(into) => Ok(Redirect::to(&format!("{HERE}/{into}?done=merge")).into_response()),
        Err(refusal) => {
            let typed = Typed { merge: form, ..Typed::default() };
            refused(&web, &session, id, typed, refusal).await
        }
    }
}

pub(super) async fn file(
    State(web): State<Web>,
    session: Session,
    Path((id, format)): Path<(i64, String)>,
) -> PageResult {
    let format = documents::format(&format).ok_or(Refusal::NotFound("该格式的文件"))?;
    let call = session.call(&web);
    let document = documents::household_file(call, HouseholdId(id), format).await?;
    Ok(download::file(&document.file_name, document.media_type, document.bytes))
}

/// What was done, from the code a change leads back with.
fn done(code: &str) -> Option<String> {
    let words = match code {
        "created" => "档案已新建，请接着登记家庭成员和最近一年的收支，然后提交。",
        "saved" => "档案已保存。",
        "member" => "家庭成员已登记。",
        "member_left" => "家庭成员已移出，其记录保留。",
        "figures" => "家庭收支已保存，并按规则重新测算。",
        "yearly" => "年度复核已提出，等待核定。",
        "yearly_checked" => "年度复核已办理。",
        "merge" => "已并档，原档案保留可查。",
        code => return FileEvent::from_code(code).map(|event| format!("已{}。", event.word())),
    };
    Some(words.to_owned())
}
