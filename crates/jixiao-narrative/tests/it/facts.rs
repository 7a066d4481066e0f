//! Facts of an invented self-evaluation.

use jixiao_domain::{Decimal, Money};
use jixiao_narrative::{FactValue, Facts, Source};

/// What the year brought.
pub(crate) struct Year {
    /// 实际完成值 of the first indicator, of 500.
    pub(crate) done: i64,
    /// 全年执行数, 元, of 100,000.
    pub(crate) executed: i64,
}

fn money(yuan: i64) -> FactValue {
    FactValue::money(Money::from_fen(yuan * 100))
}

fn points(points: i64) -> FactValue {
    FactValue::Points { points: Decimal::from(points) }
}

/// A project with two indicators.
pub(crate) fn facts(year: &Year) -> Facts {
    let mut facts = Facts::new();
    let short = year.done < 500;
    let lost = year.executed < 100_000;
    let score = if short { 47 } else { 50 };
    let execution = if lost { 9 } else { 10 };
    let mut top = facts.group("", source(), None);
    top.put("year", FactValue::Year { year: 2025 })
        .put("row_count", FactValue::count(2, "项"))
        .text("project.name", "北山县总工会送温暖专项")
        .text("project.unit", "北山县总工会")
        .text("project.department", "江州市总工会")
        .text("goal.expected", "走访慰问困难职工。")
        .text("goal.actual", "已走访慰问困难职工。")
        .put("total.points", points(100))
        .put("total.score", points(score + 40 + execution))
        .put("total.grade", FactValue::Grade { word: "优".to_owned() })
        .put("execution.points", points(10))
        .put("execution.score", points(execution))
        .put("funds.total.initial", money(100_000))
        .put("funds.total.adjusted", money(100_000))
        .put("funds.total.executed", money(year.executed))
        .put("funds.total.unspent", money(100_000 - year.executed))
        .put("funds.total.rate", FactValue::Rate { share: Decimal::new(year.executed, 5) })
        .flag("funds.total.has_unspent", lost)
        .flag("funds.total.fully_executed", !lost)
        .flag("execution.lost", lost);
    if short {
        top.put("short_count", FactValue::count(1, "项"));
    }
    lists(&mut facts, year, short, score);
    facts
}

fn source() -> Source {
    Source::new("自评表", "/self-evaluations/1")
}

fn lists(facts: &mut Facts, year: &Year, short: bool, score: i64) {
    facts.list("shorts");
    facts.item("sources", "treasury", source(), None).text("name", "当年财政拨款");
    for (code, name, kind, most, got) in [
        ("output", "产出指标", "数量指标", 50, score),
        ("benefit", "效益指标", "社会效益指标", 40, 40),
    ] {
        facts
            .item("groups", code, source(), None)
            .text("name", name)
            .put("points", points(most))
            .put("score", points(got))
            .put("row_count", FactValue::count(1, "项"));
        facts
            .item("kinds", kind, source(), None)
            .text("name", kind)
            .text("group", name)
            .put("points", points(most))
            .put("score", points(got));
    }
    let mut lists = vec!["rows"];
    if short {
        lists.push("shorts");
    }
    for list in lists {
        facts
            .item(list, "7", source(), None)
            .text("name", "慰问困难职工人数")
            .text("group", "产出指标")
            .text("kind", "数量指标")
            .text("target", "≥500人")
            .text("actual", &format!("{}人", year.done))
            .put("points", points(50))
            .put("score", points(score))
            .text("cause", "部分对象年内脱困。")
            .text("measure", "按季核对名册。")
            .flag("short", short);
    }
    facts
        .item("rows", "8", source(), None)
        .text("name", "受助职工生活改善情况")
        .text("group", "效益指标")
        .text("kind", "社会效益指标")
        .text("target", "生活困难得到缓解")
        .text("actual", "回访家庭生活困难得到缓解")
        .put("points", points(40))
        .put("score", points(40))
        .flag("qualitative", true);
}
