//! Base-data tables (部门整体支出绩效评价基础数据表): bands of figures, each with its own header.
//!
//! Owns the header bands and the nesting of row labels. Adds nothing up.

pub(crate) mod flowed;

use crate::draft::{BaseDatum, Field};
use crate::grid::field::squeezed;
use jixiao_document::{Cell, Table};

/// A longer cell is a text, not a label.
const LONGEST_LABEL_BYTES: usize = 90;

/// Labels only this table has; two of them, or one of the first two, make it one.
const MARKS: [&str; 6] =
    ["财政供养人员", "经费控制情况", "三公经费", "公用经费", "楼堂馆所", "厉行节约"];

/// Labels that open a group of rows of their own.
const TOPS: [&str; 12] = [
    "三公经费",
    "“三公”经费",
    "项目支出",
    "公用经费",
    "政府采购",
    "部门整体支出",
    "厉行节约",
    "基本支出",
    "支出总额",
    "支出合计",
    "人员经费",
    "楼堂馆所",
];

/// Words of column headers.
const COLUMN_WORDS: [&str; 11] = [
    "决算",
    "预算数",
    "预算投资",
    "编制",
    "在职",
    "实有",
    "控制率",
    "规模",
    "投资",
    "人数",
    "执行数",
];

/// Reads the figures of `table` when it is a base-data table.
pub(crate) fn recognise(table: &Table) -> Option<Vec<BaseDatum>> {
    if !is_base_data(table) {
        return None;
    }
    let mut data = Vec::new();
    let mut band: Vec<(u32, String)> = Vec::new();
    let mut labels = Labels::default();
    for row in 0..table.row_count() {
        let cells = table.row(row);
        if let Some(columns) = header(cells) {
            labels.open_band(cells, &columns);
            band = columns;
            continue;
        }
        let Some(&(first_column, _)) = band.first() else { continue };
        let label = cells
            .iter()
            .filter(|cell| cell.column < first_column && !is_blank(cell))
            .map(|cell| squeezed(&cell.text))
            .reduce(|left, right| format!("{left}/{right}"));
        if label
            .as_ref()
            .is_some_and(|label| label.starts_with("填表") || label.starts_with("说明"))
        {
            continue;
        }
        let row_label = labels.next(label);
        for cell in cells.iter().filter(|cell| cell.column >= first_column && !is_blank(cell)) {
            // A text across several columns belongs to none of them.
            let covered = cell.column..cell.column.saturating_add(cell.column_span);
            let mut columns = band.iter().filter(|(column, _)| covered.contains(column));
            let column = columns.next().filter(|_| columns.next().is_none());
            data.push(BaseDatum {
                row_label: row_label.clone(),
                column_label: column.map_or_else(String::new, |(_, label)| label.clone()),
                cell: Field::of_cell(cell),
            });
        }
    }
    (!data.is_empty()).then_some(data)
}

fn is_base_data(table: &Table) -> bool {
    let mut found = [false; MARKS.len()];
    for cell in table.cells().iter().filter(|cell| cell.text.len() <= LONGEST_LABEL_BYTES) {
        // Cheap refusal: every mark has one of these characters in front.
        if !cell.text.contains(['财', '经', '三', '公', '楼', '厉']) {
            continue;
        }
        let text = squeezed(&cell.text).replace(['“', '”', '"'], "");
        for (mark, found) in MARKS.iter().zip(&mut found) {
            *found |= text.contains(mark) && !text.contains(['。', ',']);
        }
    }
    let count = found.iter().filter(|&&found| found).count();
    count >= 3 || (count >= 2 && (found[0] || found[1]))
}

/// The columns of a band's header: two or more cells of column words and no figure.
fn header(cells: &[Cell]) -> Option<Vec<(u32, String)>> {
    let mut columns = Vec::new();
    for cell in cells.iter().filter(|cell| !is_blank(cell)) {
        if cell.text.len() > LONGEST_LABEL_BYTES {
            return None;
        }
        let text = squeezed(&cell.text);
        if is_column_word(&text) && cell.column > 0 {
            columns.push((cell.column, text));
        } else if !columns.is_empty() {
            return None;
        }
    }
    (columns.len() >= 2).then_some(columns)
}

fn is_column_word(text: &str) -> bool {
    !text.ends_with("情况") && COLUMN_WORDS.iter().any(|word| text.contains(word))
}

