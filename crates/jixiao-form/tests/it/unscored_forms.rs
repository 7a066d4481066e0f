//! Project lists, duty tables and base-data tables read from text files.

use jixiao_form::{Form, FormKind, recognise};
use jixiao_reader::{Limits, read};

fn only_form(text: &str) -> Form {
    let document =
        read(text.as_bytes(), "filing.txt", &Limits::default()).expect("it is plain text");
    let mut forms = recognise(&document).forms;
    assert_eq!(forms.len(), 1, "{forms:?}");
    forms.remove(0)
}

#[test]
fn a_project_list_keeps_its_title_and_columns() {
    let form = only_form(
        "江州市总工会部门绩效自评项目清单\n（2022年度）\n\n序号\t项目名称\t自评得分\t备注\n\
         1\t职工书屋专项\t96\t\n2\t劳模疗养专项\t100\t跨年\n",
    );
    assert_eq!(form.kind, FormKind::ProjectList);
    assert_eq!(form.title.unwrap().printed, "江州市总工会部门绩效自评项目清单");
    let names: Vec<_> = form.list.iter().map(|item| item.project.printed.as_str()).collect();
    assert_eq!(names, ["职工书屋专项", "劳模疗养专项"]);
    assert_eq!(form.list[0].others[0].1.printed, "96");
    assert_eq!(form.list[1].remark.as_ref().unwrap().printed, "跨年");
}

#[test]
fn a_duty_table_is_read_row_by_row() {
    let form = only_form(
        "部门整体支出绩效自评职责履行良好表\n\n任务名称\t编制预算时提出的任务措施\t\
         绩效指标实际执行情况\t执行情况与年初预算的对比\t相关情况说明\n\
         职工书屋\t建设书屋20家\t建成18家\t支出28万元\t无\n",
    );
    assert_eq!(form.kind, FormKind::DutyPerformance);
    let duty = &form.duties[0];
    assert_eq!(duty.goal, "");
    assert_eq!(duty.measure.as_ref().unwrap().printed, "建设书屋20家");
    assert_eq!(duty.comparison.as_ref().unwrap().printed, "支出28万元");
}

#[test]
fn a_base_data_table_gives_labelled_figures() {
    let form = only_form(
        "部门整体支出绩效评价基础数据表\n\n财政供养人员情况\t编制数\t2022年实际在职人数\t控制率\n\
         \t30\t27\t90%\n经费控制情况\t2021年决算数\t2022年预算数\t2022年决算数\n\
         三公经费\t12.5\t11\t10.2\n",
    );
    assert_eq!(form.kind, FormKind::BaseData);
    let figures: Vec<_> = form
        .base_data
        .iter()
        .map(|datum| {
            (datum.row_label.as_str(), datum.column_label.as_str(), datum.cell.printed.as_str())
        })
        .collect();
    assert_eq!(figures[0], ("财政供养人员情况", "编制数", "30"));
    assert_eq!(figures[5], ("三公经费", "2022年决算数", "10.2"));
}
