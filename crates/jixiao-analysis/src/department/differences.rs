//! Where the sums of a department's year do not add up: by how much, and which projects may make
//! the difference.

use super::DepartmentFigures;
use super::measures::wan;
use jixiao_domain::{Coded as _, DepartmentColumn, DepartmentItem, FundFigures, Money};

/// The most projects among which sums of two and three are tried.
const COMBINED_MAX: usize = 60;
/// The most hints for one difference.
const HINT_COUNT_MAX: usize = 5;

/// A project that counts into the department, or stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectSpend {
    /// Its name.
    pub name: String,
    /// Its money as the ledgers stand.
    pub figures: FundFigures,
    /// Whether its unit counts into the department.
    pub counted: bool,
    /// Whether its year is opened.
    pub opened: bool,
}

/// Two figures that should be equal and are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Stable code, `projects.final`.
    pub code: String,
    /// What is compared, 项目支出（本年决算数）与各项目合计.
    pub words: String,
    /// What the department states.
    pub stated: Money,
    /// What it should be.
    pub due: Money,
    /// `stated` less `due`.
    pub amount: Money,
    /// What may make the difference.
    pub hints: Vec<String>,
}

use DepartmentColumn::{Adjusted, Final, Initial, LastFinal};
use DepartmentItem::{IncomeCarryOver, Operating, Project, Staff, Total, YearEnd};

/// Every difference of a year, in a fixed order. `last` holds the figures of the year before, where
/// the department filed it. What is not entered is not compared.
pub fn differences(
    figures: &DepartmentFigures,
    projects: &[ProjectSpend],
    last: Option<&DepartmentFigures>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    for column in DepartmentColumn::ALL {
        parts_of_total(figures, *column, &mut found);
    }
    for column in [Initial, Adjusted, Final] {
        against_projects(figures, projects, column, &mut found);
    }
    for column in [Initial, Adjusted, Final] {
        against_income(figures, column, &mut found);
    }
    if let Some(last) = last {
        against_last_year(figures, last, &mut found);
    }
    found
}

fn compare(
    code: String,
    words: String,
    stated: Option<Money>,
    due: Option<Money>,
    found: &mut Vec<Difference>,
) -> bool {
    let (Some(stated), Some(due)) = (stated, due) else { return false };
    if stated == due {
        return false;
    }
    let amount = Money::from_fen(stated.fen().saturating_sub(due.fen()));
    found.push(Difference { code, words, stated, due, amount, hints: Vec::new() });
    true
}

/// 支出总额 = 人员经费 + 公用经费 + 项目支出
fn parts_of_total(
    figures: &DepartmentFigures,
    column: DepartmentColumn,
    found: &mut Vec<Difference>,
) {
    let sum = figures.sum(&[Staff, Operating, Project], column);
    let words = format!("支出总额与基本支出、项目支出合计（{}）", column.word());
    compare(
        format!("spending.{}", column.code()),
        words,
        figures.amount(Total, column),
        sum,
        found,
    );
}

fn of_column(figures: &FundFigures, column: DepartmentColumn) -> Money {
    match column {
        Initial => figures.initial,
        Adjusted => figures.adjusted,
        LastFinal | Final => figures.executed,
    }
}

fn against_projects(
    figures: &DepartmentFigures,
    projects: &[ProjectSpend],
    column: DepartmentColumn,
    found: &mut Vec<Difference>,
) {
    let counted = projects.iter().filter(|project| project.counted);
    let sum = counted
        .map(|project| of_column(&project.figures, column))
        .try_fold(Money::default(), Money::checked_add);
    let words = format!("项目支出与所属各项目合计（{}）", column.word());
    let stated = figures.amount(Project, column);
    if compare(format!("projects.{}", column.code()), words, stated, sum, found)
        && let Some(difference) = found.last_mut()
    {
        difference.hints = hints(difference.amount, projects, column);
    }
}

