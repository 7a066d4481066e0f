//! Classes of words that say what an indicator is about.
//!
//! Owns the words of rules, found in one pass by one automaton. The words of forms (labels,
//! headers, units) belong to the form crate.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::sync::LazyLock;

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u32);

impl Classes {
    /// 有改善, 明显: a direction or a degree without a measure.
    pub(crate) const VAGUE: Self = Self(1);
    /// 满意 in any wording.
    pub(crate) const SATISFIED: Self = Self(1 << 1);
    /// 打卡发放: how money is paid out.
    pub(crate) const PAYING: Self = Self(1 << 2);
    /// What only society gains: harmony, warmth, awareness.
    pub(crate) const SOCIAL: Self = Self(1 << 3);
    /// What is worth money: income, output value, cost.
    pub(crate) const ECONOMIC: Self = Self(1 << 4);
    /// Nature, pollution, saving of materials.
    pub(crate) const ECOLOGICAL: Self = Self(1 << 5);
    /// 合格率, 覆盖率 …: a share that cannot exceed the whole.
    pub(crate) const SHARE: Self = Self(1 << 6);
    /// Less is better although nothing was spent: complaints, accidents.
    pub(crate) const HARM: Self = Self(1 << 7);
    /// 下降, 处理 …: turns a harm into a gain.
    pub(crate) const REMEDY: Self = Self(1 << 8);
    /// 节约, 标准 …: an amount of money that is no ceiling on spending.
    pub(crate) const NO_CEILING: Self = Self(1 << 9);
    /// How satisfaction was found out.
    pub(crate) const SURVEY: Self = Self(1 << 11);
    /// 全部, 全覆盖: words that state the whole.
    pub(crate) const WHOLE: Self = Self(1 << 12);
    /// 达成预期: a result that only says that there is one.
    pub(crate) const FORMULA: Self = Self(1 << 13);
    /// 同比, 增长 …: a share of something else, free to exceed the whole.
    pub(crate) const GROWTH: Self = Self(1 << 14);
    /// 已全部完成: a result that claims all of the plan.
    pub(crate) const ALL_DONE: Self = Self(1 << 10);

    /// 办结率, 发放率 …: a share of work done, which says nothing of when.
    pub(crate) const DONE_SHARE: Self = Self(1 << 15);

