//! The columns of each kind of import: the one table behind template, reading and error file.

use crate::authz::Action;
use jixiao_aid::programme::{LoanBorrower, StudentStage};
use jixiao_domain::{
    BudgetEntryKind, Coded, Employment, FileLevel, FundSource, HardshipCause, Health,
    HouseholdKind, Housing, IndicatorKind, Programme, ProjectAttribute, Relation, Sex, coded,
};

coded! {
    /// What is imported.
    pub enum ImportKind {
        /// New projects, each with its first year where one is given.
        Projects = "projects" "项目",
        /// Lines of the budget ledger.
        Budget = "budget" "预算",
        /// Payments by voucher.
        Vouchers = "vouchers" "执行凭证",
        /// Years filed before the application, one row an indicator.
        PastYears = "past_years" "历年资料",
        /// Files of households: a row for the worker, and one for each member of the family below it.
        Households = "households" "帮扶档案",
        /// Applications for aid, one a row, for people in the registry.
        Cases = "cases" "救助申请",
    }
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The field of the form behind it.
    pub(super) field: &'static str,
    /// Its head.
    pub(super) head: &'static str,
    /// Whether every row must fill it.
    pub(super) required: bool,
    /// What may be chosen; empty for free text.
    pub(super) words: fn() -> Vec<&'static str>,
    /// A cell that shows how to fill it.
    pub(super) example: &'static str,
}

const fn required(field: &'static str, head: &'static str, example: &'static str) -> Column {
    Column { field, head, required: true, words: Vec::new, example }
}

const fn optional(field: &'static str, head: &'static str, example: &'static str) -> Column {
    Column { required: false, ..required(field, head, example) }
}

const fn choice(
    field: &'static str,
    head: &'static str,
    words: fn() -> Vec<&'static str>,
    example: &'static str,
) -> Column {
    Column { words, ..required(field, head, example) }
}

const fn optional_choice(
    field: &'static str,
    head: &'static str,
    words: fn() -> Vec<&'static str>,
) -> Column {
    Column { words, ..optional(field, head, "") }
}

fn words<T: Coded>() -> Vec<&'static str> {
    T::ALL.iter().map(|value| value.word()).collect()
}

fn entry_kinds() -> Vec<&'static str> {
    BudgetEntryKind::ALL
        .iter()
        .filter(|kind| {
            !matches!(kind, BudgetEntryKind::ReallocationIn | BudgetEntryKind::ReallocationOut)
        })
        .map(|kind| kind.word())
        .collect()
}

const PROJECTS: &[Column] = &[
    required("code", "项目编码", "A2026001"),
    required("name", "项目名称", "困难职工节日慰问"),
    required("organisation", "单位编码", "502001"),
    choice("programme", "项目类别", words::<Programme>, "送温暖"),
    choice("attribute", "项目属性", words::<ProjectAttribute>, "延续项目"),
    required("supervising_department", "主管部门", "江州市总工会"),
    optional("supervising_department_code", "主管部门代码", "502"),
    optional("finance_division", "财政业务科室", ""),
    required("implementing_unit", "实施单位", "江州市总工会权益保障部"),
    optional("implementing_unit_code", "实施单位代码", "502001"),
    optional("leader", "项目负责人", ""),
    optional("phone", "联系电话", ""),
    required("start_year", "开始年度", "2026"),
    optional("end_year", "结束年度", ""),
    optional("basis", "立项依据", ""),
    optional("year", "建立年度", "2026"),
];

const BUDGET: &[Column] = &[
    required("year", "年度", "2026"),
    required("code", "项目编码", "A2026001"),
    choice("kind", "类型", entry_kinds, "年初预算"),
    choice("source", "资金来源", words::<FundSource>, "当年财政拨款"),
    required("amount", "金额（元）", "1,000,000.00"),
    required("document_number", "文号", "江财预〔2026〕1号"),
    required("dated_on", "文件日期", "2026-01-15"),
    optional("note", "摘要", ""),
];

const VOUCHERS: &[Column] = &[
    required("year", "年度", "2026"),
    required("code", "项目编码", "A2026001"),
    choice("source", "资金来源", words::<FundSource>, "当年财政拨款"),
    required("voucher_number", "凭证号", "记-0012"),
    required("paid_on", "支付日期", "2026-01-20"),
    required("amount", "金额（元）", "56,000.00"),
    optional("summary", "摘要", "春节慰问金"),
    optional("same_voucher", "同一凭证的另一笔", ""),
];

const PAST_YEARS: &[Column] = &[
    required("year", "年度", "2023"),
    required("code", "项目编码", "A2026001"),
    optional("initial", "年初预算数（元）", "1,000,000.00"),
    optional("adjusted", "全年预算数（元）", "1,000,000.00"),
    optional("executed", "全年执行数（元）", "980,000.00"),
    optional("total", "总得分", "96.5"),
    optional("grade", "自评等级", "优"),
    optional("source", "资料来源", "2023年项目支出绩效自评表.docx"),
    choice("level2", "二级指标", words::<IndicatorKind>, "数量指标"),
    required("name", "三级指标", "慰问困难职工人数"),
    optional("sign", "符号", "≥"),
    optional("number", "指标值", "3000"),
    optional("unit", "度量单位", "人"),
    optional("words", "定性目标", ""),
    required("actual", "实际完成值", "3050人"),
    optional("points", "分值", "20"),
    optional("score", "得分", "20"),
];

