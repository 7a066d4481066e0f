//! One record: contents, judgement, warnings, the round before, history, next step; steps; the
//! frozen form.

use super::fill::{Fund, funds};
use super::judgement::{RowWords, Words};
use super::{Done, HERE, STEPS, done, lamp_class, lamp_word};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, chart, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::budgets::MonthProgress;
use jixiao_app::monitoring::{
    self as area, Before, FiledIndicator, FiledMonitoring, Frozen, Record, Shown,
};
use jixiao_app::review::{History, StepForm, needs_reason};
use jixiao_domain::{
    Coded, Decimal, DeviationCause, FilingState, Lamp, Likelihood, Money, MonitoringRecordId,
};
use jixiao_store::freezes::Freeze;
use jixiao_store::monitoring::warnings::Warning;

/// An indicator as it stands.
struct Row {
    heading: String,
    filed: FiledIndicator,
    /// What was filed of it the round before.
    before: Option<FiledIndicator>,
    words: Option<RowWords>,
}

/// A step as a button.
struct Button {
    code: &'static str,
    word: &'static str,
    needs_reason: bool,
}

#[derive(Template)]
#[template(path = "monitoring/view.html")]
struct ViewPage {
    frame: Frame,
    id: i64,
    record: Record,
    funds: Vec<Fund>,
    words: Words,
    rows: Vec<Row>,
    warnings: Vec<Warning>,
    before: Option<Before>,
    months: Vec<MonthProgress>,
    chart: String,
    history: History,
    freeze: Option<Freeze>,
    buttons: Vec<Button>,
    may_edit: bool,
    due: (&'static str, String),
    errors: Errors,
    reason: String,
}

impl ViewPage {
    /// Whether the content was locked by approval.
    fn is_frozen(&self) -> bool {
        self.record.row.state == FilingState::Approved
    }

    /// Whether it waits for somebody's review.
    fn is_filed(&self) -> bool {
        !self.is_frozen() && !self.record.row.state.is_editable()
    }

    fn lamp(code: &Option<String>) -> (&'static str, &'static str) {
        let lamp = code.as_deref().and_then(Lamp::from_code);
        (lamp_class(lamp), lamp_word(lamp))
    }

    fn likelihood(code: &Option<String>) -> &'static str {
        code.as_deref().and_then(Likelihood::from_code).map_or("—", Coded::word)
    }

    fn causes(codes: &[String]) -> String {
        let words: Vec<&str> = codes
            .iter()
            .filter_map(|code| DeviationCause::from_code(code))
            .map(Coded::word)
            .collect();
        words.join("、")
    }

    /// What a row of the fund block had paid in the round before.
    fn before_fund(&self, place: &usize) -> String {
        let fund = self.before.as_ref().and_then(|before| before.filed.funds.get(*place));
        fund.map_or_else(|| "—".to_owned(), |fund| show::yuan(&Money::from_fen(fund.executed_fen)))
    }

    /// The class of a warning's state.
    fn warning_class(warning: &Warning) -> &'static str {
        if warning.state.is_pending() { "bad" } else { "good" }
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let shown = area::show(session.call(&web), MonitoringRecordId(id)).await?;
    let message = done(query.done.as_deref());
    Ok(present(&web, &session, shown, message, Errors::default(), String::new()))
}

fn rows(filed: &FiledMonitoring, before: Option<&Before>, words: Vec<RowWords>) -> Vec<Row> {
    let mut words = words.into_iter();
    filed
        .indicators
        .iter()
        .map(|row| {
            // A later version of the goal has indicators of its own: names tell which is which.
            let earlier = before.and_then(|before| {
                before.filed.indicators.iter().find(|other| {
                    other.indicator == row.indicator
                        || (other.name == row.name && other.level2 == row.level2)
                })
            });
            let word = |code: &str| {
                jixiao_domain::IndicatorKind::from_code(code)
                    .map_or_else(|| code.to_owned(), |kind| Coded::word(kind).to_owned())
            };
            Row {
                heading: word(&row.level2),
                before: earlier.cloned(),
                filed: row.clone(),
                words: words.next(),
            }
        })
        .collect()
}

fn present(
    web: &Web,
    session: &Session,
    shown: Shown,
    message: Option<String>,
    errors: Errors,
    reason: String,
) -> axum::response::Response {
    let mut words = Words::of(&shown.judgement, &shown.findings);
    let row_words = std::mem::take(&mut words.rows);
    let funds = funds(&shown.record, &shown.judgement);
    let filed = FiledMonitoring::without_signature(&shown.record, &shown.judgement);
    let Shown { record, warnings, before, months, history, possible, freeze, .. } = shown;
    let state = record.row.state;
    let rows = rows(&filed, before.as_ref(), row_words);
    let buttons = possible
        .into_iter()
        .map(|event| Button {
            code: event.code(),
            word: event.word(),
            needs_reason: needs_reason(event),
        })
        .collect();
    let may_fill = authz::allows(&session.actor, Action::FillMonitoring, &record.organisation.path);
    let title = format!("运行监控 · {}", record.project.content.name);
    let today = session.call(web).today();
    render(&ViewPage {
        frame: Frame::new(session, HERE, title).message(message),
        id: record.row.id.0,
        chart: chart::execution(&months, Decimal::from(record.total.adjusted.fen())),
        may_edit: state.is_editable() && may_fill,
        due: super::list::due(state, record.round.due_on, today),
        funds,
        words,
        rows,
        warnings,
        before,
        months,
        record,
        history,
        freeze,
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
    let key = MonitoringRecordId(id);
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
#[template(path = "monitoring/frozen.html")]
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
    let frozen = area::frozen(session.call(&web), MonitoringRecordId(id))
        .await?
        .ok_or(Refusal::NotFound("锁定的内容"))?;
    let frame = Frame::new(&session, HERE, "锁定的监控记录");
    let frozen_at = show::moment(&frozen.freeze.frozen_at);
    Ok(render(&FrozenPage { frame, id, frozen, frozen_at }))
}

impl FrozenPage {
    fn lamp(code: &Option<String>) -> &'static str {
        lamp_word(code.as_deref().and_then(Lamp::from_code))
    }

    fn fen(fen: &i64) -> String {
        show::yuan(&Money::from_fen(*fen))
    }

    fn fen_or_dash(fen: &Option<i64>) -> String {
        fen.as_ref().map_or_else(|| "—".to_owned(), Self::fen)
    }
}
