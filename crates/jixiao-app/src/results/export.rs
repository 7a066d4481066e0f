//! The lists of this area as workbooks: what is filtered is what is exported.

use super::list::ResultListForm;
use super::proposals::ProposalListForm;
use crate::exchange::workbook::{Cell, Formats, begin, row, unwritten};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, Decimal};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

fn points(points: Option<Decimal>) -> Cell {
    Cell::text(points.map_or_else(String::new, |points| points.normalize().to_string()))
}

fn write(
    name: &str,
    heads: &[&str],
    rows: &[Vec<Cell>],
    total: Option<&[Cell]>,
) -> Result<Vec<u8>, Refusal> {
    let written = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let formats = Formats::new();
        let sheet = begin(&mut book, name, heads, &formats)?;
        let mut number = 1_u32;
        for cells in rows {
            row(sheet, number, cells, &formats, false)?;
            number += 1;
        }
        if let Some(cells) = total {
            row(sheet, number, cells, &formats, true)?;
        }
        book.save_to_buffer()
    };
    written().map_err(|error| unwritten(&error))
}

/// The filtered list of results.
///
/// # Errors
/// As [`super::list()`].
pub async fn export_list(call: Call<'_>, form: &ResultListForm) -> Result<Vec<u8>, Refusal> {
    let heads = [
        "年度",
        "项目编码",
        "项目名称",
        "项目类别",
        "单位",
        "全年预算数（元）",
        "全年执行数（元）",
        "执行率",
        "自评得分",
        "财务复核得分",
        "抽查核查得分",
        "采用得分",
        "等级",
        "未办结整改",
    ];
    let list = super::list(call, form, 0, LINE_COUNT_MAX).await?;
    let rows: Vec<Vec<Cell>> = list
        .lines
        .iter()
        .map(|line| {
            let facts = &line.facts;
            let recorded = facts.recorded.as_ref();
            let judgement = line.judgement.as_ref();
            vec![
                Cell::text(facts.year.to_string()),
                Cell::text(&facts.project_code),
                Cell::text(&facts.project_name),
                Cell::text(facts.programme.word()),
                Cell::text(&facts.organisation_name),
                Cell::Money(facts.figures.adjusted),
                Cell::Money(facts.figures.executed),
                line.rate().map_or_else(|| Cell::text("不适用"), Cell::Share),
                points(facts.total),
                points(recorded.and_then(|recorded| recorded.finance_total)),
                points(recorded.and_then(|recorded| recorded.check_total)),
                points(judgement.map(|judgement| judgement.total)),
                Cell::text(judgement.map_or("", |judgement| judgement.grade.word())),
                Cell::text(line.open_rectifications.to_string()),
            ]
        })
        .collect();
    write("评价结果", &heads, &rows, None)
}

/// The filtered list of proposals, with its totals.
///
/// # Errors
/// As [`super::list_proposals`].
pub async fn export_proposals(call: Call<'_>, form: &ProposalListForm) -> Result<Vec<u8>, Refusal> {
    let heads = [
        "年度",
        "项目编码",
        "项目名称",
        "单位",
        "测算基数（元）",
        "建议金额（元）",
        "增减（元）",
        "意见",
        "状态",
    ];
    let list = super::list_proposals(call, form, 0, LINE_COUNT_MAX).await?;
    let rows: Vec<Vec<Cell>> = list
        .lines
        .iter()
        .map(|line| {
            vec![
                Cell::text(line.proposal.year.to_string()),
                Cell::text(&line.project_code),
                Cell::text(&line.project_name),
                Cell::text(&line.organisation_name),
                Cell::Money(line.proposal.base),
                Cell::Money(line.proposal.amount),
                Cell::Money(line.change()),
                Cell::text(line.proposal.decision.word()),
                Cell::text(line.proposal.state.word()),
            ]
        })
        .collect();
    let total = vec![
        Cell::text("合计"),
        Cell::text(format!("{} 个项目", list.totals.count)),
        Cell::text(""),
        Cell::text(""),
        Cell::Money(list.totals.base),
        Cell::Money(list.totals.amount),
    ];
    write("预算建议", &heads, &rows, Some(&total))
}

/// The scenarios of a year side by side.
///
/// # Errors
/// As [`super::compare_scenarios`].
pub async fn export_scenarios(call: Call<'_>, year: &str) -> Result<Vec<u8>, Refusal> {
    let compared = super::compare_scenarios(call, year).await?;
    let mut heads = vec!["项目编码", "项目名称", "单位", "测算基数（元）"];
    heads.extend(compared.columns.iter().map(|column| {
        column
            .scenario
            .as_ref()
            .map_or("按规则测算", |scenario| scenario.content.name.as_str())
    }));
    let rows: Vec<Vec<Cell>> = compared
        .projects
        .iter()
        .map(|project| {
            let mut cells = vec![
                Cell::text(&project.project_code),
                Cell::text(&project.project_name),
                Cell::text(&project.organisation_name),
                Cell::Money(project.base),
            ];
            cells.extend(project.cells.iter().map(|cell| {
                cell.as_ref().map_or_else(|| Cell::text("—"), |cell| Cell::Money(cell.amount))
            }));
            cells
        })
        .collect();
    let mut total =
        vec![Cell::text("合计"), Cell::text(""), Cell::text(""), Cell::Money(compared.base)];
    total.extend(compared.columns.iter().map(|column| Cell::Money(column.total)));
    write("方案比较", &heads, &rows, Some(&total))
}

/// The ranking of a year, with why points were lost.
///
/// # Errors
/// As [`super::ranking()`].
pub async fn export_ranking(call: Call<'_>, year: &str) -> Result<Vec<u8>, Refusal> {
    let heads = [
        "名次",
        "单位",
        "项目数",
        "总分",
        "目标质量",
        "报送及时",
        "预算执行",
        "自评得分",
        "整改落实",
        "扣分说明",
    ];
    let ranking = super::ranking(call, year).await?;
    let rows: Vec<Vec<Cell>> = ranking
        .units
        .iter()
        .map(|unit| {
            let mut cells = vec![
                Cell::text(unit.place.to_string()),
                Cell::text(&unit.organisation_name),
                Cell::text(unit.project_count.to_string()),
                points(Some(unit.points.total)),
            ];
            cells.extend(unit.points.aspects.iter().map(|aspect| points(Some(aspect.points))));
            let losses: Vec<String> =
                unit.points.aspects.iter().flat_map(|aspect| aspect.losses.clone()).collect();
            cells.push(Cell::text(losses.join("；")));
            cells
        })
        .collect();
    write("绩效考核", &heads, &rows, None)
}
