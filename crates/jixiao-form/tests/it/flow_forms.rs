//! Forms rebuilt from flattened text: every case is a text and the indicator rows it must give.

use jixiao_document::{Block, Paragraph};
use jixiao_form::flow::{self, FlowTable};
use jixiao_reader::Limits;

pub(crate) const HEADER: &str =
    "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施";

pub(crate) fn rebuild(text: &str) -> Vec<FlowTable> {
    let document = jixiao_reader::read(text.as_bytes(), "case.txt", &Limits::default())
        .expect("the case is text");
    let paragraphs: Vec<&Paragraph> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .collect();
    flow::tables(&paragraphs)
}

/// All rows of the only form, cells joined by `|`.
fn rows(text: &str) -> Vec<String> {
    let tables = rebuild(text);
    assert_eq!(tables.len(), 1, "one form in: {text}");
    let table = &tables[0].table;
    (0..table.row_count())
        .map(|row| {
            let cells: Vec<&str> = table.row(row).iter().map(|cell| cell.text.as_str()).collect();
            cells.join("|")
        })
        .collect()
}

pub(crate) fn assert_rows(text: &str, expected: &[&str]) {
    let rows = rows(text);
    for row in expected {
        assert!(rows.iter().any(|found| found == row), "{row}\nis not among {rows:#?}");
    }
}

#[test]
fn a_single_line_with_spaces_is_taken_apart() {
    let text = format!(
        "附件: 项目支出绩效自评表 (2022年度) 项目名称 江堤巡查 主管部门 江州市水利局 实施单位 江州市堤防处 \
         项目资金 (万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额: 30 28.5 28.5 10 100% 10 \
         其中:本年财政拨款 30 28.5 28.5 上年结转资金 其他资金 年度总体目标 预期目标 实际完成情况 \
         本项目计划巡查堤段12处。 本项目巡查堤段12处。 绩效指标 {HEADER} 产出指标(50分) 数量指标 巡查堤段数量 \
         ≥12处 12 20 20 整改隐患数量 =6个 5 10 9 两处须汛后施工，已列入计划 质量指标 巡查规范性 合规 达成预期指标 20 20 \
         满意度指标(10分) 满意度指标 沿岸居民满意度 ≥90% 96% 10 10 总分 100 99 优"
    );
    assert_rows(
        &text,
        &[
            "项目支出绩效自评表",
            "(2022年度)",
            "主管部门|江州市水利局",
            "|年度资金总额:|30|28.5|28.5|10|100%|10",
            "|其中:本年财政拨款|30|28.5|28.5|||",
            "|上年结转资金||||||",
            "|本项目计划巡查堤段12处。|本项目巡查堤段12处。",
            "|产出指标(50分)|数量指标|巡查堤段数量|≥12处|12|20|20|",
            "|||整改隐患数量|=6个|5|10|9|两处须汛后施工，已列入计划",
            "||质量指标|巡查规范性|合规|达成预期指标|20|20|",
            "|满意度指标(10分)|满意度指标|沿岸居民满意度|≥90%|96%|10|10|",
            "总分||||||100|99|优",
        ],
    );
}

