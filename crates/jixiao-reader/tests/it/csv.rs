//! Comma-separated text: quoting, places, and what is none.

use crate::support::{outline, places, reading};

#[test]
fn records_of_one_width_are_a_table_and_lines_without_commas_stand_above_it() {
    let document = reading(
        "项目支出绩效自评表\r\n（2023年度）\r\n\r\n项目名称,劳模疗养专项,,\r\n\
         年度资金总额,\"1,500.00\",\"1,500.00\",10\r\n预期目标,\"组织“劳模”疗养，\r\n分两批\",\
         \"称\"\"先进\"\"者\",\r\n产出指标,疗养人数,60人,60人\r\n"
            .as_bytes(),
    );
    assert_eq!(
        outline(&document),
        "¶ 项目支出绩效自评表\n¶ （2023年度）\n|项目名称|劳模疗养专项|||\n\
         |年度资金总额|1,500.00|1,500.00|10|\n|预期目标|组织“劳模”疗养，⏎分两批|称\"先进\"者||\n\
         |产出指标|疗养人数|60人|60人|\n--\n"
    );
    assert_eq!(places(&document), ["line 1", "line 2", "line 4", "line 5", "line 6", "line 8"]);
}

#[test]
fn tables_of_different_width_stand_apart_by_a_line_without_commas() {
    let document = reading("一,二\n三,四\n指标表\n甲,乙,丙\n丁,,己\n".as_bytes());
    assert_eq!(outline(&document), "|一|二|\n|三|四|\n--\n¶ 指标表\n|甲|乙|丙|\n|丁||己|\n--\n");
}

#[test]
fn anything_less_regular_stays_text() {
    for text in [
        "支出 1,500.00 元\n到位 1,500.00 元\n结余 1,200.00 元\n",
        "项目名称\n劳模疗养\n预算\n1,500.00\n1,500.00\n1,200.00\n完成\n是\n",
        "甲,乙\n丙,丁,戊\n己,庚\n",
        "甲,乙\n丙,丁\n戊\n己,庚\n",
        "慰问职工, 发放物资\n走访企业, 检查安全\n培训骨干, 提升能力\n",
        "2023年全年组织困难职工、劳动模范和一线职工分批疗养,各批次均按计划完成并及时办理结算手续\n\
         严格执行经费开支标准和审批程序并按规定公开结果,接受职工代表大会和经费审查委员会的监督检查\n\
         下一年度将提前编制分批计划并做好疗养人员健康检查,进一步提高职工对疗养工作安排的满意程度\n",
        "甲,\"乙\n丙,丁\n戊,己\n",
        "甲,乙\"丙\n丁,戊\n己,庚\n",
        "甲,\"乙\"丙\n丁,戊\n己,庚\n",
    ] {
        let outline = outline(&reading(text.as_bytes()));
        assert!(!outline.contains("--"), "{outline}");
    }
}
