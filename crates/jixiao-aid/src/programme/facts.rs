//! What is known of an applicant. Everything may be unknown, and unknown is never no.

use super::{CostKind, Festival};
use chrono::NaiveDate;
use jixiao_domain::{
    Employment, FileLevel, FileState, HardshipCause, HardshipClass, HonourLevel, HouseholdKind,
    ModelWorkerClass, ModelWorkerStatus, Money, Sex, coded,
};
use std::collections::BTreeMap;

coded! {
    /// 学段
    pub enum StudentStage {
        /// 学前、小学
        Primary = "primary" "小学及学前",
        /// 初中
        Junior = "junior" "初中",
        /// 普通高中、中职
        Senior = "senior" "高中、中职",
        /// 大专、本科
        College = "college" "大专、本科",
        /// 研究生
        Graduate = "graduate" "研究生",
    }
}

coded! {
    /// Who took up a loan.
    pub enum LoanBorrower {
        /// 个人
        Personal = "personal" "个人",
        /// 小微企业
        SmallFirm = "small_firm" "小微企业",
    }
}

/// The household's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFact {
    /// It has none.
    None,
    /// It has one that is not in force.
    NotInForce(FileState),
    /// It has one in force.
    Filed {
        /// Whose household it is.
        kind: HouseholdKind,
        /// Which level keeps the file.
        level: FileLevel,
        /// The class that holds; `None` where it was not judged.
        class: Option<HardshipClass>,
        /// 致困原因, the main one first.
        causes: Vec<HardshipCause>,
    },
}

/// The record as a model worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelWorkerFact {
    /// Is none.
    None,
    /// Is one.
    Record {
        /// Level of the highest honour.
        level: HonourLevel,
        /// Whether benefits may be paid.
        status: ModelWorkerStatus,
        /// Class of hardship, where there is one.
        class: Option<ModelWorkerClass>,
    },
}

/// Whether the applicant goes to school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudentFact {
    /// Does not.
    None,
    /// At this stage.
    At(StudentStage),
}

/// A loan whose interest is subsidised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoanFact {
    /// Who took it up.
    pub borrower: LoanBorrower,
    /// 贷款本金
    pub principal: Money,
    /// When it was paid out.
    pub on: NaiveDate,
}

/// What is known of an applicant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Whether the person lives and the record is in use.
    pub alive: Option<bool>,
    /// 性别
    pub sex: Option<Sex>,
    /// Full years.
    pub age: Option<u32>,
    /// 工会会员
    pub union_member: Option<bool>,
    /// 农民工
    pub migrant: Option<bool>,
    /// 就业状况
    pub employment: Option<Employment>,
    /// The household's file.
    pub file: Option<FileFact>,
    /// Whether the file is kept for this very person.
    pub head: Option<bool>,
    /// 月人均可支配收入 after deductions, as the rules of hardship compute it.
    pub monthly_income: Option<Money>,
    /// The record as a model worker.
    pub model_worker: Option<ModelWorkerFact>,
    /// Whether the applicant goes to school, and where.
    pub student: Option<StudentFact>,
    /// 当年新录取
    pub newly_admitted: Option<bool>,
    /// Whether another public or charitable grant was given for the same schooling.
    pub other_grant: Option<bool>,
    /// 免费师范、军校: schooling that costs nothing.
    pub free_schooling: Option<bool>,
    /// What the applicant bore of the year, by kind.
    pub costs: BTreeMap<CostKind, Money>,
    /// Whether a certificate was earned.
    pub certificate: Option<bool>,
    /// 出勤率, percent.
    pub attendance_percent: Option<u32>,
    /// The loan.
    pub loan: Option<LoanFact>,
    /// 名册: months of the year on the roster of the enterprise, 0..=12.
    pub roster_months: Option<u32>,
    /// Whether the applicant stood on the roster of the time before; it only falls.
    pub on_earlier_roster: Option<bool>,
    /// 月工资或养老金
    pub monthly_pay: Option<Money>,
    /// 列入推荐名单
    pub nominated: Option<bool>,
    /// Numbers of the receipts handed in.
    pub invoices: Option<Vec<String>>,
    /// Aid of the year before this.
    pub prior: Option<Vec<PriorAid>>,
}

/// Aid of the same year that was given or approved, and to whom, seen from the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorAid {
    /// Key of the programme.
    pub programme: String,
    /// The round it was given in.
    pub label: String,
    /// How much.
    pub amount: Money,
    /// Whether the same person received it.
    pub same_person: bool,
    /// Whether somebody of the same household received it.
    pub same_household: bool,
    /// Whether it was for the same student.
    pub same_student: bool,
    /// The festival it was given for.
    pub festival: Option<Festival>,
    /// Numbers of the receipts it was given on.
    pub invoices: Vec<String>,
}
