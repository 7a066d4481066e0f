//! Entering lines: budget, 调剂, payments.

use super::HERE;
use super::drafts::opened;
use super::edit::DraftQuery;
use super::year::kept_key;
use crate::Web;
use crate::choices::{coded, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::budgets::{self, EntryForm, LedgerForm, PaymentForm, ReallocationForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{BudgetEntryKind, FundSource};

/// Back to the page of the year.
pub(super) fn back(id: i64, year: i64, done: &str) -> Response {
    Redirect::to(&format!("/projects/{id}/years/{year}?done={done}")).into_response()
}

#[derive(Template)]
#[template(path = "projects/budget_entry.html")]
struct BudgetEntryPage {
    frame: Frame,
    base: String,
    form: EntryForm,
    errors: Errors,
    /// When what was typed before was kept.
    draft_at: Option<String>,
    kinds: Vec<(String, String)>,
    sources: Vec<(String, String)>,
}

fn budget_entry(
    session: &Session,
    id: i64,
    year: i64,
    form: EntryForm,
    errors: Errors,
) -> BudgetEntryPage {
    use jixiao_domain::Coded as _;
    let moves = [BudgetEntryKind::ReallocationIn.code(), BudgetEntryKind::ReallocationOut.code()];
    let mut kinds = coded::<BudgetEntryKind>();
    kinds.retain(|(code, _)| !moves.contains(&code.as_str()));
    BudgetEntryPage {
        frame: Frame::new(session, HERE, "登记预算"),
        base: format!("/projects/{id}/years/{year}"),
        form,
        errors,
        draft_at: None,
        kinds: with_empty(kinds, "请选择"),
        sources: with_empty(coded::<FundSource>(), "请选择"),
    }
}

pub(super) async fn budget_page(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
    Query(query): Query<DraftQuery>,
) -> PageResult {
    let call = session.call(&web);
    let (key, fresh) = (kept_key(call, id, year).await?, EntryForm::default());
    let (form, draft_at) = opened(call, key, LedgerForm::Budget, fresh, &query).await?;
    let page = budget_entry(&session, id, year, form, Errors::default());
    Ok(render(&BudgetEntryPage { draft_at, ..page }))
}

pub(super) async fn enter(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
    Form(form): Form<EntryForm>,
) -> PageResult {
    let call = session.call(&web);
    let year_id = kept_key(call, id, year).await?;
    let entered = match form.parse() {
        Ok(input) => budgets::enter(call, year_id, input).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match entered {
        Ok(_) => Ok(back(id, year, "entered")),
        Err(refusal) => Ok(render(&budget_entry(&session, id, year, form, Errors::of(refusal)?))),
    }
}

#[derive(Template)]
#[template(path = "projects/reallocation.html")]
struct ReallocationPage {
    frame: Frame,
    base: String,
    form: ReallocationForm,
    errors: Errors,
    /// When what was typed before was kept.
    draft_at: Option<String>,
    receivers: Vec<(String, String)>,
    sources: Vec<(String, String)>,
}

async fn reallocation(
    session: &Session,
    call: Call<'_>,
    (id, year): (i64, i64),
    form: ReallocationForm,
    errors: Errors,
) -> Result<ReallocationPage, Refusal> {
    let receivers = budgets::receivers(call, kept_key(call, id, year).await?).await?;
    let receivers =
        receivers.into_iter().map(|receiver| (receiver.id.to_string(), receiver.name)).collect();
    Ok(ReallocationPage {
        frame: Frame::new(session, HERE, "登记调剂"),
        base: format!("/projects/{id}/years/{year}"),
        form,
        errors,
        draft_at: None,
        receivers: with_empty(receivers, "请选择"),
        sources: with_empty(coded::<FundSource>(), "请选择"),
    })
}

pub(super) async fn reallocation_page(
    State(web): State<Web>,
    session: Session,
    Path(address): Path<(i64, i64)>,
    Query(query): Query<DraftQuery>,
) -> PageResult {
    let call = session.call(&web);
    let key = kept_key(call, address.0, address.1).await?;
    let fresh = ReallocationForm::default();
    let (form, draft_at) = opened(call, key, LedgerForm::Reallocation, fresh, &query).await?;
    let page = reallocation(&session, call, address, form, Errors::default()).await?;
    Ok(render(&ReallocationPage { draft_at, ..page }))
}

pub(super) async fn reallocate(
    State(web): State<Web>,
    session: Session,
    Path(address): Path<(i64, i64)>,
    Form(form): Form<ReallocationForm>,
) -> PageResult {
    let call = session.call(&web);
    let year_id = kept_key(call, address.0, address.1).await?;
    let moved = match form.parse() {
        Ok(input) => budgets::reallocate(call, year_id, input).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match moved {
        Ok(_) => Ok(back(address.0, address.1, "entered")),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            Ok(render(&reallocation(&session, call, address, form, errors).await?))
        }
    }
}

#[derive(Template)]
#[template(path = "projects/payment.html")]
struct PaymentPage {
    frame: Frame,
    base: String,
    form: PaymentForm,
    errors: Errors,
    /// When what was typed before was kept.
    draft_at: Option<String>,
    sources: Vec<(String, String)>,
}

fn payment(
    session: &Session,
    (id, year): (i64, i64),
    form: PaymentForm,
    errors: Errors,
) -> PaymentPage {
    PaymentPage {
        frame: Frame::new(session, HERE, "登记执行"),
        base: format!("/projects/{id}/years/{year}"),
        form,
        errors,
        draft_at: None,
        sources: with_empty(coded::<FundSource>(), "请选择"),
    }
}

pub(super) async fn payment_page(
    State(web): State<Web>,
    session: Session,
    Path(address): Path<(i64, i64)>,
    Query(query): Query<DraftQuery>,
) -> PageResult {
    let call = session.call(&web);
    let (key, fresh) = (kept_key(call, address.0, address.1).await?, PaymentForm::default());
    let (form, draft_at) = opened(call, key, LedgerForm::Payment, fresh, &query).await?;
    let page = payment(&session, address, form, Errors::default());
    Ok(render(&PaymentPage { draft_at, ..page }))
}

pub(super) async fn pay(
    State(web): State<Web>,
    session: Session,
    Path(address): Path<(i64, i64)>,
    Form(form): Form<PaymentForm>,
) -> PageResult {
    let call = session.call(&web);
    let year_id = kept_key(call, address.0, address.1).await?;
    let paid = match form.parse() {
        Ok(input) => budgets::pay(call, year_id, input).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match paid {
        Ok(_) => Ok(back(address.0, address.1, "entered")),
        Err(refusal) => Ok(render(&payment(&session, address, form, Errors::of(refusal)?))),
    }
}
