//! The list of batches and its workbook.

use crate::amounts::{chinese_date, yuan};
use crate::authz::{self, Action};
use crate::input;
use crate::{Call, Refusal, date_in_china, text_sheet};
use jixiao_domain::{BatchState, Coded as _, OrganisationId};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::disbursements::{self as view, BatchFilter, BatchLine, BatchOrder};
use jixiao_store::views::goals;
use serde::{Deserialize, Serialize};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

/// The filter of the list as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchListForm {
    /// The fiscal year.
    pub year: String,
    /// A state's code, or `with_failures`.
    pub state: String,
    /// The unit's id.
    pub organisation: String,
    /// Part of the project's name or code, or of the purpose.
    pub q: String,
    /// `latest`, `state`, `sum` or `project`.
    pub sort: String,
}

impl BatchListForm {
    /// The code of batches with failed lines that were not paid again.
    pub const WITH_FAILURES: &'static str = "with_failures";

    fn parse(&self) -> (BatchFilter, BatchOrder) {
        let filter = BatchFilter {
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            state: BatchState::from_code(&self.state),
            with_failures: self.state == Self::WITH_FAILURES,
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
            words: self.q.trim().to_owned(),
        };
        let order = match self.sort.as_str() {
            "state" => BatchOrder::State,
            "sum" => BatchOrder::Sum,
            "project" => BatchOrder::Project,
            _ => BatchOrder::Latest,
        };
        (filter, order)
    }
}

/// A page of batches.
#[derive(Debug, Clone)]
pub struct BatchList {
    /// Batches in all, under the filter.
    pub total: i64,
    /// Of all the caller may see, those with failed lines that were not paid again.
    pub with_failures: i64,
    /// Those of the page.
    pub lines: Vec<BatchLine>,
    /// Fiscal years to choose from.
    pub years: Vec<i64>,
    /// Units to choose from.
    pub organisations: Vec<Organisation>,
    /// Whether the caller may build batches somewhere.
    pub may_build: bool,
}

/// Lists batches: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no payments anywhere.
pub async fn list(
    call: Call<'_>,
    form: &BatchListForm,
    offset: i64,
    limit: i64,
) -> Result<BatchList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeePayments)?;
    let (filter, order) = form.parse();
    let failing = BatchFilter { with_failures: true, ..BatchFilter::default() };
    Ok(BatchList {
        total: view::count_batches(store, &scope, &filter).await?,
        with_failures: view::count_batches(store, &scope, &failing).await?,
        lines: view::page_batches(store, &scope, &filter, order, (limit, offset)).await?,
        years: goals::years(store, &scope).await?,
        organisations: organisations::list(store, &scope).await?,
        may_build: authz::allows_somewhere(call.actor, Action::BuildPayments),
    })
}

/// The filtered list as xlsx; it names nobody who is paid.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`].
pub async fn export_list(call: Call<'_>, form: &BatchListForm) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeePayments)?;
    let (filter, order) = form.parse();
    if view::count_batches(store, &scope, &filter).await? > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::page_batches(store, &scope, &filter, order, (LINE_COUNT_MAX, 0)).await?;
    let rows = lines.into_iter().map(|line| {
        vec![
            line.number,
            line.year.to_string(),
            line.project_name,
            line.organisation_name,
            line.source.word().to_owned(),
            line.purpose,
            line.line_count.to_string(),
            yuan(line.sum),
            line.state.word().to_owned(),
            line.failed_count.to_string(),
            chinese_date(date_in_china(line.built_at)),
        ]
    });
    let headings = [
        "批次号",
        "年度",
        "项目名称",
        "单位",
        "资金来源",
        "用途",
        "笔数（笔）",
        "金额（元）",
        "状态",
        "失败未补发（笔）",
        "编制日期",
    ];
    text_sheet::write("发放批次", &headings, rows)
}
