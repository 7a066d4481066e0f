//! Whole departments: the federation and its aid centre, each of the three years. 项目支出 is what the
//! ledgers of their projects say; everything else is laid around it so that it adds up.

use crate::actors::{day, time};
use crate::goals::{CHAIN, Reach};
use crate::{City, SampleError};
use jixiao_app::departments::{self, OpenTyped, Section, SectionTyped, Shown, Step};
use jixiao_domain::{Coded as _, DepartmentColumn, DepartmentItem, DepartmentYearId, FundFigures};
use std::collections::BTreeMap;

/// A department of the story.
struct Department {
    /// Its name in the tree.
    name: &'static str,
    /// The stem of the logins of its people.
    key: &'static str,
    /// 编制 and 在职.
    staff: (i64, i64),
    /// 人员经费 and 公用经费 of the first year, 元.
    basic: (i64, i64),
    /// 年末结转结余 of the year before the first, 元.
    carried: i64,
    overview: &'static str,
}

const DEPARTMENTS: [Department; 2] = [
    Department {
        name: "江州市总工会",
        key: "city",
        staff: (72, 69),
        basic: (14_652_000, 1_486_000),
        carried: 520_000,
        overview: "负责全市工会工作，组织职工建功立业，维护职工合法权益，开展帮扶救助和职工教育。内设办公室、财务部、组织部、权益保障部、劳动和经济工作部、法律工作部等十二个部室，所属困难职工帮扶服务中心和职工学校两个事业单位。",
    },
    Department {
        name: "江州市困难职工帮扶服务中心",
        key: "bangfu",
        staff: (16, 15),
        basic: (2_316_000, 248_000),
        carried: 110_000,
        overview: "承担困难职工建档、救助、就业创业服务和法律援助等具体工作，设综合科、帮扶科、就业服务科三个科室。",
    },
];

/// The departments' year, in the April after it.
pub(crate) async fn file(city: &City<'_>, year: i64) -> Result<(), SampleError> {
    let last = crate::story::YEARS[0];
    for (number, department) in DEPARTMENTS.iter().enumerate() {
        let reach = match (year == last, number) {
            (true, _) => Reach::Approved,
            (false, 0) => Reach::FinanceReviewed,
            (false, _) => Reach::Submitted,
        };
        file_one(city, department, year, reach).await?;
    }
    Ok(())
}

/// The present year: opened, its budget entered, nothing closed yet.
pub(crate) async fn begin(city: &City<'_>, year: i64) -> Result<(), SampleError> {
    for department in &DEPARTMENTS {
        let on = time(day(year, 11, 2), 0);
        let filler = department.login("filler");
        let call = city.actors.call(city.app, &filler, on)?;
        let step = || SampleError::at(format!("{} {year} 部门整体", department.name));
        let id = departments::open(call, &open_typed(call, year)).await.map_err(step())?;
        let shown = departments::show(call, id).await.map_err(step())?;
        let leader = city.actors.get(&department.login("approver"))?.name.clone();
        let mut money = money(department, &shown, year);
        money.retain(|name, _| name.rsplit_once('.').is_none_or(|(_, column)| column != "final"));
        for (section, fields) in
            [(Section::Profile, profile(department, year, &leader)), (Section::Money, money)]
        {
            save(call, id, section, fields).await.map_err(step())?;
        }
    }
    Ok(())
}

impl Department {
    fn login(&self, end: &str) -> String {
        format!("{}.{end}", self.key)
    }
}

fn open_typed(call: jixiao_app::Call<'_>, year: i64) -> OpenTyped {
    OpenTyped {
        organisation: call.actor.organisation_id.to_string(),
        year: year.to_string(),
        framework: "department-national-2013".to_owned(),
        money_unit: "ten_thousand_yuan".to_owned(),
    }
}

