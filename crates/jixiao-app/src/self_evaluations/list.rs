//! The list of self-evaluations, and its export: what is filtered is what is exported.

use crate::authz::{self, Action};
use crate::{Call, Refusal, input, text_sheet};
use jixiao_domain::{Coded as _, Decimal, FilingState};
use jixiao_store::views::self_evaluations::{self as views, Filter, Order};
use serde::{Deserialize, Serialize};

pub use jixiao_store::views::self_evaluations::Line;

/// Rows an export holds at most: what a worksheet can show.
const EXPORT_ROW_COUNT_MAX: i64 = 1_000_000;

/// The filter as it stands in an address. What can't be read filters nothing out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTyped {
    /// Fiscal year.
    pub year: String,
    /// Code of a state.
    pub state: String,
    /// Part of a name or code.
    pub q: String,
    /// Only drafts past their last day.
    pub overdue: String,
    /// Only those a sample chose.
    pub sampled: String,
    /// `year`, `due`, `total` or `state`.
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

impl ListTyped {
    fn filter(&self, call: Call<'_>) -> Filter {
        Filter {
            year: input::year(&self.year).ok().map(|year| year.get().into()),
            state: FilingState::from_code(&self.state),
            text: self.q.trim().to_owned(),
            overdue_on: input::ticked(&self.overdue).then(|| call.today()),
            sampled: input::ticked(&self.sampled),
        }
    }

    fn order(&self) -> Order {
        match self.order.as_str() {
            "due" => Order::Due,
            "total" => Order::Total,
            "state" => Order::State,
            _ => Order::Year,
        }
    }
}

/// A stretch of the list under a filter.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn list(
    call: Call<'_>,
    typed: &ListTyped,
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

/// The filtered list as a workbook.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::TooMuch`] where a worksheet can't hold it.
pub async fn export(call: Call<'_>, typed: &ListTyped) -> Result<Vec<u8>, Refusal> {
    let page = list(call, typed, EXPORT_ROW_COUNT_MAX, 0).await?;
    text_sheet::write("绩效自评", &HEADINGS, page.lines.iter().map(cells))
}

const HEADINGS: [&str; 11] = [
    "项目编码",
    "项目名称",
    "单位",
    "年度",
    "状态",
    "截止日期",
    "总得分",
    "等级",
    "财务复核",
    "抽查",
    "核查分数",
];

fn cells(line: &Line) -> Vec<String> {
    let points = |points: Option<Decimal>| {
        points.map_or_else(String::new, |points| points.normalize().to_string())
    };
    vec![
        line.project_code.clone(),
        line.project_name.clone(),
        line.organisation_name.clone(),
        line.year.to_string(),
        line.state.word().to_owned(),
        line.due_on.to_string(),
        points(line.total),
        line.grade.map_or_else(String::new, |grade| grade.word().to_owned()),
        points(line.finance_total),
        if line.sampled { "已抽中".to_owned() } else { String::new() },
        points(line.check_total),
    ]
}
