//! 条件: the closed set of what a programme may ask for.

use super::facts::{FileFact, ModelWorkerFact, StudentFact};
use super::{CostKind, Facts, Ground, LoanBorrower, StudentStage};
use crate::cited::Basis;
use chrono::NaiveDate;
use jixiao_domain::{
    Coded, CurrencyUnit, Decimal, Employment, FileLevel, HardshipCause, HardshipClass, HonourLevel,
    HouseholdKind, ModelWorkerClass, Money, Sex,
};

/// A condition with where it is laid down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What has to hold.
    pub test: Test,
    /// Where it is laid down.
    pub basis: Basis,
}

/// What may be asked. Lists are never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Lives, and the record is in use.
    Alive,
    /// 工会会员
    UnionMember,
    /// 农民工
    Migrant,
    /// One of these employments.
    Employment(Vec<Employment>),
    /// At least so old, men and women.
    AgeAtLeast {
        /// Full years of men.
        men: u32,
        /// Full years of women.
        women: u32,
    },
    /// The household has a file in force, of one of these kinds.
    Filed(Vec<HouseholdKind>),
    /// 户主: the worker the household's file is kept for.
    HeadOfFile,
    /// The household has no file in force.
    NotFiled,
    /// The file is kept at one of these levels.
    FileLevel(Vec<FileLevel>),
    /// The file is of one of these classes.
    HardshipClass(Vec<HardshipClass>),
    /// One of these causes is on file.
    Cause(Vec<HardshipCause>),
    /// 月人均收入 below so many subsistence lines.
    IncomeBelowLines(Decimal),
    /// A model worker of one of these levels to whom benefits are paid.
    ModelWorker(Vec<HonourLevel>),
    /// A model worker of one of these classes of hardship.
    ModelWorkerClass(Vec<ModelWorkerClass>),
    /// A student at one of these stages.
    Student(Vec<StudentStage>),
    /// Admitted to the school this year.
    NewlyAdmitted,
    /// No other public or charitable grant for the same schooling.
    NoOtherGrant,
    /// Schooling that is paid for.
    PaidSchooling,
    /// A cost of the year above an amount.
    CostAbove {
        /// Which cost.
        kind: CostKind,
        /// The amount it has to exceed.
        above: Money,
    },
    /// A certificate was earned.
    Certificate,
    /// Attended at least so many percent.
    Attendance(u32),
    /// A loan of one of these borrowers, within an amount, paid out from a day on.
    Loan {
        /// Who may have taken it up.
        borrower: LoanBorrower,
        /// The most it may be of.
        principal_max: Money,
        /// The first day.
        from: NaiveDate,
    },
    /// Stands on the roster, and stood on the one before: a roster only falls.
    OnRoster,
    /// Was nominated.
    Nominated,
}

/// What a test finds.
pub(super) enum Found {
    Holds,
    /// What stands against it.
    Fails(String),
    /// The fact that is missing.
    Unknown(&'static str),
}

impl Test {
    /// What it is about.
    pub fn ground(&self) -> Ground {
        match self {
            Self::Alive => Ground::Alive,
            Self::UnionMember => Ground::Member,
            Self::Migrant => Ground::Migrant,
            Self::Employment(_) => Ground::Employment,
            Self::AgeAtLeast { .. } => Ground::Age,
            Self::Filed(_) | Self::NotFiled => Ground::File,
            Self::HeadOfFile => Ground::Head,
            Self::FileLevel(_) => Ground::FileLevel,
            Self::HardshipClass(_) => Ground::HardshipClass,
            Self::Cause(_) => Ground::Cause,
            Self::IncomeBelowLines(_) => Ground::Income,
            Self::ModelWorker(_) => Ground::ModelWorker,
            Self::ModelWorkerClass(_) => Ground::ModelWorkerClass,
            Self::Student(_) | Self::NewlyAdmitted => Ground::Student,
            Self::NoOtherGrant | Self::PaidSchooling => Ground::OtherGrant,
            Self::CostAbove { .. } => Ground::Cost,
            Self::Certificate | Self::Attendance(_) => Ground::Training,
            Self::Loan { .. } => Ground::Loan,
            Self::OnRoster => Ground::Roster,
            Self::Nominated => Ground::Nomination,
        }
    }