/// Which projects add up to the difference.
fn hints(amount: Money, projects: &[ProjectSpend], column: DepartmentColumn) -> Vec<String> {
    let too_little = amount.fen() < 0;
    let missing = amount.fen().saturating_abs();
    // Stated too little: projects of the department left out. Too much: projects from beside it, or
    // such whose year is not opened.
    let candidates: Vec<(&str, i64)> = projects
        .iter()
        .filter(|project| project.counted == too_little && project.opened)
        .map(|project| (project.name.as_str(), of_column(&project.figures, column).fen()))
        .filter(|(_, fen)| *fen > 0 && *fen <= missing)
        .collect();
    let verb = if too_little { "可能漏计" } else { "可能误计了不属于本部门的" };
    let mut hints: Vec<String> = combinations(&candidates, missing)
        .into_iter()
        .map(|names| {
            format!("{verb}{}，金额恰为 {}", names.join("、"), wan(Money::from_fen(missing)))
        })
        .collect();
    if !too_little {
        let unopened: Vec<&str> = projects
            .iter()
            .filter(|project| project.counted && !project.opened)
            .map(|project| project.name.as_str())
            .take(HINT_COUNT_MAX)
            .collect();
        if !unopened.is_empty() {
            hints.push(format!("以下项目本年度未建，没有账目：{}", unopened.join("、")));
        }
    }
    hints.truncate(HINT_COUNT_MAX);
    hints
}

/// One, two or three names whose amounts add up to `sum`, fewest first.
fn combinations<'n>(candidates: &[(&'n str, i64)], sum: i64) -> Vec<Vec<&'n str>> {
    let name = |text: &'n str| text;
    let single: Vec<Vec<&str>> = candidates
        .iter()
        .filter(|(_, fen)| *fen == sum)
        .map(|(text, _)| vec![name(text)])
        .collect();
    if !single.is_empty() || candidates.len() > COMBINED_MAX {
        return single;
    }
    let (mut pairs, mut triples) = (Vec::new(), Vec::new());
    for (at, (first, one)) in candidates.iter().enumerate() {
        for (next, (second, two)) in candidates.iter().enumerate().skip(at + 1) {
            if one + two == sum {
                pairs.push(vec![name(first), name(second)]);
            }
            let third =
                candidates.iter().skip(next + 1).find(|(_, three)| one + two + three == sum);
            if let Some((third, _)) = third {
                triples.push(vec![name(first), name(second), name(third)]);
            }
        }
    }
    if pairs.is_empty() { triples } else { pairs }
}

/// 收入 = 支出; in the final accounts what is left at the end of the year is added to spending.
fn against_income(
    figures: &DepartmentFigures,
    column: DepartmentColumn,
    found: &mut Vec<Difference>,
) {
    let income = figures.sum(&DepartmentItem::INCOME, column);
    let spent = figures.amount(Total, column);
    let (due, words) = if column == Final {
        let left = figures.amount(YearEnd, Final);
        let due = spent.zip(left).and_then(|(spent, left)| spent.checked_add(left));
        (due, format!("收入合计与支出总额、年末结转和结余合计（{}）", column.word()))
    } else {
        (spent, format!("收入合计与支出总额（{}）", column.word()))
    };
    compare(format!("income.{}", column.code()), words, income, due, found);
}

/// 上年决算数 as stated now and as it was filed.
fn against_last_year(
    figures: &DepartmentFigures,
    last: &DepartmentFigures,
    found: &mut Vec<Difference>,
) {
    for item in [Total, Staff, Operating, Project, YearEnd] {
        let words = format!("{}的上年决算数与上年度填报的决算数", item.word());
        compare(
            format!("last.{}", item.code()),
            words,
            figures.amount(item, LastFinal),
            last.amount(item, Final),
            found,
        );
    }
    compare(
        "last.carry_over".to_owned(),
        "上年结转和结余与上年度年末结转和结余".to_owned(),
        figures.amount(IncomeCarryOver, Final),
        last.amount(YearEnd, Final),
        found,
    );
}
