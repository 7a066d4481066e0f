//! Facts of a whole department's year: what its forms print, filed or frozen.

mod money;
mod results;

use super::{count, date, points, rate};
use crate::departments::FiledDepartment;
use jixiao_analysis::department::DepartmentFigures;
use jixiao_domain::Decimal;
use jixiao_narrative::{FactValue, Facts, Source};

/// Puts everything the department's year says.
pub(in crate::reports) fn department(
    facts: &mut Facts,
    filed: &FiledDepartment,
    digest: Option<String>,
) {
    let address = format!("/departments/{}", filed.department_year);
    let sheet = Sheet { filed, address, digest };
    head(facts, &sheet);
    people(facts, &sheet);
    money::put(facts, &sheet);
    results::put(facts, &sheet);
    differences(facts, &sheet);
}

/// The year with where it stands.
struct Sheet<'a> {
    filed: &'a FiledDepartment,
    address: String,
    digest: Option<String>,
}

impl Sheet<'_> {
    fn source(&self, place: &str) -> Source {
        Source::new(format!("部门整体支出绩效自评{place}"), self.address.clone())
    }

    fn group<'f>(&self, facts: &'f mut Facts, place: &str) -> jixiao_narrative::Item<'f> {
        facts.group("", self.source(place), self.digest.clone())
    }

    fn item<'f>(
        &self,
        facts: &'f mut Facts,
        (list, id): (&str, &str),
        place: &str,
    ) -> jixiao_narrative::Item<'f> {
        // A point would begin another level of keys.
        let id = id.replace(['.', ':', '|'], "-");
        facts.item(list, id, self.source(place), self.digest.clone())
    }
}

fn head(facts: &mut Facts, sheet: &Sheet<'_>) {
    let filed = sheet.filed;
    let mut top = sheet.group(facts, "");
    let words = FactValue::text;
    top.put_at("year", FactValue::Year { year: filed.year }, "年度")
        .text("unit.name", &filed.department)
        .put_at("overview", words(&filed.overview), "“部门概况”")
        .flag("overview_named", filed.overview.trim_start().starts_with(&filed.department))
        .put_at("goal_setting", words(&filed.goal_setting), "“部门绩效目标的设立情况”")
        .put_at("management", words(&filed.management), "“部门预算管理制度建设情况”")
        .put_at("economy_measures", words(&filed.economy_measures), "“厉行节约保障措施”")
        .put_at("problems", words(&filed.problems), "“存在的问题和整改情况”")
        .put_at("other_notes", words(&filed.other_notes), "“其他需说明的情况”");
    if let Some(day) = filed.filed_on {
        top.put_at("filed_on", date(day), "填报日期");
    }
    facts.list("units");
    for (index, unit) in filed.units.iter().enumerate() {
        sheet.item(facts, ("units", &index.to_string()), "“纳入范围的单位”").text("name", unit);
    }
}

/// 编制, 在职 and the survey.
fn people(facts: &mut Facts, sheet: &Sheet<'_>) {
    let filed = sheet.filed;
    let mut top = sheet.group(facts, "“基本情况”");
    for (key, number, place) in [
        ("posts", filed.posts, "编制数"),
        ("staff", filed.staff, "在职人数"),
        ("last_staff", filed.last_staff, "上年在职人数"),
    ] {
        if let Some(number) = number {
            top.put_at(key, FactValue::count(Decimal::from(number), "人"), place);
        }
    }
    if let Some(share) = DepartmentFigures::control_rate(filed.staff, filed.posts) {
        top.put_at("staff_rate", rate(share), "：在职人数÷编制数");
    }
    top.put_at("survey_note", FactValue::text(&filed.survey_note), "调查情况说明");
    if let Some(valid) = filed.survey_valid.filter(|valid| *valid > 0) {
        top.put_at("survey_valid", FactValue::count(Decimal::from(valid), "份"), "有效问卷");
        if let Some(share) = DepartmentFigures::control_rate(filed.survey_satisfied, Some(valid)) {
            top.put_at("survey_rate", rate(share), "：满意和较满意÷有效问卷");
        }
    }
}

/// What does not add up, with its explanation where there is one.
fn differences(facts: &mut Facts, sheet: &Sheet<'_>) {
    facts.list("differences");
    for difference in &sheet.filed.differences {
        let place = format!("“{}”的差异", difference.words);
        let apart = difference.amount().fen().saturating_abs();
        let amount = jixiao_domain::Money::from_fen(apart);
        sheet
            .item(facts, ("differences", &difference.code), &place)
            .text("words", &difference.words)
            .put("amount", FactValue::money(amount))
            .put_at("explanation", FactValue::text(&difference.explanation), "说明");
    }
}
