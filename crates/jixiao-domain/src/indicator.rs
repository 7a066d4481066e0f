//! The levels of the indicator tree (财预〔2020〕10号; 财预〔2021〕101号 adds the cost group).

/// 一级指标: the four groups an indicator may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorGroup {
    /// 成本指标 as a level-1 group (财预〔2021〕101号).
    Cost,
    /// 产出指标
    Output,
    /// 效益指标
    Benefit,
    /// 满意度指标
    Satisfaction,
}

/// 二级指标: the kinds below the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorKind {
    /// 数量指标
    Quantity,
    /// 质量指标
    Quality,
    /// 时效指标
    Timeliness,
    /// 成本指标 below 产出指标 (财预〔2020〕10号)
    Cost,
    /// 经济成本指标
    EconomicCost,
    /// 社会成本指标
    SocialCost,
    /// 生态环境成本指标
    EnvironmentalCost,
    /// 经济效益指标
    EconomicBenefit,
    /// 社会效益指标
    SocialBenefit,
    /// 生态效益指标
    EcologicalBenefit,
    /// 可持续影响指标
    SustainedImpact,
    /// 服务对象满意度指标
    Satisfaction,
}

impl IndicatorGroup {
    /// The printed word without 指标: 成本, 产出, 效益, 满意度.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cost => "成本",
            Self::Output => "产出",
            Self::Benefit => "效益",
            Self::Satisfaction => "满意度",
        }
    }
}

impl IndicatorKind {
    /// The group the kind belongs to by itself. 成本 stands below 产出 in 2020 forms and is a group
    /// of its own in later ones, so a form's own heading wins over this.
    pub fn group(self) -> IndicatorGroup {
        match self {
            Self::Quantity | Self::Quality | Self::Timeliness | Self::Cost => {
                IndicatorGroup::Output
            }
            Self::EconomicCost | Self::SocialCost | Self::EnvironmentalCost => IndicatorGroup::Cost,
            Self::EconomicBenefit
            | Self::SocialBenefit
            | Self::EcologicalBenefit
            | Self::SustainedImpact => IndicatorGroup::Benefit,
            Self::Satisfaction => IndicatorGroup::Satisfaction,
        }
    }
}

impl crate::Coded for IndicatorGroup {
    const ALL: &'static [Self] = &[Self::Cost, Self::Output, Self::Benefit, Self::Satisfaction];

    fn code(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Output => "output",
            Self::Benefit => "benefit",
            Self::Satisfaction => "satisfaction",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Cost => "成本指标",
            Self::Output => "产出指标",
            Self::Benefit => "效益指标",
            Self::Satisfaction => "满意度指标",
        }
    }
}

impl crate::Coded for IndicatorKind {
    const ALL: &'static [Self] = &[
        Self::Quantity,
        Self::Quality,
        Self::Timeliness,
        Self::Cost,
        Self::EconomicCost,
        Self::SocialCost,
        Self::EnvironmentalCost,
        Self::EconomicBenefit,
        Self::SocialBenefit,
        Self::EcologicalBenefit,
        Self::SustainedImpact,
        Self::Satisfaction,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Quality => "quality",
            Self::Timeliness => "timeliness",
            Self::Cost => "cost",
            Self::EconomicCost => "economic_cost",
            Self::SocialCost => "social_cost",
            Self::EnvironmentalCost => "environmental_cost",
            Self::EconomicBenefit => "economic_benefit",
            Self::SocialBenefit => "social_benefit",
            Self::EcologicalBenefit => "ecological_benefit",
            Self::SustainedImpact => "sustained_impact",
            Self::Satisfaction => "satisfaction",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Quantity => "数量指标",
            Self::Quality => "质量指标",
            Self::Timeliness => "时效指标",
            Self::Cost => "成本指标",
            Self::EconomicCost => "经济成本指标",
            Self::SocialCost => "社会成本指标",
            Self::EnvironmentalCost => "生态环境成本指标",
            Self::EconomicBenefit => "经济效益指标",
            Self::SocialBenefit => "社会效益指标",
            Self::EcologicalBenefit => "生态效益指标",
            Self::SustainedImpact => "可持续影响指标",
            Self::Satisfaction => "服务对象满意度指标",
        }
    }
}
