//! What an application declares beside the registry: typed as it is, kept with the case, asked for
//! only where the programme needs it.

use jixiao_aid::programme::{
    AidProgramme, AmountRule, CapBase, ConflictBy, CostKind, LoanBorrower, StudentStage, Test,
};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};

/// Facts as typed; empty where nothing was said, which leaves what the registry knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Declared {
    /// 医疗自付费用（元）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub own_medical: String,
    /// 培训费（元）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub training: String,
    /// 贷款利息（元）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub loan_interest: String,
    /// 服务机构结算费用（元）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// A student stage's code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub student: String,
    /// `yes` or `no`: 当年新录取
    #[serde(skip_serializing_if = "String::is_empty")]
    pub newly_admitted: String,
    /// `yes` or `no`: 已享受其他资助
    #[serde(skip_serializing_if = "String::is_empty")]
    pub other_grant: String,
    /// `yes` or `no`: 免费就读
    #[serde(skip_serializing_if = "String::is_empty")]
    pub free_schooling: String,
    /// `yes` or `no`: 取得证书
    #[serde(skip_serializing_if = "String::is_empty")]
    pub certificate: String,
    /// 出勤率（%）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attendance_percent: String,
    /// A loan borrower's code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub loan_borrower: String,
    /// 贷款本金（元）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub loan_principal: String,
    /// 贷款发放日
    #[serde(skip_serializing_if = "String::is_empty")]
    pub loan_on: String,
    /// 在册月数, 0 to 12.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub roster_months: String,
    /// `yes` or `no`: 在上期名册上
    #[serde(skip_serializing_if = "String::is_empty")]
    pub on_earlier_roster: String,
    /// 月工资或养老金（元）
    #[serde(skip_serializing_if = "String::is_empty")]
    pub monthly_pay: String,
    /// `yes` or `no`: 列入推荐名单
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nominated: String,
    /// 票据号码, divided by blanks, commas or lines.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub invoices: String,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// An amount in 元.
    Money,
    /// A whole number.
    Count,
    /// `yes` or `no`.
    YesNo,
    /// A date.
    Date,
    /// One of these, by code and word.
    Choice(Vec<(&'static str, &'static str)>),
    /// Numbers of receipts.
    Lines,
}

/// Something a programme asks an applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The field of [`Declared`].
    pub name: &'static str,
    /// What it is called.
    pub word: &'static str,
    /// How it is answered.
    pub kind: QuestionKind,
}

/// What a programme asks beside the registry, in the order of [`Declared`].
pub fn questions(programme: &AidProgramme) -> Vec<Question> {
    let mut wanted: Vec<&'static str> = Vec::new();
    let conditions = programme.conditions.iter().map(|condition| &condition.test);
    for test in conditions.chain(programme.tiers.iter().flat_map(|tier| &tier.when)) {
        wanted.extend(of_test(test));
    }
    for tier in &programme.tiers {
        match &tier.amount.value {
            AmountRule::Share { of, .. } | AmountRule::Bands { of, .. } => wanted.push(cost(*of)),
            AmountRule::PerMonth(_) => wanted.push("roster_months"),
            AmountRule::Gap { .. } => wanted.push("monthly_pay"),
            AmountRule::Fixed(_) | AmountRule::Round { .. } | AmountRule::Lines { .. } => {}
        }
    }
    for cap in &programme.caps {
        if let CapBase::CostShare { of, .. } = &cap.base {
            wanted.push(cost(*of));
        }
    }
    if programme.conflicts.iter().any(|conflict| conflict.by == ConflictBy::Invoice) {
        wanted.push("invoices");
    }
    all().into_iter().filter(|question| wanted.contains(&question.name)).collect()
}

fn of_test(test: &Test) -> &'static [&'static str] {
    match test {
        Test::Student(_) => &["student"],
        Test::NewlyAdmitted => &["newly_admitted"],
        Test::NoOtherGrant => &["other_grant"],
        Test::PaidSchooling => &["free_schooling"],
        Test::CostAbove { kind: CostKind::OwnMedical, .. } => &["own_medical"],
        Test::CostAbove { kind: CostKind::Training, .. } => &["training"],
        Test::CostAbove { kind: CostKind::LoanInterest, .. } => &["loan_interest"],
        Test::CostAbove { kind: CostKind::Service, .. } => &["service"],
        Test::Certificate => &["certificate"],
        Test::Attendance(_) => &["attendance_percent"],
        Test::Loan { .. } => &["loan_borrower", "loan_principal", "loan_on"],
        Test::OnRoster => &["roster_months", "on_earlier_roster"],
        Test::Nominated => &["nominated"],
        Test::Alive
        | Test::UnionMember
        | Test::Migrant
        | Test::Employment(_)
        | Test::AgeAtLeast { .. }
        | Test::Filed(_)
        | Test::HeadOfFile
        | Test::NotFiled
        | Test::FileLevel(_)
        | Test::HardshipClass(_)
        | Test::Cause(_)
        | Test::IncomeBelowLines(_)
        | Test::ModelWorker(_)
        | Test::ModelWorkerClass(_) => &[],
    }
}

fn cost(kind: CostKind) -> &'static str {
    match kind {
        CostKind::OwnMedical => "own_medical",
        CostKind::Training => "training",
        CostKind::LoanInterest => "loan_interest",
        CostKind::Service => "service",
    }
}

fn all() -> Vec<Question> {
    use QuestionKind::{Choice, Count, Date, Lines, Money, YesNo};
    let stages = StudentStage::ALL.iter().map(|one| (one.code(), one.word())).collect();
    let borrowers = LoanBorrower::ALL.iter().map(|one| (one.code(), one.word())).collect();
    let one = |name, word, kind| Question { name, word, kind };
    vec![
        one("own_medical", "当年医疗自付费用（元）", Money),
        one("training", "培训费（元）", Money),
        one("loan_interest", "已付贷款利息（元）", Money),
        one("service", "服务机构结算费用（元）", Money),
        one("student", "学段", Choice(stages)),
        one("newly_admitted", "是否当年新录取", YesNo),
        one("other_grant", "是否已享受其他政府或社会资助", YesNo),
        one("free_schooling", "是否免费师范生、军校生等免费就读", YesNo),
        one("certificate", "是否取得证书", YesNo),
        one("attendance_percent", "出勤率（%）", Count),
        one("loan_borrower", "借款人", Choice(borrowers)),
        one("loan_principal", "贷款本金（元）", Money),
        one("loan_on", "贷款发放日", Date),
        one("roster_months", "本年在册月数", Count),
        one("on_earlier_roster", "是否在上期名册上", YesNo),
        one("monthly_pay", "月工资或养老金（元）", Money),
        one("nominated", "是否列入推荐名单", YesNo),
        one("invoices", "票据号码（多张用逗号分开）", Lines),
    ]
}
