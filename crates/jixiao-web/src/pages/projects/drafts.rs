//! Drafts of the ledger forms: kept as one types, offered when the form is opened again.

use super::edit::DraftQuery;
use super::year::kept_key;
use crate::error::PageResult;
use crate::session::Session;
use crate::{Web, show};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use jixiao_app::budgets::{self, LedgerForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{BudgetEntryId, ExecutionEntryId, ProjectYearId};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// The form to show: what was kept where that is asked for, else `fresh`; with when something else
/// was kept.
pub(super) async fn opened<T: DeserializeOwned + PartialEq>(
    call: Call<'_>,
    year: ProjectYearId,
    form: LedgerForm,
    fresh: T,
    query: &DraftQuery,
) -> Result<(T, Option<String>), Refusal> {
    Ok(match budgets::kept_draft(call, year, form).await? {
        Some((kept, _)) if !query.draft.is_empty() => (kept, None),
        Some((kept, at)) if kept != fresh => (fresh, Some(show::moment(&at))),
        _ => (fresh, None),
    })
}

type Typed = Form<BTreeMap<String, String>>;

async fn keep(
    web: &Web,
    session: &Session,
    (id, year): (i64, i64),
    form: LedgerForm,
    Form(typed): Typed,
) -> PageResult {
    let call = session.call(web);
    budgets::keep_draft(call, kept_key(call, id, year).await?, form, &typed).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn keep_budget(
    State(web): State<Web>,
    session: Session,
    Path(place): Path<(i64, i64)>,
    typed: Typed,
) -> PageResult {
    keep(&web, &session, place, LedgerForm::Budget, typed).await
}

pub(super) async fn keep_reallocation(
    State(web): State<Web>,
    session: Session,
    Path(place): Path<(i64, i64)>,
    typed: Typed,
) -> PageResult {
    keep(&web, &session, place, LedgerForm::Reallocation, typed).await
}

pub(super) async fn keep_payment(
    State(web): State<Web>,
    session: Session,
    Path(place): Path<(i64, i64)>,
    typed: Typed,
) -> PageResult {
    keep(&web, &session, place, LedgerForm::Payment, typed).await
}

pub(super) async fn keep_correction(
    State(web): State<Web>,
    session: Session,
    Path((id, year, entry)): Path<(i64, i64, i64)>,
    typed: Typed,
) -> PageResult {
    let form = LedgerForm::BudgetCorrection(BudgetEntryId(entry));
    keep(&web, &session, (id, year), form, typed).await
}

pub(super) async fn keep_payment_correction(
    State(web): State<Web>,
    session: Session,
    Path((id, year, entry)): Path<(i64, i64, i64)>,
    typed: Typed,
) -> PageResult {
    let form = LedgerForm::PaymentCorrection(ExecutionEntryId(entry));
    keep(&web, &session, (id, year), form, typed).await
}
