//! What happens in a year of the city, month by month.

use crate::actors::day;
use crate::goals::{self, Reach};
use crate::projects::{self, Opened};
use crate::{
    City, SampleError, departments, evaluations, ledgers, monitoring, reports, self_evaluations,
    supervision,
};

/// The fiscal years of the story.
pub(crate) const YEARS: [i64; 3] = [2024, 2025, 2026];
/// The day on which the story ends: year, month, day.
pub(crate) const LAST_DAY: (i64, u32, u32) = (2026, 11, 10);

/// Runs a year: goals and budgets in January, last year's self-evaluations in February, vouchers all
/// year, supplements and department evaluations in June, a spot check in May, rectifications, monitoring in August and November, 收回 in
/// December.
pub(crate) async fn run_year(
    city: &City<'_>,
    opened: &mut [Opened],
    year: i64,
) -> Result<(), SampleError> {
    for project in opened.iter_mut() {
        let id = projects::open_year(city, project, year).await?;
        let reach = goal_reach(project.index, year);
        let goal = goals::file(city, project, (year, id), reach).await?;
        if is_sent_back(project.index, year) {
            goals::send_back(city, project, year, goal).await?;
        }
        project.years.insert(year, id);
    }
    for project in &*opened {
        ledgers::enter_initial(city, project, year).await?;
    }
    for month in 1..=12 {
        if month == 2 && year > YEARS[0] {
            evaluate(city, opened, year - 1).await?;
        }
        if month == 4 && year > YEARS[0] {
            report(city, opened, year - 1).await?;
        }
        if month == 5 && year == YEARS[1] {
            self_evaluations::spot_check(city, YEARS[0]).await?;
        }
        if month == 4 && year > YEARS[0] {
            departments::file(city, year - 1).await?;
            let reach = if year == YEARS[1] { Reach::Approved } else { Reach::Filled };
            reports::of_department(city, year - 1, reach).await?;
        }
        if month == 8 || (month == 11 && year > YEARS[0]) {
            monitor(city, opened, year, month - 1).await?;
        }
        if month == 6 && year > YEARS[0] {
            evaluations::run(city, opened, year - 1).await?;
            report_evaluations(city, opened, year - 1).await?;
            if year == YEARS[1] {
                supervision::after_spot_check(city, opened, YEARS[0]).await?;
            }
        }
        supervision::suspend(city, opened, year, month).await?;
        for project in &*opened {
            if month == 6 {
                supplement(city, project, year).await?;
            }
            ledgers::pay(city, project, year, month).await?;
            if month == 12 {
                ledgers::enter_clawback(city, project, year).await?;
            }
        }
    }
    supervision::run(city, opened, year).await?;
    if year == YEARS[2] {
        departments::begin(city, year).await?;
    }
    Ok(())
}

async fn supplement(city: &City<'_>, project: &Opened, year: i64) -> Result<(), SampleError> {
    let Some(id) = project.years.get(&year) else { return Ok(()) };
    let approved = goal_reach(project.index, year) == Reach::Approved;
    if ledgers::enter_supplement(city, project, year).await? && approved {
        // In the last year one of two versions is still on its way.
        let reach = if year == YEARS[2] && project.index.is_multiple_of(2) {
            Reach::Reviewed
        } else {
            Reach::Approved
        };
        goals::supplement(city, project, (year, *id), reach).await?;
    }
    Ok(())
}

/// A round of monitoring up to the end of a month, filed in the month after it; then what it warned
/// of is answered.
async fn monitor(
    city: &City<'_>,
    opened: &[Opened],
    year: i64,
    month: u32,
) -> Result<(), SampleError> {
    let round = monitoring::issue(city, year, month).await?;
    for project in opened {
        let reach = monitoring_reach(project.index, year, month);
        monitoring::file(city, project, round, reach).await?;
        monitoring::answer(city, project, round, year == YEARS[2]).await?;
    }
    for (key, reach) in monitoring_reports(year, month) {
        reports::of_round(city, key, round, *reach).await?;
    }
    Ok(())
}

/// Who reports on a round, and how far the report goes: of past years everything is approved, of the
/// last round everything is still a draft.
fn monitoring_reports(year: i64, month: u32) -> &'static [(&'static str, Reach)] {
    match (year == YEARS[2], month < 10) {
        (false, true) => &[
            ("benji", Reach::Approved),
            ("dongting", Reach::Approved),
            ("anlan", Reach::Approved),
            ("city", Reach::Approved),
        ],
        (false, false) => &[("benji", Reach::Approved), ("yunling", Reach::Approved)],
        (true, true) => &[
            ("benji", Reach::FinanceReviewed),
            ("dongting", Reach::Reviewed),
            ("songxi", Reach::Submitted),
            ("city", Reach::Filled),
        ],
        (true, false) => &[("xihe", Reach::Filled), ("bangfu", Reach::Filled)],
    }
}

