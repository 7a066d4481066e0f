//! The lists of this area as workbooks: what is filtered is what is exported.

use super::compare::CompareForm;
use super::list::ResultListForm;
use super::proposals::ProposalListForm;
use crate::workbook::{Cell, Formats, begin, row, sheet, unwritten};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, Decimal};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

fn points(points: Option<Decimal>) -> Cell {
    points.map_or_else(|| Cell::text(""), Cell::Number)
}

fn count(count: usize) -> Cell {
    Cell::Number(Decimal::from(count))
}

fn share(share: Option<Decimal>) -> Cell {
    share.map_or_else(|| Cell::text("不适用"), Cell::Share)
}

/// A sheet of a workbook of several.
struct Sheet<'a> {
    name: &'a str,
    heads: Vec<&'a str>,
    rows: Vec<Vec<Cell>>,
    total: Option<Vec<Cell>>,
}

fn book(sheets: &[Sheet<'_>]) -> Result<Vec<u8>, Refusal> {
    let written = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let formats = Formats::new();
        for one in sheets {
            let sheet = begin(&mut book, one.name, &one.heads, &formats)?;
            let rows = one.rows.iter().map(|cells| (cells, false));
            let total = one.total.iter().map(|cells| (cells, true));
            for ((cells, is_total), number) in rows.chain(total).zip(1_u32..) {
                row(sheet, number, cells, &formats, is_total)?;
            }
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
                share(line.rate()),
                points(facts.total),
                points(recorded.and_then(|recorded| recorded.finance_total)),
                points(recorded.and_then(|recorded| recorded.check_total)),
                points(judgement.map(|judgement| judgement.total)),
                Cell::text(judgement.map_or("", |judgement| judgement.grade.word())),
                Cell::Number(line.open_rectifications.into()),
            ]
        })
        .collect();
    sheet("评价结果", &heads, rows.into_iter(), None)
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
    sheet("预算建议", &heads, rows.into_iter(), Some(total))
}

/// The scenarios of a year side by side, and why each project gets what it gets.
///
/// # Errors
/// As [`super::compare_scenarios`].
pub async fn export_scenarios(call: Call<'_>, year: &str) -> Result<Vec<u8>, Refusal> {
    let compared = super::compare_scenarios(call, year).await?;
    let names: Vec<&str> = compared
        .columns
        .iter()
        .map(|column| {
            column
                .scenario
                .as_ref()
                .map_or("按规则测算", |scenario| scenario.content.name.as_str())
        })
        .collect();
    let mut heads = vec!["项目编码", "项目名称", "单位", "测算基数（元）"];
    heads.extend(&names);
    let mut reasons = Vec::new();
    let mut rows = Vec::new();
    for project in &compared.projects {
        let mut cells = vec![
            Cell::text(&project.project_code),
            Cell::text(&project.project_name),
            Cell::text(&project.organisation_name),
            Cell::Money(project.base),
        ];
        cells.extend(project.cells.iter().map(|cell| {
            cell.as_ref().map_or_else(|| Cell::text("—"), |cell| Cell::Money(cell.amount))
        }));
        rows.push(cells);
        for (scenario, proposed) in names.iter().zip(&project.cells) {
            let Some(proposed) = proposed else { continue };
            reasons.push(vec![
                Cell::text(&project.project_code),
                Cell::text(&project.project_name),
                Cell::text(*scenario),
                Cell::Money(proposed.amount),
                Cell::text(proposed.reasons.join("；")),
            ]);
        }
    }
    let mut total =
        vec![Cell::text("合计"), Cell::text(""), Cell::text(""), Cell::Money(compared.base)];
    total.extend(compared.columns.iter().map(|column| Cell::Money(column.total)));
    book(&[
        Sheet { name: "方案比较", heads, rows, total: Some(total) },
        Sheet {
            name: "分摊说明",
            heads: vec!["项目编码", "项目名称", "方案", "金额（元）", "怎样得来"],
            rows: reasons,
            total: None,
        },
    ])
}