#[test]
fn wrapped_reasons_glued_targets_and_subtotals_of_a_printout_are_read() {
    let text = "项目支出绩效自评概况表\n\n项目名称 职工书屋建设经费\n\n主管部门 行政处 实施单位 江州市总工会\n\n\
        项目资金\n（万元）\n\n年初预算数 全年预算数 全年执行数 分值 执行率 得分\n\n\
        年度资金总额 8,000.008,000.007,200.00 10.00 0.90 9.00\n\n其中：当年财政拨款8,000.00 8,000.00 7,200.00\n\n\
        年度\n总体\n目标\n\n预期目标 实际完成情况\n\n建设职工书屋，\n购置图书。\n\n已建成书屋，\n图书上架。\n\n\
        总分值 100.00 总得分 99.00 自评等级 优\n\n项目支出绩效目标\n\n\
        项目绩效指标 年度指标 实际完成值分值 得分 偏差原因分析及改进措施\n\n产出指标 50.00 49.00\n\n\
        数量指标 20.00 19.00\n\n建设职工书屋数量2 2 10.00 10.00\n\n购置图书册数 5000册 4600册 10.00 9.00\n\
        部分图书缺货，须待\n出版社再版\n\n质量指标 30.00 30.00\n\n\
        书屋管理 借阅登记齐全，每周开放五天以上。借阅登记齐全，每周开放五天以上。15.0015.00 按要求落实\n";
    assert_rows(
        text,
        &[
            "|年度资金总额|8,000.00|8,000.00|7,200.00|10.00|0.90|9.00",
            "|其中：当年财政拨款|8,000.00|8,000.00|7,200.00|||",
            "|建设职工书屋，购置图书。|已建成书屋，图书上架。",
            "总得分|99.00",
            "自评等级|优",
            "|产出指标|||||50.00|49.00|",
            "||数量指标||||20.00|19.00|",
            "|||建设职工书屋数量|2|2|10.00|10.00|",
            "|||购置图书册数|5000册|4600册|10.00|9.00|部分图书缺货，须待出版社再版",
            "|||书屋管理|借阅登记齐全，每周开放五天以上。|借阅登记齐全，每周开放五天以上。|15.00|15.00|按要求落实",
        ],
    );
}

#[test]
fn text_without_any_separator_is_cut_by_kind_repetition_and_arithmetic() {
    let text = "绩效目标自评表(2022年度)项目名称江湾村蓄水池项目主管部门江州市农业局实施单位江湾镇政府资金情况(万元)\
        全年预算数(A)全年执行数(B)分值执行率(B/A)得分年度资金总额:454510100.00%10其中:本年财政拨款4545其他资金\
        年度总体目标年初设定目标年度总体目标完成情况综述修建蓄水池,改善灌溉,修建蓄水池,改善灌溉,绩效指标\
        一级指标二级指标三级指标分值年度指标值全年实际值得分未完成原因及拟采取的改进措施产出指标(60分)\
        数量指标修建蓄水池20≥6口≥6口20铺设管道10≥900米≥900米10质量指标验收合格率20100%100%20\
        成本指标项目总投资1045万元45万元10效益指标(30分)社会效益指标受益农户30≥85户≥85户30……总分100100注:1.略";
    assert_rows(
        text,
        &[
            "项目名称|江湾村蓄水池项目",
            "|年度资金总额:|45|45|10|100.00%|10",
            "|其中:本年财政拨款|45|45|||",
            "|修建蓄水池,改善灌溉,|修建蓄水池,改善灌溉,",
            "|产出指标(60分)|数量指标|修建蓄水池|20|≥6口|≥6口|20|",
            "|||铺设管道|10|≥900米|≥900米|10|",
            "||质量指标|验收合格率|20|100%|100%|20|",
            "||成本指标|项目总投资|10|45万元|45万元|10|",
            "|效益指标(30分)|社会效益指标|受益农户|30|≥85户|≥85户|30|",
            "总分||||100|||100|",
        ],
    );
    let gaps: usize = rebuild(text).iter().map(|table| table.gaps.len()).sum();
    assert!(gaps > 0, "figures cut by arithmetic are made known");
}

#[test]
fn one_cell_a_line_with_bars_keeps_its_blank_cells() {
    let text = "部门预算项目支出绩效自评表(2023年度) |\n项目名称 |\n人员经费 |\n主管部门 |\n江州市粮食局 |\n\
        绩效指标(90分) |\n一级指标 |\n二级指标 |\n三级指标 |\n指标性质 |\n指标值 |\n度量单位 |\n完成值 |\n权重 |\n得分 |\n\
        未完成原因分析 |\n产出指标 |\n数量指标 |\n工资发放覆盖率 |\n= |\n100 |\n% |\n|\n60 |\n|\n|\n\
        效益指标 |\n社会效益指标 |\n参保率 |\n≥ |\n98 |\n% |\n99 |\n30 |\n30 |\n|\n合计 |\n90 |\n|\n|\n评价结论 |\n完成较好。 |";
    assert_rows(
        text,
        &[
            "|产出指标|数量指标|工资发放覆盖率|=|100|%||60||",
            "|效益指标|社会效益指标|参保率|≥|98|%|99|30|30|",
            "评价结论|完成较好。",
        ],
    );
}

