//! The list of warnings, and its export: what is filtered is what is exported.

use crate::authz::{self, Action};
use crate::{Call, Refusal, amounts, date_in_china, input, text_sheet};
use jixiao_domain::{
    Coded as _, MonitoringRecordId, MonitoringRoundId, OrganisationId, WarningKind, WarningState,
};
use jixiao_store::views::monitoring::warnings::{self as views, Filter, Order, Standing};
use serde::{Deserialize, Serialize};

pub use jixiao_store::views::monitoring::warnings::Line;

/// Rows an export holds at most: what a worksheet can show.
const EXPORT_ROW_COUNT_MAX: i64 = 1_000_000;

/// The filter as it stands in an address. What can't be read filters nothing out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WarningListTyped {
    /// Fiscal year.
    pub year: String,
    /// Key of a round.
    pub round: String,
    /// Key of a record.
    pub record: String,
    /// Key of a unit.
    pub unit: String,
    /// Code of a kind.
    pub kind: String,
    /// Code of a state; `any` for all, empty for those somebody has to act on.
    pub state: String,
    /// Part of a name or code.
    pub q: String,
    /// Only open ones past their day of decision.
    pub overdue: String,
    /// `raised`, `due`, `project` or `kind`.
    pub order: String,
}

/// A stretch of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total_count: i64,
}

impl WarningListTyped {
    /// The state that stands for all.
    pub const ANY: &'static str = "any";

    fn filter(&self, call: Call<'_>) -> Filter {
        let key = |typed: &str| typed.trim().parse().ok();
        let standing = match WarningState::from_code(&self.state) {
            Some(state) => Standing::In(state),
            None if self.state == Self::ANY => Standing::Any,
            None => Standing::Pending,
        };
        Filter {
            year: input::year(&self.year).ok().map(|year| year.get().into()),
            round_id: key(&self.round).map(MonitoringRoundId),
            record_id: key(&self.record).map(MonitoringRecordId),
            organisation_id: key(&self.unit).map(OrganisationId),
            kind: WarningKind::from_code(&self.kind),
            standing,
            text: self.q.trim().to_owned(),
            overdue_on: input::ticked(&self.overdue).then(|| call.today()),
            never_suspended: false,
        }
    }

    fn order(&self) -> Order {
        match self.order.as_str() {
            "due" => Order::Due,
            "project" => Order::Project,
            "kind" => Order::Kind,
            _ => Order::Raised,
        }
    }
}

/// A stretch of the list under a filter.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn list(
    call: Call<'_>,
    typed: &WarningListTyped,
    limit: i64,
    offset: i64,
) -> Result<Page, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let filter = typed.filter(call);
    let store = &call.app.store;
    let total_count = views::count(store, &scope, &filter).await?;
    let lines = views::list(store, &scope, &filter, typed.order(), limit, offset).await?;
    Ok(Page { lines, total_count })
}

const HEADINGS: [&str; 12] = [
    "项目编码",
    "项目名称",
    "单位",
    "年度",
    "监控期间",
    "预警类型",
    "指标",
    "预警内容",
    "依据",
    "状态",
    "预警日期",
    "处理期限",
];

/// The filtered list as a workbook.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::TooMuch`] where a worksheet can't hold it.
pub async fn export(call: Call<'_>, typed: &WarningListTyped) -> Result<Vec<u8>, Refusal> {
    let page = list(call, typed, EXPORT_ROW_COUNT_MAX, 0).await?;
    text_sheet::write("监控预警", &HEADINGS, page.lines.iter().map(cells))
}

fn cells(line: &Line) -> Vec<String> {
    vec![
        line.project_code.clone(),
        line.project_name.clone(),
        line.organisation_name.clone(),
        line.year.to_string(),
        line.label.clone(),
        line.kind.word().to_owned(),
        line.indicator_name.clone(),
        line.sentence.clone(),
        line.article.clone(),
        line.state.word().to_owned(),
        amounts::chinese_date(date_in_china(line.raised_at)),
        line.answer_due_on.map_or_else(String::new, amounts::chinese_date),
    ]
}
