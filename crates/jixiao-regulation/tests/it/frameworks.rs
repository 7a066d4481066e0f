//! Frameworks of evaluation and assessment.

use jixiao_domain::{AssessmentResult, Decimal};
use jixiao_regulation::{Framework, FrameworkKind};

#[test]
fn every_embedded_framework_loads_and_closes() {
    for framework in Framework::builtin() {
        let sum: Decimal = framework.items.iter().map(|item| item.points).sum();
        assert_eq!(sum, framework.total_points, "{}", framework.id);
    }
}

#[test]
fn a_year_has_its_framework_and_years_before_have_none() {
    let evaluation = |year| Framework::of_year(FrameworkKind::Evaluation, year);
    assert_eq!(evaluation(2025).map(|framework| framework.id.as_str()), Some("evaluation-2020"));
    assert_eq!(evaluation(2018), None);
    assert_eq!(evaluation(2025).unwrap().level1(), ["决策", "过程", "产出", "效益"]);
}

#[test]
fn output_and_benefit_have_three_fifths() {
    let framework = Framework::get("evaluation-2020").unwrap();
    let floor = framework.floor.as_ref().unwrap();
    assert_eq!((floor.share_at_least, floor.level1.len()), ("0.6".parse().unwrap(), 2));
}

#[test]
fn a_score_suggests_a_result() {
    let framework = Framework::of_year(FrameworkKind::Assessment, 2026).unwrap();
    assert_eq!(framework.items.len(), 5);
    for (score, result) in [
        ("80", AssessmentResult::Supported),
        ("79.99", AssessmentResult::SupportedAdjusted),
        ("60", AssessmentResult::SupportedAdjusted),
        ("59.99", AssessmentResult::NotSupported),
    ] {
        assert_eq!(framework.suggested(score.parse().unwrap()), Some(result), "{score}");
    }
}

#[test]
fn a_file_that_does_not_hold_is_refused() {
    let good = include_str!("../../../../regulations/frameworks/evaluation-2020.toml");
    let cases = [
        ("points = \"20\"", "points = \"21\"", "权重合计 101 不等于总分 100"),
        ("share_at_least = \"0.6\"", "share_at_least = \"0.61\"", "超出范围"),
        ("code = \"goal\"", "code = \"basis\"", "编号 basis 重复"),
        ("formula = \"timeliness\"", "formula = \"magic\"", "无法读取"),
        ("source = \"办法附件条文\"", "source = \"\"", "没有来源"),
    ];
    for (from, to, expected) in cases {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let error = Framework::load(&[("x.toml", &text)]).unwrap_err().to_string();
        assert!(error.contains(expected), "{from}: {error}");
    }
}
