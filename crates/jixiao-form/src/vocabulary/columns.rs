//! The words that head columns.
//!
//! Owns the word list and the affix rules for headers that vary too much to list. Which column a
//! word means depends on the block it heads only where one word serves two blocks.

use super::{Column, List};

/// The longest header word has 48 bytes; anything longer than 64 is prose.
const LONGEST_BYTES: usize = 64;

/// Header words, squeezed and without bracketed notes.
pub(super) const WORDS: List<Column> = &[
    (Column::Level1, "一级 一级指标 一级指标名称"),
    (Column::Level2, "二级 二级指标 二级指标名称"),
    (
        Column::Level3,
        "三级 三级指标 考核指标 具体指标 指标内容 绩效指标内容 三级指标内容 指标名称 三级指标名称 绩效指标名称 项目绩效指标 \
         二级指标名称三级指标",
    ),
    (Column::Sign, "符号 指标性质 指标方向 指标符号 比较符号 计算符号 运算符号"),
    (
        Column::Target,
        "全年目标值 计划目标值 年度计划指标值 预设指标值 预期完成值 目标设定值 设定值 \
         指标值 目标值 计划值 预期值 年度指标 年度数值 预期指标 全年指标值 年初指标值 \
         年初目标值 年初计划值 年初设定值 年度指标值 年度目标值 年度计划值 年度预期值 \
         指标目标值 目标指标值 绩效指标值 绩效目标值 计划完成值 计划指标值 预期指标值 \
         预期目标值 指标值及单位 年初绩效指标值 年初设定指标值 年初设定目标值 \
         年初预期指标值 年度指标目标值 年度目标指标值 年度绩效指标值 年度绩效目标值 \
         年度预期指标值 年度指标值及单位 指标值及计量单位 指标(目标)值",
    ),
    (Column::AdjustedTarget, "调整指标值 调整后指标值 调整后目标值 全年指标调整值"),
    (Column::Unit, "单位 度量单位 指标单位 计量单位 指标值单位 绩效度量单位"),
    (
        Column::Actual,
        "指标实际值 实际绩效值 目标完成值 绩效完成值 绩效完成情况 完成结果 实际结果 \
         全年完成指标值 实际完成目标值 全年完成数 实际目标值 完成值 实际值 实现值 目标完成情况 实际完成结果 全年实际完成情况 完成情况 实际完成 全年完成值 全年实际值 完成指标值 实际完成值 \
         实际完成数 实际指标值 实际达到值 年度完成值 年度实际值 年末完成值 年末实际值 \
         年终完成值 指标完成值 自评完成值 全年完成情况 全年实际完成 实际完成指标 \
         指标完成情况 全年实际完成值 实际完成指标值 实际指标完成值 年度实际完成值 \
         年度指标完成值 年终实际完成值 指标实际完成值 年度实际完成情况 单项指标实际完成值",
    ),
    (
        Column::Points,
        "指标分 满分分值 基本分 基准分 指标满分 设置分值 分值 权重 满分 赋分 参考分 权重值 权重分 标准分 满分值 设定分 分值权重 参考分值 \
         指标分值 指标权重 权重分值 标准分值 目标分值 设定分值 执行率权重 指标权重分",
    ),
    (
        Column::Score,
        "自评价得分 自评实得分 实际评分 评价分 考核得分 得分 评分 实得分 得分值 自评分 实际得分 指标得分 自评分值 自评分数 自评得分 \
         自评打分 评价得分 项目得分 单位自评分 执行率得分 单位自评得分 单项指标得分",
    ),
    (
        Column::ReviewScore,
        "复核 复核分 复核得分 复核评分 审核得分 审核评分 抽查得分 评审得分 财政评分 \
         主管部门评分 财政审核得分 财政审核评分 部门评价得分",
    ),
    (
        Column::Deviation,
        "原因 原因分析 原因说明 原因及改进措施 存在问题及改进措施 存在问题和改进措施 \
         存在问题原因分析及改进措施 未完成原因及整改措施 未完成原因和整改措施 \
         偏差原因及整改措施",
    ),
    (
        Column::InitialBudget,
        "年初预算 年初安排数 年初预算额 年初下达数 年初批复数 年初预算数 年初预算安排 年初预算资金 年初预算金额 \
         年初批复预算数 年初部门预算数 年初预算安排数 年初预算批复数",
    ),
    (
        Column::AdjustedBudget,
        "预算数 全年预算 预算金额 全年预算数 全年预算额 年度预算数 调整后预算 调整预算数 \
         预算安排数 预算调整数 全年预算资金 全年预算金额 调整后预算数 预算安排情况 \
         全年调整预算数 预算下达数 全年预算安排 实际预算数 调整后全年预算 资金下达数 \
         实际下达数 可执行预算数 预算下达金额 预算批复数 全年预算批复数 调整后预算安排数 \
         调整后预算批复数 全年预算下达数 全年预算安排数 调整后的预算数 调整后预算金额 调整后全年预算数",
    ),
    (
        Column::ArrivedAmount,
        "到位数 到位资金 全年到位数 实际到位数 资金到位数 全年到位资金 实际到位资金 \
         资金到位情况",
    ),
    (
        Column::ExecutedAmount,
        "实际支付数 实际支付金额 全年实际支付数 已支出数 已支付数 资金支出数 资金执行数 \
         资金支付数 实际使用金额 预算支出数 全年支出金额 支出执行数 执行数 支付数 支出数 全年支出 实际支出 已执行数 执行资金 执行金额 全年执行数 \
         全年执行额 全年支付数 全年支出数 实际执行数 实际支出数 预算执行数 全年实际支出 \
         全年执行 实际执行 资金使用数 实际使用数 累计执行数 累计支出数 \
         全年使用数 全年执行资金 全年执行金额 实际执行金额 资金执行情况 全年实际执行数 全年实际支出数",
    ),
    (
        Column::ExecutionRate,
        "支付进度 实际支出率 资金支出率 全年预算执行率 执行率 支出率 执行率% 执行进度 支出进度 预算执行 全年执行率 实际执行率 资金执行率 预算完成率 \
         预算执行率 预算支出率 预算执行率% 预算执行进度 预算执行进度%",
    ),
    (Column::Amount, "金额 申请数 合计金额 申报金额 申请金额 资金金额 预算申请数"),
    (
        Column::ExpectedAmount,
        "预计执行数 全年预计执行数 全年预计支出数 预计全年执行数 全年预计执行金额",
    ),
    (
        Column::ExpectedActual,
        "全年预计值 预计完成值 预计完成情况 全年预计完成值 预计全年完成值 全年预计完成情况",
    ),
    (
        Column::Likelihood,
        "可能性 完成可能性 有可能 确定能 完全不能 完全不可能 实现可能性 完成目标可能性 目标完成可能性",
    ),
    (Column::Reason, "人员保障 其他保障 其他原因 制度保障 经费保障 硬件条件保障"),
    (
        Column::Explanation,
        "上传端口 佐证材料 情况说明 所需材料 扣分标准 指标定义 指标来源 指标解释 指标说明 \
         数据来源 绩效标准 计分方法 计算公式 计算方法 证明材料 评价标准 评价要点 评分依据 \
         评分办法 评分标准 评分细则 评分规则 指标值说明 得分计算方法 指标内容说明 \
         指标值设定依据 计算公式及说明 评价标准及依据 评分标准及依据",
    ),
    (Column::Remark, "备注 其他说明 备注说明"),
    (
        Column::Other,
        "列次 序号 结余 行次 到位率 完成率 完成比例 完成进度 得分系数 折算得分 指标分类 \
         指标类型 指标级次 是否完成 权重占比 结转结余 预算到位 总体完成率 指标完成率 \
         目标完成率 资金到位率 预算到位率 是否核心指标 预算执行差额 统筹整合资金数 \
         单项指标完成情况 单项指标折算得分 扣除统筹整合资金后预算金额",
    ),
];

