//! Indicator rows that wrap or do not divide into cells.

use crate::flow_forms::{HEADER, assert_rows, rebuild};

fn form(rows: &str) -> String {
    format!("项目支出绩效自评表\n（2022年度）\n项目名称 古籍修复\n{HEADER}\n{rows}\n总分 100 100\n")
}

fn gaps(text: &str) -> Vec<String> {
    rebuild(text).into_iter().flat_map(|form| form.gaps).map(|gap| gap.message).collect()
}

#[test]
fn names_wrapped_above_their_figures_stay_with_their_row() {
    let text = form(
        "产出指标\n数量指标\n馆藏古籍修复册数 ≥20册 28册 10 10\n接待查阅古籍读者\n人次\n≥80人次 91人次 10 10\n\
         质量指标 修复验收合格率 ≥98% 99.5% 10 10\n\
         效益指标 社会效益指标 读者古籍保护意识\n程度\n有效增强 有效增强 30 28.2\n\
         满意度指标 服务对象满意度指标 读者满意度 ≥90% 93% 10 10",
    );
    assert_rows(
        &text,
        &[
            "|产出指标|数量指标|馆藏古籍修复册数|≥20册|28册|10|10|",
            "|||接待查阅古籍读者人次|≥80人次|91人次|10|10|",
            "|效益指标|社会效益指标|读者古籍保护意识程度|有效增强|有效增强|30|28.2|",
        ],
    );
}

#[test]
fn sentences_with_blanks_inside_leave_target_and_result_unread() {
    let text = form(
        "产出指标 数量指标 修复古籍册数 ≥5册 5册 50 50\n\
         效益指标 社会效益指标 读者保护意识 积极推进古籍保护宣传体系建设, 保障读者 基本查阅权益 \
         已按计划推进, 读者查阅权益得到 有效保障 30 30\n\
         满意度指标 服务对象满意度指标 读者满意度 ≥90% 95% 10 10",
    );
    assert_rows(&text, &["|效益指标|社会效益指标|读者保护意识|||30|30|"]);
    assert!(gaps(&text).iter().any(|gap| gap.contains("没有读出")), "{:?}", gaps(&text));
}

#[test]
fn a_label_in_the_middle_of_its_rows_stands_for_those_above_too() {
    let text = "项目支出绩效自评表\n（2022年度）\n项目名称 古籍修复\n\
        一级指标    二级指标      三级指标            年度指标值    实际完成值    分值    得分    偏差原因\n\
        \x20           数量指标      修复册数            60册          62册          20      20\n\
        产出指标                  装裱册数            25册          25册          20      20\n\
        (50分)      质量指标      验收率              100%          100%          10      10\n\
        效益指标    社会效益      保护意识            增强          增强          25      25\n\
        (40分)      可持续影响    馆藏体系            完善          完善          15      15\n";
    assert_rows(
        text,
        &[
            "|产出指标(50分)|数量指标|修复册数|60册|62册|20|20|",
            "|||装裱册数|25册|25册|20|20|",
            "||质量指标|验收率|100%|100%|10|10|",
            "|效益指标(40分)|社会效益|保护意识|增强|增强|25|25|",
            "||可持续影响|馆藏体系|完善|完善|15|15|",
        ],
    );
}

#[test]
fn a_bare_number_is_no_reason() {
    let text = form(
        "产出指标 数量指标 修复古籍册数 ≥5册 5册 50 50 12 效益指标 社会效益指标 古籍保护意识 增强 增强 40 40",
    )
    .replace('\n', " ");
    assert_rows(&text, &["|产出指标|数量指标|修复古籍册数|≥5册|5册|50|50|"]);
    assert!(gaps(&text).iter().any(|gap| gap.contains("页码")), "{:?}", gaps(&text));
}
