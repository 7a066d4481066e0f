//! Disclosure (绩效公开): what can be published, and what is removed from it first.

use crate::coded;

coded! {
    /// What a published form or report tells about.
    pub enum PublishedKind {
        /// 项目支出绩效自评表, frozen.
        SelfEvaluation = "self_evaluation" "项目支出绩效自评表",
        /// 绩效目标申报表, approved.
        Goal = "goal" "项目支出绩效目标表",
        /// 绩效报告, approved.
        Report = "report" "绩效报告",
    }
}

coded! {
    /// What kind of thing was removed from a published copy.
    pub enum RemovalKind {
        /// 姓名, shortened to 姓 and a star.
        Name = "name" "姓名",
        /// Mobile and fixed numbers.
        Phone = "phone" "电话号码",
        /// Numbers of identity cards.
        IdNumber = "id_number" "身份证号",
        /// Numbers of bank cards and accounts.
        BankCard = "bank_card" "银行账号",
        /// What follows the street.
        Address = "address" "详细住址",
        /// E-mail addresses.
        Email = "email" "电子邮箱",
        /// What a person took out beyond the rules.
        Chosen = "chosen" "人工隐去内容",
    }
}
