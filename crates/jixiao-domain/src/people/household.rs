//! The words of a household's file: whose it is, at which level, why it is in hardship, its figures.

use crate::coded;

coded! {
    /// Whose household it is.
    pub enum HouseholdKind {
        /// 困难职工
        Worker = "worker" "困难职工",
        /// 困难农民工: union member with at least a year of work relation, living in town.
        Migrant = "migrant" "困难农民工",
        /// 困难劳模
        ModelWorker = "model_worker" "困难劳模",
    }
}

coded! {
    /// Which level keeps the file; central and provincial money goes to national files only.
    pub enum FileLevel {
        /// 全国级
        National = "national" "全国级",
        /// 省级
        Provincial = "provincial" "省级",
        /// 市级辅助
        Municipal = "municipal" "市级",
    }
}

coded! {
    /// How hard it is, by the rules of the place and year.
    pub enum HardshipClass {
        /// 深度困难
        Severe = "severe" "深度困难",
        /// 相对困难
        Relative = "relative" "相对困难",
        /// 意外致困
        Sudden = "sudden" "意外致困",
    }
}

coded! {
    /// 致困原因
    pub enum HardshipCause {
        /// 本人大病
        OwnIllness = "own_illness" "本人大病",
        /// 家属大病
        FamilyIllness = "family_illness" "家属大病",
        /// 残疾
        Disability = "disability" "残疾",
        /// 子女上学
        Schooling = "schooling" "子女上学",
        /// 失业或下岗
        Unemployment = "unemployment" "失业下岗",
        /// 收入低、无力脱困
        LowIncome = "low_income" "收入低无力脱困",
        /// 意外灾害
        Disaster = "disaster" "意外灾害",
        /// 供养人口多
        ManyDependants = "many_dependants" "供养人口多",
        /// Anything else, said in words.
        Other = "other" "其他",
    }
}

coded! {
    /// Where the household lives.
    pub enum Housing {
        /// 自有住房
        Owned = "owned" "自有住房",
        /// 公租房、廉租房
        PublicRental = "public_rental" "公租房、廉租房",
        /// 租赁私房
        Rental = "rental" "租赁住房",
        /// 借住
        Lodging = "lodging" "借住",
        /// 单位宿舍
        Dormitory = "dormitory" "单位宿舍",
        /// Anything else.
        Other = "other" "其他",
    }
}

coded! {
    /// Which side of the household's year a figure stands on.
    pub enum FigureSide {
        /// 家庭收入
        Income = "income" "收入",
        /// 刚性支出: what the household had to pay itself.
        Essential = "essential" "刚性支出",
        /// What an accident or disaster cost.
        Loss = "loss" "意外损失",
    }
}

coded! {
    /// 收入类别
    pub enum IncomeKind {
        /// 工资性收入
        Wage = "wage" "工资性收入",
        /// 经营净收入
        Business = "business" "经营净收入",
        /// 财产净收入
        Property = "property" "财产净收入",
        /// 养老金、失业金 and other transfers
        Transfer = "transfer" "转移净收入",
        /// 低保金; not counted where the rules say so.
        Subsistence = "subsistence" "低保金",
        /// Aid received earlier in the year; counted where the rules say so.
        PriorAid = "prior_aid" "已获救助",
        /// Anything else.
        Other = "other" "其他收入",
    }
}

coded! {
    /// 刚性支出类别
    pub enum EssentialKind {
        /// 医疗自付
        Medical = "medical" "医疗自付",
        /// 残疾康复护理
        Disability = "disability" "残疾康复护理",
        /// 子女教育
        Schooling = "schooling" "子女教育",
        /// 必要的就业成本
        Work = "work" "必要就业成本",
    }
}

coded! {
    /// 意外损失类别
    pub enum LossKind {
        /// What the accident, disaster or illness cost.
        Gross = "gross" "损失金额",
        /// 赔付、保险、社会救助 received for it.
        Covered = "covered" "已获赔付救助",
    }
}
