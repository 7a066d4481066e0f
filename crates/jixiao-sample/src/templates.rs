//! What projects of a kind promise: goal texts and indicators, as tables of text.
//!
//! A line is `二级指标 | 三级指标 | 符号 | 指标值 | 单位 | 分值 | 完成情况`. The value `@200` stands for the
//! budget divided by 200 元, `$` for the budget in 万元; without a sign the value is words, and the
//! last column says in words what was achieved.

/// A kind of project.
pub(crate) struct Template {
    /// Code of the programme.
    pub(crate) programme: &'static str,
    /// The annual goal.
    pub(crate) goal: &'static str,
    /// The goal over several years.
    pub(crate) mid_term: &'static str,
    /// Why the project is needed.
    pub(crate) necessity: &'static str,
    /// What the money goes to.
    pub(crate) spending: &'static str,
    /// What was achieved.
    pub(crate) achieved: &'static str,
    /// The months in which money is paid, and how much of a hundred.
    pub(crate) months: &'static [(u32, i64)],
    lines: &'static str,
}

/// An indicator of a template for a given budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) level2: &'static str,
    pub(crate) name: &'static str,
    pub(crate) sign: &'static str,
    /// A number, or words.
    pub(crate) target: String,
    pub(crate) unit: &'static str,
    pub(crate) points: &'static str,
    pub(crate) done: &'static str,
}

impl Template {
    /// The indicators under a budget in 元.
    pub(crate) fn lines(&self, budget_yuan: i64) -> Vec<Line> {
        self.lines.lines().filter_map(|line| read(line, budget_yuan)).collect()
    }
}

/// `None` for a line without content.
fn read(line: &'static str, budget_yuan: i64) -> Option<Line> {
    let mut cells = line.split('|').map(str::trim);
    let level2 = cells.next().filter(|level2| !level2.is_empty())?;
    let mut next = || cells.next().unwrap_or("");
    let (name, sign, value) = (next(), next(), next());
    let target = match value.strip_prefix('@') {
        Some(each) => (budget_yuan / each.parse::<i64>().ok()?).to_string(),
        None if value == "$" => ten_thousands(budget_yuan),
        None => value.to_owned(),
    };
    Some(Line { level2, name, sign, target, unit: next(), points: next(), done: next() })
}

