//! What an exclusion or refusal is about: the headings under which a dry run counts.

use jixiao_domain::coded;

coded! {
    /// What somebody was excluded or refused for.
    pub enum Ground {
        /// 人员状态
        Alive = "alive" "人员状态",
        /// 会员身份
        Member = "member" "工会会员身份",
        /// 农民工身份
        Migrant = "migrant" "农民工身份",
        /// 就业状况
        Employment = "employment" "就业状况",
        /// 年龄
        Age = "age" "年龄",
        /// 帮扶档案
        File = "file" "帮扶档案",
        /// 户主
        Head = "head" "档案户主身份",
        /// 建档级别
        FileLevel = "file_level" "建档级别",
        /// 困难类别
        HardshipClass = "hardship_class" "困难类别",
        /// 致困原因
        Cause = "cause" "致困原因",
        /// 家庭收入
        Income = "income" "家庭人均收入",
        /// 劳模档案
        ModelWorker = "model_worker" "劳模身份与状态",
        /// 困难劳模类别
        ModelWorkerClass = "model_worker_class" "困难劳模类别",
        /// 学段
        Student = "student" "就学情况",
        /// 其他资助
        OtherGrant = "other_grant" "其他资助",
        /// 费用
        Cost = "cost" "本人承担费用",
        /// 培训结果
        Training = "training" "培训结果",
        /// 贷款
        Loan = "loan" "贷款情况",
        /// 名册
        Roster = "roster" "企业名册",
        /// 工资或养老金
        Pay = "pay" "工资或养老金",
        /// 推荐名单
        Nomination = "nomination" "推荐名单",
        /// None of the tiers holds.
        Tier = "tier" "补助档次",
        /// 低保标准
        Line = "line" "低保标准",
        /// The standard that the round sets.
        Standard = "standard" "本批次补助标准",
        /// The amount comes to nothing.
        Amount = "amount" "测算金额",
        /// 年度上限
        Cap = "cap" "年度上限",
        /// 重复享受
        Conflict = "conflict" "重复享受",
        /// 已享受救助
        Prior = "prior" "当年已享受救助",
    }
}
