//! Titles: which family a title line names, and the year printed near it.

use crate::FormKind;
use jixiao_domain::FiscalYear;

/// The longest title met is about 40 characters; a longer line is prose or a page's metadata.
const LONGEST_TITLE_BYTES: usize = 180;

/// The family a squeezed title line names. Reports, notices and lists of contents are not titles.
pub(crate) fn title_kind(text: &str) -> Option<FormKind> {
    if text.len() > LONGEST_TITLE_BYTES || text.len() < 9 || !names_performance(text) {
        return None;
    }
    // 评价方式:单位自评 is a label with its value; 附件2:… is a title.
    if text.split_once(':').is_some_and(|(head, _)| !head.starts_with(['附', '表'])) {
        return None;
    }
    let text = title_core(text);
    let closes = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    if text.contains(['。', ';', '!', '?', ',', '|'])
        || text.contains("得分")
        || closes(&["报告", "通知", "说明", "公告", "办法"])
    {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let whole_department = has(&["部门整体", "整体支出", "单位整体", "部门(单位)整体"]);
    if text.contains("基础数据表") {
        Some(FormKind::BaseData)
    } else if text.contains("履行良好") || text.contains("履职良好") {
        Some(FormKind::DutyPerformance)
    } else if closes(&["项目清单", "自评清单", "项目一览表"]) {
        Some(FormKind::ProjectList)
    } else if has(&["监控表", "监控情况表", "监控情况", "运行监控"]) {
        Some(FormKind::Monitoring)
    } else if has(&["自评", "评价表", "评分表", "评价指标表", "概况表", "绩效评价情况"])
    {
        Some(if whole_department {
            FormKind::DepartmentSelfEvaluation
        } else {
            FormKind::ProjectSelfEvaluation
        })
    } else if has(&[
        "目标申报",
        "目标表",
        "目标审批",
        "目标设定",
        "目标批复",
        "绩效目标",
        "目标公开",
    ]) {
        Some(FormKind::GoalSubmission)
    } else {
        None
    }
}

/// Whether a line is the title of a table that judges a project without being a self-evaluation: the
/// score table of a department evaluation, the table of an ex-ante assessment. Their columns look
/// like those of a self-evaluation, and mean something else.
pub(crate) fn titles_another_table(text: &str) -> bool {
    text.len() <= LONGEST_TITLE_BYTES
        && ["绩效评价得分表", "绩效评价评分表", "事前绩效评估表"]
            .iter()
            .any(|word| text.contains(word))
}

/// Titles of forms end in 表, 自评, 公示 and the like once year and brackets are taken away.
fn title_core(text: &str) -> &str {
    let mut core = text;
    while let Some(stripped) = core.strip_suffix(')') {
        match stripped.rfind('(') {
            Some(open) => core = &stripped[..open],
            None => break,
        }
    }
    let end = core.trim_end_matches(|c: char| c.is_ascii_digit());
    end.trim_end_matches(".docx")
        .trim_end_matches(".xlsx")
        .trim_end_matches(".xls")
        .trim_end_matches(".doc")
}

fn names_performance(text: &str) -> bool {
    // Nearly every text is refused by the two characters that begin or end these words.
    let mut before = '\0';
    let hinted = text.chars().any(|c| {
        let pair = (std::mem::replace(&mut before, c), c);
        matches!(
            pair,
            ('绩', '效') | ('自', '评') | ('标', '申' | '表') | ('据', '表') | ('行' | '职', '良')
        )
    });
    hinted
        && ["绩效", "自评", "目标申报", "目标表", "基础数据表", "履行良好", "履职良好"]
            .iter()
            .any(|word| text.contains(word))
}

/// The first plausible fiscal year in squeezed `text` that is followed by 年 (年度 or not), in
/// Arabic or Chinese digits (二〇二二年).
pub(crate) fn printed_year(text: &str) -> Option<FiscalYear> {
    text.match_indices('年').find_map(|(at, _)| {
        let before = text.get(..at)?;
        let mut digits = before.chars().rev().map_while(digit);
        let (ones, tens) = (digits.next()?, digits.next()?);
        let (hundreds, thousands) = (digits.next()?, digits.next()?);
        // A longer run of digits is a number, not a year.
        if digits.next().is_some() {
            return None;
        }
        FiscalYear::new(((thousands * 10 + hundreds) * 10 + tens) * 10 + ones)
    })
}

/// The year a short line states even without 年: `(2022)`, `(2022.1.1-2022.12.31)`, `评价年度:2022`.
pub(crate) fn stated_year(text: &str) -> Option<FiscalYear> {
    const LONGEST_BYTES: usize = 60;
    printed_year(text).or_else(|| {
        let labelled = text.split_once("年度:").map(|(_, year)| year);
        let rest = labelled.or_else(|| text.strip_prefix('('))?.trim_start_matches('(');
        if text.len() > LONGEST_BYTES {
            return None;
        }
        let mut chars = rest.chars();
        let mut year = 0;
        for _ in 0..4 {
            year = year * 10 + digit(chars.next()?)?;
        }
        let ends = chars.next().is_none_or(|c| matches!(c, ')' | '.' | '-' | '/'));
        FiscalYear::new(year).filter(|_| ends)
    })
}

/// Whether `c` can be a digit of a printed year, in Arabic or Chinese.
pub(crate) fn is_year_digit(c: char) -> bool {
    digit(c).is_some()
}

fn digit(c: char) -> Option<u16> {
    const CHINESE: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let c = if matches!(c, '○' | '零' | 'Ｏ') { '〇' } else { c };
    let chinese = || CHINESE.iter().position(|&digit| digit == c);
    let value = c.to_digit(10).and_then(|value| usize::try_from(value).ok()).or_else(chinese)?;
    u16::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_family() {
        use FormKind::{
            BaseData, DepartmentSelfEvaluation, GoalSubmission, Monitoring, ProjectList,
            ProjectSelfEvaluation,
        };
        for (title, kind) in [
            ("项目支出绩效自评表", Some(ProjectSelfEvaluation)),
            ("项目支出绩效自评", Some(ProjectSelfEvaluation)),
            ("转移支付区域绩效目标自评表(2021年度)", Some(ProjectSelfEvaluation)),
            ("项目支出绩效目标", Some(GoalSubmission)),
            ("部门整体支出绩效自评表", Some(DepartmentSelfEvaluation)),
            ("部门整体支出绩效评价基础数据表", Some(BaseData)),
            ("部门绩效自评项目清单", Some(ProjectList)),
            ("项目支出绩效目标执行监控表", Some(Monitoring)),
            ("项目支出目标申报表", Some(GoalSubmission)),
            ("附件1:项目支出绩效自评表", Some(ProjectSelfEvaluation)),
            ("评价方式:单位绩效自评", None),
            ("2022年度项目支出绩效自评报告", None),
            ("关于开展绩效自评工作的通知", None),
        ] {
            assert_eq!(title_kind(title), kind, "{title}");
        }
    }

    #[test]
    fn years_are_read_with_or_without_brackets() {
        for text in ["(2022年度)", "2022年度)", "云州市2022年度项目支出绩效自评表", "2022年"]
        {
            assert_eq!(printed_year(text), FiscalYear::new(2022), "{text}");
        }
        assert_eq!(printed_year("120222年"), None);
        for text in ["(2022)", "(2022.1.1-2022.12.31)", "评价年度:2022", "自评年度:2022年"]
        {
            assert_eq!(stated_year(text), FiscalYear::new(2022), "{text}");
        }
        assert_eq!(stated_year("(20221号)"), None);
    }
}
