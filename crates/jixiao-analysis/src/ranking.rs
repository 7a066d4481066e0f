//! The ranking of units (绩效考核): points by aspect and project, each with what it rests on, and a
//! sentence for every point lost.

#[cfg(test)]
mod tests;

use crate::words::percent;
use jixiao_domain::{Decimal, round_half_up_2dp};
use jixiao_regulation::RankingRule;

/// How a project of the unit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectConduct {
    /// Its name.
    pub name: String,
    /// Whether its goal was approved.
    pub goal_approved: bool,
    /// How often the goal was returned.
    pub goal_returns: i64,
    /// Days by which the self-evaluation was late; `None` while it is not due.
    pub late_days: Option<i64>,
    /// 预算执行率, a share of one; `None` without a budget.
    pub execution_rate: Option<Decimal>,
    /// The score that counts, of a hundred; `None` while there is none.
    pub score: Option<Decimal>,
    /// Rectifications of the year.
    pub rectifications: i64,
    /// Of these, those past their date.
    pub overdue_rectifications: i64,
}

/// A unit's points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPoints {
    /// The sum.
    pub total: Decimal,
    /// Each aspect, in the order of the regulation.
    pub aspects: Vec<Aspect>,
}

/// The points of one aspect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aspect {
    /// Its name.
    pub name: &'static str,
    /// What it can bring.
    pub of: Decimal,
    /// What it brought.
    pub points: Decimal,
    /// What each project brought; empty where none has anything to say. Their points add up to those
    /// of the aspect.
    pub lines: Vec<AspectLine>,
}

/// What a project brought to an aspect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AspectLine {
    /// The project's name.
    pub project: String,
    /// What it could bring.
    pub of: Decimal,
    /// What it brought.
    pub points: Decimal,
    /// What that rests on.
    pub why: String,
}

impl AspectLine {
    /// What was lost.
    pub fn lost(&self) -> Decimal {
        self.of - self.points
    }
}

impl Aspect {
    /// Why points were lost, a sentence each.
    pub fn losses(&self) -> impl Iterator<Item = String> {
        self.lines.iter().filter(|line| !line.lost().is_zero()).map(|line| {
            format!("{}：{}，扣 {} 分", line.project, line.why, line.lost().normalize())
        })
    }
}

/// The points of a unit with these projects. An aspect to which no project has anything to say
/// brings its full points.
pub fn rank(projects: &[ProjectConduct], rule: &RankingRule) -> UnitPoints {
    let weights = &rule.weights.value;
    let aspects = vec![
        aspect("目标质量", weights.goal_quality, projects, |one| Some(goal(one, rule))),
        aspect("报送及时", weights.timeliness, projects, |one| filing(one, rule)),
        aspect("预算执行", weights.execution, projects, execution),
        aspect("自评得分", weights.self_evaluation, projects, score),
        aspect("整改落实", weights.rectification, projects, rectification),
    ];
    UnitPoints { total: aspects.iter().map(|aspect| aspect.points).sum(), aspects }
}

/// The points shared evenly by the projects that have something to say, to the hundredth; each keeps
/// what it reached of its part.
fn aspect(
    name: &'static str,
    of: Decimal,
    projects: &[ProjectConduct],
    share: impl Fn(&ProjectConduct) -> Option<(Decimal, String)>,
) -> Aspect {
    let shares: Vec<(Decimal, &str, String)> = projects
        .iter()
        .filter_map(|one| share(one).map(|(share, why)| (share, one.name.as_str(), why)))
        .collect();
    let Some(each) = of.checked_div(Decimal::from(shares.len())) else {
        return Aspect { name, of, points: of, lines: Vec::new() };
    };
    let mut lines = Vec::new();
    let mut given = Decimal::ZERO;
    for ((share, project, why), number) in shares.into_iter().zip(1_u32..) {
        // Rounded sums, so that the parts add up to the whole.
        let until = round_half_up_2dp(each * Decimal::from(number));
        let part = until - given;
        given = until;
        let points = round_half_up_2dp(part * share.clamp(Decimal::ZERO, Decimal::ONE));
        lines.push(AspectLine { project: project.to_owned(), of: part, points, why });
    }
    Aspect { name, of, points: lines.iter().map(|line| line.points).sum(), lines }
}

fn goal(one: &ProjectConduct, rule: &RankingRule) -> (Decimal, String) {
    if !one.goal_approved {
        return (Decimal::ZERO, "绩效目标未批复".to_owned());
    }
    if one.goal_returns == 0 {
        return (Decimal::ONE, "绩效目标已批复，未被退回".to_owned());
    }
    let cost = rule.return_cost.value * Decimal::from(one.goal_returns);
    (Decimal::ONE - cost, format!("绩效目标被退回 {} 次", one.goal_returns))
}

fn filing(one: &ProjectConduct, rule: &RankingRule) -> Option<(Decimal, String)> {
    let days = one.late_days?;
    if days == 0 {
        return Some((Decimal::ONE, "绩效自评按期报送".to_owned()));
    }
    let cost = rule.late_day_cost.value * Decimal::from(days);
    Some((Decimal::ONE - cost, format!("绩效自评逾期 {days} 日")))
}

fn execution(one: &ProjectConduct) -> Option<(Decimal, String)> {
    let rate = one.execution_rate?;
    Some((rate, format!("预算执行率 {}", percent(rate))))
}

fn score(one: &ProjectConduct) -> Option<(Decimal, String)> {
    let score = one.score?;
    Some((score / Decimal::ONE_HUNDRED, format!("评价得分 {}", score.normalize())))
}

fn rectification(one: &ProjectConduct) -> Option<(Decimal, String)> {
    if one.rectifications == 0 {
        return None;
    }
    let overdue = Decimal::from(one.overdue_rectifications);
    let share = Decimal::ONE - overdue / Decimal::from(one.rectifications);
    let why = match one.overdue_rectifications {
        0 => format!("{} 项整改均未逾期", one.rectifications),
        overdue => format!("{} 项整改中有 {overdue} 项逾期", one.rectifications),
    };
    Some((share, why))
}
