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

#[test]
fn a_form_run_together_is_read_beside_one_that_is_not() {
    let glued = "项目支出绩效自评表（2021年度）项目名称古籍修复主管部门江州市文化和旅游局实施单位江州市图书馆\
        项目资金（万元）年初预算数全年预算数全年执行数分值执行率得分年度资金总额15.0015.0013.501090.00%9\
        其中：当年财政拨款15.0015.0013.50-90.00%-年度总体目标预期目标实际完成情况修复古籍。已修复。绩效指标\
        一级指标二级指标三级指标年度指标值实际完成值分值得分偏差原因分析及改进措施产出指标数量指标修复古籍册数\
        ≥5册5册9090总分10099";
    let spaced = format!(
        "项目支出绩效自评表\n（2022年度）\n项目名称 古籍展览\n{HEADER}\n\
         产出指标 数量指标 展出古籍册数 ≥20册 28册 90 90\n总分 100 100"
    );
    let forms = rebuild(&format!("{glued}\n{spaced}\n"));
    let cells = |index: usize| -> Vec<&str> {
        forms[index].table.cells().iter().map(|cell| cell.text.as_str()).collect()
    };
    assert_eq!(forms.len(), 2);
    assert_eq!(forms[1].consumed.start, 1);
    for text in ["古籍修复", "江州市文化和旅游局", "江州市图书馆", "13.50", "修复古籍册数"]
    {
        assert!(cells(0).contains(&text), "{text} is not among {:?}", cells(0));
    }
    assert!(cells(1).contains(&"展出古籍册数"));
}

#[test]
fn dates_with_blanks_inside_are_one_value() {
    let text = format!(
        "项目支出绩效自评表\n（2022年度）\n项目名称 古籍修复\n{HEADER}\n\
         产出指标 时效指标 修复完成时间 2022 年 12 月底前 2022 年 11 月 50 50\n\
         效益指标 社会效益指标 古籍保护意识 增强 增强 40 40\n总分 100 100\n"
    );
    assert_rows(&text, &["|产出指标|时效指标|修复完成时间|2022 年 12 月底前|2022 年 11 月|50|50|"]);
}

#[test]
fn options_to_tick_below_a_monitoring_header_are_no_row() {
    let text = "项目支出绩效目标执行监控表\n（2022年1-7月）\n项目名称 古籍修复\n\
        绩效指标 一级指标 二级指标 三级指标 年度指标值 1-7月执行情况 全年预计完成情况 偏差原因分析 完成目标可能性 备注\n\
        经费保障 制度保障 人员保障 硬件条件保障 其他 原因说明 确定能 有可能 完全不可能\n\
        产出指标 数量指标 修复古籍册数 120册 60册 120册 √\n\
        时效指标 按期开工率 100% 91.7% 100% √\n";
    assert_rows(
        text,
        &[
            "|产出指标|数量指标|修复古籍册数|120册|60册|120册|√||",
            "||时效指标|按期开工率|100%|91.7%|100%|√||",
        ],
    );
}