const HOUSEHOLDS: &[Column] = &[
    required("organisation", "单位编码", "502001"),
    choice("relation", "与职工关系", words::<Relation>, "本人"),
    required("name", "姓名", "张安（示例）"),
    optional("id_number", "证件号码", "11010519491231002X"),
    optional("worker_number", "职工证件号码（家属行必填）", ""),
    optional_choice("sex", "性别", words::<Sex>),
    optional("birth_date", "出生日期", ""),
    optional_choice("health", "健康状况", words::<Health>),
    optional("diagnosis", "疾病诊断", ""),
    optional_choice("employment", "就业状况", words::<Employment>),
    optional("employer", "工作单位", "江州机械厂"),
    optional("employer_code", "单位统一社会信用代码", ""),
    optional("school", "就读学校年级", ""),
    optional("union_member", "工会会员", "是"),
    optional("migrant", "农民工", "否"),
    optional("phone", "联系电话", "13800001234"),
    optional("address", "住址", ""),
    optional("bank_name", "开户银行", ""),
    optional("bank_card", "银行账号", ""),
    optional("file_number", "档案编号", ""),
    optional_choice("kind", "档案类型", words::<HouseholdKind>),
    optional_choice("level", "建档级别", words::<FileLevel>),
    optional("region", "行政区划代码", "530102"),
    optional_choice("main_cause", "主要致困原因", words::<HardshipCause>),
    optional_choice("housing", "住房情况", words::<Housing>),
    optional("home_count", "自有住房（套）", "0"),
    optional("on_subsistence", "低保户", "否"),
    optional("circumstances", "困难情况说明", ""),
    optional("year", "收支年度", "2025"),
    optional("income_wage", "工资性收入（元）", "12,000"),
    optional("income_transfer", "转移净收入（元）", ""),
    optional("income_business", "经营净收入（元）", ""),
    optional("income_property", "财产净收入（元）", ""),
    optional("income_subsistence", "低保金（元）", ""),
    optional("income_other", "其他收入（元）", ""),
    optional("essential_medical", "医疗自付（元）", "6,000"),
    optional("essential_disability", "残疾康复护理（元）", ""),
    optional("essential_schooling", "子女教育（元）", ""),
    optional("essential_work", "必要就业成本（元）", ""),
    optional("loss_gross", "意外损失（元）", ""),
    optional("loss_covered", "已获赔付救助（元）", ""),
];

const CASES: &[Column] = &[
    required("round", "批次名称", "2026年春节送温暖"),
    required("organisation", "单位编码", "502001"),
    optional("name", "姓名", "张安（示例）"),
    required("id_number", "证件号码", "11010519491231002X"),
    optional("asked", "申请金额（元）", "1,000"),
    optional("reason", "申请理由", ""),
    optional("own_medical", "当年医疗自付费用（元）", ""),
    optional("training", "培训费（元）", ""),
    optional("loan_interest", "已付贷款利息（元）", ""),
    optional("service", "服务机构结算费用（元）", ""),
    optional_choice("student", "学段", words::<StudentStage>),
    optional_choice("newly_admitted", "当年新录取", yes_or_no),
    optional_choice("other_grant", "已享受其他资助", yes_or_no),
    optional_choice("free_schooling", "免费就读", yes_or_no),
    optional_choice("certificate", "取得证书", yes_or_no),
    optional("attendance_percent", "出勤率（%）", ""),
    optional_choice("loan_borrower", "贷款对象", words::<LoanBorrower>),
    optional("loan_principal", "贷款本金（元）", ""),
    optional("loan_on", "贷款发放日", ""),
    optional("roster_months", "在册月数", ""),
    optional_choice("on_earlier_roster", "在上期名册上", yes_or_no),
    optional("monthly_pay", "月工资或养老金（元）", ""),
    optional_choice("nominated", "列入推荐名单", yes_or_no),
    optional("invoices", "票据号码", ""),
];

fn yes_or_no() -> Vec<&'static str> {
    vec!["是", "否"]
}

impl ImportKind {
    pub(super) fn columns(self) -> &'static [Column] {
        match self {
            Self::Projects => PROJECTS,
            Self::Budget => BUDGET,
            Self::Vouchers => VOUCHERS,
            Self::PastYears => PAST_YEARS,
            Self::Households => HOUSEHOLDS,
            Self::Cases => CASES,
        }
    }

    /// What an import asks for, at the place of each row.
    pub fn action(self) -> Action {
        match self {
            Self::Projects | Self::PastYears => Action::EditProjects,
            Self::Budget | Self::Vouchers => Action::KeepLedger,
            Self::Households => Action::FillPeople,
            Self::Cases => Action::FillCases,
        }
    }

    /// Name of its template.
    pub fn template_name(self) -> String {
        format!("{}导入模板.xlsx", self.word())
    }
}

/// A head as it is compared: without white space, the star of required columns, and full-width
/// brackets.
pub(super) fn plain_head(head: &str) -> String {
    head.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊'))
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .collect()
}
