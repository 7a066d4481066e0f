//! Drafts say what the facts say, in words that fit them.

use crate::facts::{Year, facts};
use jixiao_narrative::{FactValue, Facts, Narrative, Run, Source, draft, find, plain_text};

const TEMPLATES: [&str; 3] =
    ["self_evaluation/000000-2019", "self_evaluation/530000-2019", "self_evaluation/530000-2016"];

fn drafted(id: &str, facts: &Facts) -> Narrative {
    draft(find(id).unwrap(), facts).unwrap()
}

fn text(narrative: &Narrative) -> String {
    let mut lines = vec![plain_text(&narrative.title)];
    for section in &narrative.sections {
        lines.push(plain_text(&section.heading));
        lines.extend(section.paragraphs.iter().map(jixiao_narrative::Paragraph::plain));
    }
    lines.join("\n")
}

#[test]
fn a_good_year_is_not_given_problems() {
    let facts = facts(&Year { done: 520, executed: 100_000 });
    for id in TEMPLATES {
        let text = text(&drafted(id, &facts));
        assert!(text.contains("520人"), "{id}\n{text}");
        assert!(!text.contains("未达到目标") && !text.contains("部分对象年内脱困"), "{id}\n{text}");
    }
    let text = text(&drafted(TEMPLATES[1], &facts));
    assert!(text.contains("没有未完成的绩效目标") && text.contains("年末无结转结余"), "{text}");
}

#[test]
fn a_shortfall_is_told_with_its_cause_and_measure() {
    let facts = facts(&Year { done: 470, executed: 90_000 });
    for id in TEMPLATES {
        let text = text(&drafted(id, &facts));
        for said in ["470人", "部分对象年内脱困", "按季核对名册", "1万元", "90%"] {
            assert!(text.contains(said), "{id} does not say {said}\n{text}");
        }
        for hole in ["，，", "。。", "“”", "为。", "：。"] {
            assert!(!text.contains(hole), "{id} has {hole}\n{text}");
        }
    }
}

#[test]
fn every_digit_of_a_draft_is_a_tied_figure() {
    let facts = facts(&Year { done: 470, executed: 90_000 });
    for id in TEMPLATES {
        for section in &drafted(id, &facts).sections {
            for run in section.runs() {
                if let Run::Text { text } = run {
                    assert!(!text.contains(|c: char| c.is_ascii_digit()), "{id}: {text}");
                }
            }
        }
    }
}

#[test]
fn a_score_strip_becomes_a_table() {
    let facts = facts(&Year { done: 470, executed: 90_000 });
    let narrative = drafted(TEMPLATES[1], &facts);
    let table = narrative.sections.iter().find_map(|section| section.tables.first()).unwrap();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| plain_text(cell)).collect()).collect();
    assert_eq!(rows[0], ["项目", "预算执行率", "产出指标", "效益指标", "得分合计"]);
    assert_eq!(rows[2], ["自评得分", "9", "47", "40", "96"]);
}

#[test]
fn a_fact_that_is_missing_stops_the_draft() {
    let error = draft(find(TEMPLATES[0]).unwrap(), &Facts::new()).unwrap_err();
    assert!(error.problem.contains("undefined"), "{error}");
}

#[test]
fn facts_and_narratives_are_read_back_as_they_were_written() {
    let facts = facts(&Year { done: 470, executed: 90_000 });
    let again: Facts = serde_json::from_str(&serde_json::to_string(&facts).unwrap()).unwrap();
    assert_eq!(again, facts);
    let narrative = drafted(TEMPLATES[1], &facts);
    let json = serde_json::to_string(&narrative).unwrap();
    assert_eq!(serde_json::from_str::<Narrative>(&json).unwrap(), narrative);
}

/// A department of which nothing is known but its score: every chapter stands, none has a hole.
#[test]
fn a_department_without_data_is_reported_without_holes() {
    let mut facts = Facts::new();
    for list in [
        "units",
        "income",
        "spending",
        "three_public",
        "groups",
        "goals",
        "tasks",
        "shorts",
        "failed",
        "differences",
        "projects",
    ] {
        facts.list(list);
    }
    let source = || Source::new("部门整体支出绩效自评表", "/departments/1");
    let points = |points: i64| FactValue::Points { points: points.into() };
    facts
        .group("", source(), None)
        .put("year", FactValue::Year { year: 2024 })
        .text("unit.name", "江州市总工会")
        .put("row_count", FactValue::count(27, "项"))
        .put("total.points", points(100))
        .put("total.score", points(58))
        .put("total.grade", FactValue::Grade { word: "差".to_owned() });
    for line in ["total", "basic", "project", "left", "public"] {
        facts.group(format!("money.{line}"), source(), None).text("name", line);
    }
    facts.item("goals", "effect", source(), None).text("name", "履职效益明显");
    facts
        .item("differences", "projects-final", source(), None)
        .text("words", "项目支出（本年决算数）与各项目合计")
        .put("amount", FactValue::money(jixiao_domain::Money::from_fen(1_000_000)));
    let narrative = drafted("department/000000-2013", &facts);
    let chapters = narrative.sections.iter().filter(|section| section.level == 1).count();
    assert_eq!(chapters, 7);
    let text = text(&narrative);
    for hole in ["为。", "，。", "：。", "，，", "；。", "、。", "——"] {
        assert!(!text.contains(hole), "{hole}\n{text}");
    }
    for said in ["收支数尚未登记", "相差1万元，原因尚未说明", "限期整改"] {
        assert!(text.contains(said), "no {said}\n{text}");
    }
}