#[test]
fn ragged_bars_at_the_end_of_a_row_are_not_blank_cells() {
    let text = "绩效目标自评表 | ||||||||\n(2023年度) | ||||||||\n项目名称 | 江湾村果园项目 | |||||||\n绩效指标 | 一级 指标 |\n\
        二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因及拟采取的改进措施 | ||\n产 出 指 标 (50分) |\n\
        数量指标 | ★改造果园面积 | 20 | 40亩 | 40亩 | 20 | ||||\n其中柑橘面积 | 25亩 | 25亩 | ||||||||\n…… | ||||||||||\n\
        质量指标 | ||||||||||\n果苗成活率 | 30 | 90% | 93% | 30 | ||||||\n";
    assert_rows(
        text,
        &[
            "|产 出 指 标 (50分)|数量指标|★改造果园面积|20|40亩|40亩|20|",
            "|||其中柑橘面积||25亩|25亩||",
            "||质量指标|果苗成活率|30|90%|93%|30|",
        ],
    );
}

#[test]
fn cells_on_lines_of_their_own_are_joined_to_rows() {
    let text = "项目支出绩效自评表\n\n2021年度)\n\n项目名称\n\n礼堂修缮\n\n一级指标\n\n二级指标\n\n三级指标\n\n年度\n\n指标值\n\n实际\n\n\
        完成值\n\n分值\n\n得分\n\n偏差原因分析及改进措施\n\n产出指标\n\n数量指标\n\n指标1修缮面积\n\n420平方米\n\n400平方米\n\n20\n\n19\n\n\
        看台部分延后\n\n指标2\n\n质量指标\n\n指标1验收合格率\n\n100%\n\n100%\n\n30\n\n30\n\n";
    assert_rows(
        text,
        &[
            "2021年度)",
            "|产出指标|数量指标|指标1修缮面积|420平方米|400平方米|20|19|看台部分延后",
            "||质量指标|指标1验收合格率|100%|100%|30|30|",
        ],
    );
}

#[test]
fn a_qualitative_form_gives_a_row_a_task_and_keeps_late_goals() {
    let text = "部门整体支出绩效自评表\n\n目标 任务名称 编制预算时提出的任务措施 绩效指标实际执行情况 执行情况与年初预算的对比 相关情况说明\n\n\
        履职效\n益明显\n\n经济效益\n\n扶持合作社\n发展。\n\n已扶持三家\n合作社\n\n完成年初\n计划 无\n\n社会效益\n\n无 无 无 无\n\n\
        资产管理规\n范\n\n定期盘点\n\n已盘点\n\n一致\n\n无\n\n预算管\n理规范\n";
    assert_rows(
        text,
        &[
            "履职效益明显|经济效益|扶持合作社发展。|已扶持三家合作社|完成年初计划|无",
            "|社会效益|无|无|无|无",
            "预算管理规范|资产管理规范|定期盘点|已盘点|一致|无",
        ],
    );
}

#[test]
fn traditional_characters_with_readings_are_seen_through() {
    let text = "| 2020年度項(xiàng)目支出績效自評表 | |||||\n| 項(xiàng)目名稱 |\n普查補(bǔ)助 |\n||||\n\
        | 主管部門 | 雲溪局 | 實(shí)施單位 | 雲溪站 | |||\n\
        | 一級指標(biāo) | 二級指標(biāo) | 三級指標(biāo) | 年度指標(biāo)值 | 實(shí)際完成值 | 分值 | 得分 | ||\n\
        | 產(chǎn)出指標(biāo) | 數(shù)量指標(biāo) | 普查戶數(shù)量 | 60戶 | 60戶 | 50 | 50 | ||\n";
    assert_rows(
        text,
        &[
            "2020年度项目支出绩效自评表",
            "项目名称|普查補(bǔ)助",
            "实施单位|雲溪站",
            "|产出指标|数量指标|普查戶數(shù)量|60戶|60戶|50|50",
        ],
    );
}

