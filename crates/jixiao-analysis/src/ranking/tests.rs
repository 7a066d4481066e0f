//! Points lost with their sentences, and what costs nothing.

use super::{ProjectConduct, rank};
use jixiao_regulation::Catalogue;

fn project(name: &str) -> ProjectConduct {
    ProjectConduct {
        name: name.to_owned(),
        goal_approved: true,
        goal_returns: 0,
        late_days: Some(0),
        execution_rate: Some("1".parse().unwrap()),
        score: Some("100".parse().unwrap()),
        rectifications: 0,
        overdue_rectifications: 0,
    }
}

#[test]
fn every_point_lost_has_its_sentence() {
    let rule = &Catalogue::builtin().get("national-2020").unwrap().ranking;
    assert_eq!(rank(&[project("甲")], rule).total, 100.into());
    let weak = ProjectConduct {
        goal_returns: 1,
        late_days: Some(3),
        execution_rate: Some("0.8".parse().unwrap()),
        score: Some("90".parse().unwrap()),
        rectifications: 2,
        overdue_rectifications: 1,
        ..project("乙")
    };
    let ranked = rank(&[project("甲"), weak], rule);
    let points: Vec<String> =
        ranked.aspects.iter().map(|one| one.points.normalize().to_string()).collect();
    assert_eq!(points, ["17.5", "17", "18", "28.5", "5"]);
    assert_eq!(ranked.total, 86.into());
    let losses: Vec<String> = ranked.aspects.iter().flat_map(super::Aspect::losses).collect();
    assert_eq!(
        losses,
        [
            "乙：绩效目标被退回 1 次，扣 2.5 分",
            "乙：绩效自评逾期 3 日，扣 3 分",
            "乙：预算执行率 80%，扣 2 分",
            "乙：评价得分 90，扣 1.5 分",
            "乙：2 项整改中有 1 项逾期，扣 5 分",
        ]
    );
}

#[test]
fn what_is_not_due_costs_nothing() {
    let rule = &Catalogue::builtin().get("national-2020").unwrap().ranking;
    let early = ProjectConduct { late_days: None, score: None, ..project("甲") };
    assert_eq!(rank(&[early], rule).total, 100.into());
    assert_eq!(rank(&[], rule).total, 100.into());
}

#[test]
fn lines_add_up_to_their_aspect() {
    let rule = &Catalogue::builtin().get("national-2020").unwrap().ranking;
    let three: Vec<ProjectConduct> = ["甲", "乙", "丙"].map(project).into();
    let ranked = rank(&three, rule);
    assert_eq!(ranked.total, 100.into());
    let goals: Vec<String> =
        ranked.aspects[0].lines.iter().map(|line| line.of.to_string()).collect();
    assert_eq!(goals, ["6.67", "6.66", "6.67"]);
    assert!(ranked.aspects[4].lines.is_empty(), "nothing was to be set right");
}
