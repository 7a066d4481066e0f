//! Facts of the department's evaluation of a project's year: the rows of its sheet and its words.

use super::{count, funds, rate};
use crate::evaluations::{EvaluationSheet, SheetRow};
use jixiao_domain::{Decimal, FundFigures, Grade};
use jixiao_narrative::{FactValue, Facts, Source};
use jixiao_regulation::Framework;
use jixiao_store::goals::Goal;
use jixiao_store::projects::Project;
use jixiao_store::self_evaluations::SelfEvaluation;

/// What the evaluation's own record does not say.
pub(in crate::reports) struct About<'a> {
    /// The project.
    pub(in crate::reports) project: &'a Project,
    /// The framework it is scored by.
    pub(in crate::reports) framework: &'a Framework,
    /// The goal in force.
    pub(in crate::reports) goal: Option<&'a Goal>,
    /// The money of the year.
    pub(in crate::reports) funds: FundFigures,
    /// The unit's own evaluation, where it is approved.
    pub(in crate::reports) filed: Option<&'a SelfEvaluation>,
    /// The digest of the conclusion, where there is one.
    pub(in crate::reports) digest: Option<String>,
}

/// Puts everything the sheet says.
pub(in crate::reports) fn evaluation(
    facts: &mut Facts,
    sheet: &EvaluationSheet,
    about: &About<'_>,
) {
    let put = Sheet { sheet, digest: about.digest.clone() };
    of_project(facts, sheet, about);
    head(facts, &put, about);
    words(facts, &put);
    groups(facts, &put);
    rows(facts, &put);
}

fn points(points: Decimal) -> FactValue {
    FactValue::Points { points }
}

struct Sheet<'a> {
    sheet: &'a EvaluationSheet,
    digest: Option<String>,
}

impl Sheet<'_> {
    fn source(&self, place: &str) -> Source {
        let address = format!("/evaluations/{}", self.sheet.id);
        Source::new(format!("部门评价{place}"), address)
    }

    fn item<'f>(
        &self,
        facts: &'f mut Facts,
        (list, id): (&str, String),
        place: &str,
    ) -> jixiao_narrative::Item<'f> {
        facts.item(list, id, self.source(place), self.digest.clone())
    }
}

/// Basis, money, goal and the unit's own evaluation, each from where it is kept.
fn of_project(facts: &mut Facts, sheet: &EvaluationSheet, about: &About<'_>) {
    let project = format!("/projects/{}", about.project.id);
    let basis = about.project.content.basis.as_str();
    facts.group("project", Source::new("项目登记", project.as_str()), None).text("basis", basis);
    let ledger = format!("{project}/years/{}", sheet.year);
    let ledger = Source::new("预算与执行台账", ledger);
    let mut money = facts.group("", ledger, None);
    // A template may ask for what is below a name that is there.
    money.text("funds.total.name", "年度资金总额").text("goal.name", "年度目标");
    money.text("own.name", "单位自评");
    if about.funds.adjusted.fen() > 0 {
        funds(&mut money, "funds.total.", about.funds);
    }
    if let Some(goal) = about.goal {
        let source = Source::new("绩效目标", format!("/goals/{}", goal.id));
        let goal = FactValue::text(&goal.content.annual_goal);
        facts.group("", source, None).put_at("goal.expected", goal, "“年度目标”");
    }
    let Some((filed, total)) = about.filed.and_then(|filed| Some((filed, filed.total?))) else {
        return;
    };
    let source = Source::new("自评表", format!("/self-evaluations/{}", filed.id));
    let mut own = facts.group("own", source, None);
    own.put_at("score", points(total), "总得分");
    if let Some(grade) = filed.grade {
        own.put_at("grade", graded(grade), "自评等级");
    }
    if let Some(score) = sheet.total {
        own.put_at("apart", points((total - score).abs()), "总得分与部门评价得分之差")
            .flag("higher", total > score)
            .flag("lower", total < score);
    }
}

fn graded(grade: Grade) -> FactValue {
    FactValue::Grade { word: grade.word().to_owned() }
}