const HOLES: [&str; 8] = ["为。", "，。", "：。", "，，", "；。", "、。", "。。", "——"];

/// A round in which nothing is late and nothing was warned of.
#[test]
fn a_quiet_round_is_reported_without_holes() {
    let mut facts = Facts::new();
    for list in [
        "projects",
        "slow",
        "unspent",
        "units",
        "results",
        "doubts",
        "causes",
        "warning_kinds",
        "warning_states",
        "warnings",
        "pending",
        "orders",
        "suspended",
    ] {
        facts.list(list);
    }
    let source = || Source::new("监控表", "/monitoring/1");
    let money = |fen: i64| FactValue::money(jixiao_domain::Money::from_fen(fen));
    let items = |number: i64| FactValue::count(number, "项");
    facts
        .group("", source(), None)
        .put("year", FactValue::Year { year: 2025 })
        .text("period", "1—7月")
        .text("from_on", "2025年1月1日")
        .text("to_on", "2025年7月31日")
        .text("issued_on", "2025年8月1日")
        .text("issuer", "江州市总工会")
        .text("unit.name", "东亭区总工会")
        .text("funds.name", "预算执行")
        .put("project_count", FactValue::count(1, "个"))
        .put("row_count", items(5))
        .put("rows_green", items(5))
        .put("certain_count", items(5))
        .flag("few", true)
        .put("totals.initial", money(10_000_000))
        .put("totals.executed", money(6_000_000));
    facts
        .item("projects", "1", source(), None)
        .text("name", "送温暖专项资金")
        .text("goal", "慰问困难职工。")
        .put("initial", money(10_000_000))
        .put("executed", money(6_000_000));
    let narrative = drafted("monitoring/000000-2019", &facts);
    let text = text(&narrative);
    for hole in HOLES {
        assert!(!text.contains(hole), "{hole}\n{text}");
    }
    for said in ["没有明显偏差", "未触发预警", "没有下达整改通知", "按现有安排继续执行"]
    {
        assert!(text.contains(said), "no {said}\n{text}");
    }
    assert!(!text.contains("一是"), "{text}");
}

/// An evaluation of which nobody wrote more than the scores.
#[test]
fn a_bare_evaluation_is_reported_without_holes() {
    let mut facts = Facts::new();
    let lists = ["purpose", "method", "work", "achievements", "problems", "suggestions"];
    for list in lists.into_iter().chain(["groups", "kinds", "rows", "lost"]) {
        facts.list(list);
    }
    let source = || Source::new("部门评价", "/evaluations/1");
    let points = |points: i64| FactValue::Points { points: points.into() };
    facts
        .group("", source(), None)
        .put("year", FactValue::Year { year: 2024 })
        .text("project.name", "送温暖专项资金")
        .text("project.unit", "权益保障部")
        .text("project.department", "江州市总工会")
        .text("funds.total.name", "年度资金总额")
        .text("goal.name", "年度目标")
        .text("own.name", "单位自评")
        .put("row_count", FactValue::count(1, "项"))
        .put("total.points", points(100))
        .put("total.score", points(100))
        .put("total.grade", FactValue::Grade { word: "优".to_owned() });
    facts
        .item("groups", "决策", source(), None)
        .text("name", "决策")
        .put("points", points(100))
        .put("score", points(100))
        .flag("full", true);
    facts
        .item("kinds", "决策-项目立项", source(), None)
        .text("name", "项目立项")
        .text("group", "决策");
    facts
        .item("rows", "0", source(), None)
        .text("name", "立项依据充分性")
        .text("group", "决策")
        .text("kind", "项目立项")
        .put("points", points(100))
        .put("score", points(100))
        .flag("full", true);
    let text = text(&drafted("evaluation/000000-2019", &facts));
    for hole in HOLES {
        assert!(!text.contains(hole), "{hole}\n{text}");
    }
    for said in ["以批复的绩效目标表为准", "各项指标均得满分，未发现突出问题", "据实测算目标值"]
    {
        assert!(text.contains(said), "no {said}\n{text}");
    }
}
