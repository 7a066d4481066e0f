//! Disclosure (绩效公开): what can be published, and what is removed from it first.

use crate::coded;

coded! {
    /// What a published form or report tells about.
    pub enum PublishedKind {
        /// 项目支出绩效自评表, frozen.
        SelfEvaluation = "self_evaluation" "项目支出绩效自评表",
        /// 绩效目标申报表, approved.
        Goal = "goal" "项目支出绩效目标表",
        /// 项目支出绩效目标执行监控表, frozen; one a round.
        Monitoring = "monitoring" "项目支出绩效目标执行监控表",
        /// 项目支出绩效评价得分表 of a concluded department evaluation.
        Evaluation = "evaluation" "项目支出绩效评价得分表",
        /// 部门整体支出绩效自评表 in words, frozen.
        DepartmentTasks = "department_tasks" "部门整体支出绩效自评表",
        /// 部门整体支出绩效自评职责履行良好表, frozen.
        DepartmentDuties = "department_duties" "部门整体支出绩效自评职责履行良好表",
        /// 部门整体支出绩效评价基础数据表, frozen.
        DepartmentBaseData = "department_base_data" "部门整体支出绩效评价基础数据表",
        /// 部门整体支出绩效自评表 with scores, frozen.
        DepartmentScores = "department_scores" "部门整体支出绩效自评评分表",
        /// 绩效报告, approved.
        Report = "report" "绩效报告",
    }
}

coded! {
    /// Where something stands that could be published.
    pub enum CandidateStanding {
        /// Neither in this version nor public.
        Open = "open" "尚未选定",
        /// In this version.
        Chosen = "chosen" "本次已选定",
        /// Public, and not corrected by this version.
        Public = "public" "以前已公开",
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
