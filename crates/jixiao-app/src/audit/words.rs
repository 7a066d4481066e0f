//! Actions and areas of the log in Chinese, for the pages.

use jixiao_domain::{Coded as _, FilingEvent};

/// Areas of actions: what stands before the dot, in the order in which a filter offers them.
pub const AREAS: &[(&str, &str)] = &[
    ("session", "登录"),
    ("second_factor", "双因素认证"),
    ("user", "用户与角色"),
    ("organisation", "机构"),
    ("policy", "安全策略"),
    ("project", "项目"),
    ("budget", "预算"),
    ("execution", "执行"),
    ("library", "指标库"),
    ("standard", "支出标准"),
    ("goal", "绩效目标"),
    ("history", "历年资料"),
    ("proposal", "预算建议"),
    ("scenario", "预算方案"),
    ("self_evaluation", "绩效自评"),
    ("report", "绩效报告"),
    ("department", "部门整体"),
    ("monitoring", "运行监控"),
    ("monitoring_round", "监控轮次"),
    ("monitoring_warning", "监控预警"),
    ("rectification", "整改"),
    ("suspension", "暂停拨付"),
    ("assessment", "事前绩效评估"),
    ("evaluation", "部门评价"),
    ("disclosure", "绩效公开"),
    ("person", "帮扶对象"),
    ("household", "帮扶档案"),
    ("model_worker", "劳模"),
    ("aid_round", "救助批次"),
    ("duplicate", "疑似重复"),
    ("aid_case", "救助申请"),
    ("aid_notice", "公示"),
    ("signing_key", "签发密钥"),
    ("attachment", "附件"),
    ("job", "后台任务"),
    ("audit", "审计日志"),
    ("system", "系统"),
];

/// What is done, by the whole name.
const ACTIONS: &[(&str, &str)] = &[
    ("session.begin", "登录"),
    ("session.end", "退出"),
    ("session.end_others", "退出其他登录"),
    ("second_factor.enrol", "启用双因素认证"),
    ("second_factor.pass", "双因素认证"),
    ("second_factor.disable", "停用双因素认证"),
    ("user.create", "新建账号"),
    ("user.change", "修改账号"),
    ("user.set_active", "停用或启用账号"),
    ("user.change_password", "更换密码"),
    ("user.reset_password", "重置密码"),
    ("user.reset_second_factor", "解除双因素认证"),
    ("user.grant", "授予角色"),
    ("user.revoke", "收回角色"),
    ("organisation.add", "新增机构"),
    ("organisation.change", "修改机构"),
    ("organisation.move", "迁移机构"),
    ("organisation.set_active", "停用或启用机构"),
    ("policy.set", "修改安全策略"),
    ("policy.set_region", "设置所在地区"),
    ("standard.withdraw", "撤销支出标准"),
    ("proposal.compute", "测算预算建议"),
    ("proposal.edit", "调整预算建议"),
    ("proposal.approve", "审批预算建议"),
    ("scenario.adopt", "采用预算方案"),
    ("scenario.withdraw", "撤销预算方案"),
    ("history.take_over", "接收历年资料"),
    ("history.withdraw", "撤销历年资料"),
    ("audit.verify", "校验审计日志"),
    ("audit.export", "导出审计日志"),
    ("person.reveal", "查看完整证件号码和账号"),
    ("person.find", "按号码查找帮扶对象"),
    ("person.export", "导出帮扶对象"),
    ("person.export_full", "导出帮扶对象（含完整号码）"),
    ("person.merge", "合并帮扶对象"),
    ("household.add_member", "登记家庭成员"),
    ("household.remove_member", "移出家庭成员"),
    ("household.figures", "登记家庭收支"),
    ("household.review", "帮扶档案：审核通过"),
    ("household.approve", "批准建档"),
    ("household.void", "帮扶档案：作废"),
    ("household.propose_lift", "提出脱困"),
    ("household.propose_cancel", "提出注销"),
    ("household.confirm", "核准退出"),
    ("household.refuse", "不同意退出"),
    ("household.reopen", "重新建档"),
    ("household.merge", "并档"),
    ("household.amend", "更正档案"),
    ("household.yearly_propose", "提出年度复核"),
    ("household.yearly_confirm", "核定年度复核"),
    ("household.yearly_return", "退回年度复核"),
    ("aid_case.create", "登记救助申请"),
    ("aid_case.create_many", "批量登记救助申请"),
    ("aid_case.save", "修改救助申请"),
    ("aid_case.submit", "提交救助申请"),
    ("aid_case.visit", "登记入户调查"),
    ("aid_case.check_means", "登记民政核对"),
    ("aid_case.pass", "救助申请：审核通过"),
    ("aid_case.approve", "审定救助申请"),
    ("aid_case.return", "退回救助申请"),
    ("aid_case.reject", "不予救助"),
    ("aid_case.withdraw", "撤回救助申请"),
    ("aid_case.suspend", "中止办理救助申请"),
    ("aid_case.resume", "恢复办理救助申请"),
    ("aid_case.dismiss", "异议不成立"),
    ("aid_case.uphold", "异议成立"),
    ("aid_case.batch_submit", "批量提交救助申请"),
    ("aid_case.batch_pass", "批量审核通过"),
    ("aid_case.batch_approve", "批量审定"),
    ("aid_case.batch_return", "批量退回"),
    ("aid_case.batch_reject", "批量不予救助"),
    ("aid_case.batch_withdraw", "批量撤回"),
    ("aid_case.batch_suspend", "批量中止"),
    ("aid_case.batch_resume", "批量恢复"),
    ("aid_case.export", "导出救助申请"),
    ("aid_case.print", "打印救助申请"),
    ("aid_notice.print", "打印公示"),
    ("household.print", "打印档案表"),
    ("aid_notice.assemble", "编制公示名单"),
    ("aid_notice.post", "发布公示"),
    ("aid_notice.end", "公示期满"),
    ("aid_notice.withdraw", "撤回公示"),
    ("aid_notice.object", "登记异议"),
    ("household.export", "导出帮扶档案"),
    ("aid_round.open", "开设救助批次"),
    ("aid_round.close", "截止救助批次"),
    ("aid_round.reopen", "重新开放救助批次"),
    ("aid_round.ceiling", "调整批次限额"),
    ("aid_round.trial", "试算救助规则"),
    ("aid_round.trial_export", "导出试算结果"),
    ("model_worker.add_honour", "登记荣誉"),
    ("duplicate.judge_same", "判定为同一人"),
    ("duplicate.judge_different", "判定不是同一人"),
    ("duplicate.ask_back", "疑似重复：转为需核实"),
    ("duplicate.override", "疑似重复：特批放行"),
    ("duplicate.reopen", "疑似重复：重新核对"),
    ("duplicate.settle", "疑似重复：已消除"),
    ("duplicate.search", "查找疑似重复"),
    ("duplicate.export", "导出疑似重复"),
    ("system.rotate_keys", "轮换字段密钥"),
    ("rectification.reject", "整改：核查不通过"),
    ("rectification.withdraw", "整改：撤销通知"),
];

