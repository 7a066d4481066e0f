//! Finance's re-check and the spot check: a score beside each score, with a reason.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Form;
use jixiao_app::Refusal;
use jixiao_app::authz::Action;
use jixiao_app::self_evaluations::{self as area, RecheckTyped, Shown};
use jixiao_domain::{Decimal, SelfEvaluationId};

/// Which of the two checks a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Finance,
    Spot,
}

impl Kind {
    fn action(self) -> Action {
        match self {
            Self::Finance => Action::ReviewForFinance,
            Self::Spot => Action::SpotCheck,
        }
    }
}

struct Row {
    id: i64,
    name: String,
    target: String,
    actual: String,
    points: String,
    own_score: String,
    sentence: String,
    score: String,
    reason: String,
    score_error: Option<String>,
    reason_error: Option<String>,
}

#[derive(Template)]
#[template(path = "self_evaluations/recheck.html")]
struct RecheckPage {
    frame: Frame,
    id: i64,
    heading: &'static str,
    action: &'static str,
    project_name: String,
    total: String,
    revision: String,
    rows: Vec<Row>,
    note: String,
    asks_note: bool,
    errors: Errors,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    shown(&web, &session, id, Kind::Finance).await
}

pub(super) async fn spot_page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    shown(&web, &session, id, Kind::Spot).await
}

pub(super) async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<RecheckTyped>,
) -> PageResult {
    saved(&web, &session, id, typed, Kind::Finance).await
}

pub(super) async fn spot_save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<RecheckTyped>,
) -> PageResult {
    saved(&web, &session, id, typed, Kind::Spot).await
}

async fn shown(web: &Web, session: &Session, id: i64, kind: Kind) -> PageResult {
    let (call, key) = (session.call(web), SelfEvaluationId(id));
    area::require(call, key, &[kind.action()]).await?;
    let shown = area::show(call, key).await?;
    let typed = stored(&shown, kind);
    Ok(present(session, &shown, &typed, kind, Errors::default()))
}

async fn saved(
    web: &Web,
    session: &Session,
    id: i64,
    typed: RecheckTyped,
    kind: Kind,
) -> PageResult {
    let call = session.call(web);
    let key = SelfEvaluationId(id);
    area::require(call, key, &[kind.action()]).await?;
    let outcome = match typed.parse() {
        Err(errors) => Err(Refusal::Invalid(errors)),
        Ok(check) if kind == Kind::Finance => area::recheck(call, key, &check).await,
        Ok(check) => area::spot_check(call, key, &check).await,
    };
    match outcome {
        Ok(_) => {
            let code = if kind == Kind::Finance { "rechecked" } else { "spot_checked" };
            Ok(Redirect::to(&format!("{HERE}/{id}?done={code}")).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let shown = area::show(call, key).await?;
            let page = present(session, &shown, &typed, kind, errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The form as the record fills it.
fn stored(shown: &Shown, kind: Kind) -> RecheckTyped {
    let record = &shown.record;
    let mut typed = RecheckTyped {
        revision: record.evaluation.revision.to_string(),
        note: record.evaluation.check_note.clone(),
        ..RecheckTyped::default()
    };
    for row in &record.rows {
        let (score, reason) = match kind {
            Kind::Finance => (row.filled.finance_score, &row.filled.finance_reason),
            Kind::Spot => (row.filled.check_score, &row.filled.check_reason),
        };
        typed.indicator.push(row.indicator.id.to_string());
        typed.score.push(score.as_ref().map_or_else(String::new, show::points));
        typed.reason.push(reason.clone());
    }
    typed
}

fn present(
    session: &Session,
    shown: &Shown,
    typed: &RecheckTyped,
    kind: Kind,
    errors: Errors,
) -> Response {
    let record = &shown.record;
    let points =
        |points: Option<Decimal>| points.as_ref().map_or_else(|| "—".to_owned(), show::points);
    let rows = record
        .rows
        .iter()
        .zip(&shown.assessment.rows)
        .map(|(row, scored)| {
            let id = row.indicator.id.to_string();
            let place = typed.indicator.iter().position(|other| *other == id);
            let at = |list: &[String]| {
                place.and_then(|place| list.get(place)).cloned().unwrap_or_default()
            };
            let error = |field: &str| {
                let key = format!("indicators[{}].{field}", place?);
                errors.at(&key).map(str::to_owned)
            };
            Row {
                id: row.indicator.id.0,
                name: row.indicator.content.name.clone(),
                target: row.indicator.content.target_text(),
                actual: row.filled.actual_text.clone(),
                points: show::points(&row.indicator.content.points),
                own_score: points(row.filled.score),
                sentence: scored.sentence.clone(),
                score: at(&typed.score),
                reason: at(&typed.reason),
                score_error: error("score"),
                reason_error: error("reason"),
            }
        })
        .collect();
    let (heading, action) = match kind {
        Kind::Finance => ("财务复核评分", "recheck"),
        Kind::Spot => ("核查评分", "spot-check"),
    };
    render(&RecheckPage {
        frame: Frame::new(session, HERE, heading),
        id: record.evaluation.id.0,
        heading,
        action,
        project_name: format!("{}（{}年度）", record.project.content.name, record.year.year),
        total: points(record.evaluation.total),
        revision: typed.revision.clone(),
        rows,
        note: typed.note.clone(),
        asks_note: kind == Kind::Spot,
        errors,
    })
}
