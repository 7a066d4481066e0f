//! The page of a version: what it holds, history, steps, publishing, withdrawal, correction.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::disclosures::{self, CorrectForm, DisclosurePage, Publishing, WithdrawForm};
use jixiao_app::goals::StepForm;
use jixiao_app::review::needs_reason;
use jixiao_domain::{Coded as _, DisclosureId, DisclosureItemId, FilingEvent};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "disclosure/view.html")]
struct ViewPage {
    frame: Frame,
    page: DisclosurePage,
    /// What was sent and refused.
    step: StepForm,
    refused: Refused,
    errors: Errors,
}

/// A reason that was typed for an item and refused.
#[derive(Default)]
struct Refused {
    item: i64,
    act: &'static str,
    reason: String,
}

impl ViewPage {
    /// What a step's button says.
    fn button(event: &FilingEvent) -> &'static str {
        match event {
            FilingEvent::Submit => "提交审核",
            FilingEvent::UnitReview | FilingEvent::FinanceReview => "审核通过",
            FilingEvent::Approve => "批准公开",
            FilingEvent::Return => "退回修改",
            FilingEvent::Withdraw => "撤回",
            FilingEvent::Unfreeze => "解除锁定",
        }
    }

    /// What the words beside a step are for.
    fn prompt(event: &FilingEvent) -> &'static str {
        if needs_reason(*event) { "原因（必填）" } else { "意见（可不填）" }
    }

    /// The words typed for a step that was refused.
    fn typed(&self, event: &FilingEvent) -> &str {
        if self.step.event == event.code() { &self.step.reason } else { "" }
    }

    /// The words typed for an item that were refused.
    fn typed_for(&self, item: &DisclosureItemId, act: &str) -> &str {
        let is_it = self.refused.item == item.0 && self.refused.act == act;
        if is_it { &self.refused.reason } else { "" }
    }

    /// Copies that nobody has looked at yet.
    fn unseen(&self) -> usize {
        self.page.items.iter().filter(|line| line.item.seen_at.is_none()).count()
    }

    fn first_unseen(&self) -> Option<DisclosureItemId> {
        let mut items = self.page.items.iter().map(|line| &line.item);
        items.find(|item| item.seen_at.is_none()).map(|item| item.id)
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
    let done = query.done.and_then(|code| done(&code));
    let (step, refused) = (StepForm::default(), Refused::default());
    shown(&web, &session, DisclosureId(id), done, step, refused, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: DisclosureId,
    message: Option<String>,
    step: StepForm,
    refused: Refused,
    errors: Errors,
) -> PageResult {
    let page = disclosures::read(session.call(web), id).await?;
    let title =
        format!("{} {}年度绩效公开", page.loaded.organisation.name, page.loaded.disclosure.year);
    let frame = Frame::new(session, HERE, title).message(message);
    let response = render(&ViewPage { frame, page, step, refused, errors });
    // Publishing goes on without a click.
    Ok(crate::cache::never_kept(response))
}

pub(super) async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<StepForm>,
) -> PageResult {
    match disclosures::step(session.call(&web), DisclosureId(id), &form).await {
        Ok(_) => Ok(Redirect::to(&format!("/disclosure/{id}?done={}", form.event)).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let (id, refused) = (DisclosureId(id), Refused::default());
            shown(&web, &session, id, None, form, refused, errors).await
        }
    }
}

pub(super) async fn publish(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    match disclosures::publish(session.call(&web), DisclosureId(id)).await {
        Ok(_) => Ok(Redirect::to(&format!("/disclosure/{id}")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let (step, refused) = (StepForm::default(), Refused::default());
            shown(&web, &session, DisclosureId(id), None, step, refused, errors).await
        }
    }
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path((id, item)): Path<(i64, i64)>,
    Form(form): Form<WithdrawForm>,
) -> PageResult {
    match disclosures::withdraw(session.call(&web), DisclosureItemId(item), &form).await {
        Ok(()) => Ok(Redirect::to(&format!("/disclosure/{id}?done=withdrawn")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let refused = Refused { item, act: "withdraw", reason: form.reason };
            let step = StepForm::default();
            shown(&web, &session, DisclosureId(id), None, step, refused, errors).await
        }
    }
}

pub(super) async fn correct(
    State(web): State<Web>,
    session: Session,
    Path((id, item)): Path<(i64, i64)>,
    Form(form): Form<CorrectForm>,
) -> PageResult {
    match disclosures::correct(session.call(&web), DisclosureItemId(item), &form).await {
        Ok(new) => Ok(Redirect::to(&format!("/disclosure/{new}?done=correcting")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let refused = Refused { item, act: "correct", reason: form.reason };
            let step = StepForm::default();
            shown(&web, &session, DisclosureId(id), None, step, refused, errors).await
        }
    }
}

/// What was done, from the code a change leads back with.
fn done(code: &str) -> Option<String> {
    match code {
        "saved" => Some("已保存。".to_owned()),
        "withdrawn" => Some("已撤下，公开页面保留撤下说明。".to_owned()),
        "correcting" => Some("已列入更正，请核对副本后提交审核。".to_owned()),
        "approve" => Some("已批准，可以发布。".to_owned()),
        code => FilingEvent::from_code(code).map(|event| format!("已{}。", event.word())),
    }
}