/// What is done in any area, by what stands after the dot.
const VERBS: &[(&str, &str)] = &[
    ("add", "新增"),
    ("create", "新建"),
    ("save", "保存"),
    ("refresh", "按记录更新数据"),
    ("change", "修改"),
    ("enter", "登记"),
    ("correct", "更正"),
    ("reallocate", "调剂"),
    ("import", "导入"),
    ("export", "导出"),
    ("open_year", "开立年度"),
    ("open", "建立"),
    ("change_year", "修改年度设置"),
    ("close", "停用"),
    ("reopen", "重新启用"),
    ("propose", "提出"),
    ("approve", "批复"),
    ("reject", "不予采用"),
    ("retire", "停用"),
    ("issue", "下达任务"),
    ("adopt_goal", "改按新版目标"),
    ("set_due", "调整截止日期"),
    ("recheck", "财务复核"),
    ("spot_check", "抽查复核"),
    ("sample", "抽取样本"),
    ("archive", "批量导出"),
    ("withdraw", "撤回"),
    ("publish", "发布"),
    ("take_down", "撤下"),
    ("open", "下达通知"),
    ("reply", "报送整改情况"),
    ("accept", "核查通过"),
    ("extend", "延长期限"),
    ("suspend", "暂停"),
    ("resume", "解除暂停"),
    ("plan", "立项"),
    ("recompute", "重新计算"),
    ("start", "开始评价"),
    ("exchange", "交换意见"),
    ("send_back", "退回补充"),
    ("conclude", "作出结论"),
    ("enqueue", "提交"),
    ("cancel", "取消"),
    ("end", "结束"),
    ("backup", "备份"),
    ("restore", "恢复"),
];

/// An action in Chinese. One without words keeps its name, which still tells it apart.
pub fn action_word(action: &str) -> String {
    if let Some(word) = word_of(ACTIONS, action) {
        return word.to_owned();
    }
    let Some((area, verb)) = action.split_once('.') else { return action.to_owned() };
    let Some(area) = word_of(AREAS, area) else { return action.to_owned() };
    let event = FilingEvent::from_code(verb).map(FilingEvent::word);
    format!("{area}：{}", event.or_else(|| word_of(VERBS, verb)).unwrap_or(verb))
}

/// A kind of record in Chinese.
pub fn subject_word(kind: &str) -> &str {
    match kind {
        "user" => "用户",
        "project_year" => "项目年度",
        other => word_of(AREAS, other).unwrap_or(other),
    }
}

fn word_of(table: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    table.iter().find(|(name, _)| *name == code).map(|(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::action_word;

    #[test]
    fn actions_have_words() {
        let cases = [
            ("user.grant", "授予角色"),
            ("goal.submit", "绩效目标：提交"),
            ("goal.approve", "绩效目标：批复"),
            ("budget.enter", "预算：登记"),
            ("goal.unheard_of", "绩效目标：unheard_of"),
            ("unheard_of", "unheard_of"),
        ];
        for (action, expected) in cases {
            assert_eq!(action_word(action), expected);
        }
    }
}