#[test]
fn two_forms_in_one_run_are_kept_apart() {
    let form = |name: &str, count: u32| {
        format!(
            "项目支出绩效自评表\n（2022年度）\n项目名称 {name}\n{HEADER}\n产出指标 数量指标 走访户数 {count}户 {count}户 50 50\n总分 100 100\n"
        )
    };
    let tables = rebuild(&format!("{}{}", form("走访慰问", 20), form("助学帮扶", 35)));
    assert_eq!(tables.len(), 2);
    assert_eq!(tables[0].consumed.end, tables[1].consumed.start);
}

#[test]
fn prose_and_lists_of_contents_hold_no_form() {
    for text in [
        "一、项目概况\n江州市总工会2022年开展送温暖活动，预算执行率为98%，产出指标完成较好，得分较高。\n二、绩效分析\n各项指标均已完成。",
        "目录\n附表1 项目支出绩效自评表\n附表2 部门整体支出绩效自评表\n",
    ] {
        assert!(rebuild(text).is_empty(), "{text}");
    }
}

#[test]
fn scrambled_text_gives_gaps_and_no_invented_rows() {
    let text = "部门项目支出绩效自评表(2021年)项目名称公用经费一级指标二级指标三级指标分值指标值全年实际值得分项目管理(25分)\
        制度健全性7一制度健全7资金合规性8二一持续合规10一100%9执行有效性3三12项目2家4个5次9期8一二三四";
    for table in rebuild(text) {
        assert!(!table.gaps.is_empty());
    }
}

/// Whatever is lost of a form, nothing panics and every value read stands in the text.
#[test]
fn a_form_cut_anywhere_gives_only_text_that_is_there() {
    let text = format!(
        "项目支出绩效自评表(2022年度)项目名称助学主管部门江州市总工会项目资金(万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 \
         年度资金总额 12.5012.5011.2010 89.6%9 绩效指标 {HEADER} 产出指标 (50分)\n数量指标 | 资助学生人数120人 | 118人 10 10 | \n\
         质量指标 资助覆盖率100%100%1010 两人转学 效益指标\t社会效益指标 家庭负担 有所减轻 有所减轻 20.0020.00 总分 10098 优 注：略"
    );
    let squeeze = jixiao_document::text::squeeze;
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for &cut in &bounds {
        for part in [&text[..cut], &text[cut..]] {
            if part.trim().is_empty() {
                continue;
            }
            let source = squeeze(part).replace('|', "");
            for cell in rebuild(part).iter().flat_map(|flow| flow.table.cells()) {
                let fixed = ["绩效指标", "一级指标", "二级指标", "三级指标", "项目资金"];
                let there = source.contains(&squeeze(&cell.text));
                assert!(there || fixed.contains(&cell.text.as_str()), "{} in {part}", cell.text);
            }
        }
    }
}

#[test]
fn cells_wrapped_under_one_another_are_put_together() {
    let text = format!(
        "项目支出绩效自评表\n（2022年度）\n项目名称 古树名木养护\n{HEADER}\n\
         \x20                                                                           冬季低温，复\n\
         \x20 产出指标  数量指标  挂牌保护古树  ≥120株     112株      20    18.67       壮剂推迟到\n\
         \x20                     株数                                                  次年使用\n\
         \x20           质量指标  古树成活率    ≥98%       99%        10    10\n\
         \x20 满意度指  服务对象  附近居民满意  ≥90%       95%        10    10\n\
         \x20 标        满意度    度\n\
         \x20           指标\n\
         总分 100 98.67\n"
    );
    assert_rows(
        &text,
        &[
            "|产出指标|数量指标|挂牌保护古树株数|≥120株|112株|20|18.67|冬季低温，复壮剂推迟到次年使用",
            "||质量指标|古树成活率|≥98%|99%|10|10|",
            "|满意度指标|服务对象满意度指标|附近居民满意度|≥90%|95%|10|10|",
        ],
    );
}

#[test]
fn running_heads_beside_page_numbers_are_no_cells() {
    let text = format!(
        "项目支出绩效自评表\n（2022年度）\n项目名称 古树名木养护\n{HEADER}\n\
         产出指标 数量指标 挂牌古树株数 ≥120株 112株 20 18.67 低温推迟\n\n— 27 —\n江州市园林处2022年度部门决算公开\n\n\
         质量指标 古树成活率 ≥98% 99% 10 10\n总分 100 98.67\n"
    );
    assert_rows(
        &text,
        &[
            "|产出指标|数量指标|挂牌古树株数|≥120株|112株|20|18.67|低温推迟",
            "||质量指标|古树成活率|≥98%|99%|10|10|",
        ],
    );
}