/// 元 as 万元, without trailing zeros.
pub(crate) fn ten_thousands(yuan: i64) -> String {
    let text = format!("{}.{:04}", yuan / 10_000, yuan % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// 两节送温暖 of a county or the city.
pub(crate) const WARMTH: Template = Template {
    programme: "warmth_relief",
    goal: "元旦、春节期间走访慰问在档困难职工和一线职工，年内对突发困难职工及时救助，慰问金全部通过银行发放到本人。",
    mid_term: "建立常态化送温暖机制，在档困难职工慰问全覆盖，突发困难职工救助不超过十个工作日。",
    necessity: "在档困难职工收入低、支出刚性强，节日慰问和临时救助是党委政府联系困难职工的重要渠道。",
    spending: "按慰问标准和在档人数测算，慰问金占九成，临时救助占一成，不列工作经费。",
    achieved: "完成两节集中慰问和年内临时救助，名单经公示无异议，慰问金由银行代发到本人账户，回单已归档。",
    months: &[(1, 62), (5, 6), (9, 20), (12, 12)],
    lines: "
quantity | 慰问困难职工人数 | ≥ | @1040 | 人 | 15 |
quantity | 开展集中走访次数 | ≥ | 2 | 次 | 5 |
quality | 慰问对象建档立卡率 | = | 100 | % | 10 |
timeliness | 两节慰问金春节前发放率 | ≥ | 98 | % | 10 |
cost | 慰问救助支出总额 | ≤ | $ | 万元 | 10 |
social_benefit | 受助职工生活困难缓解率 | ≥ | 85 | % | 20 |
sustained_impact | 送温暖长效机制建设情况 | | 建立困难职工常态化走访和动态管理制度 | | 10 | 印发常态化走访办法，按季更新在档名册
satisfaction | 受助职工问卷满意度 | ≥ | 90 | % | 10 |",
};

/// The city's 送温暖专项资金 with its five uses.
pub(crate) const WARMTH_CITY: Template = Template {
    programme: "warmth_relief",
    goal: "开展节日慰问、职工技能培训、大病救助、金秋助学和临时救助，全年救助慰问困难职工五千人次以上。",
    mid_term: "形成覆盖生活、医疗、就学、就业的困难职工帮扶体系，困难职工家庭动态清零。",
    necessity: "大病、就学和突发事件是职工家庭致困的主要原因，市级专项资金对县区帮扶起托底作用。",
    spending: "节日慰问 60 万元，技能培训 40 万元，大病救助 100 万元，助学救助 200 万元，其余用于临时救助。",
    achieved: "节日慰问、培训、大病救助、助学和临时救助均按方案实施，救助名单逐级审核并公示，资金由银行代发。",
    months: &[(1, 30), (4, 8), (6, 12), (8, 28), (10, 12), (12, 10)],
    lines: "
quantity | 节日送温暖慰问人数 | ≥ | 3100 | 人 | 5 |
quantity | 职工技能培训人数 | ≥ | 1000 | 人 | 3 |
quantity | 大病救助人数 | ≥ | 200 | 人 | 3 |
quantity | 助学救助人数 | ≥ | 500 | 人 | 2 |
quantity | 临时救助人数 | ≥ | 300 | 人 | 2 |
quality | 救助对象政策符合率 | = | 100 | % | 15 |
timeliness | 救助资金按时发放率 | ≥ | 95 | % | 10 |
cost | 专项资金支出总额 | ≤ | $ | 万元 | 10 |
social_benefit | 受助家庭当年返困率 | ≤ | 5 | % | 20 |
sustained_impact | 帮扶体系建设情况 | | 完善市县两级帮扶中心联动机制 | | 10 | 市县两级帮扶中心实现档案互认和转介
satisfaction | 受助职工回访满意度 | ≥ | 90 | % | 10 |",
};

/// 困难劳模帮扶.
pub(crate) const MODEL_WORKERS: Template = Template {
    programme: "model_workers",
    goal: "对市级生活困难劳模和特困劳模开展帮扶，做到应帮尽帮，帮扶金全部打卡发放。",
    mid_term: "健全劳模困难动态监测，低收入劳模收入不低于当地平均水平。",
    necessity: "部分老劳模收入低、医疗支出大，帮扶体现全社会对劳模的尊重。",
    spending: "生活困难补助按人均三千元测算，特殊困难按自付医疗费用的比例测算。",
    achieved: "经本人申报、基层初审、县区复核和市总审定，对符合条件的困难劳模发放帮扶金，全部打卡到人。",
    months: &[(6, 20), (9, 70), (11, 10)],
    lines: "
quantity | 生活困难劳模帮扶人数 | ≥ | 87 | 人 | 10 |
quantity | 特困劳模帮扶人数 | ≥ | 121 | 人 | 10 |
quality | 帮扶对象审核准确率 | = | 100 | % | 10 |
timeliness | 帮扶金年底前发放率 | = | 100 | % | 10 |
cost | 人均帮扶金额 | ≤ | 3000 | 元 | 10 |
economic_benefit | 受助劳模年人均增收 | ≥ | 2900 | 元 | 15 |
social_benefit | 劳模事迹宣传报道 | ≥ | 12 | 篇 | 15 |
satisfaction | 困难劳模电话回访满意度 | ≥ | 90 | % | 10 |",
};

/// 劳模管理、安康杯竞赛及厂务公开.
pub(crate) const CONTEST: Template = Template {
    programme: "safety_cup",
    goal: "组织企业参加安全生产竞赛，编印厂务公开民主管理资料，命名劳模创新工作室，提升职工安全意识和民主管理水平。",
    mid_term: "竞赛参赛企业和职工人数逐年增长，规模以上企业厂务公开建制率保持稳定。",
    necessity: "安全生产和民主管理直接关系职工切身利益，需要工会牵头组织并提供指导资料。",
    spending: "竞赛组织 40%，资料编印 40%，创新工作室 20%。",
    achieved: "竞赛、资料编印和工作室命名均按计划完成，资料发放有签收，命名文件已印发。",
    months: &[(4, 20), (7, 40), (9, 20), (11, 20)],
    lines: "
quantity | 参赛企业数 | ≥ | 3800 | 家 | 5 |
quantity | 参赛职工人数 | ≥ | 370000 | 人 | 5 |
quantity | 编印厂务公开资料 | ≥ | 16000 | 册 | 5 |
quantity | 命名劳模创新工作室 | ≥ | 1 | 家 | 5 |
quality | 资料验收合格率 | = | 100 | % | 10 |
timeliness | 竞赛活动按期完成率 | = | 100 | % | 10 |
cost | 三项活动支出总额 | ≤ | $ | 万元 | 10 |
social_benefit | 职工安全知识知晓率 | ≥ | 90 | % | 15 |
sustained_impact | 民主管理长效机制 | | 指导企业健全职工代表大会制度 | | 15 | 现场指导企业修订职代会实施细则并跟踪落实
satisfaction | 参赛企业和职工满意度 | ≥ | 90 | % | 10 |",
};

/// 社会保险 of the office's staff.
pub(crate) const INSURANCE: Template = Template {
    programme: "other",
    goal: "按规定为在职职工足额缴纳社会保险费，按月缴清，不发生滞纳金。",
    mid_term: "保障机关及所属单位职工社会保险待遇，缴费零差错。",
    necessity: "缴纳社会保险费是用人单位的法定义务。",
    spending: "按核定缴费基数和费率逐月测算。",
    achieved: "按月完成申报缴费，缴费凭证齐全，未发生滞纳金。",
    months: &[(1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (6, 9), (7, 9), (8, 8), (9, 8), (10, 8), (11, 9), (12, 9)],
    lines: "
quantity | 参保在职职工人数 | = | 50 | 人 | 20 |
quality | 社会保险费足额缴纳率 | = | 100 | % | 10 |
timeliness | 按月缴费及时率 | = | 100 | % | 10 |
cost | 社会保险费支出总额 | ≤ | $ | 万元 | 10 |
social_benefit | 职工社会保险待遇落实率 | = | 100 | % | 20 |
sustained_impact | 参保管理规范程度 | | 参保台账与工资台账逐月核对一致 | | 10 | 逐月核对台账，年度专项检查未发现问题
satisfaction | 在职职工满意度 | ≥ | 95 | % | 10 |",
};

/// 困难职工帮扶 outside of the holidays.
pub(crate) const HARDSHIP: Template = Template {
    programme: "hardship_aid",
    goal: "对在档困难职工开展生活、医疗和子女助学帮扶，先建档后帮扶，帮扶金实名制发放。",
    mid_term: "在档困难职工帮扶率保持百分之百，符合条件的家庭及时脱困。",
    necessity: "依档帮扶是国家对困难职工的制度安排，县区财力不足需要专项资金支持。",
    spending: "生活帮扶五成，医疗帮扶三成，子女助学二成。",
    achieved: "完成入户调查、民政核对和公示，帮扶金由银行实名代发，帮扶档案一户一册。",
    months: &[(3, 20), (6, 25), (8, 35), (11, 20)],
    lines: "
quantity | 帮扶困难职工家庭户数 | ≥ | @2400 | 户 | 10 |
quantity | 金秋助学学生人数 | ≥ | @8000 | 人 | 10 |
quality | 帮扶对象家庭状况核对率 | = | 100 | % | 10 |
timeliness | 审批后十五日内发放率 | ≥ | 95 | % | 10 |
cost | 帮扶资金支出总额 | ≤ | $ | 万元 | 10 |
social_benefit | 困难职工家庭脱困率 | ≥ | 20 | % | 20 |
sustained_impact | 档案动态管理情况 | | 按季复核档案，进出有据 | | 10 | 每季度复核并公示调整名单
satisfaction | 受助家庭入户回访满意度 | ≥ | 90 | % | 10 |",
};

/// 维权服务.
pub(crate) const RIGHTS: Template = Template {
    programme: "rights_protection",
    goal: "为职工和农民工提供法律援助、来访接待和劳动争议调解，反映的问题依法按程序处理。",
    mid_term: "工会法律援助覆盖全部县区，劳动争议调解成功率稳步提高。",
    necessity: "农民工流动性强、维权能力弱，需要工会提供免费法律服务。",
    spending: "法律援助办案补助六成，慰问及救助四成。",
    achieved: "来访和援助案件全部登记在案，办结案件有文书，慰问救助按名册发放。",
    months: &[(4, 25), (7, 25), (10, 25), (12, 25)],
    lines: "
quantity | 办理法律援助案件 | ≥ | 120 | 件 | 10 |
quantity | 慰问救助农民工人数 | ≥ | 550 | 人 | 10 |
quality | 来访事项按程序办理率 | = | 100 | % | 10 |
timeliness | 案件法定时限内办结率 | ≥ | 95 | % | 10 |
cost | 维权服务支出总额 | ≤ | $ | 万元 | 10 |
economic_benefit | 为职工挽回经济损失 | ≥ | 180 | 万元 | 15 |
social_benefit | 劳动争议调解成功率 | ≥ | 60 | % | 15 |
satisfaction | 来访职工满意度 | ≥ | 90 | % | 10 |",
};

/// 技能培训 and 劳动竞赛.
pub(crate) const TRAINING: Template = Template {
    programme: "training",
    goal: "面向一线职工开展技能培训和岗位练兵，培训考核合格后发放证书，促进技能提升和稳定就业。",
    mid_term: "五年内一线职工轮训一遍，高技能人才占比逐年提高。",
    necessity: "产业升级对职工技能提出更高要求，小微企业缺少培训条件。",
    spending: "按每人 400 元标准列支师资、场地、教材和考核费用。",
    achieved: "各期培训签到、考核、发证资料齐全，结业学员就业去向已回访。",
    months: &[(3, 10), (5, 25), (7, 25), (9, 25), (11, 15)],
    lines: "
quantity | 培训职工人数 | ≥ | @400 | 人 | 15 |
quantity | 举办培训班期数 | ≥ | 8 | 期 | 5 |
quality | 培训考核合格率 | ≥ | 92 | % | 10 |
timeliness | 培训计划按期完成率 | = | 100 | % | 10 |
cost | 人均培训费用 | ≤ | 400 | 元 | 10 |
economic_benefit | 参训职工持证率提高 | ≥ | 15 | % | 15 |
sustained_impact | 培训体系建设情况 | | 形成菜单式课程和师资库 | | 15 | 更新课程目录并建立兼职师资库
satisfaction | 参训职工满意度 | ≥ | 92 | % | 10 |",
};
