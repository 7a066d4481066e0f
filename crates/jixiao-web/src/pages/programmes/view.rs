//! The page of a round: its rules, its standards, closing, its ceiling.

use super::{ROUNDS, RuleLine, lines};
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
use chrono::NaiveDate;
use jixiao_app::Refusal;
use jixiao_app::programmes::{self, CeilingForm, RoundPage, RoundStepForm};
use jixiao_domain::{AidRoundEvent, AidRoundId, AidRoundState, Coded as _};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "programmes/round.html")]
struct ViewPage {
    frame: Frame,
    page: RoundPage,
    typed: Typed,
    errors: Errors,
    today: NaiveDate,
}

/// What was sent and refused.
#[derive(Default)]
struct Typed {
    step: RoundStepForm,
    ceiling: CeilingForm,
}

impl ViewPage {
    fn lines(&self) -> Vec<RuleLine> {
        lines(self.page.loaded.programme)
    }

    /// Name of a tier.
    fn tier(&self, key: &str) -> String {
        let tier = self.page.loaded.programme.tier(key);
        tier.map_or_else(|| key.to_owned(), |tier| tier.name.clone())
    }

    /// What happens next, and until when.
    fn next(&self) -> String {
        let round = &self.page.loaded.round;
        let days = (round.closes_on - self.today).num_days();
        match round.state {
            AidRoundState::Closed => "已截止，不再受理新的申请；已受理的继续办理".to_owned(),
            AidRoundState::Open if self.today < round.opens_on => {
                format!("{}起受理申请", show::date(&round.opens_on))
            }
            AidRoundState::Open if days < 0 => {
                format!("申请期已过 {} 天，请承办单位截止本批次", -days)
            }
            AidRoundState::Open => {
                format!("受理申请至{}，还有 {days} 天", show::date(&round.closes_on))
            }
        }
    }

    fn reason(&self, event: &AidRoundEvent) -> &str {
        if self.typed.step.event == event.code() { &self.typed.step.reason } else { "" }
    }

    /// The ceiling as it is typed.
    fn budget(&self) -> String {
        if self.errors.any() && !self.typed.ceiling.revision.is_empty() {
            return self.typed.ceiling.budget.clone();
        }
        self.page.loaded.round.budget.map_or_else(String::new, |budget| show::yuan(&budget))
    }
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let message = match query.done.as_deref() {
        Some("opened") => Some("批次已开设。建议先试算一次，核对符合条件的户数和金额。".to_owned()),
        Some("ceiling") => Some("批次限额已调整。".to_owned()),
        Some(code) => AidRoundEvent::from_code(code).map(|event| format!("已{}。", event.word())),
        None => None,
    };
    shown(&web, &session, AidRoundId(id), message, Typed::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: AidRoundId,
    message: Option<String>,
    typed: Typed,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let page = programmes::read(call, id).await?;
    let frame = Frame::new(session, ROUNDS, page.loaded.round.label.as_str()).message(message);
    Ok(render(&ViewPage { frame, page, typed, errors, today: call.today() }))
}

async fn refused(
    web: &Web,
    session: &Session,
    id: AidRoundId,
    typed: Typed,
    refusal: Refusal,
) -> PageResult {
    let errors = Errors::of(refusal)?;
    let page = shown(web, session, id, None, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<RoundStepForm>,
) -> PageResult {
    let id = AidRoundId(id);
    match programmes::step(session.call(&web), id, &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{ROUNDS}/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let typed = Typed { step: form, ..Typed::default() };
            refused(&web, &session, id, typed, refusal).await
        }
    }
}

pub(super) async fn ceiling(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<CeilingForm>,
) -> PageResult {
    let id = AidRoundId(id);
    match programmes::set_ceiling(session.call(&web), id, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{ROUNDS}/{id}?done=ceiling")).into_response()),
        Err(refusal) => {
            let typed = Typed { ceiling: form, ..Typed::default() };
            refused(&web, &session, id, typed, refusal).await
        }
    }
}
