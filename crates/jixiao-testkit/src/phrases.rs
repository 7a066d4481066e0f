//! The words samples are made of: invented places, plausible projects and indicators.

/// Place names; none of them is a real city.
pub(crate) const PLACES: [&str; 8] =
    ["江州市", "云溪市", "临川县", "青溪区", "石桥县", "南湾区", "白沙市", "安宁新区"];

/// Departments and the projects they run.
pub(crate) const DEPARTMENTS: [(&str, &[&str]); 6] = [
    ("总工会", &["送温暖帮扶专项", "困难劳模帮扶专项", "职工技能培训经费", "劳动竞赛专项经费"]),
    ("教育局", &["学生资助专项资金", "校舍维修改造项目", "教师培训经费"]),
    ("农业农村局", &["高标准农田建设项目", "农村户厕改造补助", "农产品质量安全监测经费"]),
    ("交通运输局", &["农村公路养护资金", "公交运营补贴专项"]),
    ("卫生健康局", &["基本公共卫生服务补助", "基层医疗设备购置项目"]),
    ("文化和旅游局", &["公共图书馆免费开放经费", "文艺演出下乡补助"]),
];

/// Offices that carry projects out.
pub(crate) const OFFICES: [&str; 5] = ["本级", "保障部", "服务中心", "管理科", "财务科"];

/// 数量指标 and their units.
pub(crate) const QUANTITIES: [(&str, &str); 12] = [
    ("慰问困难职工人数", "人"),
    ("开展技能培训场次", "场"),
    ("资助学生人数", "人"),
    ("改造户厕数量", "座"),
    ("养护道路里程", "公里"),
    ("购置设备数量", "台"),
    ("印制宣传资料数量", "册"),
    ("开展下乡演出次数", "次"),
    ("抽检样品批次", "批次"),
    ("帮扶困难家庭户数", "户"),
    ("维修校舍面积", "平方米"),
    ("组织参赛企业数量", "家"),
];

/// 质量指标 measured as a rate.
pub(crate) const QUALITIES: [&str; 6] = [
    "培训合格率",
    "工程验收合格率",
    "补助对象政策符合率",
    "资料完整率",
    "设备验收合格率",
    "抽检合格率",
];

/// 时效指标 measured as a rate.
pub(crate) const TIMELINESS: [&str; 4] =
    ["资金拨付及时率", "任务按期完成率", "补助发放及时率", "项目开工及时率"];

/// 成本指标; the amount follows the budget.
pub(crate) const COSTS: [&str; 3] = ["项目总成本", "专项资金支出总额", "项目支出控制数"];

/// 效益指标 by level-2 heading, judged in words.
pub(crate) const BENEFITS: [(&str, &str, &str); 6] = [
    ("社会效益指标", "困难群众生活保障水平", "有效提升"),
    ("社会效益指标", "职工安全生产意识", "逐步增强"),
    ("经济效益指标", "带动就业增收作用", "持续发挥"),
    ("生态效益指标", "农村人居环境", "明显改善"),
    ("可持续影响指标", "帮扶机制运行", "长期稳定"),
    ("可持续影响指标", "公共服务能力", "稳步提高"),
];

/// 满意度指标
pub(crate) const SATISFACTIONS: [&str; 4] =
    ["受助对象满意度", "参训人员满意度", "服务对象满意度", "群众满意度"];

/// Why a target was missed, and what will be done.
pub(crate) const REASONS: [&str; 5] = [
    "因部分对象年内退出，实际人数低于计划；下一步将按季核实对象，动态调整计划。",
    "受天气影响工期顺延，部分任务未能在年内完成；已制定赶工方案，确保次年一季度完成。",
    "需求调研不够充分，年初计划偏高；今后将提前摸底，合理设定目标。",
    "个别单位报名不足，未达到计划数；将加大宣传力度，并提前组织报名。",
    "采购程序较长，部分批次延后；将提前启动采购，加强进度跟踪。",
];
