//! One self-evaluation: contents, scores, findings, history, next step; steps; the frozen form.

use super::files::FileLine;
use super::fill::{Fund, funds};
use super::scores::{RowScore, Scores};
use super::{Done, HERE, STEPS, done};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::review::{History, StepForm, needs_reason};
use jixiao_app::self_evaluations::{self as area, Frozen, Newer, Record, RecordRow, Shown};
use jixiao_domain::{Coded, Decimal, FilingState, SelfEvaluationId};
use jixiao_store::Timestamp;
use jixiao_store::attachments::Attachment;
use jixiao_store::freezes::Freeze;

/// An indicator as it stands.
struct Row {
    id: i64,
    heading: String,
    name: String,
    target: String,
    points: String,
    actual: String,
    score_reason: String,
    deviation_cause: String,
    corrective_measure: String,
    finance: Option<(String, String)>,
    check: Option<(String, String)>,
    score: Option<RowScore>,
    files: Vec<FileLine>,
}

/// Something that happened to the task.
struct Happening {
    at: Timestamp,
    who: String,
    what: String,
    reason: String,
}

/// A step as a button.
struct Button {
    code: &'static str,
    word: &'static str,
    needs_reason: bool,
}

#[derive(Template)]
#[template(path = "self_evaluations/view.html")]
struct ViewPage {
    frame: Frame,
    id: i64,
    record: Record,
    funds: Vec<Fund>,
    scores: Scores,
    rows: Vec<Row>,
    history: History,
    /// Steps and other changes by time: when, who, what, why.
    happened: Vec<Happening>,
    newer: Option<Newer>,
    freezes: Vec<Freeze>,
    buttons: Vec<Button>,
    may_edit: bool,
    /// Other work on it: the address, and what a link says.
    work: Vec<(String, &'static str)>,
    due: (&'static str, String),
    errors: Errors,
    reason: String,
}

impl ViewPage {
    /// Whether the content was locked by approval.
    fn is_frozen(&self) -> bool {
        self.record.evaluation.state == FilingState::Approved
    }

    /// Whether it waits for somebody's review.
    fn is_filed(&self) -> bool {
        !self.is_frozen() && !self.record.evaluation.state.is_editable()
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let shown = area::show(session.call(&web), SelfEvaluationId(id)).await?;
    let message = done(query.done.as_deref());
    Ok(present(&web, &session, shown, message, Errors::default(), String::new()))
}

fn row_of(row: &RecordRow, files: &[Attachment], score: Option<RowScore>) -> Row {
    let (content, filled) = (&row.indicator.content, &row.filled);
    let other = |score: Option<Decimal>, reason: &str| {
        score.map(|score| (show::points(&score), reason.to_owned()))
    };
    Row {
        id: row.indicator.id.0,
        heading: format!("{} / {}", Coded::word(content.level1), Coded::word(content.level2)),
        name: content.name.clone(),
        target: content.target_text(),
        points: show::points(&content.points),
        actual: filled.actual_text.clone(),
        score_reason: filled.score_reason.clone(),
        deviation_cause: filled.deviation_cause.clone(),
        corrective_measure: filled.corrective_measure.clone(),
        finance: other(filled.finance_score, &filled.finance_reason),
        check: other(filled.check_score, &filled.check_reason),
        score,
        files: super::files::lines(files),
    }
}

/// The steps of the chain and the other changes, oldest first.
fn happened(shown: &Shown) -> Vec<Happening> {
    let steps = shown.history.steps.iter().map(|step| Happening {
        at: step.at,
        who: step.user_name.clone(),
        what: step.event.word().to_owned(),
        reason: step.reason.clone(),
    });
    let changes = shown.changes.iter().map(|change| Happening {
        at: change.at,
        who: change.user_name.clone(),
        what: format!("{}：{} → {}", change.kind.word(), change.was, change.became),
        reason: change.reason.clone(),
    });
    let mut happened: Vec<Happening> = steps.chain(changes).collect();
    happened.sort_by_key(|one| one.at);
    happened
}

fn present(
    web: &Web,
    session: &Session,
    shown: Shown,
    message: Option<String>,
    errors: Errors,
    reason: String,
) -> axum::response::Response {
    let scores = Scores::of(&shown.assessment, &shown.findings);
    let happened = happened(&shown);
    let Shown { record, history, possible, evidence, freezes, assessment, findings, newer, .. } =
        shown;
    let path = &record.organisation.path;
    let may = |action| authz::allows(&session.actor, action, path);
    let state = record.evaluation.state;
    let mut row_scores = Scores::of(&assessment, &findings).rows.into_iter();
    let rows = record
        .rows
        .iter()
        .zip(&evidence)
        .map(|(row, files)| row_of(row, files, row_scores.next()))
        .collect();
    let buttons = possible
        .into_iter()
        .map(|event| Button {
            code: event.code(),
            word: event.word(),
            needs_reason: needs_reason(event),
        })
        .collect();
    let key = record.evaluation.id;
    let sampled = state == FilingState::Approved && record.evaluation.sampled;
    let work = [
        ("recheck", "财务复核评分", state == FilingState::UnitReviewed, Action::ReviewForFinance),
        ("spot-check", "核查评分", sampled, Action::SpotCheck),
        ("due", "调整截止日期", state.is_editable(), Action::ReviewForFinance),
    ];
    let work = work.into_iter().filter(|(_, _, open, action)| *open && may(*action));
    let mut work: Vec<(String, &str)> =
        work.map(|(part, word, ..)| (format!("{HERE}/{key}/{part}"), word)).collect();
    if sampled && may(Action::SuperviseRectification) {
        let kind = area::SUBJECT_KIND;
        let address = format!("/rectifications/new?subject_kind={kind}&subject_id={key}");
        work.push((address, "下达整改通知"));
    }
    let title = format!("绩效自评 · {}", record.project.content.name);
    let today = session.call(web).today();
    render(&ViewPage {
        frame: Frame::new(session, HERE, title).message(message),
        id: record.evaluation.id.0,
        funds: funds(&record),
        may_edit: state.is_editable() && may(Action::FillSelfEvaluations),
        work,
        due: super::list::due(state, record.evaluation.due_on, today),
        record,
        scores,
        rows,
        history,
        happened,
        newer,
        freezes,
        buttons,
        errors,
        reason,
    })
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<StepForm>,
) -> PageResult {
    let call = session.call(&web);
    let key = SelfEvaluationId(id);
    area::require(call, key, STEPS).await?;
    let taken = match form.parse() {
        Ok(step) => area::advance(call, key, &step).await,
        Err(refusal) => Err(refusal),
    };
    match taken {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let shown = area::show(call, key).await?;
            let page = present(&web, &session, shown, None, errors, form.reason);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "self_evaluations/frozen.html")]
struct FrozenPage {
    frame: Frame,
    id: i64,
    frozen: Frozen,
    frozen_at: String,
}

pub(super) async fn frozen(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let frozen = area::frozen(session.call(&web), SelfEvaluationId(id))
        .await?
        .ok_or(Refusal::NotFound("锁定的内容"))?;
    let frame = Frame::new(&session, HERE, "锁定的绩效自评");
    let frozen_at = show::moment(&frozen.freeze.frozen_at);
    Ok(render(&FrozenPage { frame, id, frozen, frozen_at }))
}

impl ViewPage {
    fn points(points: &Option<Decimal>) -> String {
        points.as_ref().map_or_else(|| "—".to_owned(), show::points)
    }
}

impl FrozenPage {
    fn points(hundredths: &Option<i64>) -> String {
        hundredths.map_or_else(|| "—".to_owned(), |value| show::points(&Decimal::new(value, 2)))
    }
}
