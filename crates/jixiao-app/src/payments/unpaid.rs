//! 未发放清单: what was approved and has not arrived, at the end of a year or any day.

use crate::amounts::yuan;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input;
use crate::people::stated_purpose;
use crate::{Call, Refusal, text_sheet};
use jixiao_bank::{Failure, FailureKind};
use jixiao_domain::{Coded as _, LineState, Money, OrganisationId, masked_name};
use jixiao_store::disbursements::SUBJECT_KIND;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::disbursements::{self as view, UnpaidFilter, UnpaidLine};
use jixiao_store::views::goals;
use serde::{Deserialize, Serialize};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

/// The filter of the list as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UnpaidForm {
    /// The fiscal year of the round.
    pub year: String,
    /// `waiting`, `on_the_way` or `failed`.
    pub place: String,
    /// The unit's id.
    pub organisation: String,
}

impl UnpaidForm {
    /// Where an approved case may be.
    pub const PLACES: [(&'static str, &'static str); 3] =
        [("waiting", "未编入批次"), ("on_the_way", "发放途中"), ("failed", "发放失败")];

    fn parse(&self) -> UnpaidFilter {
        UnpaidFilter {
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            place: Self::PLACES.iter().map(|(code, _)| *code).find(|code| *code == self.place),
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
        }
    }
}

/// A line with what is shown of it.
#[derive(Debug, Clone)]
pub struct UnpaidRow {
    /// The line; its name is masked.
    pub line: UnpaidLine,
    /// Why it is not paid.
    pub why: String,
    /// What to do.
    pub remedy: &'static str,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct UnpaidList {
    /// Cases in all, under the filter.
    pub total: i64,
    /// Their sum.
    pub sum: Money,
    /// Those of the page.
    pub lines: Vec<UnpaidRow>,
    /// Fiscal years to choose from.
    pub years: Vec<i64>,
    /// Units to choose from.
    pub organisations: Vec<Organisation>,
}

/// Lists approved cases that are not paid: `limit` lines from `offset`. Names are masked.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no payments anywhere.
pub async fn unpaid(
    call: Call<'_>,
    form: &UnpaidForm,
    offset: i64,
    limit: i64,
) -> Result<UnpaidList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeePayments)?;
    let filter = form.parse();
    let lines = view::page_unpaid(store, &scope, &filter, (limit, offset)).await?;
    Ok(UnpaidList {
        total: view::count_unpaid(store, &scope, &filter).await?,
        sum: view::sum_unpaid(store, &scope, &filter).await?,
        lines: lines.into_iter().map(explained).collect(),
        years: goals::years(store, &scope).await?,
        organisations: organisations::list(store, &scope).await?,
    })
}

fn explained(mut line: UnpaidLine) -> UnpaidRow {
    line.name = masked_name(&line.name);
    let (why, remedy) = why(&line);
    UnpaidRow { line, why, remedy }
}

/// Why a case is not paid, and what to do.
fn why(line: &UnpaidLine) -> (String, &'static str) {
    match (&line.batch, line.line_state) {
        (Some(_), Some(LineState::Failed)) => {
            let failure = failure(line.failure_kind.as_deref(), &line.failure_text);
            let words = match failure.text.as_str() {
                "" => failure.kind.word().to_owned(),
                text => format!("{}（银行：{text}）", failure.kind.word()),
            };
            (words, failure.remedy())
        }
        (Some((_, number, state)), _) => {
            (format!("在批次 {number} 中，{}", state.word()), "按批次页的下一步办理")
        }
        (None, _) => {
            ("尚未编入发放批次".to_owned(), "编制发放批次；年末不再发放的，按规定收回预算")
        }
    }
}

/// Why a line failed, out of what was kept of it.
pub(super) fn failure(kind: Option<&str>, text: &str) -> Failure {
    let kind = kind.and_then(FailureKind::from_code).unwrap_or(FailureKind::Other);
    Failure { kind, text: text.to_owned() }
}

/// The filtered list as xlsx: names whole, for a purpose that is logged.
///
/// # Errors
/// [`Refusal::Invalid`] for a purpose too short; [`Refusal::TooMuch`] beyond 50,000 lines;
/// [`Refusal::Forbidden`].
pub async fn export_unpaid(
    call: Call<'_>,
    form: &UnpaidForm,
    purpose_typed: &str,
) -> Result<Vec<u8>, Refusal> {
    let scope = authz::scope(call.actor, Action::SeePayments)?;
    let stated = stated_purpose(purpose_typed)?;
    let filter = form.parse();
    let tx = call.app.store.begin().await?;
    let total = view::count_unpaid(&tx, &scope, &filter).await?;
    if total > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::page_unpaid(&tx, &scope, &filter, (LINE_COUNT_MAX, 0)).await?;
    let rows = lines.into_iter().map(|line| {
        let (why, remedy) = why(&line);
        vec![
            line.case_id.to_string(),
            line.name,
            line.year.to_string(),
            line.round_label,
            line.project_name,
            line.organisation_name,
            yuan(line.amount),
            line.batch.map_or_else(String::new, |(_, number, _)| number),
            why,
            remedy.to_owned(),
        ]
    });
    let headings = [
        "申请编号",
        "姓名",
        "年度",
        "轮次",
        "项目名称",
        "单位",
        "审定金额（元）",
        "发放批次",
        "未发放原因",
        "处理办法",
    ];
    let book = text_sheet::write("未发放清单", &headings, rows)?;
    let event = Event {
        action: "disbursement.export_unpaid",
        subject_kind: SUBJECT_KIND,
        organisation_id: Some(call.actor.organisation_id),
        detail: format!("导出未发放清单 {total} 件，用途：{stated}"),
        ..Event::default()
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(book)
}