/// The labels a row stands under.
#[derive(Debug, Default)]
struct Labels {
    band: String,
    top: String,
    numbered: String,
    within: bool,
    last: String,
}

impl Labels {
    /// Begins a band; its own label stands left of the columns.
    fn open_band(&mut self, cells: &[Cell], columns: &[(u32, String)]) {
        let first = columns.first().map_or(0, |&(column, _)| column);
        let label = cells.iter().find(|cell| cell.column < first && !is_blank(cell));
        *self = Self {
            band: label.map_or_else(String::new, |cell| squeezed(&cell.text)),
            ..Self::default()
        };
    }

    /// The full label of the next row; a row without one belongs to the band or to the row above.
    fn next(&mut self, label: Option<String>) -> String {
        let Some(label) = label else {
            return if self.last.is_empty() { self.band.clone() } else { self.last.clone() };
        };
        let (bare, numbered) = without_number(&label);
        let inner = bare.strip_prefix("其中").map(|rest| rest.trim_start_matches([':', '：']));
        let name = inner.unwrap_or(bare).trim_end_matches([':', '：']).to_owned();
        let plain = name.replace(['“', '”', '"'], "");
        let top = TOPS.iter().any(|top| plain.starts_with(top));
        let full = if numbered {
            self.within = false;
            self.numbered.clone_from(&name);
            join(&[&self.top, &name])
        } else if inner.is_some() || (self.within && !top) {
            self.within = true;
            join(&[&self.top, &self.numbered, &name])
        } else {
            self.within = false;
            self.numbered.clear();
            self.top.clone_from(&name);
            name
        };
        self.last.clone_from(&full);
        full
    }
}

fn join(parts: &[&str]) -> String {
    let mut joined = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !joined.is_empty() {
            joined.push('/');
        }
        joined.push_str(part);
    }
    joined
}

/// Takes `1、` or `(一)` off a label; whether there was one.
fn without_number(label: &str) -> (&str, bool) {
    let rest = label.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '(' | ')' | '一' | '二' | '四' | '五' | '六')
    });
    let rest_after = rest.trim_start_matches(['、', '.', ',']);
    let numbered =
        rest.len() < label.len() && (rest_after.len() < rest.len() || label.starts_with('('));
    if numbered { (rest_after, true) } else { (label, false) }
}

fn is_blank(cell: &Cell) -> bool {
    cell.text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_table::table;

    #[test]
    fn bands_give_columns_and_rows_give_nested_labels() {
        let data = recognise(&table(&[
            &["财政供养人员情况(人)", "编制数", "2022年实际在职人数", "控制率"],
            &["", "30", "27", "90%"],
            &["经费控制情况(万元)", "2021年决算数", "2022年预算数", "2022年决算数"],
            &["三公经费", "12.5", "11", "10.2"],
            &["1、公务用车购置和维护经费", "8", "7", "7"],
            &["其中：公车购置", "0", "0", "0"],
            &["公车运行维护", "8", "7", "7"],
            &["2、公务接待", "4.5", "4", "3.2"],
            &["项目支出：", "", "300", "295"],
            &["1、业务工作专项", "", "300", "295"],
            &["厉行节约保障措施", "严格审批", "", ""],
            &["填表人：某某", "电话", "", ""],
        ]))
        .unwrap();
        let read: Vec<String> = data
            .iter()
            .map(|datum| {
                format!("{} | {} | {}", datum.row_label, datum.column_label, datum.cell.printed)
            })
            .collect();
        for expected in [
            "财政供养人员情况(人) | 编制数 | 30",
            "财政供养人员情况(人) | 控制率 | 90%",
            "三公经费 | 2021年决算数 | 12.5",
            "三公经费/公务用车购置和维护经费 | 2022年决算数 | 7",
            "三公经费/公务用车购置和维护经费/公车购置 | 2022年预算数 | 0",
            "三公经费/公务用车购置和维护经费/公车运行维护 | 2021年决算数 | 8",
            "三公经费/公务接待 | 2022年决算数 | 3.2",
            "项目支出 | 2022年预算数 | 300",
            "项目支出/业务工作专项 | 2022年决算数 | 295",
        ] {
            assert!(read.iter().any(|line| line == expected), "{expected} not in {read:#?}");
        }
        assert!(!read.iter().any(|line| line.contains("填表")), "{read:#?}");
    }

    #[test]
    fn other_tables_are_refused() {
        assert!(recognise(&table(&[&["项目名称", "三公经费压减"], &["预算", "1"]])).is_none());
    }
}
