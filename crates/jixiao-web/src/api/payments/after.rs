//! What comes after a batch was sent, over the API: returns, re-issues, vouchers, recoveries, what is
//! not paid. Amounts are in 分.

use jixiao_app::payments::{
    AgainForm, FourWayPage, ReadReturn, RecoverForm, ReturnForm, UnpaidForm, UnpaidList,
    VoucherForm,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a file is used for.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UsedForBody {
    pub(super) purpose: String,
}

/// What comes with a return file.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ReturnQuery {
    /// The revision the batch was read at.
    revision: i64,
    /// 入账日期
    paid_on: String,
    /// The file's name.
    pub(super) name: String,
}

impl ReturnQuery {
    pub(super) fn form(&self) -> ReturnForm {
        ReturnForm { revision: self.revision.to_string(), paid_on: self.paid_on.clone() }
    }
}

/// What a return file came to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReadReturnBody {
    /// Whether the same file was read before.
    before: bool,
    line_count: usize,
    changed_count: usize,
    paid_count: usize,
    paid_fen: i64,
    failed_count: usize,
    failed_fen: i64,
    pending_count: usize,
}

impl ReadReturnBody {
    pub(super) fn of(read: ReadReturn) -> Self {
        Self {
            before: read.before,
            line_count: read.line_count,
            changed_count: read.changed_count,
            paid_count: read.paid.0,
            paid_fen: read.paid.1.fen(),
            failed_count: read.failed.0,
            failed_fen: read.failed.1.fen(),
            pending_count: read.pending.0,
        }
    }
}

/// Why failed lines are paid again, or one is put back.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AgainBody {
    revision: i64,
    #[serde(default)]
    words: String,
    /// The line, where one is put back.
    #[serde(default)]
    line: Option<i64>,
}

impl AgainBody {
    pub(super) fn form(&self) -> AgainForm {
        AgainForm {
            revision: self.revision.to_string(),
            words: self.words.clone(),
            line: self.line.map_or_else(String::new, |id| id.to_string()),
        }
    }
}

/// A voucher.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VoucherBody {
    revision: i64,
    voucher_number: String,
}

impl VoucherBody {
    pub(super) fn form(&self) -> VoucherForm {
        VoucherForm {
            revision: self.revision.to_string(),
            voucher_number: self.voucher_number.clone(),
        }
    }
}

/// The entries of the execution ledger that book a batch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VoucheredBody {
    pub(super) execution_entries: Vec<i64>,
}

/// Money got back.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RecoverBody {
    revision: i64,
    line: i64,
    /// 元
    amount: String,
    voucher_number: String,
    recovered_on: String,
    reason: String,
}

impl RecoverBody {
    pub(super) fn form(&self) -> RecoverForm {
        RecoverForm {
            revision: self.revision.to_string(),
            line: self.line.to_string(),
            amount: self.amount.clone(),
            voucher_number: self.voucher_number.clone(),
            recovered_on: self.recovered_on.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// It was done.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BatchDoneBody {
    pub(super) done: bool,
}

/// Four sides of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FourWayBody {
    agrees: bool,
    roster_fen: i64,
    batch_fen: i64,
    bank_fen: i64,
    vouchers_fen: i64,
    differences: Vec<DifferenceBody>,
}

/// What parts two sides.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DifferenceBody {
    between: String,
    words: String,
    amount_fen: i64,
}

impl FourWayBody {
    pub(super) fn of(page: &FourWayPage) -> Self {
        let differences = page.differences.iter().map(|(between, words, amount)| DifferenceBody {
            between: between.clone(),
            words: words.clone(),
            amount_fen: amount.fen(),
        });
        Self {
            agrees: page.four_way.agrees(),
            roster_fen: page.four_way.roster.1.fen(),
            batch_fen: page.four_way.batch.1.fen(),
            bank_fen: page.four_way.bank.1.fen(),
            vouchers_fen: page.four_way.vouchers.1.fen(),
            differences: differences.collect(),
        }
    }
}

/// The filter of what is not paid.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct UnpaidQuery {
    /// 年度 of the round.
    year: String,
    /// `waiting`, `on_the_way` or `failed`.
    place: String,
    /// The unit's id.
    organisation: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl UnpaidQuery {
    pub(super) fn filter(&self) -> UnpaidForm {
        UnpaidForm {
            year: self.year.clone(),
            place: self.place.clone(),
            organisation: self.organisation.clone(),
        }
    }
}

/// What is not paid.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UnpaidListBody {
    total: i64,
    sum_fen: i64,
    lines: Vec<UnpaidLineBody>,
}

/// A case that is not paid; the name is masked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UnpaidLineBody {
    case: i64,
    name: String,
    round: String,
    year: i64,
    amount_fen: i64,
    batch: Option<i64>,
    why: String,
    remedy: &'static str,
}

impl UnpaidListBody {
    pub(super) fn of(list: &UnpaidList) -> Self {
        let lines = list.lines.iter().map(|row| UnpaidLineBody {
            case: row.line.case_id.0,
            name: row.line.name.clone(),
            round: row.line.round_label.clone(),
            year: row.line.year,
            amount_fen: row.line.amount.fen(),
            batch: row.line.batch.as_ref().map(|(id, ..)| id.0),
            why: row.why.clone(),
            remedy: row.remedy,
        });
        Self { total: list.total, sum_fen: list.sum.fen(), lines: lines.collect() }
    }
}
