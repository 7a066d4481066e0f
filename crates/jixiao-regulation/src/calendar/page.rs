//! The page of a year's holidays in the manual, for civil servants to proofread.

use super::{HolidayList, WorkCalendar};
use chrono::{Datelike as _, NaiveDate};
use std::fmt::Write as _;

impl HolidayList {
    /// Public id: `calendar-2026`.
    pub fn id(&self) -> String {
        format!("calendar-{}", self.year)
    }
}

/// A year's holidays as Markdown.
pub fn calendar_page(list: &HolidayList) -> String {
    let mut page = format!("# {}\n\n", list.title);
    let article = if list.article.is_empty() { "未见" } else { &list.article };
    // Writing to a String cannot fail.
    let _ = writeln!(
        page,
        "- 编号：`{}`\n- 发文字号：{article}\n- 来源：{}\n- 确信程度：{}",
        list.id(),
        list.source,
        list.certainty.word()
    );
    page.push_str("\n| 节日 | 放假 | 天数 | 调休上班 |\n|---|---|---|---|\n");
    for holiday in &list.holidays {
        let days = holiday.last.signed_duration_since(holiday.first).num_days() + 1;
        let off = if holiday.first == holiday.last {
            words(holiday.first)
        } else {
            format!("{}至{}", words(holiday.first), words(holiday.last))
        };
        let worked: Vec<String> = holiday.working.iter().map(|day| words(*day)).collect();
        let worked = if worked.is_empty() { "—".to_owned() } else { worked.join("、") };
        let _ = writeln!(page, "| {} | {off} | {days} | {worked} |", holiday.name);
    }
    page.push_str(
        "\n除上表外，周六、周日休息。期限以工作日计的，起算当日不计入；以自然日计的，最后一日遇休息日顺延至其后第一个工作日。\n",
    );
    page
}

/// The Markdown list of the years known, to stand below the list of regulations.
pub fn calendar_index(calendar: &WorkCalendar) -> String {
    let mut index = "\n# 节假日安排\n\n| 编号 | 名称 | 发文字号 |\n|---|---|---|\n".to_owned();
    for list in calendar.lists() {
        let id = list.id();
        let article = if list.article.is_empty() { "—" } else { &list.article };
        let _ = writeln!(index, "| [`{id}`]({id}.md) | {} | {article} |", list.title);
    }
    index.push_str("\n未列年度的工作日仅按周六、周日休息推算。\n");
    index
}

fn words(day: NaiveDate) -> String {
    const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let place = day.weekday().num_days_from_monday() as usize;
    let weekday = WEEKDAYS.get(place).copied().unwrap_or_default();
    format!("{}年{}月{}日（周{weekday}）", day.year(), day.month(), day.day())
}
