//! The families of forms a sample can be laid out as.

use crate::grid::{Block, Grid};
use crate::sample::{Sample, SampleIndicator};

/// A family of published forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The national form, attachment 1 of 财预〔2020〕10号.
    National,
    /// As exported by a budget system: coded units, no (A) and (B), signs in the target.
    Exported,
    /// Two header rows with 指标性质, 指标值, 度量单位 in columns of their own; amounts in 万元.
    TwoRowHeader,
    /// Two blocks: overview with the totals, then indicators with subtotal rows.
    TwoBlocks,
    /// 权重 in place of 分值, sign and unit in columns, total row 合计.
    Weighted,
    /// Points before the target, no initial budget.
    PointsFirst,
}

/// Header words of the indicator block by layout: name, columns spanned.
type Head<'a> = &'a [(&'a str, usize, usize)];

impl Layout {
    /// All layouts.
    pub const ALL: [Layout; 6] = [
        Layout::National,
        Layout::Exported,
        Layout::TwoRowHeader,
        Layout::TwoBlocks,
        Layout::Weighted,
        Layout::PointsFirst,
    ];

    /// The sample as paragraphs and tables of this layout.
    pub fn blocks(self, sample: &Sample) -> Vec<Block> {
        match self {
            Layout::TwoBlocks => two_blocks(sample),
            _ => one_table(self, sample),
        }
    }

    /// What a reader must find: one line a row, cells joined by `|`, as printed. The same lines are
    /// made from a reading by the tests that compare.
    pub fn expected(self, sample: &Sample) -> Vec<String> {
        let mut lines =
            vec![format!("project|{}", sample.project), format!("year|{}", sample.year)];
        for fund in &sample.funds {
            let initial = if self == Layout::PointsFirst { "" } else { &fund.initial };
            lines.push(format!(
                "fund|{}|{initial}|{}|{}|{}|{}|{}",
                fund.label.replace("其中：", ""),
                fund.adjusted,
                fund.executed,
                fund.points,
                fund.rate,
                fund.score
            ));
        }
        lines.push(format!("goal|{}|{}", sample.goal_expected, sample.goal_actual));
        for row in &sample.indicators {
            lines.push(format!(
                "indicator|{}|{}|{}|{}|{}|{}|{}|{}",
                row.level1,
                row.level2,
                row.level3,
                self.target(row),
                row.whole_actual(),
                row.points,
                row.score,
                row.deviation
            ));
        }
        lines.push(format!("total|100|{}", sample.total_score));
        lines
    }

    fn has_sign_columns(self) -> bool {
        matches!(self, Layout::TwoRowHeader | Layout::Weighted)
    }

    fn target(self, row: &SampleIndicator) -> String {
        if self.has_sign_columns() { row.target.clone() } else { row.whole_target() }
    }
}

fn title(layout: Layout, sample: &Sample) -> Vec<Block> {
    let year = sample.year;
    let lines = match layout {
        Layout::Exported => vec!["项目支出绩效自评表".to_owned(), format!("( {year} 年度)")],
        Layout::TwoRowHeader => {
            vec![
                format!("{year}年度项目支出绩效自评表"),
                format!("部门：{}", sample.supervising_dept),
            ]
        }
        Layout::Weighted => vec![format!("部门预算项目支出绩效自评表（{year}年度）")],
        Layout::PointsFirst => vec!["项目绩效目标自评表".to_owned(), format!("（{year}年度）")],
        Layout::National | Layout::TwoBlocks => {
            vec!["项目支出绩效自评表".to_owned(), format!("（{year}年度）")]
        }
    };
    lines.into_iter().map(Block::Paragraph).collect()
}

fn one_table(layout: Layout, sample: &Sample) -> Vec<Block> {
    let wide = if layout.has_sign_columns() { 11 } else { 9 };
    let mut grid = Grid::new(wide);
    let rest = wide - 5;
    let code = |text: &str, code: &str| match layout {
        Layout::Exported => format!("{code}-{text}"),
        _ => text.to_owned(),
    };
    let dept = code(&sample.supervising_dept, "502");
    let unit = code(&sample.implementing_unit, "502001");
    grid.row(&[("项目名称", 1, 1), (&sample.project, wide - 1, 1)]);
    grid.row(&[("主管部门", 1, 1), (&dept, 3, 1), ("实施单位", 1, 1), (&unit, rest, 1)]);
    fund_rows(&mut grid, layout, sample, wide);
    grid.row(&[("年度总体目标", 1, 2), ("预期目标", 4, 1), ("实际完成情况", wide - 5, 1)]);
    grid.row(&[(&sample.goal_expected, 4, 1), (&sample.goal_actual, wide - 5, 1)]);
    indicator_rows(&mut grid, layout, sample);
    let label = if layout == Layout::Weighted { "合计" } else { "总分" };
    let span = wide - 3;
    let total = (sample.total_score.as_str(), 1, 1);
    if layout == Layout::PointsFirst {
        grid.row(&[(label, 4, 1), ("100", 1, 1), ("", 2, 1), total, ("", 1, 1)]);
    } else {
        grid.row(&[(label, span, 1), ("100", 1, 1), total, ("", 1, 1)]);
    }
    let mut blocks = title(layout, sample);
    blocks.push(Block::Table(grid));
    blocks
}

fn fund_rows(grid: &mut Grid, layout: Layout, sample: &Sample, wide: usize) {
    let last = wide - 8;
    let rows = sample.funds.len() + 1;
    let head: Head<'_> = match layout {
        Layout::Exported | Layout::TwoRowHeader => &[
            ("年初预算数", 1, 1),
            ("全年预算数", 1, 1),
            ("全年执行数", 1, 1),
            ("分值", 1, 1),
            ("执行率", 1, 1),
        ],
        Layout::Weighted => &[
            ("年初预算", 1, 1),
            ("调整后预算数", 1, 1),
            ("预算执行数", 1, 1),
            ("权重", 1, 1),
            ("预算执行率", 1, 1),
        ],
        Layout::PointsFirst => &[
            ("全年预算数（A）", 1, 1),
            ("全年执行数（B）", 2, 1),
            ("分值", 1, 1),
            ("执行率（B/A）", 1, 1),
        ],
        Layout::National | Layout::TwoBlocks => &[
            ("年初预算数", 1, 1),
            ("全年预算数（A）", 1, 1),
            ("全年执行数（B）", 1, 1),
            ("分值", 1, 1),
            ("执行率（B/A）", 1, 1),
        ],
    };
    let mut cells = vec![("项目资金（万元）", 1, rows), ("", 1, 1)];
    cells.extend_from_slice(head);
    cells.push(("得分", last, 1));
    grid.row(&cells);
    for fund in &sample.funds {
        let mut cells = vec![(fund.label.as_str(), 1, 1)];
        if layout == Layout::PointsFirst {
            cells.push((&fund.adjusted, 1, 1));
            cells.push((&fund.executed, 2, 1));
        } else {
            cells.extend([(fund.initial.as_str(), 1, 1), (&fund.adjusted, 1, 1)]);
            cells.push((&fund.executed, 1, 1));
        }
        cells.push((&fund.points, 1, 1));
        cells.push((&fund.rate, 1, 1));
        cells.push((&fund.score, last, 1));
        grid.row(&cells);
    }
}

fn indicator_rows(grid: &mut Grid, layout: Layout, sample: &Sample) {
    let count = sample.indicators.len();
    let header_rows = if layout == Layout::TwoRowHeader { 2 } else { 1 };
    let side = ("绩效指标", 1, count + header_rows);
    match layout {
        Layout::TwoRowHeader => {
            grid.row(&[
                side,
                ("绩效指标", 3, 1),
                ("年度指标值", 3, 1),
                ("实际完成值", 1, 2),
                ("分值", 1, 2),
                ("得分", 1, 2),
                ("偏差原因分析及改进措施", 1, 2),
            ]);
            let words = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"];
            grid.row(&words.map(|word| (word, 1, 1)));
        }
        Layout::Weighted => grid.row(&[
            side,
            ("一级指标", 1, 1),
            ("二级指标", 1, 1),
            ("三级指标", 1, 1),
            ("指标性质", 1, 1),
            ("指标值", 1, 1),
            ("度量单位", 1, 1),
            ("完成值", 1, 1),
            ("权重", 1, 1),
            ("得分", 1, 1),
            ("未完成原因分析", 1, 1),
        ]),
        Layout::PointsFirst => grid.row(&[
            side,
            ("一级指标", 1, 1),
            ("二级指标", 1, 1),
            ("三级指标", 1, 1),
            ("分值", 1, 1),
            ("年度指标值", 1, 1),
            ("全年实际值", 1, 1),
            ("得分", 1, 1),
            ("未完成原因及拟采取的改进措施", 1, 1),
        ]),
        _ => grid.row(&[
            side,
            ("一级指标", 1, 1),
            ("二级指标", 1, 1),
            ("三级指标", 1, 1),
            ("年度指标值", 1, 1),
            ("实际完成值", 1, 1),
            ("分值", 1, 1),
            ("得分", 1, 1),
            ("偏差原因分析及改进措施", 1, 1),
        ]),
    }
    for (index, row) in sample.indicators.iter().enumerate() {
        indicator_row(grid, layout, sample, index, row);
    }
}

fn indicator_row(
    grid: &mut Grid,
    layout: Layout,
    sample: &Sample,
    index: usize,
    row: &SampleIndicator,
) {
    let above = index.checked_sub(1).map(|index| &sample.indicators[index]);
    let same1 = |other: &SampleIndicator| other.level1 == row.level1;
    let same2 = |other: &SampleIndicator| same1(other) && other.level2 == row.level2;
    let below = &sample.indicators[index..];
    let level1 = format!("{}（{}分）", row.level1, row.level1_points);
    let (target, actual) = (layout.target(row), row.whole_actual());
    let mut cells = Vec::with_capacity(10);
    if !above.is_some_and(same1) {
        cells.push((level1.as_str(), 1, below.iter().take_while(|other| same1(other)).count()));
    }
    if !above.is_some_and(same2) {
        cells.push((row.level2, 1, below.iter().take_while(|other| same2(other)).count()));
    }
    cells.push((&row.level3, 1, 1));
    match layout {
        Layout::PointsFirst => {
            cells.extend([(row.points.as_str(), 1, 1), (&target, 1, 1), (&actual, 1, 1)]);
        }
        Layout::TwoRowHeader | Layout::Weighted => {
            let sign = if row.sign.is_empty() { "定性" } else { row.sign };
            cells.extend([(sign, 1, 1), (&target, 1, 1), (row.unit, 1, 1)]);
            cells.extend([(actual.as_str(), 1, 1), (&row.points, 1, 1)]);
        }
        _ => cells.extend([(target.as_str(), 1, 1), (&actual, 1, 1), (&row.points, 1, 1)]),
    }
    cells.extend([(row.score.as_str(), 1, 1), (&row.deviation, 1, 1)]);
    grid.row(&cells);
}

/// The overview and the indicators as two blocks, totals in the first.
fn two_blocks(sample: &Sample) -> Vec<Block> {
    let mut overview = Grid::new(8);
    overview.row(&[("项目名称", 1, 1), (&sample.project, 7, 1)]);
    overview.row(&[
        ("主管部门", 1, 1),
        (&sample.supervising_dept, 3, 1),
        ("实施单位", 1, 1),
        (&sample.implementing_unit, 3, 1),
    ]);
    fund_rows_of_overview(&mut overview, sample);
    overview.row(&[("年度总体目标", 1, 2), ("预期目标", 3, 1), ("实际完成情况", 4, 1)]);
    overview.row(&[(&sample.goal_expected, 3, 1), (&sample.goal_actual, 4, 1)]);
    overview.row(&[("其他需要说明的事项", 1, 1), ("无", 7, 1)]);
    overview.row(&[
        ("总分值", 1, 1),
        ("100", 1, 1),
        ("总得分", 1, 1),
        (&sample.total_score, 2, 1),
        ("自评等级", 1, 1),
        (&sample.grade, 2, 1),
    ]);
    let mut goals = Grid::new(6);
    let head = ["项目绩效指标", "年度指标", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"];
    goals.row(&head.map(|word| (word, 1, 1)));
    let (mut level1, mut level2) = ("", "");
    for row in &sample.indicators {
        if row.level1 != level1 {
            subtotal(&mut goals, row.level1, sample, |other| other.level1 == row.level1);
        }
        if row.level1 != level1 || row.level2 != level2 {
            subtotal(&mut goals, row.level2, sample, |other| other.level2 == row.level2);
        }
        (level1, level2) = (row.level1, row.level2);
        goals.row(&[
            (&row.level3, 1, 1),
            (&row.whole_target(), 1, 1),
            (&row.whole_actual(), 1, 1),
            (&row.points, 1, 1),
            (&row.score, 1, 1),
            (&row.deviation, 1, 1),
        ]);
    }
    vec![
        Block::Paragraph(format!("{}年度项目支出绩效自评概况表", sample.year)),
        Block::Table(overview),
        Block::Paragraph("项目支出绩效目标".to_owned()),
        Block::Table(goals),
    ]
}

fn fund_rows_of_overview(grid: &mut Grid, sample: &Sample) {
    let rows = sample.funds.len() + 1;
    let words = ["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"];
    let mut head = vec![("项目资金（万元）", 1, rows)];
    head.extend(words.map(|word| (word, 1, 1)));
    grid.row(&head);
    for fund in &sample.funds {
        let cells = [
            &fund.label,
            &fund.initial,
            &fund.adjusted,
            &fund.executed,
            &fund.points,
            &fund.rate,
            &fund.score,
        ];
        grid.row(&cells.map(|text| (text.as_str(), 1, 1)));
    }
}

fn subtotal(
    grid: &mut Grid,
    name: &str,
    sample: &Sample,
    belongs: impl Fn(&SampleIndicator) -> bool,
) {
    use jixiao_domain::Decimal;
    let sum = |cell: fn(&SampleIndicator) -> &str| -> String {
        let rows = sample.indicators.iter().filter(|row| belongs(row));
        let numbers = rows.map(|row| cell(row).parse::<Decimal>().expect("plain decimals"));
        numbers.sum::<Decimal>().to_string()
    };
    let (points, score) = (sum(|row| &row.points), sum(|row| &row.score));
    grid.row(&[(name, 1, 1), ("", 1, 1), ("", 1, 1), (&points, 1, 1), (&score, 1, 1), ("", 1, 1)]);
}
