//! The words of the indicator tree's first two levels.

use super::{LevelWord, List};
use jixiao_domain::{IndicatorGroup, IndicatorKind};

/// Level words, squeezed and without points.
pub(super) const WORDS: List<LevelWord> = &[
    (
        LevelWord::Group(IndicatorGroup::Output),
        "产出 产出值 产出指标 产出目标 完成指标 项目产出 项目完成 产出类指标 产出成果指标 \
         项目产出指标 项目完成指标",
    ),
    (
        LevelWord::Framework,
        "决策 投入 管理 过程 决策指标 履职情况 履职效果 履职效益 履职效能 投入指标 整体工作 \
         社会效应 管理指标 管理效率 管理效能 组织实施 综合效能 综合管理 职责履行 资产管理 \
         资金投入 资金管理 过程指标 运行成本 部门决策 部门履职 部门效果 部门管理 项目决策 \
         项目立项 项目管理 项目绩效 预算执行 预算管理 预算配置 产出与效益 预算执行率 \
         履职完成情况 绩效目标管理 重点工作任务 可持续发展能力 预算执行率指标 影响力目标 \
         服务对象满意度评价",
    ),
    (
        LevelWord::Either(IndicatorGroup::Cost, IndicatorKind::Cost),
        "成本 成本值 产出成本 成本指标 成本类指标 产出成本指标 项目成本指标",
    ),
    (
        LevelWord::Kind(IndicatorKind::Quantity),
        "数量 数量值 产出数量 数量指标 实际完成率 数量类指标 产出数量指标",
    ),
    (
        LevelWord::Kind(IndicatorKind::Timeliness),
        "时效 时效值 产出时效 时效指标 时间指标 时限指标 进度指标 完成及时性 时效类指标 \
         产出时效指标",
    ),
    (
        LevelWord::Kind(IndicatorKind::Quality),
        "质量 质量值 产出质量 质量指标 质量类指标 质量达标率 产出质量指标",
    ),
    (
        LevelWord::Kind(IndicatorKind::Satisfaction),
        "公众满意度 服务对象满意 公众满意度指标 具体指标满意度 受益对象满意度 \
         服务对象满意度 社会公众满意度 群众满意度指标 服务对象满意度值 服务对象满意指标 \
         受益对象满意度指标 服务对象满意度指标 社会公众满意度指标 服务对象满意度指标等 \
         服务受益对象满意度指标 服务对象或社会公众满意度 社会公众及服务对象满意度 \
         社会公众或服务对象满意度 服务对象或受益对象满意度指标 社会公众或服务对象满意度指标",
    ),
    (
        LevelWord::Kind(IndicatorKind::SustainedImpact),
        "可持续性 可持续影响 可持续指标 可持续效益 可持续影响值 可持续性影响 可持续性指标 \
         可持续发展指标 可持续影响指标 可持续效益指标 可持续性影响指标 可持续影响效益指标",
    ),
    (
        LevelWord::Group(IndicatorGroup::Benefit),
        "效果 效益 效益值 效果指标 效果目标 效益指标 效益目标 项目效果 项目效益 效益类指标 \
         项目效果指标 项目效益指标",
    ),
    (
        LevelWord::Either(IndicatorGroup::Satisfaction, IndicatorKind::Satisfaction),
        "满意度 服务满意度指标 满意度值 满意指标 满意度指标 满意度目标",
    ),
    (
        LevelWord::Kind(IndicatorKind::EnvironmentalCost),
        "环境成本指标 生态成本指标 生态环境成本 生态环境成本指标",
    ),
    (
        LevelWord::Kind(IndicatorKind::EcologicalBenefit),
        "环境效益 生态指标 生态效益 生态效益值 环境效益指标 生态效益指标 生态环境效益 \
         环境生态效益指标 生态环境效益指标",
    ),
    (LevelWord::Kind(IndicatorKind::SocialCost), "社会成本 社会成本指标"),
    (
        LevelWord::Kind(IndicatorKind::SocialBenefit),
        "社会指标 社会效益 社会效益值 社会效果指标 社会效益指标",
    ),
    (LevelWord::Kind(IndicatorKind::EconomicCost), "经济成本 经济成本指标"),
    (
        LevelWord::Kind(IndicatorKind::EconomicBenefit),
        "经济指标 经济效益 经济效益值 经济效果指标 经济效益指标",
    ),
];
