//! A reading as text for a person: what each form says, aligned.

use crate::style::{BOLD, DIM, PLACE, paint};
use crate::width::{columns, pad, shorten};
use crate::wire::read::{ReadCell, ReadDocument, ReadForm, ReadReport};

/// Columns one cell of a printed table may take.
const CELL_COLUMNS_MAX: usize = 40;

/// The reading of one file.
pub fn text(document: &ReadDocument) -> String {
    let mut out = Lines::default();
    if let Some(error) = &document.error {
        out.line(0, format!("{}：{error}", paint(PLACE, &document.path)));
        return out.finish();
    }
    out.line(
        0,
        format!(
            "{}（{}）：{} 张表，{} 篇报告",
            paint(PLACE, &document.path),
            document.format.as_deref().unwrap_or("?"),
            document.forms.len(),
            document.reports.len()
        ),
    );
    for (index, form) in document.forms.iter().enumerate() {
        write_form(&mut out, index + 1, form);
    }
    for report in &document.reports {
        write_report(&mut out, report);
    }
    for gap in &document.gaps {
        out.line(1, format!("未能读出 {}：{}", paint(PLACE, &gap.at), gap.message));
    }
    out.line(0, String::new());
    out.finish()
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, depth: usize, text: impl AsRef<str>) {
        let text = text.as_ref();
        if !text.is_empty() {
            self.0.push_str(&"  ".repeat(depth));
            self.0.push_str(text);
        }
        self.0.push('\n');
    }

    fn labelled(&mut self, depth: usize, label: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.line(depth, format!("{}{}", paint(DIM, format!("{label}：")), flat(text)));
        }
    }

    /// Rows with their columns aligned; a column that is blank throughout is left out.
    fn table(&mut self, depth: usize, rows: &[Vec<String>]) {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..width)
            .map(|c| {
                rows.iter().filter_map(|row| row.get(c)).map(|t| columns(t)).max().unwrap_or(0)
            })
            .collect();
        let filled = |column: usize| {
            rows.iter().skip(1).any(|row| row.get(column).is_some_and(|text| !text.is_empty()))
        };
        let shown: Vec<usize> = (0..width).filter(|&column| filled(column)).collect();
        for row in rows {
            let cells = shown
                .iter()
                .map(|&column| pad(row.get(column).map_or("", String::as_str), widths[column]));
            self.line(depth, cells.collect::<Vec<_>>().join("  ").trim_end());
        }
    }

    fn finish(self) -> String {
        self.0
    }
}

fn write_form(out: &mut Lines, number: usize, form: &ReadForm) {
    let title = form.title.as_deref().unwrap_or("（无标题）");
    let year = form.year.map_or(String::new(), |year| format!("（{year} 年度）"));
    out.line(0, "");
    out.line(
        1,
        format!("表 {number} {}{year}  {}", paint(BOLD, flat(title)), paint(PLACE, &form.at)),
    );
    out.labelled(2, "项目名称", form.project.as_ref());
    out.labelled(2, "主管部门", form.supervising_dept.as_ref());
    out.labelled(2, "实施单位", form.implementing_unit.as_ref());
    write_funds(out, form);
    out.labelled(2, "预期目标", form.goal.expected.as_ref());
    out.labelled(2, "实际完成情况", form.goal.actual.as_ref());
    write_indicators(out, form);
    if let Some(total) = &form.total {
        let grade = total.grade.as_deref().map_or(String::new(), |grade| format!("  {grade}"));
        let points = cell(total.points.as_ref());
        out.line(2, format!("总分 {points}  得分 {}{grade}", cell(total.score.as_ref())));
    }
    for duty in &form.duties {
        out.line(2, format!("任务 {}  {}", paint(BOLD, flat(&duty.task)), paint(PLACE, &duty.at)));
        out.labelled(3, "任务措施", duty.measure.as_ref());
        out.labelled(3, "实际执行", duty.execution.as_ref());
        out.labelled(3, "与预算对比", duty.comparison.as_ref());
        out.labelled(3, "说明", duty.remark.as_ref());
    }
    for item in &form.list {
        let number = item.number.as_deref().unwrap_or("-");
        out.line(2, format!("{number}  {}", flat(&item.project)));
    }
    for datum in &form.base_data {
        out.line(2, format!("{} · {}：{}", datum.row, datum.column, datum.cell.printed));
    }
    for remark in &form.remarks {
        out.labelled(2, &remark.label, Some(&remark.text));
    }
}

fn write_funds(out: &mut Lines, form: &ReadForm) {
    if form.funds.is_empty() {
        return;
    }
    let unit = match (&form.money_unit.printed, &form.money_unit.effective) {
        (Some(printed), Some(effective)) if printed != effective => {
            format!("表头为{printed}，实际应为{effective}")
        }
        (Some(printed), _) => printed.clone(),
        (None, Some(effective)) => effective.clone(),
        (None, None) => "未注明单位".to_owned(),
    };
    out.line(2, format!("{}（{unit}）", paint(BOLD, "资金")));
    let head = ["", "年初预算", "全年预算", "全年执行", "分值", "执行率", "得分"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(form.funds.iter().map(|row| {
        let cells = [
            &row.initial_budget,
            &row.adjusted_budget,
            &row.executed_amount,
            &row.points,
            &row.execution_rate,
            &row.score,
        ];
        std::iter::once(row.label.clone()).chain(cells.map(|c| cell(c.as_ref()))).collect()
    }));
    out.table(3, &rows);
}

fn write_indicators(out: &mut Lines, form: &ReadForm) {
    if form.indicators.is_empty() {
        return;
    }
    let head = ["位置", "一级", "二级", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut above = (None, None);
    for row in &form.indicators {
        let levels = (row.level1.as_ref(), row.level2.as_ref());
        let unless_same = |level: Option<&String>, above: Option<&String>| {
            if level == above { String::new() } else { level.cloned().unwrap_or_default() }
        };
        rows.push(vec![
            row.at.clone(),
            unless_same(levels.0, above.0),
            unless_same(levels.1, if levels.0 == above.0 { above.1 } else { None }),
            shorten(&row.level3, CELL_COLUMNS_MAX),
            cell(row.target.as_ref()),
            cell(row.actual.as_ref()),
            cell(row.points.as_ref()),
            cell(row.score.as_ref()),
            shorten(row.deviation.as_deref().unwrap_or(""), CELL_COLUMNS_MAX),
        ]);
        above = levels;
    }
    out.table(2, &rows);
}

fn write_report(out: &mut Lines, report: &ReadReport) {
    let title = report.title.as_deref().unwrap_or("（无标题）");
    out.line(0, "");
    out.line(1, format!("报告 {}  {}", paint(BOLD, flat(title)), paint(PLACE, &report.at)));
    for section in &report.sections {
        out.line(1 + usize::from(section.level), flat(&section.heading));
    }
    for figure in &report.figures {
        out.line(2, format!("{}  {} {}  {}", figure.at, figure.number, figure.unit, figure.text));
    }
}

fn cell(cell: Option<&ReadCell>) -> String {
    cell.map_or(String::new(), |cell| shorten(&cell.printed, CELL_COLUMNS_MAX))
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
