//! Narrative reports read from text.

use jixiao_document::{Block, Document, Format, Location, Paragraph, TableBuilder};
use jixiao_domain::Value;
use jixiao_form::{Report, ReportKind, recognise};

/// A text file: blank lines leave a gap in the line numbers, tab-separated runs are a table.
fn text(lines: &str) -> Document {
    let mut document = Document::new(Format::Text);
    let mut rows: Vec<(u32, &str)> = Vec::new();
    for (line, number) in lines.lines().zip(1..) {
        if line.contains('\t') {
            rows.push((number, line));
            continue;
        }
        table(&mut rows, &mut document);
        if !line.trim().is_empty() {
            document.blocks.push(Block::Paragraph(Paragraph {
                text: line.to_owned(),
                heading_level: None,
                at: Location::Line(number),
            }));
        }
    }
    table(&mut rows, &mut document);
    document
}

fn table(rows: &mut Vec<(u32, &str)>, document: &mut Document) {
    if rows.is_empty() {
        return;
    }
    let mut builder = TableBuilder::new();
    for (number, line) in rows.drain(..) {
        for (cell, column) in line.split('\t').zip(0..) {
            builder.cell(column, (1, 1), cell.trim().to_owned(), Location::Line(number));
        }
        builder.end_row();
    }
    document.blocks.push(Block::Table(builder.finish()));
}

fn only_report(lines: &str) -> Report {
    let mut reports = recognise(&text(lines)).reports;
    assert_eq!(reports.len(), 1, "{reports:?}");
    reports.remove(0)
}

fn outline(report: &Report) -> Vec<String> {
    let line = |at| match at {
        Location::Line(line) => line,
        _ => 0,
    };
    report
        .sections
        .iter()
        .map(|section| format!("{} {} @{}", section.level, section.heading, line(section.at)))
        .collect()
}

fn figures(report: &Report) -> Vec<String> {
    report
        .figures
        .iter()
        .map(|figure| {
            let Value::Quantity(quantity) = &figure.value else { panic!("{figure:?}") };
            let Location::Line(line) = figure.at else { panic!("{figure:?}") };
            format!("{} = {}{} @{line}", figure.text, quantity.number, quantity.unit)
        })
        .collect()
}

const ORDINARY: &str = "\
江州市总工会

2022 年度职工书屋建设专项绩效评价报告

一、项目基本情况

（一）项目概况

市财政安排专项资金 30 万元，建设职工书屋。

1、资金情况

实际支出28.5万元，其中设备购置 12 万元。

（二）综合评价结论：该项目得分 96 分，评价等级“优”。评价得分如下表：

项 目\t产出指标\t效益指标\t满意度指标\t得分合计
标准分值\t60\t30\t10\t100
评价得分\t58\t29\t9\t96

（三）指标分析

(1) 数量指标（总分 20 分，评价得分 19 分）

2022年实际建成书屋 18 家，计划20家。

二、存在的问题 无。
";

#[test]
fn sections_have_their_levels_and_places() {
    let report = only_report(ORDINARY);
    assert_eq!(report.kind, ReportKind::EvaluationReport);
    assert_eq!(report.year.map(jixiao_domain::FiscalYear::get), Some(2022));
    assert_eq!(
        outline(&report),
        [
            "1 一、项目基本情况 @5",
            "2 （一）项目概况 @7",
            "3 1、资金情况 @11",
            "2 （二）综合评价结论 @15",
            "2 （三）指标分析 @21",
            "4 (1) 数量指标（总分 20 分，评价得分 19 分） @23",
            "1 二、存在的问题 @27",
        ]
    );
    assert_eq!(report.sections.last().unwrap().text, "无。");
}

#[test]
fn figures_keep_their_clause_and_line() {
    assert_eq!(
        figures(&only_report(ORDINARY)),
        [
            "市财政安排专项资金 30 万元 = 30万元 @9",
            "实际支出28.5万元 = 28.5万元 @13",
            "设备购置 12 万元 = 12万元 @13",
            "该项目得分 96 分 = 96分 @15",
            "总分 20 分 = 20分 @23",
            "评价得分 19 分 = 19分 @23",
            "实际建成书屋 18 家 = 18家 @25",
            "计划20家 = 20家 @25",
        ]
    );
}