    /// Whether any class of `other` is in the set.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Words by class.
const WORDS: &[(Classes, &[&str])] = &[
    (
        Classes::VAGUE,
        &[
            "改善",
            "改进",
            "提高",
            "提升",
            "增强",
            "加强",
            "明显",
            "显著",
            "较高",
            "较好",
            "良好",
            "有效",
            "扩大",
            "逐步",
            "不断",
            "进一步",
            "促进",
            "有所",
            "一定程度",
            "较大",
            "优化",
            "推动",
            "减少",
            "降低",
            "保障",
            "效果好",
            "长期",
            "持续",
            "深远",
            "逐年",
        ],
    ),
    (Classes::SATISFIED, &["满意"]),
    (Classes::PAYING, &["打卡发", "银行代发", "社会化发放", "转账支付", "一卡通发放", "直接支付"]),
    (
        Classes::SOCIAL,
        &[
            "和谐",
            "社会稳定",
            "关爱",
            "温暖",
            "安全意识",
            "责任意识",
            "民主管理",
            "幸福感",
            "获得感",
            "积极性",
            "主动性",
            "社会影响",
            "安定",
            "凝聚力",
            "归属感",
            "工作效率",
            "社会保险",
            "文化生活",
            "健康状况",
            "认同感",
        ],
    ),
    (
        Classes::ECONOMIC,
        &[
            "经济",
            "收入",
            "增收",
            "成本",
            "节约",
            "节省",
            "产值",
            "利润",
            "税",
            "费用",
            "就业",
            "资金",
            "投资",
            "消费",
            "价格",
            "生活",
            "效益",
            "开支",
            "支出",
            "负担",
            "生产",
            "元",
            "产业",
            "企业发展",
            "营商",
            "财政",
            "损失",
            "补助",
            "困难",
        ],
    ),
    (
        Classes::ECOLOGICAL,
        &[
            "生态",
            "环境",
            "环保",
            "污染",
            "绿色",
            "节能",
            "减排",
            "水质",
            "空气",
            "垃圾",
            "能耗",
            "低碳",
            "无纸",
            "纸张",
            "资源",
            "植被",
            "绿化",
            "排放",
            "噪",
            "尘",
            "循环",
            "节约",
            "可持续",
            "水土",
            "林",
            "草",
            "卫生",
            "化肥",
            "农药",
            "土壤",
            "废",
            "宜居",
            "自然",
        ],
    ),
    (
        Classes::SHARE,
        &[
            "合格率",
            "覆盖率",
            "满意度",
            "满意率",
            "达标率",
            "知晓率",
            "准确率",
            "公开率",
            "优良率",
            "正确率",
            "参与率",
            "出勤率",
            "通过率",
            "及格率",
            "优秀率",
            "认可度",
        ],
    ),
    (
        Classes::DONE_SHARE,
        &["办结率", "发放率", "兑现率", "受理率", "处置率", "处理率", "拨付率", "整改率", "回复率"],
    ),
    (Classes::HARM, &["投诉率", "事故率", "差错率", "不合格率", "违规率", "投诉次数", "事故起数"]),
    (
        Classes::REMEDY,
        &["下降", "降低", "减少", "处理", "办结", "控制", "整改", "查处", "回复", "调解", "化解"],
    ),
    (
        Classes::NO_CEILING,
        &[
            "节约", "节省", "标准", "收入", "筹集", "自筹", "撬动", "到位", "人均", "平均", "降低",
            "减少", "配套", "工资", "带动", "引导", "募集", "产值", "增收", "保底", "最低",
        ],
    ),
    (
        Classes::SURVEY,
        &["问卷", "调查", "测评", "抽样", "样本", "电话", "走访", "回访", "访谈", "评议", "测算"],
    ),
    (Classes::WHOLE, &["全部", "全覆盖", "全额", "足额", "所有", "均", "全员", "无一", "应保尽保"]),
    (
        Classes::FORMULA,
        &[
            "达成预期",
            "达到预期",
            "完成预期",
            "达成年度指标",
            "达成指标",
            "达成目标",
            "达到目标",
            "已达成",
            "已达到",
            "已达标",
            "完成目标",
            "完成指标",
            "符合预期",
            "按预期完成",
        ],
    ),
    (
        Classes::ALL_DONE,
        &[
            "按照预期完成",
            "按预期完成",
            "全部完成",
            "圆满完成",
            "全面完成",
            "均已完成",
            "完成当年目标",
            "完成年度目标",
            "完成全年目标",
            "完成预期目标",
            "达成预期",
            "超额完成",
            "已完成预定目标",
        ],
    ),
    (
        Classes::GROWTH,
        &["增长", "增幅", "提高率", "提升率", "同比", "环比", "比上年", "完成率", "增加"],
    ),
];

struct Automaton {
    words: AhoCorasick,
    classes: Vec<Classes>,
}

static AUTOMATON: LazyLock<Automaton> = LazyLock::new(|| {
    let words = || WORDS.iter().flat_map(|(class, words)| words.iter().map(|word| (*class, *word)));
    Automaton {
        words: AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            // A tenth of the memory of a DFA, a third of its building time, nearly its speed.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(words().map(|(_, word)| word))
            .expect("a few hundred short words make a small automaton"),
        classes: words().map(|(class, _)| class).collect(),
    }
});

/// The classes of the words in `text`.
pub(crate) fn classes(text: &str) -> Classes {
    let automaton = &*AUTOMATON;
    let mut found = Classes::default();
    for hit in automaton.words.find_overlapping_iter(text) {
        found.0 |= automaton.classes[hit.pattern().as_usize()].0;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Classes, classes};

    #[test]
    fn a_text_has_the_classes_of_all_its_words() {
        let found = classes("困难职工生活有所改善，促进社会和谐");
        assert!(found.any(Classes::VAGUE) && found.any(Classes::SOCIAL));
        assert!(found.any(Classes::ECONOMIC) && !found.any(Classes::ECOLOGICAL));
    }
}
