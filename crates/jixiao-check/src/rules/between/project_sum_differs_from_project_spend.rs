use crate::figures::wan;
use crate::rule::declare_rule;
use crate::abstracts::NamedAbstract;
use crate::{DossierContext, Finding, FormAbstract};
use jixiao_document::Location;
use jixiao_domain::Money;
use jixiao_form::{FormKind, ReportKind};

declare_rule! {
    /// ## 检查内容
    /// 同一份材料中，部门报告（基础数据表）写明的项目支出，小于履职表各任务或各项目自评表的金额合计。
    /// 合计小于项目支出的可能只列了一部分，不报告。基础数据表的项目支出是决算数，只与实际支出比较，不与
    /// 安排数比较；人员、公用等基本支出的任务不计入。
    ///
    /// ## 为什么
    /// 各项目之和不会大于项目支出总额，两者至少有一处错误。
    ///
    /// ## 依据
    /// 《行政单位财务规则》：项目支出为各项目支出之和。
    ///
    /// ## 示例
    /// 报告写项目支出 80 万元，所列三个项目合计 85 万元。
    ///
    /// ## 如何改正
    /// 按部门决算报表核对项目支出总额和各项目金额，说明未列入的项目。
    "JX609" "project-sum-differs-from-project-spend" "各项目合计大于项目支出",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "《行政单位财务规则》支出分类",
    run: Dossier(check),
}

/// Rounding of amounts printed in 万元 with two decimals, 分 a project.
const ROUNDING_FEN: i64 = 10_000;

/// Words of tasks that are paid from 基本支出.
const BASIC_SPEND: [&str; 6] =
    ["基本支出", "人员经费", "公用经费", "机关运转", "机关运行", "日常运转"];

/// Where 项目支出 stands, which says what a task may be compared by.
#[derive(Clone, Copy)]
enum Stated {
    /// In a sentence that doesn't say whether it was planned or spent.
    InReport,
    /// As 决算数 of a base-data table: what was spent.
    AsFinalAccounts,
}

impl Stated {
    fn amount_of(self, item: &NamedAbstract) -> Option<Money> {
        match (self, item.budget, item.executed) {
            (Self::InReport, budget, executed) => budget.or(executed),
            (Self::AsFinalAccounts, _, executed) => executed,
        }
    }
}

fn check(context: &DossierContext<'_>, found: &mut Vec<Finding>) {
    for (document, file) in context.abstracts.iter().enumerate() {
        let reports = file.reports.iter().filter(|report| report.kind == ReportKind::DepartmentReport);
        let spend = reports
            .filter_map(|report| Some((report.project_spend.as_deref()?, Stated::InReport)))
            .chain(file.forms.iter().filter_map(|form| {
                Some((form.project_spend.as_deref()?, Stated::AsFinalAccounts))
            }))
            .next();
        let Some(((spend, place), stated)) = spend else { continue };
        let duties = file.forms.iter().filter(|form| form.kind == FormKind::DutyPerformance);
        let tasks: Vec<(Money, Location)> = duties
            .flat_map(|form| &form.names)
            .filter(|item| !BASIC_SPEND.iter().any(|word| item.name.contains(word)))
            .filter_map(|item| Some((stated.amount_of(item)?, item.place)))
            .collect();
        let projects: Vec<(Money, Location)> = file
            .forms
            .iter()
            .filter(|form| form.kind == FormKind::ProjectSelfEvaluation)
            .filter_map(|form| Some((spent(form)?, form.place)))
            .collect();
        for (what, amounts) in [("履职表所列任务", tasks), ("各项目自评表", projects)] {
            if let Some(finding) = exceeds(context, (document, *spend, *place), what, &amounts) {
                found.push(finding);
            }
        }
    }
}

fn spent(form: &FormAbstract) -> Option<Money> {
    form.details().funds?.executed
}

fn exceeds(
    context: &DossierContext<'_>,
    (document, spend, place): (usize, Money, Location),
    what: &str,
    amounts: &[(Money, Location)],
) -> Option<Finding> {
    let sum = amounts.iter().try_fold(Money::default(), |sum, (money, _)| sum.checked_add(*money))?;
    let count = i64::try_from(amounts.len()).ok()?;
    let most = spend.fen().checked_add(count.checked_mul(ROUNDING_FEN)?)?;
    if amounts.len() < 2 || sum.fen() <= most {
        return None;
    }
    let message = format!("项目支出写 {}，{what}合计 {}", wan(spend), wan(sum));
    Some(Finding {
        subject: "项目支出".to_owned(),
        printed: Some(wan(spend)),
        expected: Some(format!("不小于 {}", wan(sum))),
        hint: Some("按部门决算报表核对项目支出总额和各项目金额".to_owned()),
        related: amounts
            .iter()
            .map(|(money, place)| context.related(document, *place, wan(*money)))
            .collect(),
        ..context.finding(document, None, place, message)
    })
}
