//! One proposal: why, what happened, changing it, its steps.

use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::results::{self, EditForm, ProposalPage, ProposalStepForm};
use jixiao_domain::{
    Coded as _, CurrencyUnit, Decimal, ProposalDecision, ProposalEvent, ProposalId,
};
use jixiao_store::proposals::ProposalStep;
use serde::Deserialize;

const HERE: &str = "/results/proposals";

#[derive(Template)]
#[template(path = "results/proposal.html")]
struct ViewPage {
    frame: Frame,
    page: ProposalPage,
    form: EditForm,
    step: ProposalStepForm,
    decisions: Vec<(String, String)>,
    errors: Errors,
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

impl ViewPage {
    /// The last computation, whose reasons hold.
    fn computed(&self) -> Option<&ProposalStep> {
        self.page.steps.iter().rev().find(|step| !step.reasons.is_empty())
    }

    /// The targets that the amount as it stands pays for, each with its reasons after it.
    fn targets(&self) -> Vec<Vec<&str>> {
        if self.page.proposal.amount.fen() == 0 {
            return Vec::new();
        }
        let last = self.page.steps.iter().rev().find(|step| !step.targets.is_empty());
        last.map(|step| step.targets.lines().map(|line| line.split('；').collect()).collect())
            .unwrap_or_default()
    }

    fn rate(figures: &jixiao_domain::FundFigures) -> Option<Decimal> {
        figures.execution_rate().ok()
    }

    fn has_a_step(&self) -> bool {
        !self.page.possible.is_empty()
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let message = query
        .done
        .and_then(|code| ProposalEvent::from_code(&code))
        .map(|event| format!("已{}。", event.word()));
    let step = ProposalStepForm::default();
    shown(&web, &session, id, message, None, step, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: i64,
    message: Option<String>,
    typed: Option<EditForm>,
    step: ProposalStepForm,
    errors: Errors,
) -> PageResult {
    let page = results::read_proposal(session.call(web), ProposalId(id)).await?;
    let form = typed.unwrap_or_else(|| EditForm {
        revision: page.proposal.revision.to_string(),
        decision: page.proposal.decision.code().to_owned(),
        amount: page.proposal.amount.to_decimal(CurrencyUnit::Yuan).to_string(),
        reason: String::new(),
    });
    let title = format!("{} {}年度预算建议", page.project.content.name, page.proposal.year);
    let frame = Frame::new(session, HERE, title).message(message);
    let decisions = choices::coded::<ProposalDecision>();
    Ok(render(&ViewPage { frame, page, form, step, decisions, errors }))
}

pub(super) async fn edit(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<EditForm>,
) -> PageResult {
    match results::edit(session.call(&web), ProposalId(id), &form).await {
        Ok(()) => Ok(Redirect::to(&format!("/results/proposals/{id}?done=edit")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let step = ProposalStepForm::default();
            let page = shown(&web, &session, id, None, Some(form), step, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ProposalStepForm>,
) -> PageResult {
    match results::step(session.call(&web), ProposalId(id), &form).await {
        Ok(_) => {
            let address = format!("/results/proposals/{id}?done={}", form.event);
            Ok(Redirect::to(&address).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, id, None, None, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