fn head(facts: &mut Facts, put: &Sheet<'_>, about: &About<'_>) {
    let sheet = put.sheet;
    let mut top = facts.group("", put.source(""), put.digest.clone());
    top.put("year", FactValue::Year { year: sheet.year })
        .text("project.name", &sheet.project_name)
        .text("project.unit", &sheet.implementing_unit)
        .text("project.department", &sheet.supervising_department)
        .text("framework.title", &about.framework.title)
        .put_at("opinion", FactValue::text(&sheet.exchanged_opinion), "“被评价单位意见”")
        .put_at("conclusion", FactValue::text(&sheet.conclusion), "“评价结论”")
        .put_at("row_count", count(sheet.rows.len(), "项"), "三级指标行数")
        .put_at("total.points", points(sheet.points), "标准分值合计");
    if let Some(total) = sheet.total {
        top.put_at("total.score", points(total), "评价得分合计");
    }
    if let Some(grade) = sheet.grade {
        top.put_at("total.grade", graded(grade), "评价等级");
    }
    let lost = sheet.rows.iter().filter(|row| is_short(row)).count();
    if lost > 0 {
        top.put_at("lost_count", count(lost, "项"), "未得满分的三级指标行数");
    }
}

/// What the evaluators wrote, a paragraph an item.
fn words(facts: &mut Facts, put: &Sheet<'_>) {
    let content = &put.sheet.content;
    for (list, text, place) in [
        ("purpose", &content.purpose, "“评价目的、对象和范围”"),
        ("method", &content.method, "“评价方法”"),
        ("work", &content.work, "“评价工作过程”"),
        ("achievements", &content.achievements, "“主要经验及做法”"),
        ("problems", &content.problems, "“存在的问题及原因分析”"),
        ("suggestions", &content.suggestions, "“有关建议”"),
    ] {
        facts.list(list);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        for (index, line) in lines.enumerate() {
            put.item(facts, (list, index.to_string()), place).text("text", line);
        }
    }
}

/// 决策, 过程, 产出, 效益, and 二级指标 below them.
fn groups(facts: &mut Facts, put: &Sheet<'_>) {
    let sheet = put.sheet;
    for list in ["groups", "kinds"] {
        facts.list(list);
    }
    for column in &sheet.strip {
        let place = format!("“{}”各行", column.level1);
        let mut item = put.item(facts, ("groups", column.level1.clone()), &place);
        item.text("name", &column.level1).put_at("points", points(column.points), "标准分值合计");
        if let Some(score) = column.score {
            item.put_at("score", points(score), "评价得分合计")
                .flag("full", score == column.points);
            if let Some(share) = score.checked_div(column.points) {
                item.put_at("rate", rate(share), "评价得分÷标准分值");
            }
        }
    }
    for row in &sheet.rows {
        let of = || {
            let same = |other: &&SheetRow| other.level1 == row.level1 && other.level2 == row.level2;
            sheet.rows.iter().filter(same)
        };
        let place = format!("“{}”各行", row.level2);
        let id = format!("{}-{}", row.level1, row.level2);
        put.item(facts, ("kinds", id), &place)
            .text("name", &row.level2)
            .text("group", &row.level1)
            .put_at("points", points(of().map(|row| row.points).sum()), "标准分值合计")
            .put_at("score", points(of().filter_map(|row| row.score).sum()), "评价得分合计");
    }
}

fn is_short(row: &SheetRow) -> bool {
    row.score.is_some_and(|score| score < row.points)
}

fn rows(facts: &mut Facts, put: &Sheet<'_>) {
    for list in ["rows", "lost"] {
        facts.list(list);
    }
    for (index, row) in put.sheet.rows.iter().enumerate() {
        for (list, _) in [("rows", true), ("lost", is_short(row))].into_iter().filter(|of| of.1) {
            let place = format!("“{}”行", row.name);
            let mut item = put.item(facts, (list, index.to_string()), &place);
            item.text("name", &row.name)
                .text("group", &row.level1)
                .text("kind", &row.level2)
                .put_at("points", points(row.points), "标准分值")
                .put_at("finding", FactValue::text(close(&row.finding)), "评价说明")
                .flag("full", row.score == Some(row.points));
            if let Some(score) = row.score {
                item.put_at("score", points(score), "评价得分");
                item.put_at("lost", points(row.points - score), "标准分值与评价得分之差");
            }
        }
    }
}

/// Words without the blanks that stand around figures in tables: running text has none.
fn close(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let beside = |c: Option<char>| c.is_none_or(|c| !c.is_ascii());
        if c != ' ' || !(beside(closed.chars().last()) || beside(rest.peek().copied())) {
            closed.push(c);
        }
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::close;

    #[test]
    fn blanks_beside_chinese_are_closed_and_others_stay() {
        for (text, closed) in [
            (
                "实际支出 80,000.00 元÷实际到位 100,000.00 元＝80.00%",
                "实际支出80,000.00元÷实际到位100,000.00元＝80.00%",
            ),
            ("培训人数 100.00%；合格率 95.00%", "培训人数100.00%；合格率95.00%"),
            ("A B", "A B"),
        ] {
            assert_eq!(close(text), closed);
        }
    }
}
