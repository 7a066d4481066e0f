//! The goal form as a browser sends it, `indicators[3].points=10`, and back.

use jixiao_app::goals::{GoalForm, IndicatorForm};

/// Rows a form may send; what goes beyond is refused by the use case, which allows fewer.
const ROW_COUNT_MAX: usize = 1000;

/// Fields in the order they were sent.
pub(super) type Pairs = Vec<(String, String)>;

/// The form of what was sent. Unknown names are other business of the page.
pub(super) fn form_of(pairs: &Pairs) -> GoalForm {
    let mut form = GoalForm::default();
    for (name, value) in pairs {
        if let Some(field) = field(&mut form, name) {
            field.clone_from(value);
        }
    }
    form
}

/// The value of a name that is no field of the form.
pub(super) fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
}

/// What must be sent to say the same.
pub(super) fn pairs_of(form: &GoalForm) -> Pairs {
    let mut form = form.clone();
    let names: Vec<String> =
        FIELDS
            .iter()
            .map(|name| (*name).to_owned())
            .chain((0..form.indicators.len()).flat_map(|index| {
                PARTS.iter().map(move |part| format!("indicators[{index}].{part}"))
            }))
            .collect();
    names
        .into_iter()
        .filter_map(|name| {
            let value = field(&mut form, &name)?.clone();
            Some((name, value))
        })
        .collect()
}

/// The fields beside which something may be said, in a form of so many rows.
pub(super) fn noted_fields(row_count: usize) -> Vec<String> {
    let head = FIELDS.iter().filter(|name| **name != "revision").map(|name| (*name).to_owned());
    let row = |index| PARTS.iter().map(move |part| format!("indicators[{index}].{part}"));
    head.chain((0..row_count).flat_map(row)).collect()
}

const FIELDS: [&str; 12] = [
    "revision",
    "reason",
    "mid_term_goal",
    "annual_goal",
    "feasibility",
    "necessity",
    "schedule",
    "spending_details",
    "mid_term_treasury",
    "mid_term_other",
    "annual_treasury",
    "annual_other",
];

const PARTS: [&str; 11] = [
    "level2",
    "name",
    "sign",
    "number",
    "unit",
    "words",
    "mid_term_target",
    "points",
    "value_basis",
    "evidence",
    "library_id",
];

fn field<'f>(form: &'f mut GoalForm, name: &str) -> Option<&'f mut String> {
    if let Some(rest) = name.strip_prefix("indicators[") {
        let (index, part) = rest.split_once("].")?;
        let index: usize = index.parse().ok().filter(|index| *index < ROW_COUNT_MAX)?;
        if form.indicators.len() <= index {
            form.indicators.resize_with(index + 1, IndicatorForm::default);
        }
        return part_of(form.indicators.get_mut(index)?, part);
    }
    Some(match name {
        "revision" => &mut form.revision,
        "reason" => &mut form.reason,
        "mid_term_goal" => &mut form.mid_term_goal,
        "annual_goal" => &mut form.annual_goal,
        "feasibility" => &mut form.feasibility,
        "necessity" => &mut form.necessity,
        "schedule" => &mut form.schedule,
        "spending_details" => &mut form.spending_details,
        "mid_term_treasury" => &mut form.mid_term_treasury,
        "mid_term_other" => &mut form.mid_term_other,
        "annual_treasury" => &mut form.annual_treasury,
        "annual_other" => &mut form.annual_other,
        _ => return None,
    })
}

fn part_of<'f>(row: &'f mut IndicatorForm, part: &str) -> Option<&'f mut String> {
    Some(match part {
        "level2" => &mut row.level2,
        "name" => &mut row.name,
        "sign" => &mut row.sign,
        "number" => &mut row.number,
        "unit" => &mut row.unit,
        "words" => &mut row.words,
        "mid_term_target" => &mut row.mid_term_target,
        "points" => &mut row.points,
        "value_basis" => &mut row.value_basis,
        "evidence" => &mut row.evidence,
        "library_id" => &mut row.library_id,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{form_of, pairs_of};

    #[test]
    fn what_is_sent_is_read_and_sent_again_alike() {
        let sent = [
            ("revision", "3"),
            ("annual_goal", "走访慰问"),
            ("indicators[1].name", "慰问人数"),
            ("indicators[1].points", "20"),
            ("indicators[9999999].name", "过多"),
            ("indicators[x].name", "不成行"),
            ("indicators[0].magic", "无此栏"),
            ("do", "save"),
        ];
        let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let form = form_of(&sent);
        assert_eq!((form.indicators.len(), form.indicators[1].points.as_str()), (2, "20"));
        assert_eq!(form_of(&pairs_of(&form)), form);
    }
}
