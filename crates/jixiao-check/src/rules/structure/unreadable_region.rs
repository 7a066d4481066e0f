use crate::rule::declare_rule;
use crate::{DocumentContext, Findings};

declare_rule! {
    /// ## 检查内容
    /// 读取或识别时有看不懂、对不上的地方。
    ///
    /// ## 为什么
    /// 没有读出的内容不会被检查，使用者应当知道结论不包括这些地方。
    ///
    /// ## 依据
    /// 本程序读取规则：未能读出的内容必须说明位置，不得猜测。
    ///
    /// ## 示例
    /// 三个金额连写在一起，有两种断开方法：报告该行需要人工核对。
    ///
    /// ## 如何改正
    /// 对照原件人工核对所指位置；可能时改用原始的 Word 或 Excel 文件重新检查。
    "JX011" "unreadable-region" "有未能读出的内容",
    severity: Note,
    status: Stable,
    since: "0.1.0",
    basis: "本程序读取规则",
    run: Document(check),
}

/// A damaged file may have thousands of gaps; this many show what is wrong with it.
const REPORTED_MAX: usize = 20;

fn check(context: &DocumentContext<'_>, findings: &mut Findings<'_>) {
    let notes = context.document.notes.iter().map(|(at, message)| (*at, message.as_str()));
    let gaps = context.reading.gaps.iter().map(|gap| (gap.at, gap.message.as_str()));
    for (at, message) in notes.chain(gaps).take(REPORTED_MAX) {
        findings
            .at(at, "", format!("此处未能完全读出：{message}"))
            .hint("对照原件人工核对此处")
            .report();
    }
}
