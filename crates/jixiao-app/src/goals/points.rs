//! Whether the points of a goal close: with 预算执行率 they make the full mark, and each level-1
//! group has what the regulation gives it.

use crate::form_check::FieldFinding;
use jixiao_domain::{Coded as _, Decimal, IndicatorGroup};
use jixiao_regulation::{Cited, Regulation, WeightSet};
use jixiao_store::goals::IndicatorContent;

/// The points of a goal beside those of the regulation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// What the indicators have together.
    pub total: Decimal,
    /// What they must have: the full mark without 预算执行率.
    pub due: Decimal,
    /// Points of 预算执行率, which only the self-evaluation scores.
    pub execution: Decimal,
    /// Each group that the goal or the regulation's set has.
    pub groups: Vec<GroupPoints>,
    /// The regulation's article on the set compared with.
    pub article: String,
}

/// The points of one level-1 group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupPoints {
    /// The group.
    pub group: IndicatorGroup,
    /// What its indicators have together.
    pub given: Decimal,
    /// What the regulation's set gives it; 0 where the set has no such group.
    pub due: Decimal,
}

impl Closing {
    /// Whether the sum is right. Without it nothing can be filed.
    pub fn total_closes(&self) -> bool {
        self.total == self.due
    }

    /// Whether every group has the regulation's points.
    pub fn groups_close(&self) -> bool {
        self.groups.iter().all(|group| group.given == group.due)
    }

    /// What is wrong with the points: a wrong sum is an error, other weights need a word (the
    /// regulation allows them in special cases).
    pub(super) fn findings(&self) -> Vec<FieldFinding> {
        let mut found = Vec::new();
        if !self.total_closes() {
            let message = format!(
                "各项指标分值合计 {} 分，应为 {} 分（满分减去预算执行率 {} 分），{}",
                self.total.normalize(),
                self.due.normalize(),
                self.execution.normalize(),
                gap(self.total, self.due)
            );
            let mut finding = FieldFinding::error("indicators", message);
            finding.basis.clone_from(&self.article);
            found.push(finding);
        }
        if !self.groups_close() {
            let wrong: Vec<String> = self
                .groups
                .iter()
                .filter(|group| group.given != group.due)
                .map(GroupPoints::sentence)
                .collect();
            let message = format!("一级指标分值与办法规定不同：{}", wrong.join("；"));
            let mut finding = FieldFinding::warning("indicators", message);
            finding.basis.clone_from(&self.article);
            finding.hint = Some("按办法调整分值；情况特殊确需不同的，提交时说明理由".to_owned());
            found.push(finding);
        }
        found
    }
}

impl GroupPoints {
    fn sentence(&self) -> String {
        format!(
            "{} {} 分，办法为 {} 分",
            self.group.word(),
            self.given.normalize(),
            self.due.normalize()
        )
    }
}

fn gap(given: Decimal, due: Decimal) -> String {
    let difference = (due - given).normalize();
    if difference.is_sign_negative() {
        format!("多 {} 分", -difference)
    } else {
        format!("还差 {difference} 分")
    }
}

/// Compares the points of some indicators with the weight set of the regulation that comes nearest.
pub fn closing(regulation: &Regulation, indicators: &[IndicatorContent]) -> Closing {
    let full = regulation.total_points.value;
    let sum_of = |group: IndicatorGroup| -> Decimal {
        indicators.iter().filter(|row| row.level1 == group).map(|row| row.points).sum()
    };
    let given: Vec<(IndicatorGroup, Decimal)> =
        IndicatorGroup::ALL.iter().map(|group| (*group, sum_of(*group))).collect();
    let set = nearest(regulation, &given);
    let execution = set.map_or(Decimal::ZERO, |set| set.value.execution);
    let groups = given
        .iter()
        .map(|(group, given)| {
            let due = set.map_or(*given, |set| points_of(&set.value, *group));
            GroupPoints { group: *group, given: *given, due }
        })
        .filter(|group| !(group.given.is_zero() && group.due.is_zero()))
        .collect();
    Closing {
        total: given.iter().map(|(_, points)| *points).sum(),
        due: full - execution,
        execution,
        groups,
        article: set.map_or_else(String::new, |set| set.article.clone()),
    }
}

/// The set that agrees, else the first with the same groups, else the preferred one.
fn nearest<'r>(
    regulation: &'r Regulation,
    given: &[(IndicatorGroup, Decimal)],
) -> Option<&'r Cited<WeightSet>> {
    let sets = &regulation.weights;
    let agrees = |set: &&Cited<WeightSet>| {
        given.iter().all(|(group, points)| points_of(&set.value, *group) == *points)
    };
    let same_groups = |set: &&Cited<WeightSet>| {
        given
            .iter()
            .all(|(group, points)| points_of(&set.value, *group).is_zero() == points.is_zero())
    };
    sets.iter().find(agrees).or_else(|| sets.iter().find(same_groups)).or_else(|| sets.first())
}

fn points_of(set: &WeightSet, group: IndicatorGroup) -> Decimal {
    set.groups
        .iter()
        .find(|(other, _)| *other == group)
        .map_or(Decimal::ZERO, |(_, points)| *points)
}
