//! Fund rows of flattened forms: figures run together and labels no list names.

use crate::flow_forms::{assert_rows, rebuild};

/// A form run together but for its fund rows.
fn glued(total: &str, source: &str) -> String {
    format!(
        "项目支出绩效自评表（2022年度）项目名称古籍修复主管部门江州市文化和旅游局实施单位江州市图书馆项目资金（万元）\
         年初预算数全年预算数全年执行数分值执行率得分年度资金总额{total}其中：财政拨款{source}其他资金\
         年度总体目标预期目标实际完成情况修复。已修复。绩效指标一级指标二级指标三级指标年度指标值实际完成值分值得分\
         偏差原因分析及改进措施产出指标数量指标修复古籍册数≥5册5册9090总分10099"
    )
}

#[test]
fn figures_run_together_are_cut_where_rate_and_score_decide() {
    let cases = [
        ("1001201081090%9", "8010090-90%-", "100|120|108|10|90%|9", "80|100|90|-|90%|-"),
        ("262626101.0010", "262626---", "26|26|26|10|1.00|10", "26|26|26|-|-|-"),
        (
            "36.536.535.241096.55%9.65",
            "36.536.535.24---",
            "36.5|36.5|35.24|10|96.55%|9.65",
            "36.5|36.5|35.24|-|-|-",
        ),
    ];
    for (total, source, first, second) in cases {
        let rows = [format!("|年度资金总额|{first}"), format!("|其中：财政拨款|{second}")];
        assert_rows(&glued(total, source), &rows.each_ref().map(String::as_str));
    }
}

#[test]
fn figures_that_no_arithmetic_divides_stay_unread() {
    let text = glued("50504510100%10", "505045");
    assert_rows(&text, &["|年度资金总额||||||", "|其中：财政拨款||||||"]);
    let gaps: Vec<String> =
        rebuild(&text).into_iter().flat_map(|form| form.gaps).map(|gap| gap.message).collect();
    assert!(gaps.iter().any(|gap| gap.contains("无法对应")), "{gaps:?}");
}
