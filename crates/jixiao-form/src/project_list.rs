//! Project lists: 序号, 项目名称, 备注 and whatever columns a place adds.
//!
//! Owns the header words of a list. A 项目名称 label of a form with its value beside it is no list.

use crate::draft::{Field, ListItem};
use crate::grid::field::squeezed;
use jixiao_document::{Cell, Table};

/// The header stands below at most a title, a year and a unit line.
const DEEPEST_HEADER_ROW: u32 = 4;
/// A longer cell is no header.
const LONGEST_HEADER_BYTES: usize = 60;

/// A header row.
struct Header<'t> {
    number: Option<u32>,
    project: u32,
    remark: Option<u32>,
    others: Vec<&'t Cell>,
}

/// Reads the items of `table` when it is a project list.
pub(crate) fn recognise(table: &Table) -> Option<Vec<ListItem>> {
    let (first, header) = (0..table.row_count().min(DEEPEST_HEADER_ROW))
        .find_map(|row| header(table.row(row)).map(|header| (row, header)))?;
    let items: Vec<ListItem> =
        (first + 1..table.row_count()).filter_map(|row| item(table.row(row), &header)).collect();
    (!items.is_empty()).then_some(items)
}

/// A header row names the projects' column and a number column, or at least the remarks beside it.
fn header(cells: &[Cell]) -> Option<Header<'_>> {
    let (mut number, mut project, mut remark) = (None, None, None);
    let mut others = Vec::new();
    for cell in cells {
        if cell.text.len() > LONGEST_HEADER_BYTES {
            return None;
        }
        match squeezed(&cell.text).as_str() {
            "" => {}
            "序号" | "编号" | "序列" | "项目序号" => number = Some(cell.column),
            "项目名称" | "项目" | "专项名称" | "自评项目名称" | "自评项目" | "评价项目名称" => {
                if project.replace(cell.column).is_some() {
                    return None;
                }
            }
            "备注" | "说明" => remark = Some(cell.column),
            // Labels of a form's head, whose values stand beside them, and indicator headers.
            "项目负责人" | "联系电话" | "一级指标" | "三级指标" | "年度指标值" | "指标值" =>
            {
                return None;
            }
            _ => others.push(cell),
        }
    }
    let project = project?;
    let is_list = number.is_some() || (remark.is_some() && others.len() <= 1 && cells.len() <= 3);
    is_list.then_some(Header { number, project, remark, others })
}

fn item(cells: &[Cell], header: &Header<'_>) -> Option<ListItem> {
    let at = |column: u32| cells.iter().find(|cell| cell.column == column);
    let project = at(header.project).filter(|cell| !cell.text.trim().is_empty())?;
    let name = squeezed(&project.text);
    let number = header.number.and_then(at).map_or_else(String::new, |cell| squeezed(&cell.text));
    let is_total = |text: &str| matches!(text, "合计" | "总计" | "小计" | "项目名称");
    if is_total(&name) || is_total(&number) || number == "序号" {
        return None;
    }
    let others = header
        .others
        .iter()
        .filter_map(|head| at(head.column).map(|cell| (squeezed(&head.text), Field::of_cell(cell))))
        .collect();
    Some(ListItem {
        number,
        project: Field::of_cell(project),
        remark: header.remark.and_then(at).map(Field::of_cell),
        others,
        at: cells.first().map_or(project.at, |cell| cell.at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_table::table;

    fn names(rows: &[&[&str]]) -> Option<Vec<String>> {
        recognise(&table(rows))
            .map(|items| items.into_iter().map(|item| item.project.printed).collect())
    }

    #[test]
    fn lists_are_read_with_the_columns_a_place_adds() {
        let items = recognise(&table(&[
            &["江州市总工会项目清单", "", "", "", ""],
            &["序号", "项目名称", "预算数（万元）", "自评得分", "备注"],
            &["1", "职工书屋", "30", "96.5", ""],
            &["2", "劳模疗养", "12.5", "100", "跨年"],
            &["合计", "", "42.5", "", ""],
        ]))
        .unwrap();
        let read: Vec<_> = items
            .iter()
            .map(|item| {
                let others: Vec<_> = item
                    .others
                    .iter()
                    .map(|(label, field)| (label.as_str(), field.printed.as_str()))
                    .collect();
                (item.number.as_str(), item.project.printed.as_str(), others)
            })
            .collect();
        assert_eq!(
            read,
            [
                ("1", "职工书屋", vec![("预算数(万元)", "30"), ("自评得分", "96.5")]),
                ("2", "劳模疗养", vec![("预算数(万元)", "12.5"), ("自评得分", "100")]),
            ]
        );
        assert_eq!(items[1].remark.as_ref().map(|field| field.printed.as_str()), Some("跨年"));
    }

    #[test]
    fn a_list_needs_a_number_column_or_remarks_alone_beside_the_names() {
        let expected = Some(vec!["职工书屋".to_owned()]);
        assert_eq!(names(&[&["项目名称", "备注"], &["职工书屋", ""]]), expected);
        assert_eq!(names(&[&["序号", "项目名称"], &["1", "职工书屋"]]), expected);
        assert_eq!(names(&[&["项目名称", "职工书屋"], &["主管部门", "总工会"]]), None);
        assert_eq!(names(&[&["项目名称", "金额", "内容", "备注"], &["a", "1", "b", ""]]), None);
    }
}
