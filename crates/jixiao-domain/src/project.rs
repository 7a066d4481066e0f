//! What a project is counted under, and how its year is printed.

use crate::{CurrencyUnit, coded};

coded! {
    /// 项目类别: the union programme a project belongs to; lists and the indicator library are
    /// ordered by it.
    pub enum Programme {
        /// 送温暖
        WarmthRelief = "warmth_relief" "送温暖",
        /// 困难职工帮扶: 大病, 临时, 助学, 生活救助.
        HardshipAid = "hardship_aid" "困难职工帮扶",
        /// 劳模帮扶与服务
        ModelWorkers = "model_workers" "劳模帮扶与服务",
        /// 劳动和技能竞赛, 创新工作室
        LabourContest = "labour_contest" "劳动和技能竞赛",
        /// 安康杯竞赛
        SafetyCup = "safety_cup" "“安康杯”竞赛",
        /// 厂务公开民主管理
        WorkplaceOpenness = "workplace_openness" "厂务公开民主管理",
        /// 维权服务: 法律援助, 农民工维权.
        RightsProtection = "rights_protection" "职工维权服务",
        /// 职工教育培训
        Training = "training" "职工教育培训",
        /// 职工文化体育
        CultureAndSports = "culture_and_sports" "职工文化体育",
        /// 组织建设与人员保障: 社会化工会工作者, 社保补助.
        OrganisationBuilding = "organisation_building" "组织建设与保障",
        /// 其他
        Other = "other" "其他",
    }
}

coded! {
    /// The layout in which a project's forms of a year are printed.
    pub enum FormLayout {
        /// 财预〔2020〕10号 附件1
        National = "national" "国家通用格式",
        /// 概况表 and 绩效目标表
        Kunming = "kunming" "昆明格式（概况表＋绩效目标）",
        /// Hand-made variant with the completion blocks.
        AnqingA = "anqing_a" "安庆格式一",
        /// Indicator cells prefixed 指标.
        AnqingB = "anqing_b" "安庆格式二",
        /// Export of the 预算一体化 system.
        AnqingC = "anqing_c" "安庆格式三（一体化导出）",
    }
}

coded! {
    /// The unit in which a project's forms print money.
    pub enum PrintUnit {
        /// 元
        Yuan = "yuan" "元",
        /// 万元
        TenThousandYuan = "ten_thousand_yuan" "万元",
    }
}

impl PrintUnit {
    /// The unit as money knows it.
    pub fn currency(self) -> CurrencyUnit {
        match self {
            Self::Yuan => CurrencyUnit::Yuan,
            Self::TenThousandYuan => CurrencyUnit::TenThousandYuan,
        }
    }
}