    /// What it asks for, as a sentence part: 须为工会会员.
    pub fn words(&self) -> String {
        match self {
            Self::Alive => "本人健在、人员记录在用".to_owned(),
            Self::UnionMember => "为工会会员".to_owned(),
            Self::Migrant => "为农民工".to_owned(),
            Self::Employment(any) => format!("就业状况为{}", words(any)),
            Self::AgeAtLeast { men, women } => format!("男满 {men} 周岁、女满 {women} 周岁"),
            Self::Filed(any) => format!("有在档的{}档案", words(any)),
            Self::HeadOfFile => "为档案户主（职工本人）".to_owned(),
            Self::NotFiled => "没有在档的帮扶档案".to_owned(),
            Self::FileLevel(any) => format!("档案级别为{}", words(any)),
            Self::HardshipClass(any) => format!("困难类别为{}", words(any)),
            Self::Cause(any) => format!("致困原因含{}", words(any)),
            Self::IncomeBelowLines(lines) => {
                format!("家庭月人均收入低于当地低保标准的 {} 倍", lines.normalize())
            }
            Self::ModelWorker(any) => format!("为{}，且未停发待遇", words(any)),
            Self::ModelWorkerClass(any) => format!("认定为{}", words(any)),
            Self::Student(any) => format!("就读于{}", words(any)),
            Self::NewlyAdmitted => "为当年新录取".to_owned(),
            Self::NoOtherGrant => "未享受其他政府或社会的同类资助".to_owned(),
            Self::PaidSchooling => "不是免费师范生、军校生等免费就读".to_owned(),
            Self::CostAbove { kind, above } if above.fen() == 0 => {
                format!("有{}支出", kind.word())
            }
            Self::CostAbove { kind, above } => {
                format!("当年{}超过{}元", kind.word(), yuan(*above))
            }
            Self::Certificate => "考核合格并取得证书".to_owned(),
            Self::Attendance(percent) => format!("出勤率不低于 {percent}%"),
            Self::Loan { borrower, principal_max, from } => format!(
                "{}贷款本金不超过{}元，{from} 以后发放",
                borrower.word(),
                yuan(*principal_max)
            ),
            Self::OnRoster => "在当期企业名册上，且在上期名册上（名册只减不增）".to_owned(),
            Self::Nominated => "列入推荐名单".to_owned(),
        }
    }

    /// Whether it holds, as far as is known. `line` is the subsistence line of place and year.
    pub(super) fn of(&self, facts: &Facts, line: Option<Money>) -> Found {
        match self {
            Self::Alive => flag(facts.alive, "人员状态", "已去世或人员记录已停用"),
            Self::UnionMember => flag(facts.union_member, "是否工会会员", "不是工会会员"),
            Self::Migrant => flag(facts.migrant, "是否农民工", "不是农民工"),
            Self::Employment(any) => one_of(facts.employment, any, "就业状况"),
            Self::AgeAtLeast { men, women } => age(facts, *men, *women),
            Self::HeadOfFile => flag(facts.head, "是否档案户主", "是家庭成员，不是档案户主"),
            Self::Filed(_)
            | Self::NotFiled
            | Self::FileLevel(_)
            | Self::HardshipClass(_)
            | Self::Cause(_) => self.of_file(facts),
            Self::IncomeBelowLines(lines) => income(facts, line, *lines),
            Self::ModelWorker(_) | Self::ModelWorkerClass(_) => self.of_model_worker(facts),
            Self::Student(any) => match facts.student {
                None => Found::Unknown("学段"),
                Some(StudentFact::None) => Found::Fails("不是在校学生".to_owned()),
                Some(StudentFact::At(stage)) => one_of(Some(stage), any, "学段"),
            },
            Self::NewlyAdmitted => {
                flag(facts.newly_admitted, "是否当年新录取", "不是当年新录取的学生")
            }
            Self::NoOtherGrant => {
                let grant = facts.other_grant.map(|has| !has);
                flag(grant, "是否享受其他资助", "已享受其他政府或社会资助")
            }
            Self::PaidSchooling => {
                let paid = facts.free_schooling.map(|free| !free);
                flag(paid, "是否免费就读", "为免费师范生、军校生等免费就读")
            }
            Self::CostAbove { kind, above } => match facts.costs.get(kind) {
                None => Found::Unknown(kind.word()),
                Some(cost) if cost > above => Found::Holds,
                Some(cost) => Found::Fails(format!(
                    "{}{}元，未超过{}元",
                    kind.word(),
                    yuan(*cost),
                    yuan(*above)
                )),
            },
            Self::Certificate => flag(facts.certificate, "是否取得证书", "未取得证书"),
            Self::Attendance(percent) => match facts.attendance_percent {
                None => Found::Unknown("出勤率"),
                Some(own) if own >= *percent => Found::Holds,
                Some(own) => Found::Fails(format!("出勤率 {own}%，低于 {percent}%")),
            },
            Self::Loan { borrower, principal_max, from } => {
                loan(facts, *borrower, *principal_max, *from)
            }
            Self::OnRoster => roster(facts),
            Self::Nominated => flag(facts.nominated, "是否列入推荐名单", "未列入推荐名单"),
        }
    }

