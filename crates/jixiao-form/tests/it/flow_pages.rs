//! What page breaks leave between the rows of a flattened form.

use crate::flow_forms::{HEADER, assert_rows, rebuild};

#[test]
fn bare_page_numbers_and_numbered_heads_between_rows_are_no_cells() {
    for page in ["12", "3 / 8", "Page 3", "江州市图书馆绩效自评 3"] {
        let text = format!(
            "项目支出绩效自评表\n（2022年度）\n项目名称 古籍修复\n{HEADER}\n\
             产出指标 数量指标 修复古籍册数 ≥120册 128册 50 50\n{page}\n\
             效益指标 社会效益指标 古籍保护意识 增强 增强 40 40\n总分 100 100\n"
        );
        assert_rows(
            &text,
            &[
                "|产出指标|数量指标|修复古籍册数|≥120册|128册|50|50|",
                "|效益指标|社会效益指标|古籍保护意识|增强|增强|40|40|",
            ],
        );
    }
}

#[test]
fn a_header_printed_again_between_aligned_rows_is_skipped() {
    let header = "一级指标    二级指标      三级指标            年度指标值    实际完成值    分值    得分    偏差原因";
    let text = format!(
        "项目支出绩效自评表\n（2022年度）\n项目名称 古籍修复\n{header}\n\
         产出指标    数量指标      修复册数            120册         128册         20      20\n\
         \x20           时效指标      完成时间            2022.12.31    2022.12.15    30      30\n\
         \x20                                      第 3 页\n{header}\n\
         效益指标    社会效益      保护意识            增强          增强          40      40\n"
    );
    let tables = rebuild(&text);
    let rows: Vec<String> = tables
        .iter()
        .flat_map(|form| (0..form.table.row_count()).map(|row| form.table.row(row)))
        .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
        .collect();
    for row in [
        "|产出指标|数量指标|修复册数|120册|128册|20|20|",
        "||时效指标|完成时间|2022.12.31|2022.12.15|30|30|",
        "|效益指标|社会效益|保护意识|增强|增强|40|40|",
    ] {
        assert!(rows.iter().any(|found| found == row), "{row}\nis not among {rows:#?}");
    }
}
