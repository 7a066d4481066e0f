//! Where a form stands: its first row below title, year and unit of money, in every format.

use jixiao_form::recognise;
use jixiao_reader::{Limits, read};

/// A document, the place of its last form, and where the words of that form begin.
const DOCUMENTS: [(&str, &str, &str); 7] = [
    (
        "项目支出绩效自评表\n（2023年度）\n项目名称\t劳模疗养专项\n主管部门\t江州市总工会\n\
         一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n\
         产出指标\t数量指标\t疗养人数\t60人\t60人\t50\t50\n",
        "line 3",
        "line 1",
    ),
    (
        "项目支出绩效自评表\t\t\n（2023年度）\t\t\n\t单位：万元\t\n项目名称\t\t\n主管部门\t江州市总工会\t\n\
         一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n\
         产出指标\t数量指标\t疗养人数\t60人\t60人\t50\t50\n",
        "line 4",
        "line 1",
    ),
    (
        "项目支出绩效自评表\n（2023年度）\n项目名称\n劳模疗养专项\n主管部门\n江州市总工会\n一级指标\n\
         二级指标\n三级指标\n年度指标值\n实际完成值\n分值\n得分\n产出指标\n数量指标\n疗养人数\n60人\n\
         60人\n50\n50\n",
        "line 3",
        "line 1",
    ),
    (
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n|---|---|---|---|---|---|---|\n\
         | 产出指标 | 数量指标 | 疗养人数 | 60人 | 60人 | 50 | 50 |\n",
        "line 1",
        "line 1",
    ),
    (
        "<html><body><p>项目支出绩效自评表</p><p>（2023年度）</p><table>\
         <tr><td>项目名称</td><td colspan=6>劳模疗养专项</td></tr>\
         <tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td>\
         <td>分值</td><td>得分</td></tr>\
         <tr><td>产出指标</td><td>数量指标</td><td>疗养人数</td><td>60人</td><td>60人</td><td>50</td>\
         <td>50</td></tr></table></body></html>",
        "table 1 row 1 column 1",
        "table 1 row 1 column 1",
    ),
    (
        "<html><body><table><tr><td colspan=7>项目支出绩效自评表</td></tr>\
         <tr><td colspan=7>（2023年度）</td></tr>\
         <tr><td>项目名称</td><td colspan=6>劳模疗养专项</td></tr>\
         <tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td>\
         <td>分值</td><td>得分</td></tr>\
         <tr><td>产出指标</td><td>数量指标</td><td>疗养人数</td><td>60人</td><td>60人</td><td>50</td>\
         <td>50</td></tr></table></body></html>",
        "table 1 row 3 column 1",
        "table 1 row 1 column 1",
    ),
    (
        "江州市总工会项目清单\n序号\t项目名称\n1\t劳模疗养专项\n\n项目支出绩效自评表\n\n（2023年度）\n\n\
         项目名称\t劳模疗养专项\n主管部门\t江州市总工会\n\
         一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n\
         产出指标\t数量指标\t疗养人数\t60人\t60人\t50\t50\n",
        "line 9",
        "line 5",
    ),
];

#[test]
fn a_form_stands_at_its_first_row_below_the_title_block() {
    for (text, at, begins_at) in DOCUMENTS {
        let document = read(text.as_bytes(), "filing.txt", &Limits::default()).expect("readable");
        let reading = recognise(&document);
        let form = reading.forms.last().unwrap_or_else(|| panic!("no form in {text}"));
        assert_eq!(document.describe(form.at), at, "{text}");
        assert_eq!(document.describe(form.begins_at()), begins_at, "{text}");
    }
}