async fn file_one(
    city: &City<'_>,
    department: &Department,
    year: i64,
    reach: Reach,
) -> Result<(), SampleError> {
    let on = day(year + 1, 4, 7);
    let step = || SampleError::at(format!("{} {year} 部门整体", department.name));
    let call = city.actors.call(city.app, &department.login("filler"), time(on, 0))?;
    let id = departments::open(call, &open_typed(call, year)).await.map_err(step())?;
    let shown = departments::show(call, id).await.map_err(step())?;
    let money = money(department, &shown, year);
    let leader = city.actors.get(&department.login("approver"))?.name.clone();
    save(call, id, Section::Profile, profile(department, year, &leader)).await.map_err(step())?;
    save(call, id, Section::Money, money).await.map_err(step())?;
    for section in [Section::Duties, Section::Tasks] {
        let drafted = departments::drafted(call, id, section, &SectionTyped::default()).await;
        let mut fields = drafted.map_err(step())?.fields;
        if section == Section::Duties {
            close_duties(&mut fields);
        }
        save(call, id, section, fields).await.map_err(step())?;
    }
    let shown = departments::show(call, id).await.map_err(step())?;
    save(call, id, Section::Indicators, judged(&shown)).await.map_err(step())?;
    for (event, who, days, makes) in CHAIN.iter().filter(|step| step.3 <= reach) {
        let at = time(on + chrono::Days::new(days.unsigned_abs()), 30 + i64::from(*makes as i32));
        let call = city.actors.call(city.app, &department.login(who), at)?;
        let taken =
            Step { revision: revision(call, id).await?, event: *event, reason: String::new() };
        let name = format!("{} {year} 部门整体{}", department.name, event.word());
        advance(call, id, &taken).await.map_err(SampleError::at(name))?;
    }
    Ok(())
}

async fn advance(
    call: jixiao_app::Call<'_>,
    id: DepartmentYearId,
    step: &Step,
) -> Result<jixiao_domain::FilingState, jixiao_app::Refusal> {
    match departments::advance(call, id, step).await {
        Err(jixiao_app::Refusal::Invalid(errors)) => {
            // Names what stands against it: the refusal itself only counts.
            let words: Vec<String> =
                errors.iter().map(|error| format!("{}：{}", error.field, error.message)).collect();
            Err(jixiao_app::Refusal::WrongState(words.join("；")))
        }
        other => other,
    }
}

async fn revision(call: jixiao_app::Call<'_>, id: DepartmentYearId) -> Result<i64, SampleError> {
    let shown = departments::show(call, id).await.map_err(SampleError::at("部门整体"))?;
    Ok(shown.record.row.revision)
}

async fn save(
    call: jixiao_app::Call<'_>,
    id: DepartmentYearId,
    section: Section,
    fields: BTreeMap<String, String>,
) -> Result<(), jixiao_app::Refusal> {
    let revision = departments::show(call, id).await?.record.row.revision.to_string();
    departments::save(call, id, section, &SectionTyped { revision, fields }).await.map(|_| ())
}

