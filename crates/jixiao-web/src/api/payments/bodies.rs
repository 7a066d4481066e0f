//! What payments look like over the API. Amounts are in 分.

use jixiao_app::payments::{BatchList, BatchListForm, BatchPage, BatchStepForm, BuildForm, Built};
use jixiao_domain::Coded as _;
use jixiao_store::disbursements::BankFile;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct BatchListQuery {
    /// 年度
    year: String,
    /// A state's code, or `with_failures`.
    state: String,
    /// The unit's id.
    organisation: String,
    /// Part of the project's name or code, or of the purpose.
    q: String,
    /// `latest`, `state`, `sum` or `project`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl BatchListQuery {
    pub(super) fn filter(&self) -> BatchListForm {
        BatchListForm {
            year: self.year.clone(),
            state: self.state.clone(),
            organisation: self.organisation.clone(),
            q: self.q.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of batches.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BatchListBody {
    total: i64,
    /// Of all one may see, those with failed lines that were not paid again.
    with_failures: i64,
    lines: Vec<BatchLineBody>,
}

/// A batch in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BatchLineBody {
    id: i64,
    number: String,
    project_name: String,
    year: i64,
    source: &'static str,
    purpose: String,
    state: &'static str,
    line_count: i64,
    sum_fen: i64,
    failed_count: i64,
}

impl BatchListBody {
    pub(super) fn of(list: &BatchList) -> Self {
        let lines = list.lines.iter().map(|line| BatchLineBody {
            id: line.id.0,
            number: line.number.clone(),
            project_name: line.project_name.clone(),
            year: line.year,
            source: line.source.code(),
            purpose: line.purpose.clone(),
            state: line.state.code(),
            line_count: line.line_count,
            sum_fen: line.sum.fen(),
            failed_count: line.failed_count,
        });
        Self { total: list.total, with_failures: list.with_failures, lines: lines.collect() }
    }
}

/// A batch to build.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct BuildBody {
    project_year: i64,
    /// 资金来源, by code.
    source: String,
    rounds: Vec<i64>,
    /// Id of the bank's layout.
    layout: String,
    purpose: String,
    payer_bank: String,
    payer_account: String,
    payer_name: String,
}

impl BuildBody {
    pub(super) fn form(&self) -> BuildForm {
        let rounds: Vec<String> = self.rounds.iter().map(ToString::to_string).collect();
        BuildForm {
            project_year: self.project_year.to_string(),
            source: self.source.clone(),
            rounds: rounds.join(" "),
            layout: self.layout.clone(),
            purpose: self.purpose.clone(),
            payer_bank: self.payer_bank.clone(),
            payer_account: self.payer_account.clone(),
            payer_name: self.payer_name.clone(),
        }
    }
}

/// What was built.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BuiltBody {
    id: i64,
    number: String,
    line_count: usize,
    sum_fen: i64,
    skipped: Vec<SkippedBody>,
}

/// A case that was left out.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SkippedBody {
    case: i64,
    reason: &'static str,
}

impl BuiltBody {
    pub(super) fn of(built: Built) -> Self {
        let skipped = built.skipped.iter();
        Self {
            id: built.id.0,
            line_count: built.line_count,
            sum_fen: built.sum.fen(),
            skipped: skipped
                .map(|one| SkippedBody { case: one.case_id.0, reason: one.reason })
                .collect(),
            number: built.number,
        }
    }
}

/// A batch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DisbursementBatchBody {
    id: i64,
    revision: i64,
    number: String,
    project_year: i64,
    source: &'static str,
    layout: String,
    purpose: String,
    state: &'static str,
    line_count: i64,
    sum_fen: i64,
    bank_reference: String,
    /// What the year may still set aside of the source.
    available_fen: Option<i64>,
    /// The steps one may take now, by code.
    events: Vec<&'static str>,
    lines: Vec<LineBody>,
    files: Vec<BankFileBody>,
    history: Vec<BatchHistoryBody>,
}

/// A line of a batch; name and card as the caller may see them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LineBody {
    id: i64,
    serial: i64,
    case: i64,
    attempt: i64,
    replaces: Option<i64>,
    payee_name: String,
    card: String,
    amount_fen: i64,
    state: &'static str,
    failure: String,
    paid_on: Option<String>,
    execution_entry: Option<i64>,
    recovered_fen: i64,
}

/// A step that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BatchHistoryBody {
    event: &'static str,
    from_state: &'static str,
    to_state: &'static str,
    words: String,
    user_name: String,
    at: String,
}

impl DisbursementBatchBody {
    pub(super) fn of(page: &BatchPage) -> Self {
        let held = &page.loaded.batch;
        let lines = page.lines.iter().map(|row| LineBody {
            id: row.line.id.0,
            serial: row.line.serial,
            case: row.line.aid_case_id.0,
            attempt: row.line.attempt,
            replaces: row.line.replaces.map(|id| id.0),
            payee_name: row.line.payee_name.clone(),
            card: row.card.clone(),
            amount_fen: row.line.amount.fen(),
            state: row.line.state.code(),
            failure: row.failure.clone(),
            paid_on: row.line.paid_on.map(|day| day.to_string()),
            execution_entry: row.line.execution_entry_id.map(|id| id.0),
            recovered_fen: row.line.recovered.fen(),
        });
        let history = page.history.iter().map(|step| BatchHistoryBody {
            event: step.event.code(),
            from_state: step.from_state.code(),
            to_state: step.to_state.code(),
            words: step.words.clone(),
            user_name: step.user_name.clone(),
            at: step.at.to_rfc3339(),
        });
        Self {
            id: held.id.0,
            revision: held.revision,
            number: held.number(),
            project_year: held.project_year_id.0,
            source: held.source.code(),
            layout: held.layout.clone(),
            purpose: held.purpose.clone(),
            state: held.state.code(),
            line_count: held.line_count,
            sum_fen: held.sum.fen(),
            bank_reference: held.bank_reference.clone(),
            available_fen: page.available.left().map(jixiao_domain::Money::fen),
            events: page.events.iter().map(|event| event.code()).collect(),
            lines: lines.collect(),
            files: page.files.iter().map(BankFileBody::of).collect(),
            history: history.collect(),
        }
    }
}

/// A step to take.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct BatchStepBody {
    revision: i64,
    /// The event's code.
    event: String,
    #[serde(default)]
    words: String,
    /// 银行受理编号, of `accept`.
    #[serde(default)]
    reference: String,
}

impl BatchStepBody {
    pub(super) fn form(&self) -> BatchStepForm {
        BatchStepForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            words: self.words.clone(),
            reference: self.reference.clone(),
        }
    }
}

/// Where a batch stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BatchStateBody {
    pub(super) state: &'static str,
}

/// The revision a batch was read at.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ExportBody {
    pub(super) revision: i64,
}

/// The files of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReleasedBody {
    /// Whether they were there before.
    before: bool,
    files: Vec<BankFileBody>,
}

/// A file for the bank.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BankFileBody {
    id: i64,
    name: String,
    line_count: i64,
    sum_fen: i64,
    /// SM3, 64 hexadecimal digits.
    digest: String,
}

impl BankFileBody {
    fn of(file: &BankFile) -> Self {
        Self {
            id: file.id.0,
            name: file.name.clone(),
            line_count: file.line_count,
            sum_fen: file.sum.fen(),
            digest: file.digest.clone(),
        }
    }
}

impl ReleasedBody {
    pub(super) fn of(files: &[BankFile], before: bool) -> Self {
        Self { before, files: files.iter().map(BankFileBody::of).collect() }
    }
}
