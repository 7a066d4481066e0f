//! Two versions of a goal side by side: what was added, removed and changed.

use super::form::{GoalForm, IndicatorForm};
use super::load::{LoadedGoal, load};
use crate::{Call, Refusal};
use jixiao_domain::GoalId;

/// Two versions side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The text and amounts, in the order of the form.
    pub fields: Vec<FieldChange>,
    /// The indicators: those of the later version in its order, then those it no longer has.
    pub rows: Vec<RowChange>,
}

/// A field in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's name.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What the earlier version says.
    pub before: String,
    /// What the later version says.
    pub after: String,
}

/// What happened to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// Only the later version has it.
    Added,
    /// Only the earlier version has it.
    Removed,
    /// Both have it, with differences.
    Changed,
    /// Both have it, alike.
    Same,
}

/// An indicator in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// What happened to it.
    pub kind: RowKind,
    /// The row of the earlier version.
    pub before: Option<IndicatorForm>,
    /// The row of the later version.
    pub after: Option<IndicatorForm>,
    /// Labels of what differs.
    pub changed: Vec<&'static str>,
}

impl FieldChange {
    /// Whether the versions differ here.
    pub fn differs(&self) -> bool {
        self.before != self.after
    }
}

impl RowKind {
    /// 新增, 删除, 修改, 未变
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "新增",
            Self::Removed => "删除",
            Self::Changed => "修改",
            Self::Same => "未变",
        }
    }
}

impl Comparison {
    /// The fields that differ.
    pub fn changed_fields(&self) -> Vec<&FieldChange> {
        self.fields.iter().filter(|field| field.differs()).collect()
    }

    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        self.fields.iter().any(FieldChange::differs)
            || self.rows.iter().any(|row| row.kind != RowKind::Same)
    }
}

/// Name, label and reading of a field.
type Part<T> = (&'static str, &'static str, fn(&T) -> &str);

const FIELDS: &[Part<GoalForm>] = &[
    ("reason", "调整理由", |form| &form.reason),
    ("mid_term_goal", "中期目标", |form| &form.mid_term_goal),
    ("annual_goal", "年度目标", |form| &form.annual_goal),
    ("mid_term_treasury", "中期资金：财政拨款（元）", |form| &form.mid_term_treasury),
    ("mid_term_other", "中期资金：其他资金（元）", |form| &form.mid_term_other),
    ("annual_treasury", "年度资金：财政拨款（元）", |form| &form.annual_treasury),
    ("annual_other", "年度资金：其他资金（元）", |form| &form.annual_other),
    ("feasibility", "可行性", |form| &form.feasibility),
    ("necessity", "必要性", |form| &form.necessity),
    ("schedule", "实施进度计划", |form| &form.schedule),
    ("spending_details", "支出明细及测算依据", |form| &form.spending_details),
];

const PARTS: &[Part<IndicatorForm>] = &[
    ("name", "三级指标", |row| &row.name),
    ("sign", "符号", |row| &row.sign),
    ("number", "指标值", |row| &row.number),
    ("unit", "单位", |row| &row.unit),
    ("words", "定性指标值", |row| &row.words),
    ("mid_term_target", "中期指标值", |row| &row.mid_term_target),
    ("points", "分值", |row| &row.points),
    ("value_basis", "设定依据", |row| &row.value_basis),
    ("evidence", "佐证材料", |row| &row.evidence),
];

/// Compares two forms. Rows belong together by level and name; what is left, in order within a level
/// (an indicator that was only renamed).
pub fn compare(before: &GoalForm, after: &GoalForm) -> Comparison {
    let fields = FIELDS
        .iter()
        .map(|(name, label, read)| FieldChange {
            name,
            label,
            before: read(before).trim().to_owned(),
            after: read(after).trim().to_owned(),
        })
        .collect();
    let mut earlier: Vec<Option<&IndicatorForm>> = before.indicators.iter().map(Some).collect();
    let mut partners: Vec<Option<&IndicatorForm>> = after
        .indicators
        .iter()
        .map(|row| {
            take(&mut earlier, |old| old.level2 == row.level2 && old.name.trim() == row.name.trim())
        })
        .collect();
    for (row, partner) in after.indicators.iter().zip(&mut partners) {
        if partner.is_none() {
            // Rows of the same name are paired by now: what is left of a level was renamed.
            *partner = take(&mut earlier, |old| old.level2 == row.level2);
        }
    }
    let mut rows: Vec<RowChange> = after
        .indicators
        .iter()
        .zip(partners)
        .map(|(row, partner)| pair(partner, Some(row)))
        .collect();
    rows.extend(earlier.into_iter().flatten().map(|old| pair(Some(old), None)));
    Comparison { fields, rows }
}

fn take<'f>(
    rows: &mut [Option<&'f IndicatorForm>],
    fits: impl Fn(&IndicatorForm) -> bool,
) -> Option<&'f IndicatorForm> {
    rows.iter_mut().find(|row| row.is_some_and(&fits))?.take()
}

fn pair(before: Option<&IndicatorForm>, after: Option<&IndicatorForm>) -> RowChange {
    let (kind, changed) = match (before, after) {
        (Some(before), Some(after)) => {
            let changed: Vec<&'static str> = PARTS
                .iter()
                .filter(|(_, _, read)| read(before).trim() != read(after).trim())
                .map(|(_, label, _)| *label)
                .collect();
            let kind = if changed.is_empty() { RowKind::Same } else { RowKind::Changed };
            (kind, changed)
        }
        (None, _) => (RowKind::Added, Vec::new()),
        (_, None) => (RowKind::Removed, Vec::new()),
    };
    RowChange { kind, before: before.cloned(), after: after.cloned(), changed }
}

/// Two stored versions of one project's year, the earlier first.
///
/// # Errors
/// [`Refusal::NotFound`] where the caller may not see both, or where they belong to different years.
pub async fn of_versions(
    call: Call<'_>,
    one: GoalId,
    other: GoalId,
) -> Result<(LoadedGoal, LoadedGoal, Comparison), Refusal> {
    let store = &call.app.store;
    let (one, other) = (load(store, call, one).await?, load(store, call, other).await?);
    if one.goal.project_year_id != other.goal.project_year_id {
        return Err(Refusal::NotFound("可比较的版本"));
    }
    let (before, after) =
        if one.goal.version <= other.goal.version { (one, other) } else { (other, one) };
    let form = |loaded: &LoadedGoal| GoalForm::of(&loaded.goal, &loaded.indicators);
    let comparison = compare(&form(&before), &form(&after));
    Ok((before, after, comparison))
}

/// Both sides of a conflict: the version as another left it, and what was typed.
///
/// # Errors
/// [`Refusal::NotFound`] where there is no such version the caller may see.
pub async fn conflict(
    call: Call<'_>,
    id: GoalId,
    typed: &GoalForm,
) -> Result<(LoadedGoal, Comparison), Refusal> {
    let current = load(&call.app.store, call, id).await?;
    let form = GoalForm::of(&current.goal, &current.indicators);
    let comparison = compare(&form, typed);
    Ok((current, comparison))
}