/// Reports on the evaluations of a year, written in the June after it.
async fn report_evaluations(
    city: &City<'_>,
    opened: &[Opened],
    year: i64,
) -> Result<(), SampleError> {
    for project in opened {
        let reach = match project.index {
            0 => Reach::Approved,
            1 if year < YEARS[1] => Reach::Approved,
            1 => Reach::Submitted,
            _ => Reach::Filled,
        };
        reports::of_evaluation(city, project, year, reach).await?;
    }
    Ok(())
}

/// Records of past rounds are approved; of the last round some are on their way, and of the one
/// before it two were never filled in.
fn monitoring_reach(index: usize, year: i64, month: u32) -> Reach {
    if year < YEARS[2] {
        return Reach::Approved;
    }
    if month < 10 {
        return if index % 30 == 16 { Reach::Begun } else { Reach::Approved };
    }
    match index % 11 {
        1 => Reach::Begun,
        4 => Reach::Filled,
        6 => Reach::Submitted,
        7 => Reach::Reviewed,
        9 => Reach::FinanceReviewed,
        _ => Reach::Approved,
    }
}

/// Reports of the federation's own office, of the aid centre and of some counties on a year, written
/// in the April after it.
async fn report(city: &City<'_>, opened: &[Opened], year: i64) -> Result<(), SampleError> {
    for project in opened {
        let reach = match project.plan.unit.key {
            "benji" => report_reach(project.index, year),
            "dongting" | "anlan" | "bangfu" => Some(report_reach_below(project.index, year)),
            _ => None,
        };
        if let Some(reach) = reach {
            reports::of_project(city, project, year, reach).await?;
        }
    }
    let reach = if year < YEARS[1] { Reach::Approved } else { Reach::Filled };
    for key in ["benji", "dongting", "yunling"] {
        reports::of_unit(city, key, year, reach).await?;
    }
    Ok(())
}

/// Reports of units below are approved where the self-evaluation is; of the second year some wait
/// for their review.
fn report_reach_below(index: usize, year: i64) -> Reach {
    if year < YEARS[1] {
        Reach::Approved
    } else if index.is_multiple_of(2) {
        Reach::Submitted
    } else {
        Reach::Filled
    }
}

/// Reports of the first year are approved; of the second some are on their way, and some were not
/// begun.
fn report_reach(index: usize, year: i64) -> Option<Reach> {
    if year < YEARS[1] {
        return Some(Reach::Approved);
    }
    match index {
        1 => Some(Reach::FinanceReviewed),
        2 => Some(Reach::Reviewed),
        3 | 9 => Some(Reach::Submitted),
        5 => Some(Reach::Filled),
        0 | 8 => Some(Reach::Approved),
        _ => None,
    }
}

/// The self-evaluations of a year, filed in the next.
async fn evaluate(city: &City<'_>, opened: &[Opened], year: i64) -> Result<(), SampleError> {
    self_evaluations::issue(city, year).await?;
    for project in opened {
        let reach = self_evaluation_reach(project.index, year);
        self_evaluations::file(city, project, year, reach).await?;
        if year < YEARS[1] {
            continue;
        }
        if project.index % 13 == 12 {
            self_evaluations::send_back(city, project, year).await?;
        }
        // Of those filled in, one follows a goal adjusted late, one was given more time.
        if project.index == 19 {
            goals::adjust(city, project, year, day(year + 1, 2, 8)).await?;
            self_evaluations::adopt_goal(city, project, year).await?;
        }
        if project.index == 32 {
            self_evaluations::postpone(city, project, year).await?;
        }
    }
    Ok(())
}

/// Goals of past years are approved; of the last year some are on their way.
fn goal_reach(index: usize, year: i64) -> Reach {
    if year < YEARS[2] {
        return Reach::Approved;
    }
    match index % 17 {
        3 => Reach::Begun,
        5 => Reach::Filled,
        8 | 15 => Reach::Submitted,
        11 => Reach::Reviewed,
        14 => Reach::FinanceReviewed,
        _ => Reach::Approved,
    }
}

fn is_sent_back(index: usize, year: i64) -> bool {
    year == YEARS[2] && index % 17 == 15
}

/// Self-evaluations of the first year are approved; of the second some are on their way.
fn self_evaluation_reach(index: usize, year: i64) -> Reach {
    if year < YEARS[1] {
        return Reach::Approved;
    }
    match index % 13 {
        4 => Reach::Begun,
        6 => Reach::Filled,
        7 | 12 => Reach::Submitted,
        9 => Reach::Reviewed,
        11 => Reach::FinanceReviewed,
        _ => Reach::Approved,
    }
}