fn profile(department: &Department, year: i64, leader: &str) -> BTreeMap<String, String> {
    let (posts, staff) = department.staff;
    let valid = 480 + year % 7 * 6;
    let note = format!("{year}年末抽取受助职工和服务对象，采用扫码答卷和电话回访两种方式调查");
    [
        ("overview", department.overview.to_owned()),
        (
            "goal_setting",
            "年初随预算设定送温暖、困难职工帮扶等重点任务，逐项确定绩效目标和指标。".to_owned(),
        ),
        (
            "management",
            "执行预算绩效管理、专项资金、财务报销和内部控制制度，按季通报支出进度和目标完成情况。"
                .to_owned(),
        ),
        (
            "economy_measures",
            "公务接待和用车先审批后执行，会议培训控制规模和次数，办公用品集中采购、按需领用。"
                .to_owned(),
        ),
        ("problems", "个别项目前期摸底不够准确，年内对象减少后资金未能及时调整。".to_owned()),
        ("leader", leader.to_owned()),
        ("phone", "0000-6000000".to_owned()),
        ("posts", posts.to_string()),
        ("staff", staff.to_string()),
        ("last_posts", posts.to_string()),
        ("last_staff", (staff + 1).min(posts).to_string()),
        ("survey_valid", valid.to_string()),
        ("survey_satisfied", (valid * 96 / 100).to_string()),
        ("survey_note", note),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// Amounts in 分 by item and column.
#[derive(Default)]
struct Money {
    fields: BTreeMap<String, String>,
}

impl Money {
    fn put(&mut self, item: DepartmentItem, column: DepartmentColumn, fen: i64) {
        let name = format!("amount[{}].{}", item.code(), column.code());
        self.fields.insert(name, format!("{}.{:02}", fen / 100, fen % 100));
    }

    /// 上年决算, 年初, 全年, 决算 of an item.
    fn row(&mut self, item: DepartmentItem, amounts: [i64; 4]) {
        use DepartmentColumn::{Adjusted, Final, Initial, LastFinal};
        for (column, fen) in [LastFinal, Initial, Adjusted, Final].into_iter().zip(amounts) {
            if item.columns().contains(&column) {
                self.put(item, column, fen);
            }
        }
    }
}

fn money(department: &Department, shown: &Shown, year: i64) -> BTreeMap<String, String> {
    let projects = shown
        .record
        .counted()
        .map(|project| project.figures)
        .try_fold(FundFigures::default(), FundFigures::checked_add)
        .unwrap_or_default();
    let [initial, adjusted, executed] =
        [projects.initial, projects.adjusted, projects.executed].map(jixiao_domain::Money::fen);
    let age = year - crate::story::YEARS[0];
    let grown = |yuan: i64, age: i64| (yuan + yuan * age * 2 / 100) / 100 * 10_000;
    let before = |item: DepartmentItem, otherwise: i64| {
        let last = shown.record.last.as_ref();
        let filed = last.and_then(|last| last.amount(item, DepartmentColumn::Final));
        filed.map_or(otherwise, jixiao_domain::Money::fen)
    };
    let (staff, operating) = (grown(department.basic.0, age), grown(department.basic.1, age));
    let staff_adjusted = staff + staff / 100;
    let staff_row = [
        before(DepartmentItem::Staff, grown(department.basic.0, -1)),
        staff,
        staff_adjusted,
        staff_adjusted - staff / 2_000,
    ];
    let operating_row = [
        before(DepartmentItem::Operating, grown(department.basic.1, -1)),
        operating,
        operating,
        operating - operating / 40,
    ];
    let project_row =
        [before(DepartmentItem::Project, initial * 96 / 100), initial, adjusted, executed];
    let total = |at: usize| staff_row[at] + operating_row[at] + project_row[at];
    let totals = [total(0), total(1), total(2), total(3)];
    let carried = before(DepartmentItem::YearEnd, department.carried * 100);
    let mut money = Money::default();
    money.row(DepartmentItem::Staff, staff_row);
    money.row(DepartmentItem::Operating, operating_row);
    money.row(DepartmentItem::Project, project_row);
    money.row(DepartmentItem::Total, totals);
    money.row(DepartmentItem::IncomeCarryOver, [carried; 4]);
    let treasury = [totals[0], totals[1] - carried, totals[2] - carried, totals[2] - carried];
    money.row(DepartmentItem::IncomeTreasury, treasury);
    let left = totals[2] - totals[3];
    money.row(DepartmentItem::YearEnd, [carried, 0, 0, left]);
    small(&mut money, department, age, totals[2]);
    let mut fields = money.fields;
    for unit in &shown.record.units {
        fields.insert(format!("unit[{unit}]"), "1".to_owned());
    }
    fields
}

/// “三公”, procurement, assets, progress.
fn small(money: &mut Money, department: &Department, age: i64, budget: i64) {
    let scale = department.basic.1 / 1_000;
    let running = |age: i64| scale * (6_400 - age * 220);
    let reception = |age: i64| scale * (1_500 - age * 110);
    money.row(DepartmentItem::Abroad, [0; 4]);
    money.row(DepartmentItem::CarPurchase, [0; 4]);
    money.row(
        DepartmentItem::CarRunning,
        [running(age - 1), running(age) + scale * 200, 0, running(age)],
    );
    money.row(
        DepartmentItem::Reception,
        [reception(age - 1), reception(age) + scale * 300, 0, reception(age)],
    );
    let procurement = scale * 40_000;
    money.row(
        DepartmentItem::Procurement,
        [procurement * 95 / 100, procurement, 0, procurement - scale * (800 + age * 100)],
    );
    let assets = scale * 620_000;
    money.row(DepartmentItem::FixedAssets, [assets, 0, 0, assets + scale * 8_000]);
    money.row(
        DepartmentItem::AssetsInUse,
        [assets * 97 / 100, 0, 0, assets * 97 / 100 + scale * 8_000],
    );
    money.put(DepartmentItem::PaidBySeptember, DepartmentColumn::Final, budget * 77 / 100);
}

/// Every task ended in time; 送温暖 and 困难职工 are 重点工作.
fn close_duties(fields: &mut BTreeMap<String, String>) {
    let names: Vec<(String, String)> = fields
        .iter()
        .filter_map(|(name, value)| Some((name.strip_suffix(".name")?.to_owned(), value.clone())))
        .collect();
    for (row, name) in names {
        if name.contains("送温暖") || name.contains("困难") {
            fields.insert(format!("{row}.is_key"), "1".to_owned());
        }
        fields.insert(format!("{row}.outcome"), "on_time".to_owned());
        fields.insert(format!("{row}.quality"), "yes".to_owned());
    }
}

/// What a person says of the indicators: judged ones at all points, lost points explained.
fn judged(shown: &Shown) -> BTreeMap<String, String> {
    let year = shown.record.row.year;
    let mut fields = BTreeMap::new();
    for row in &shown.assessment.indicators {
        let code = row.indicator.code.as_str();
        let name = |part: &str| format!("indicators[{code}].{part}");
        if row.is_judged() {
            fields.insert(name("actual"), found(code).to_owned());
            fields.insert(name("chosen"), row.indicator.points.to_string());
            fields.insert(name("reason"), format!("依据{year}年度制度文件、审计和检查记录评定"));
        } else if row.score.is_some_and(|score| score < row.indicator.points) {
            fields.insert(name("reason"), lost(code, &row.actual()));
        }
    }
    fields
}

fn found(code: &str) -> &'static str {
    match code {
        "goal_soundness" => "目标与职责和年度工作要点一致",
        "indicator_clarity" => "各项目指标均有明确的指标值和单位",
        "rules_in_place" => "财务、采购、资产、内控制度齐备并得到执行",
        "lawful_use" => "审计和监督检查没有发现违规使用资金",
        "disclosure" => "预决算在批复后二十日内公开",
        "basic_information" => "人员、资产、会计信息经核对一致",
        "asset_rules" => "资产管理制度齐备并得到执行",
        "asset_safety" => "年末盘点账实相符",
        "economic_benefit" => "救助和补助资金直接发放到本人，减轻了家庭负担",
        "social_benefit" => "职工诉求依法办理，劳动关系总体平稳",
        _ => "符合要求",
    }
}

/// Why points were lost, and what is done about it.
fn lost(code: &str, actual: &str) -> String {
    let (cause, measure) = match code {
        "budget_completion" => {
            ("因部分帮扶对象年内脱困，少数项目资金没有用完", "下年度按季核对名册并及时申请调剂")
        }
        "budget_adjustment" => (
            "因上级年中下达帮扶追加资金，预算有所增加",
            "提前与财政部门衔接，把可预计的追加编入年初预算",
        ),
        "three_public_change" | "three_public_control" => {
            ("因公务用车维修增加", "加强用车审批，合并出行")
        }
        "carry_over_change" | "carry_over_share" => {
            ("因年末部分项目按规定结转，结转资金有所增加", "对连续两年未用完的项目压减预算")
        }
        "procurement_execution" => ("因实际成交价低于预算", "细化采购需求，提高预算测算的准确性"),
        "key_spend_share" => ("因培训、竞赛等一般项目占有一定比重", "下年度优先保障帮扶救助支出"),
        _ => ("因年初测算与实际有差距", "改进测算方法，按季分析"),
    };
    format!("偏差原因：{cause}（实际 {actual}）；改进措施：{measure}")
}