    fn of_file(&self, facts: &Facts) -> Found {
        let Some(file) = &facts.file else { return Found::Unknown("帮扶档案") };
        let (kind, level, class, causes) = match file {
            FileFact::None | FileFact::NotInForce(_) if *self == Self::NotFiled => {
                return Found::Holds;
            }
            FileFact::None => return Found::Fails("没有帮扶档案".to_owned()),
            FileFact::NotInForce(state) => {
                return Found::Fails(format!("帮扶档案为“{}”，不在档", state.word()));
            }
            FileFact::Filed { kind, level, class, causes } => (kind, level, class, causes),
        };
        match self {
            Self::Filed(any) => one_of(Some(*kind), any, "档案类型"),
            Self::FileLevel(any) => one_of(Some(*level), any, "建档级别"),
            Self::HardshipClass(any) => one_of(*class, any, "困难类别"),
            Self::Cause(any) => match causes.iter().find(|cause| any.contains(cause)) {
                Some(_) => Found::Holds,
                None => Found::Fails(format!("致困原因为{}", words(causes))),
            },
            // The only test of a file that is left, and the file is in force.
            _ => Found::Fails("已有在档的帮扶档案".to_owned()),
        }
    }

    fn of_model_worker(&self, facts: &Facts) -> Found {
        let (level, status, class) = match &facts.model_worker {
            None => return Found::Unknown("劳模档案"),
            Some(ModelWorkerFact::None) => return Found::Fails("不是登记的劳模".to_owned()),
            Some(ModelWorkerFact::Record { level, status, class }) => (*level, *status, *class),
        };
        if !status.is_paid() {
            return Found::Fails(format!("劳模状态为“{}”，停发待遇", status.word()));
        }
        match (self, class) {
            (Self::ModelWorkerClass(any), Some(class)) => one_of(Some(class), any, "困难劳模类别"),
            (Self::ModelWorkerClass(_), None) => Found::Fails("未认定为困难劳模".to_owned()),
            (Self::ModelWorker(any), _) => one_of(Some(level), any, "劳模级别"),
            _ => Found::Unknown("劳模档案"),
        }
    }
}

fn flag(fact: Option<bool>, what: &'static str, against: &str) -> Found {
    match fact {
        None => Found::Unknown(what),
        Some(true) => Found::Holds,
        Some(false) => Found::Fails(against.to_owned()),
    }
}

fn one_of<T: Coded + PartialEq>(fact: Option<T>, any: &[T], what: &'static str) -> Found {
    match fact {
        None => Found::Unknown(what),
        Some(own) if any.contains(&own) => Found::Holds,
        Some(own) => Found::Fails(format!("{what}为{}", own.word())),
    }
}

fn age(facts: &Facts, men: u32, women: u32) -> Found {
    let (Some(sex), Some(age)) = (facts.sex, facts.age) else {
        return Found::Unknown("性别或年龄");
    };
    let least = match sex {
        Sex::Male => men,
        Sex::Female => women,
    };
    if age >= least {
        Found::Holds
    } else {
        Found::Fails(format!("{age} 周岁，未满 {least} 周岁"))
    }
}

fn income(facts: &Facts, line: Option<Money>, lines: Decimal) -> Found {
    let Some(line) = line else { return Found::Unknown("当地低保标准") };
    let Some(own) = facts.monthly_income else { return Found::Unknown("家庭收支") };
    let bound = line.to_decimal(CurrencyUnit::Yuan) * lines;
    if own.to_decimal(CurrencyUnit::Yuan) < bound {
        return Found::Holds;
    }
    Found::Fails(format!(
        "家庭月人均收入{}元，不低于低保标准的 {} 倍（{bound:.2}元）",
        yuan(own),
        lines.normalize()
    ))
}

fn loan(facts: &Facts, borrower: LoanBorrower, most: Money, from: NaiveDate) -> Found {
    let Some(loan) = facts.loan else { return Found::Unknown("贷款合同") };
    if loan.borrower != borrower {
        return Found::Fails(format!("借款人为{}", loan.borrower.word()));
    }
    if loan.principal > most {
        let (own, most) = (yuan(loan.principal), yuan(most));
        return Found::Fails(format!("贷款本金{own}元，超过{most}元"));
    }
    if loan.on < from {
        return Found::Fails(format!("贷款于 {} 发放，早于 {from}", loan.on));
    }
    Found::Holds
}

fn roster(facts: &Facts) -> Found {
    match (facts.roster_months, facts.on_earlier_roster) {
        (Some(0), _) => Found::Fails("不在当期企业名册上".to_owned()),
        (_, Some(false)) => {
            Found::Fails("不在上期企业名册上；名册只减不增，新增须另行审批".to_owned())
        }
        (None, _) | (_, None) => Found::Unknown("企业名册"),
        (Some(_), Some(true)) => Found::Holds,
    }
}

/// Words of a list: 深度困难、相对困难.
pub(super) fn words<T: Coded>(all: &[T]) -> String {
    all.iter().map(|one| one.word()).collect::<Vec<_>>().join("、")
}

/// An amount in 元, in full: 1040.00.
pub(super) fn yuan(amount: Money) -> String {
    format!("{:.2}", amount.to_decimal(CurrencyUnit::Yuan))
}
