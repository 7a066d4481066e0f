//! The list of records, and its export: what is filtered is what is exported.

use crate::authz::{self, Action};
use crate::workbook::{self, Cell};
use crate::{Call, Refusal, input};
use jixiao_domain::{Coded as _, FilingState, Lamp, MonitoringRoundId, OrganisationId};
use jixiao_store::monitoring::RecordFigures;
use jixiao_store::views::monitoring::{self as views, Filter, Order};
use serde::{Deserialize, Serialize};

pub use jixiao_store::views::monitoring::Line;

/// Rows an export holds at most: what a worksheet can show.
const EXPORT_ROW_COUNT_MAX: i64 = 1_000_000;

/// The filter as it stands in an address. What can't be read filters nothing out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTyped {
    /// Fiscal year.
    pub year: String,
    /// Key of a round.
    pub round: String,
    /// Key of a unit.
    pub unit: String,
    /// Code of a state.
    pub state: String,
    /// Code of a lamp.
    pub lamp: String,
    /// Part of a name or code.
    pub q: String,
    /// Only drafts past their last day.
    pub overdue: String,
    /// `period`, `project`, `due`, `execution`, `lamp` or `state`.
    pub order: String,
}

/// A stretch of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total_count: i64,
    /// The money of all of them.
    pub sums: RecordFigures,
}

impl ListTyped {
    fn filter(&self, call: Call<'_>) -> Filter {
        Filter {
            year: input::year(&self.year).ok().map(|year| year.get().into()),
            round_id: self.round.trim().parse().ok().map(MonitoringRoundId),
            organisation_id: self.unit.trim().parse().ok().map(OrganisationId),
            state: FilingState::from_code(&self.state),
            lamp: Lamp::from_code(&self.lamp),
            text: self.q.trim().to_owned(),
            overdue_on: input::ticked(&self.overdue).then(|| call.today()),
        }
    }

    fn order(&self) -> Order {
        match self.order.as_str() {
            "project" => Order::Project,
            "due" => Order::Due,
            "execution" => Order::Execution,
            "lamp" => Order::Lamp,
            "state" => Order::State,
            _ => Order::Period,
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
    let sums = views::sums(store, &scope, &filter).await?;
    let lines = views::list(store, &scope, &filter, typed.order(), limit, offset).await?;
    Ok(Page { lines, total_count, sums })
}

const HEADINGS: [&str; 15] = [
    "项目编码",
    "项目名称",
    "单位",
    "年度",
    "监控期间",
    "状态",
    "报送截止",
    "年初预算数（元）",
    "期间执行数（元）",
    "执行率",
    "累计执行数（元）",
    "全年预计执行数（元）",
    "资金",
    "指标",
    "待处理预警",
];

/// The filtered list as a workbook, with the sums below it.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::TooMuch`] where a worksheet can't hold it.
pub async fn export(call: Call<'_>, typed: &ListTyped) -> Result<Vec<u8>, Refusal> {
    let page = list(call, typed, EXPORT_ROW_COUNT_MAX, 0).await?;
    let total = totals(&page);
    workbook::sheet("运行监控", &HEADINGS, page.lines.iter().map(cells), Some(total))
}

fn cells(line: &Line) -> Vec<Cell> {
    let lamp = |lamp: Option<Lamp>| Cell::text(lamp.map_or("—", |lamp| lamp.word()));
    let mut cells: Vec<Cell> = [
        line.project_code.clone(),
        line.project_name.clone(),
        line.organisation_name.clone(),
        line.year.to_string(),
        line.label.clone(),
        line.state.word().to_owned(),
        line.due_on.to_string(),
    ]
    .map(Cell::text)
    .into();
    cells.extend(money(&line.figures));
    cells.push(lamp(line.figures.fund_lamp));
    cells.push(lamp(line.figures.indicator_lamp));
    cells.push(Cell::text(line.warning_count.to_string()));
    cells
}

fn money(figures: &RecordFigures) -> [Cell; 5] {
    [
        Cell::Money(figures.initial),
        Cell::Money(figures.executed),
        views::rate(figures).map_or_else(|| Cell::text("不适用"), Cell::Share),
        Cell::Money(figures.executed_so_far),
        figures.forecast.map_or_else(|| Cell::text("—"), Cell::Money),
    ]
}

fn totals(page: &Page) -> Vec<Cell> {
    let mut cells = vec![Cell::text("合计"), Cell::text(format!("{} 项", page.total_count))];
    cells.resize(7, Cell::text(""));
    cells.extend(money(&page.sums));
    cells.resize(HEADINGS.len(), Cell::text(""));
    cells
}
