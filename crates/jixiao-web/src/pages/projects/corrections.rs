//! Correcting a line: the old one stays in the ledger, the new one stands in its place.

use super::HERE;
use super::drafts::opened;
use super::edit::DraftQuery;
use super::entries::back;
use super::year::kept_key;
use crate::choices::coded;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use jixiao_app::budgets::{self, CorrectionForm, LedgerForm, PaymentCorrectionForm, YearLedger};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{BudgetEntryId, Coded as _, ExecutionEntryId, FundSource, Money};
use jixiao_store::budget_entries::BudgetEntry;
use jixiao_store::execution_entries::ExecutionEntry;

/// An amount as it is typed.
fn typed(money: Money) -> String {
    show::yuan(&money)
}

async fn ledger(call: Call<'_>, id: i64, year: i64) -> Result<YearLedger, Refusal> {
    budgets::read(call, kept_key(call, id, year).await?).await
}

#[derive(Template)]
#[template(path = "projects/correct_budget.html")]
struct CorrectBudgetPage {
    frame: Frame,
    base: String,
    old: BudgetEntry,
    form: CorrectionForm,
    errors: Errors,
    /// When what was typed before was kept.
    draft_at: Option<String>,
    sources: Vec<(String, String)>,
}

async fn budget_line(
    call: Call<'_>,
    (id, year, entry): (i64, i64, i64),
) -> Result<BudgetEntry, Refusal> {
    let rows = ledger(call, id, year).await?.budget;
    let row = rows.into_iter().find(|row| row.entry.id == BudgetEntryId(entry));
    Ok(row.ok_or(Refusal::NotFound("预算记录"))?.entry)
}

fn correct_budget(
    session: &Session,
    (id, year, _): (i64, i64, i64),
    old: BudgetEntry,
    form: CorrectionForm,
    errors: Errors,
) -> CorrectBudgetPage {
    CorrectBudgetPage {
        frame: Frame::new(session, HERE, format!("更正第 {} 笔预算记录", old.id)),
        base: format!("/projects/{id}/years/{year}"),
        old,
        form,
        errors,
        draft_at: None,
        sources: coded::<FundSource>(),
    }
}

pub(super) async fn budget_page(
    State(web): State<Web>,
    session: Session,
    Path(address): Path<(i64, i64, i64)>,
    Query(query): Query<DraftQuery>,
) -> PageResult {
    let call = session.call(&web);
    let old = budget_line(call, address).await?;
    let fresh = CorrectionForm {
        source: old.line.source.code().to_owned(),
        amount: typed(old.line.amount),
        document_number: old.line.document_number.clone(),
        dated_on: old.line.dated_on.to_string(),
        reason: String::new(),
    };
    let key = kept_key(call, address.0, address.1).await?;
    let which = LedgerForm::BudgetCorrection(old.id);
    let (form, draft_at) = opened(call, key, which, fresh, &query).await?;
    let page = correct_budget(&session, address, old, form, Errors::default());
    Ok(render(&CorrectBudgetPage { draft_at, ..page }))
}

pub(super) async fn correct(
    State(web): State<Web>,
    session: Session,
    Path(address): Path<(i64, i64, i64)>,
    Form(form): Form<CorrectionForm>,
) -> PageResult {
    let call = session.call(&web);
    let old = budget_line(call, address).await?;
    let corrected = match form.parse() {
        Ok(input) => budgets::correct(call, old.id, input).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match corrected {
        Ok(_) => Ok(back(address.0, address.1, "corrected")),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            Ok(render(&correct_budget(&session, address, old, form, errors)))
        }
    }
}

#[derive(Template)]
#[template(path = "projects/correct_payment.html")]
struct CorrectPaymentPage {
    frame: Frame,
    base: String,
    old: ExecutionEntry,
    form: PaymentCorrectionForm,
    errors: Errors,
    /// When what was typed before was kept.
    draft_at: Option<String>,
    sources: Vec<(String, String)>,
}

async fn payment_line(
    call: Call<'_>,
    (id, year, entry): (i64, i64, i64),
) -> Result<ExecutionEntry, Refusal> {
    let payments = ledger(call, id, year).await?.payments;
    let found = payments.into_iter().find(|payment| payment.id == ExecutionEntryId(entry));
    found.ok_or(Refusal::NotFound("执行记录"))
}

fn correct_payment_form(
    session: &Session,
    (id, year, _): (i64, i64, i64),
    old: ExecutionEntry,
    form: PaymentCorrectionForm,
    errors: Errors,
) -> CorrectPaymentPage {
    CorrectPaymentPage {
        frame: Frame::new(session, HERE, format!("更正第 {} 笔执行记录", old.id)),
        base: format!("/projects/{id}/years/{year}"),
        old,
        form,
        errors,
        draft_at: None,
        sources: coded::<FundSource>(),
    }
}

pub(super) async fn payment_page(
    State(web): State<Web>,
    session: Session,
    Path(address): Path<(i64, i64, i64)>,
    Query(query): Query<DraftQuery>,
) -> PageResult {
    let call = session.call(&web);
    let old = payment_line(call, address).await?;
    let fresh = PaymentCorrectionForm {
        source: old.line.source.code().to_owned(),
        amount: typed(old.line.amount),
        voucher_number: old.line.voucher_number.clone(),
        paid_on: old.line.paid_on.to_string(),
        reason: String::new(),
    };
    let key = kept_key(call, address.0, address.1).await?;
    let which = LedgerForm::PaymentCorrection(old.id);
    let (form, draft_at) = opened(call, key, which, fresh, &query).await?;
    let page = correct_payment_form(&session, address, old, form, Errors::default());
    Ok(render(&CorrectPaymentPage { draft_at, ..page }))
}

pub(super) async fn correct_payment(
    State(web): State<Web>,
    session: Session,
    Path(address): Path<(i64, i64, i64)>,
    Form(form): Form<PaymentCorrectionForm>,
) -> PageResult {
    let call = session.call(&web);
    let old = payment_line(call, address).await?;
    let corrected = match form.parse() {
        Ok(input) => budgets::correct_payment(call, old.id, input).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match corrected {
        Ok(_) => Ok(back(address.0, address.1, "corrected")),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            Ok(render(&correct_payment_form(&session, address, old, form, errors)))
        }
    }
}