#[test]
fn ends_of_names_and_reasons_go_to_their_own_rows() {
    let text = format!(
        "项目支出绩效自评表\n（2022年度）\n项目名称 古树名木养护\n\
         项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n\
         年度资金总额 36 36 30.6 10 85% 8.5\n其中：当年财政拨款 20 20 20\n上年结转资金 16 16 10.6\n{HEADER}\n\
         受冬季低温影响5株古\n产出指标 数量指标 挂牌保护古树株 ≥120株 112株 20 18.67 树复壮推迟到次\n年\n\
         质量指标 古树复壮成活率 ≥98% 99% 10 10\n时效指标 复壮任务完成及 ≥95% 100% 10 10\n时率\n\
         满意度指标 服务对象满意度指标 附近居民满意度 ≥90% 95% 10 10 继续保持\n总分 100 98.67\n"
    );
    assert_rows(
        &text,
        &[
            "|其中：当年财政拨款|20|20|20|||",
            "|产出指标|数量指标|挂牌保护古树株|≥120株|112株|20|18.67|受冬季低温影响5株古树复壮推迟到次年",
            "||质量指标|古树复壮成活率|≥98%|99%|10|10|",
            "||时效指标|复壮任务完成及时率|≥95%|100%|10|10|",
            "|满意度指标|服务对象满意度指标|附近居民满意度|≥90%|95%|10|10|继续保持",
        ],
    );
}

#[test]
fn labels_cut_by_a_page_or_printed_down_the_side_are_put_together() {
    let text = format!(
        "项目支出绩效自评表\n（2022年度）\n项目名称 古树名木养护\n主管部门 江州市园林局\n\
         \x20                           年初预算数  全年预算数(A)  全年执行数(B)  分值  执行率(B/A)  得分\n\
         \x20项目资金   年度资金总额           36.00      36.00      30.60      10      85%       8.5\n\
         \x20（万元）   其中：当年财政拨款     36.00      36.00      30.60      -       85%       -\n{HEADER}\n\
         产出\n数量指标 挂牌保护古树株数 ≥120株 112株 20 18\n新挂牌古树株数 ≥12株 12株 10 10\n指标\n\n第 3 页 共 5 页\n\n\
         质量指标 古树成活率 ≥98% 99% 10 10\n低温期长，部分古树\n时效指标 复壮完成及时率 ≥95% 90% 10 9\n的复壮推迟到次年\n\
         满意度指标 服务对象满意度 附近居民满意度 ≥90% 95% 10 10\n指标\n总分 100 98\n"
    );
    assert_rows(
        &text,
        &[
            "|年度资金总额|36.00|36.00|30.60|10|85%|8.5",
            "|其中：当年财政拨款|36.00|36.00|30.60|-|85%|-",
            "|产出|数量指标|挂牌保护古树株数|≥120株|112株|20|18|",
            "|指标||新挂牌古树株数|≥12株|12株|10|10|",
            "||质量指标|古树成活率|≥98%|99%|10|10|",
            "||时效指标|复壮完成及时率|≥95%|90%|10|9|低温期长，部分古树的复壮推迟到次年",
            "|满意度指标|服务对象满意度指标|附近居民满意度|≥90%|95%|10|10|",
        ],
    );
}

#[test]
fn a_qualitative_form_of_single_lines_is_read_line_by_line() {
    let text = "部门整体支出绩效自评表\n目标\n任务名称\n编制预算时提出的任务措施\n绩效指标实际执行情况\n\
        执行情况与年初预算的对比\n相关情况说明\n履职效益明显\n经济效益\n扶持合作社发展\n已扶持三家合作社\n完成年初计划\n无\n\n\
        社会效益\n开办夜校\n开办夜校两期\n超过年初计划\n无\n";
    assert_rows(
        text,
        &[
            "履职效益明显|经济效益|扶持合作社发展|已扶持三家合作社|完成年初计划|无",
            "|社会效益|开办夜校|开办夜校两期|超过年初计划|无",
        ],
    );
}