#[test]
fn stated_scores_are_kept() {
    let report = only_report(ORDINARY);
    let strips: Vec<_> = report
        .strips
        .iter()
        .map(|strip| {
            let number = |field: &Option<jixiao_form::Field>| {
                field.as_ref().and_then(jixiao_form::Field::number).map(|n| n.to_string())
            };
            (strip.label.as_str(), number(&strip.standard), number(&strip.score), strip.is_total)
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        strips,
        [
            ("产出指标", some("60"), some("58"), false),
            ("效益指标", some("30"), some("29"), false),
            ("满意度指标", some("10"), some("9"), false),
            ("得分合计", some("100"), some("96"), true),
            ("数量指标", some("20"), some("19"), false),
        ]
    );
}

#[test]
fn wrapped_lines_are_joined_and_figures_keep_the_line_they_begin_on() {
    let report = only_report(
        "\
部门整体支出绩效自评报告

一、部门基
本情况

（一）整体收支的情
况
2023年本部门年初预算收入1200.5万元，年中调整预算后为
1310万元；全年支出1290.25万元，其中基本支出800万元，共慰
问职工 320 人次，各项工作按照计划完成，未超预算。（二）自评
结论：完成较好。
",
    );
    assert_eq!(
        outline(&report),
        ["1 一、部门基本情况 @3", "2 （一）整体收支的情况 @6", "2 （二）自评结论 @10",]
    );
    assert_eq!(report.kind, ReportKind::DepartmentReport);
    assert_eq!(
        figures(&report),
        [
            "本部门年初预算收入1200.5万元 = 1200.5万元 @8",
            "年中调整预算后为1310万元 = 1310万元 @9",
            "全年支出1290.25万元 = 1290.25万元 @9",
            "基本支出800万元 = 800万元 @9",
            "共慰问职工 320 人次 = 320人次 @10",
        ]
    );
}

#[test]
fn a_report_on_one_line_still_has_sections() {
    let report = only_report(
        "江州市某站专项资金绩效自评报告一、基本情况(一)项目概况本站2022年项目为培训(二)资金\
         及绩效目标安排资金18万元二、资金使用情况主要用于培训三、存在的问题及原因分析暂无",
    );
    assert_eq!(
        outline(&report),
        [
            "1 一、基本情况 @1",
            "2 (一)项目概况 @1",
            "2 (二)资金及绩效目标 @1",
            "1 二、资金使用情况 @1",
            "1 三、存在的问题及原因分析 @1",
        ]
    );
}

#[test]
fn a_title_may_stand_on_two_lines_and_its_year_on_a_third() {
    let report =
        only_report("江州市部门整体支出\n\n绩效评价自评报告\n\n（2021 年度）\n\n一、概况\n\n无。");
    assert_eq!(report.kind, ReportKind::DepartmentReport);
    assert_eq!(report.title.unwrap().printed, "江州市部门整体支出绩效评价自评报告");
    assert_eq!(report.year.map(jixiao_domain::FiscalYear::get), Some(2021));
}

#[test]
fn contents_notices_and_forms_are_no_reports() {
    for lines in [
        "关于报送2022年度绩效自评报告的通知\n\n一、总体要求\n\n请各部门报送绩效自评报告。",
        "目录\n\n（一）项目绩效自评报告\n\n（二）部门整体支出绩效自评报告",
        "部门整体支出绩效自评报告\n\n江州市总工会",
        "项目支出绩效自评表\n\n一、基本情况",
    ] {
        assert!(recognise(&text(lines)).reports.is_empty(), "{lines}");
    }
}

#[test]
fn a_form_behind_a_report_is_not_part_of_it() {
    let report = only_report(
        "职工培训项目支出绩效自评报告\n\n一、项目情况\n\n培训职工50人。\n\n项目支出绩效自评表\n\n二、帮扶职工70人",
    );
    assert_eq!(figures(&report), ["培训职工50人 = 50人 @5"]);
}

/// A word-processor document: paragraphs are whole, headings may be marked.
fn paragraphs(texts: &[(&str, Option<u8>)]) -> Document {
    let mut document = Document::new(Format::Docx);
    for (&(text, heading_level), index) in texts.iter().zip(1..) {
        document.blocks.push(Block::Paragraph(Paragraph {
            text: text.to_owned(),
            heading_level,
            at: Location::Paragraph(index),
        }));
    }
    document
}

#[test]
fn marked_and_unnumbered_headings_of_word_processors_count() {
    let document = paragraphs(&[
        ("江州市总工会2023年度部门整体支出绩效自评报告", None),
        ("部门概况", Some(1)),
        ("设办公室等5个部室，在职32人。", None),
        ("预算执行情况", None),
        ("1.绩效目标不够细化。2.执行进度偏慢。", None),
        ("全年支出1200万元", None),
        ("执行率98.5%", None),
    ]);
    let reports = recognise(&document).reports;
    let headings: Vec<_> =
        reports[0].sections.iter().map(|section| section.heading.as_str()).collect();
    assert_eq!(headings, ["部门概况", "预算执行情况"]);
    assert_eq!(reports[0].figures[2].at, Location::Paragraph(6));
    assert_eq!(
        reports[0].sections[1].text,
        "1.绩效目标不够细化。2.执行进度偏慢。\n全年支出1200万元\n执行率98.5%"
    );
    assert_eq!(reports[0].figures[1].text, "在职32人");
}

#[test]
fn a_title_repeated_at_the_head_of_a_page_does_not_split_a_report() {
    let title = "职工培训项目支出绩效自评报告";
    let report = only_report(&format!(
        "{title}\n\n一、项目情况\n\n培训职工50人。\n\n{title}\n\n二、资金情况\n\n支出5万元。"
    ));
    assert_eq!(report.sections.len(), 2);
    let twice = format!(
        "{title}\n\n一、项目情况\n\n培训职工50人。\n\n{title}\n\n一、项目情况\n\n培训职工60人。"
    );
    assert_eq!(recognise(&text(&twice)).reports.len(), 2);
}

#[test]
fn a_list_of_contents_before_a_report_is_not_a_report() {
    let title = "职工培训项目支出绩效自评报告";
    let report = only_report(&format!(
        "{title}\n\n一、项目情况\n\n二、资金情况\n\n{title}\n\n一、项目情况\n\n培训职工50人。\n\n\
         二、资金情况\n\n支出5万元。"
    ));
    assert_eq!(report.at, Location::Line(7));
}

#[test]
fn a_report_without_headings_is_kept_when_it_has_prose() {
    let report = only_report(
        "职工培训项目支出绩效自评总结\n\n按照市财政局要求，市总工会对职工培训项目开展了绩效自评，全年共培训职工\
         320人次，支出经费15万元，执行率100%，达到了预期目标。",
    );
    assert_eq!(report.figures.len(), 3);
    assert!(report.figures.iter().all(|figure| figure.section.is_none()));
}

#[test]
fn scored_headings_make_a_report_without_a_title() {
    let report = only_report(
        "一、投入(14分)\n(一)项目立项(8分):\n(1)立项规范性(3分)\n程序完整。自评得2分。\n\
         (2)目标合理性(5分)\n目标与规划一致,自评得4.5分。",
    );
    assert!(report.title.is_none());
    let scores: Vec<_> = report
        .strips
        .iter()
        .map(|strip| {
            let score = strip.score.as_ref().map_or("", |score| &score.printed);
            (strip.label.as_str(), score)
        })
        .collect();
    assert_eq!(
        scores,
        [("投入", ""), ("项目立项", ""), ("立项规范性", "2分"), ("目标合理性", "4.5分")]
    );
}