/// Years side by side: a sheet over all projects, one of each project's years.
///
/// # Errors
/// As [`super::compare()`].
pub async fn export_comparison(call: Call<'_>, form: &CompareForm) -> Result<Vec<u8>, Refusal> {
    let compared = super::compare(call, form).await?;
    let whole = compared.years.iter().map(|year| {
        vec![
            Cell::text(year.year.to_string()),
            count(year.project_count),
            Cell::Money(year.figures.initial),
            Cell::Money(year.figures.adjusted),
            Cell::Money(year.figures.executed),
            share(year.figures.execution_rate().ok()),
            count(year.scored_count),
            points(year.mean_score),
            Cell::text(match (year.project_count, year.is_running) {
                (0, _) => "无资料",
                (_, true) => "年度未结束，执行数按至今登记的计算",
                _ => "",
            }),
        ]
    });
    let mut rows = Vec::new();
    for project in &compared.projects {
        for (year, cell) in compared.years.iter().zip(&project.years) {
            let mut cells = vec![
                Cell::text(&project.organisation_name),
                Cell::text(&project.project_code),
                Cell::text(&project.project_name),
                Cell::text(year.year.to_string()),
            ];
            match cell {
                None => cells.push(Cell::text("无资料")),
                Some((figures, judgement)) => {
                    let judgement = judgement.as_ref();
                    cells.extend([
                        Cell::Money(figures.adjusted),
                        Cell::Money(figures.executed),
                        share(figures.execution_rate().ok()),
                        points(judgement.map(|judgement| judgement.total)),
                        Cell::text(judgement.map_or("", |judgement| judgement.grade.word())),
                        Cell::text(judgement.map_or("", |judgement| judgement.by)),
                    ]);
                }
            }
            rows.push(cells);
        }
    }
    book(&[
        Sheet {
            name: "年度比较",
            heads: vec![
                "年度",
                "项目数",
                "年初预算数（元）",
                "全年预算数（元）",
                "全年执行数（元）",
                "执行率",
                "有得分项目数",
                "平均得分",
                "说明",
            ],
            rows: whole.collect(),
            total: None,
        },
        Sheet {
            name: "分项目",
            heads: vec![
                "单位",
                "项目编码",
                "项目名称",
                "年度",
                "全年预算数（元）",
                "全年执行数（元）",
                "执行率",
                "得分",
                "等级",
                "得分来源",
            ],
            rows,
            total: None,
        },
    ])
}

/// The ranking of a year: the places, every line of every unit's points, and the rule.
///
/// # Errors
/// As [`super::ranking()`].
pub async fn export_ranking(call: Call<'_>, year: &str) -> Result<Vec<u8>, Refusal> {
    let ranking = super::ranking(call, year).await?;
    let places = ranking.units.iter().map(|unit| {
        let mut cells = vec![
            count(unit.place),
            Cell::text(if unit.is_tied { "并列" } else { "" }),
            Cell::text(&unit.organisation_name),
            count(unit.project_count),
            points(Some(unit.points.total)),
        ];
        cells.extend(unit.points.aspects.iter().map(|aspect| points(Some(aspect.points))));
        let losses: Vec<String> =
            unit.points.aspects.iter().flat_map(jixiao_analysis::ranking::Aspect::losses).collect();
        cells.push(Cell::text(losses.join("；")));
        cells
    });
    let mut lines = Vec::new();
    for unit in &ranking.units {
        for aspect in &unit.points.aspects {
            for line in &aspect.lines {
                lines.push(vec![
                    Cell::text(&unit.organisation_name),
                    Cell::text(aspect.name),
                    Cell::text(&line.project),
                    points(Some(line.of)),
                    points(Some(line.points)),
                    points(Some(line.lost())),
                    Cell::text(&line.why),
                ]);
            }
        }
    }
    let heads = [
        "名次",
        "并列",
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
    let rules = ranking.regulations.iter().flat_map(|regulation| super::ranking::terms(regulation));
    book(&[
        Sheet { name: "绩效考核", heads: heads.to_vec(), rows: places.collect(), total: None },
        Sheet {
            name: "得分明细",
            heads: vec!["单位", "考核项", "项目", "分值", "得分", "扣分", "说明"],
            rows: lines,
            total: None,
        },
        Sheet {
            name: "计分办法",
            heads: vec!["办法", "计分参数", "取值", "依据和来源"],
            rows: rules
                .map(|term| {
                    vec![
                        Cell::text(term.regulation),
                        Cell::text(term.name),
                        Cell::text(term.value),
                        Cell::text(term.source),
                    ]
                })
                .collect(),
            total: None,
        },
    ])
}
