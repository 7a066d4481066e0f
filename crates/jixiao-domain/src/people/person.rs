//! The words of a person's record.

use crate::coded;

coded! {
    /// Whether the record is in use.
    pub enum PersonState {
        /// In use.
        Active = "active" "在册",
        /// 去世: no aid is paid any more.
        Deceased = "deceased" "已去世",
        /// Found to be the same person as another record.
        Merged = "merged" "已合并",
    }
}

coded! {
    /// 就业状况
    pub enum Employment {
        /// 在职
        Employed = "employed" "在职",
        /// 下岗、失业
        Unemployed = "unemployed" "下岗失业",
        /// 退休
        Retired = "retired" "退休",
        /// 灵活就业、新就业形态
        Flexible = "flexible" "灵活就业",
        /// 病休、伤休
        SickLeave = "sick_leave" "病休",
        /// 学生
        Student = "student" "在校学生",
        /// 务农
        Farming = "farming" "务农",
        /// 无劳动能力或未就业
        None = "none" "无业",
    }
}

coded! {
    /// 健康状况, without the diagnosis, which is sealed.
    pub enum Health {
        /// 健康
        Good = "good" "健康",
        /// 一般疾病
        Minor = "minor" "一般疾病",
        /// 重大疾病
        Serious = "serious" "重大疾病",
        /// 残疾
        Disabled = "disabled" "残疾",
    }
}

coded! {
    /// 与户主（职工本人）关系
    pub enum Relation {
        /// 本人, the worker the file is kept for.
        Head = "head" "本人",
        /// 配偶
        Spouse = "spouse" "配偶",
        /// 子女
        Child = "child" "子女",
        /// 父母
        Parent = "parent" "父母",
        /// 配偶父母
        ParentInLaw = "parent_in_law" "配偶父母",
        /// 祖父母
        Grandparent = "grandparent" "祖父母",
        /// 孙子女
        Grandchild = "grandchild" "孙子女",
        /// 兄弟姐妹
        Sibling = "sibling" "兄弟姐妹",
        /// Anyone else who is supported.
        Other = "other" "其他",
    }
}
