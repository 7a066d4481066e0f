//! Self-evaluations of the northern county at every point of their way, for tests of several crates.

use crate::world::{World, now};
use chrono::NaiveDate;
use jixiao_app::Refusal;
use jixiao_app::self_evaluations::{self as area, IssueTyped, SelfEvaluationTyped, Step};
use jixiao_domain::{
    BudgetEntryKind, Coded as _, ComparisonSign, FilingEvent, FilingState, FormLayout, FundSource,
    GoalId, GoalVersionKind, IndicatorGroup, IndicatorKind, PrintUnit, Programme, ProjectAttribute,
    Role, SelfEvaluationId,
};
use jixiao_store::Connection as _;
use jixiao_store::goals::{self, GoalContent, IndicatorContent, NewGoal};
use jixiao_store::project_years::{self, NewProjectYear};
use jixiao_store::projects::{self, ProjectContent};

/// A project of the northern county with a goal, approved or not, and 80 % execution.
pub(crate) async fn project(world: &World, code: &str, layout: FormLayout, approved: bool) {
    let filler = world.actor(Role::Filler).user_id;
    let tx = world.app.store.begin().await.unwrap();
    let content = ProjectContent {
        code: code.to_owned(),
        name: format!("节日送温暖慰问{code}"),
        programme: Programme::WarmthRelief,
        attribute: ProjectAttribute::Continued,
        supervising_department: "江州市总工会".to_owned(),
        supervising_department_code: "530100".to_owned(),
        finance_division: String::new(),
        implementing_unit: "北山县总工会".to_owned(),
        implementing_unit_code: "530101".to_owned(),
        leader: String::new(),
        phone: String::new(),
        start_year: 2025,
        end_year: None,
        basis: String::new(),
    };
    let project_id = projects::insert(&tx, world.north.id, &content, filler, now()).await.unwrap();
    let year = NewProjectYear {
        project_id,
        year: 2025,
        regulation: "national-2020",
        layout,
        money_unit: PrintUnit::TenThousandYuan,
        opened_by: filler,
        opened_at: now(),
    };
    let year = project_years::insert(&tx, &year).await.unwrap();
    tx.execute_one(
        "INSERT INTO budget_entry (project_year_id, kind, source, amount_fen, document_number, \
         dated_on, entered_by, entered_at) VALUES ($1, $2, $3, 10000000, 'x', $4, $5, 0)",
        [
            year.0.into(),
            BudgetEntryKind::Initial.code().into(),
            FundSource::CurrentTreasury.code().into(),
            NaiveDate::from_ymd_opt(2025, 1, 10).unwrap().into(),
            filler.0.into(),
        ],
    )
    .await
    .unwrap();
    pay(&tx, world, year.0, 8_000_000).await;
    let goal = NewGoal {
        project_year_id: year,
        kind: GoalVersionKind::Original,
        reason: "",
        content: &GoalContent {
            annual_goal: "节日期间走访慰问困难职工，帮助解决生活困难。".to_owned(),
            ..GoalContent::default()
        },
        filled_by: filler,
        created_at: now(),
    };
    let goal_id = goals::insert(&tx, &goal).await.unwrap();
    goals::replace_indicators(&tx, goal_id, &indicators()).await.unwrap();
    if approved {
        goals::approve(&tx, goal_id, 1, "digest", now()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A voucher of November.
pub(crate) async fn pay(tx: &jixiao_store::Transaction, world: &World, year: i64, fen: i64) {
    tx.execute_one(
        "INSERT INTO execution_entry (project_year_id, source, amount_fen, voucher_number, paid_on, \
         entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, 0)",
        [
            year.into(),
            FundSource::CurrentTreasury.code().into(),
            fen.into(),
            format!("记-{fen}").into(),
            NaiveDate::from_ymd_opt(2025, 11, 30).unwrap().into(),
            world.actor(Role::Finance).user_id.0.into(),
        ],
    )
    .await
    .unwrap();
}

fn indicators() -> Vec<IndicatorContent> {
    use IndicatorGroup::{Benefit, Output, Satisfaction};
    use IndicatorKind as Kind;
    let number = |group, kind, name: &str, number: i64, unit: &str, points: i64| IndicatorContent {
        level1: group,
        level2: kind,
        name: name.to_owned(),
        sign: Some(ComparisonSign::AtLeast),
        target_number: Some(number.into()),
        unit: unit.to_owned(),
        target_words: String::new(),
        mid_term_target: String::new(),
        points: points.into(),
        value_basis: String::new(),
        evidence: String::new(),
        library_indicator_id: None,
    };
    let words = |group, kind, name: &str, words: &str, points: i64| IndicatorContent {
        sign: None,
        target_number: None,
        unit: String::new(),
        target_words: words.to_owned(),
        ..number(group, kind, name, 0, "", points)
    };
    vec![
        number(Output, Kind::Quantity, "慰问困难职工人数", 400, "人", 20),
        number(Output, Kind::Quality, "慰问对象符合条件率", 100, "%", 15),
        words(Output, Kind::Timeliness, "慰问完成时间", "12月底前", 15),
        words(Benefit, Kind::SocialBenefit, "困难职工生活改善情况", "有所改善", 30),
        number(Satisfaction, Kind::Satisfaction, "慰问对象满意度", 90, "%", 10),
    ]
}

/// The task of a project, issued by finance of the county.
pub(crate) async fn issued(world: &World, code: &str) -> SelfEvaluationId {
    issued_in(world, code, FormLayout::National).await
}

/// As [`issued`], to be printed in a layout.
pub(crate) async fn issued_in(world: &World, code: &str, layout: FormLayout) -> SelfEvaluationId {
    project(world, code, layout, true).await;
    issue(world).await;
    let typed = area::ListTyped { q: code.to_owned(), ..area::ListTyped::default() };
    let page = area::list(world.call(world.actor(Role::Filler)), &typed, 10, 0).await.unwrap();
    page.lines[0].id
}

/// Issues what waits, due at the end of March.
pub(crate) async fn issue(world: &World) -> area::Issued {
    let typed = IssueTyped {
        year: "2025".to_owned(),
        due_on: "2026年3月31日".to_owned(),
        project_year: Vec::new(),
    };
    let finance = world.call(world.actor(Role::Finance));
    area::issue(finance, &typed.parse().unwrap()).await.unwrap()
}

/// The form as a careful filler completes it: 380 of 400, the rest met.
pub(crate) async fn complete(world: &World, id: SelfEvaluationId) -> SelfEvaluationTyped {
    let shown = area::show(world.call(world.actor(Role::Filler)), id).await.unwrap();
    let mut typed = SelfEvaluationTyped::of(&shown.record);
    typed.actual_goal = "全年走访慰问 380 户困难职工家庭，慰问金全部打卡发放。".to_owned();
    typed.execution_reason = "两户对象年内脱困，慰问金未发放，结余交回财政。".to_owned();
    typed.actual =
        ["380人", "100%", "2025年12月20日", "生活有所改善", "96%"].map(str::to_owned).into();
    typed.chosen = ["", "", "", "28", ""].map(str::to_owned).into();
    typed.score_reason =
        ["", "", "", "走访记录显示多数家庭支出压力减轻", ""].map(str::to_owned).into();
    let cause = "二十名职工年内脱困退出，不再符合慰问条件";
    typed.deviation_cause = [cause, "", "", "少数家庭因病支出仍较大", ""].map(str::to_owned).into();
    let measure = "下一年度按季核对在册对象，据实编制慰问计划";
    typed.corrective_measure =
        [measure, "", "", "对因病困难家庭衔接大病救助", ""].map(str::to_owned).into();
    typed
}

/// Saves [`complete`].
pub(crate) async fn fill(world: &World, id: SelfEvaluationId) {
    let typed = complete(world, id).await;
    let filler = world.call(world.actor(Role::Filler));
    area::save(filler, id, &typed.parse().unwrap()).await.unwrap();
}

/// Takes a step as the county's holder of a role.
pub(crate) async fn step(
    world: &World,
    role: Role,
    id: SelfEvaluationId,
    event: FilingEvent,
) -> Result<FilingState, Refusal> {
    let actor = world.actor(role);
    let seen = area::show(world.call(actor), id).await.unwrap();
    let step = Step {
        revision: seen.record.evaluation.revision,
        event,
        reason: "按审核意见办理".to_owned(),
    };
    area::advance(world.call(actor), id, &step).await
}

/// Fills in and takes every step up to 批复.
pub(crate) async fn approve(world: &World, id: SelfEvaluationId) {
    fill(world, id).await;
    for (role, event) in [
        (Role::Filler, FilingEvent::Submit),
        (Role::Reviewer, FilingEvent::UnitReview),
        (Role::Finance, FilingEvent::FinanceReview),
        (Role::Approver, FilingEvent::Approve),
    ] {
        step(world, role, id, event).await.unwrap();
    }
}

/// An approved adjustment of the goal of a task: the first target is 380 instead of 400, the second
/// indicator makes room for another.
pub(crate) async fn adjust_goal(world: &World, id: SelfEvaluationId) -> GoalId {
    let call = world.call(world.actor(Role::Filler));
    let record = area::show(call, id).await.unwrap().record;
    let mut indicators = indicators();
    indicators[0].target_number = Some(380.into());
    indicators[1].name = "慰问物资合格率".to_owned();
    let tx = world.app.store.begin().await.unwrap();
    let goal = NewGoal {
        project_year_id: record.year.id,
        kind: GoalVersionKind::Adjustment,
        reason: "年中脱困二十人",
        content: &record.goal.content,
        filled_by: call.actor.user_id,
        created_at: now(),
    };
    let goal_id = goals::insert(&tx, &goal).await.unwrap();
    goals::replace_indicators(&tx, goal_id, &indicators).await.unwrap();
    goals::approve(&tx, goal_id, 1, "digest", now()).await.unwrap();
    tx.commit().await.unwrap();
    goal_id
}
