//! The sentences drafted for the fifteen tasks, with their ties in braces.
//!
//! Owns the words alone; when they are put and what fills the ties is decided elsewhere.

use jixiao_domain::DepartmentTask;

/// Measure, execution and comparison.
type Words = [&'static str; 3];

/// Measure, execution and comparison of a task.
pub(super) fn words(task: DepartmentTask) -> Words {
    match task {
        DepartmentTask::EconomicBenefit => ECONOMIC_BENEFIT,
        DepartmentTask::SocialBenefit => SOCIAL_BENEFIT,
        DepartmentTask::EcologicalBenefit => ECOLOGICAL_BENEFIT,
        DepartmentTask::Satisfaction => SATISFACTION,
        DepartmentTask::SoundBudgeting => SOUND_BUDGETING,
        DepartmentTask::BasicSpendSecured => BASIC_SPEND_SECURED,
        DepartmentTask::KeySpendSecured => KEY_SPEND_SECURED,
        DepartmentTask::ThreePublicLimited => THREE_PUBLIC_LIMITED,
        DepartmentTask::StrictExecution => STRICT_EXECUTION,
        DepartmentTask::StrictCarryOver => STRICT_CARRY_OVER,
        DepartmentTask::SoundOrganisation => SOUND_ORGANISATION,
        DepartmentTask::ThreePublicSaved => THREE_PUBLIC_SAVED,
        DepartmentTask::SoundRules => SOUND_RULES,
        DepartmentTask::TimelyDisclosure => TIMELY_DISCLOSURE,
        DepartmentTask::SoundAssets => SOUND_ASSETS,
    }
}

const ECONOMIC_BENEFIT: Words = [
    "围绕党委政府工作部署安排帮扶救助、技能培训等项目，帮助困难职工减轻家庭负担、增加就业机会。",
    "{年度}组织实施项目{项目数}，项目支出{项目支出}，救助和补助资金按名册发放到本人。",
    "项目全年预算{项目预算}，按批准的用途和用款计划支付，没有改变资金用途。",
];

const SOCIAL_BENEFIT: Words = [
    "依法维护职工合法权益，做好送温暖、维权服务和民主管理工作，促进劳动关系和谐稳定。",
    "{年度}{项目数}项目按计划组织实施，职工反映的困难和诉求依法依规得到办理。",
    "任务内容与年初确定的目标一致，各项目完成情况见职责履行良好表。",
];

const ECOLOGICAL_BENEFIT: Words = [
    "本部门职责不涉及生态环境治理，没有设定生态效益任务。",
    "{年度}没有涉及生态环境的支出。",
    "年初未安排此项预算。",
];

const SATISFACTION: Words = [
    "年初确定的目标为服务对象满意度不低于90%。",
    "{年度}收回有效问卷{有效问卷}，其中满意和较满意{满意问卷}，满意度{满意度}。",
    "年初目标为90%，实际为{满意度}。",
];

const SOUND_BUDGETING: Words = [
    "基本支出按定额编制，项目支出按轻重缓急安排，项目预算与绩效目标同步编报。",
    "{年度}年初预算{年初预算}，{项目数}项目均编报了绩效目标。",
    "全年预算{全年预算}，预算调整率{预算调整率}。",
];

const BASIC_SPEND_SECURED: Words = [
    "优先保障在职人员工资福利和机关正常运转。",
    "{年度}基本支出{基本支出}，其中人员经费{人员经费}，公用经费{公用经费}。",
    "公用经费控制率{公用经费控制率}，在职人员控制率{在职人员控制率}。",
];

const KEY_SPEND_SECURED: Words = [
    "优先安排送温暖、困难职工帮扶等重点项目支出。",
    "{年度}项目支出{项目支出}，重点支出安排率{重点支出安排率}。",
    "重点项目按年初安排的内容实施，项目全年预算{项目预算}。",
];

const THREE_PUBLIC_LIMITED: Words = [
    "从严从紧编制“三公”经费预算，不安排超标准接待和用车支出。",
    "{年度}“三公”经费预算{三公经费预算}，决算{三公经费决算}。",
    "“三公”经费控制率{三公经费控制率}。",
];

const STRICT_EXECUTION: Words = [
    "按月通报支出进度，支出按批准的预算和用款计划办理。",
    "{年度}支出总额{支出总额}，前三季度支付进度率{支付进度率}。",
    "全年预算{全年预算}，预算完成率{预算完成率}。",
];

const STRICT_CARRY_OVER: Words = [
    "项目资金当年安排当年使用，结转结余按规定使用或交回。",
    "{年度}末结转和结余{结转结余}。",
    "结转结余率{结转结余率}，上年末结转和结余{上年结转结余}。",
];

const SOUND_ORGANISATION: Words = [
    "每个项目明确牵头部门和责任人，财务部门按季监控资金和目标。",
    "{年度}{项目数}项目均明确了实施单位，按批复的绩效目标组织实施。",
    "完成自评的项目{已自评项目数}，实施单位和内容与批复一致。",
];

const THREE_PUBLIC_SAVED: Words = [
    "严格公务接待和用车审批，公务活动能合并的合并办理。",
    "{年度}“三公”经费支出{三公经费决算}。",
    "“三公”经费比上年变动{三公经费变动率}。",
];

const SOUND_RULES: Words = [
    "执行预算法和预算绩效管理制度，完善财务、采购、资产和内部控制制度。",
    "{年度}各项收支按制度审批，财务、采购、资产管理制度执行到位。",
    "制度建设与年初计划一致。",
];

const TIMELY_DISCLOSURE: Words = [
    "按规定的时限和内容公开部门预算、决算和绩效信息。",
    "{年度}部门预算、决算均在批复后二十日内公开。",
    "公开的内容和时限符合规定。",
];

const SOUND_ASSETS: Words = [
    "固定资产专人管理，定期盘点，账实相符，采购按规定程序办理。",
    "{年度}末固定资产{固定资产}，其中在用{在用固定资产}，利用率{固定资产利用率}。",
    "政府采购预算{政府采购预算}，实际采购{政府采购决算}。",
];

#[cfg(test)]
mod tests {
    use super::words;
    use jixiao_domain::{Coded as _, DepartmentTask};

    #[test]
    fn no_column_repeats_another() {
        for task in DepartmentTask::ALL {
            let [measure, execution, comparison] = words(*task);
            assert!(measure != execution && execution != comparison, "{}", task.word());
            assert!(execution.contains('{'), "{} ties no figure", task.word());
        }
    }
}