/// Header words that vary too much to list.
pub(super) fn affixed(core: &str) -> Option<Column> {
    // The last character tells most names of indicators from headers, at no cost.
    const ENDS: [char; 10] = ['因', '施', '析', '明', '数', '率', '况', '值', '额', '议'];
    if core.len() > LONGEST_BYTES || !core.ends_with(ENDS) {
        return None;
    }
    // 决算数 beside 预算数 heads the statements of accounts too, so it is no word to search texts for.
    if matches!(core, "决算数" | "支出决算数" | "全年决算数") {
        return Some(Column::ExecutedAmount);
    }
    reason(core).or_else(|| period(core))
}

/// Headings of the reason column vary in every region: they name a shortfall and ask why.
fn reason(core: &str) -> Option<Column> {
    // Names of indicators hardly have one of the characters these words begin with.
    let shortfall = core.chars().any(|c| matches!(c, '未' | '偏' | '扣' | '失'))
        && ["未完成", "偏差", "扣分", "失分", "未达"].iter().any(|word| core.contains(word));
    let asks = || ["原因", "措施", "说明", "分析"].iter().any(|word| core.contains(word));
    let prose = || core.contains(['。', ';', ',', ':']);
    (shortfall && asks() && !prose()).then_some(Column::Deviation)
}

/// Monitoring forms put their period before the word: `1-7月执行数`, `上半年执行率`.
fn period(core: &str) -> Option<Column> {
    let end = core.find("月").map(|at| at + "月".len());
    let end = end.or_else(|| core.find("季度").map(|at| at + "季度".len()));
    let end = end.or_else(|| core.starts_with("上半年").then_some("上半年".len()));
    let rest = core.get(end?..)?;
    let rest = rest.strip_prefix(['份', '底', '末']).unwrap_or(rest);
    match rest {
        "执行数" | "预算执行数" | "支出数" | "执行金额" | "实际执行数" => {
            Some(Column::ExecutedAmount)
        }
        "执行率" | "预算执行率" => Some(Column::ExecutionRate),
        "执行情况" | "完成情况" | "完成值" | "实际完成值" | "指标完成情况" | "实际完成情况" => {
            Some(Column::Actual)
        }
        _ => None,
    }
}
