//! Working days by the lists of holidays, and the terms counted in them.

use jixiao_regulation::{DayUnit, FirstDay, LastDay, Term, WorkCalendar};

type Date = chrono::NaiveDate;

fn date(text: &str) -> Date {
    text.parse().expect("the table holds dates")
}

/// Days in a line each: the date, and what it is.
#[test]
fn every_day_is_what_its_notice_says() {
    let table = "\
2022-01-30 春节调休上班
2022-12-30 工作日
2022-12-31 元旦放假
2023-01-03 工作日
2023-06-25 端午节调休上班
2023-10-08 中秋节、国庆节调休上班
2024-02-09 工作日
2024-02-10 春节放假
2024-06-09 周末
2024-06-10 端午节放假
2025-01-01 元旦放假
2025-01-02 工作日
2025-01-26 春节调休上班
2025-02-04 春节放假
2025-02-05 工作日
2025-09-28 国庆节、中秋节调休上班
2025-10-08 国庆节、中秋节放假
2026-01-04 元旦调休上班
2026-02-23 春节放假
2026-02-24 工作日
2026-10-10 国庆节调休上班
2026-10-11 周末
2031-10-01 工作日
2031-10-04 周末
";
    let calendar = WorkCalendar::builtin();
    for line in table.lines() {
        let (day, expected) = line.split_once(' ').unwrap();
        assert_eq!(calendar.day(date(day)).word(), expected, "{day}");
    }
}

/// A year of work has some 250 days; a slip in a list shows here.
#[test]
fn every_list_leaves_a_plausible_year() {
    let calendar = WorkCalendar::builtin();
    for list in calendar.lists() {
        let first = Date::from_ymd_opt(list.year, 1, 1).unwrap();
        let year = first.iter_days().take(365).filter(|day| calendar.is_working(*day)).count();
        assert!((247..=251).contains(&year), "{}: {year}", list.year);
    }
}

/// From, term, last day; `w` working days, `c` calendar days, `+` the first day counted, `!` kept
/// where it ends on a day off.
#[test]
fn terms_end_where_the_rules_say() {
    let table = "\
2026-03-02 10w 2026-03-16
2026-03-06 1w 2026-03-09
2026-03-07 1w 2026-03-09
2026-03-07 1w+ 2026-03-09
2026-03-06 1w+ 2026-03-06
2026-02-13 1w 2026-02-14
2026-02-13 2w 2026-02-24
2026-09-24 10w 2026-10-15
2025-12-31 2w 2026-01-05
2026-03-02 30c 2026-04-01
2026-09-01 30c 2026-10-08
2026-09-01 30c! 2026-10-01
2026-03-02 5c+ 2026-03-06
2026-03-02 6c 2026-03-09
";
    let calendar = WorkCalendar::builtin();
    for line in table.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let [from, term, expected] = cells[..] else { panic!("{line}") };
        let days: u32 = term.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
        let is_working = term.contains('w');
        let term = Term {
            first: if term.contains('+') { FirstDay::Counted } else { FirstDay::NotCounted },
            last: if term.contains('!') { LastDay::Kept } else { LastDay::Moved },
            ..if is_working { Term::working(days) } else { Term::calendar(days) }
        };
        let due = calendar.due(date(from), term).unwrap();
        assert_eq!(due, date(expected), "{line}");
        assert_eq!(calendar.caveat(date(from), due), None, "{line}");
    }
}

#[test]
fn a_year_without_a_list_is_counted_by_weekends_and_says_so() {
    let calendar = WorkCalendar::builtin();
    let due = |from| calendar.due(date(from), Term::working(10)).unwrap();
    let caveat = |from| calendar.caveat(date(from), due(from));
    assert_eq!(due("2026-12-28"), date("2027-01-11"));
    assert!(caveat("2026-12-28").unwrap().starts_with("2027年的节假日安排尚未收录"));
    assert_eq!((due("2026-12-14"), caveat("2026-12-14")), (date("2026-12-28"), None));
    assert_eq!(calendar.due(date("2026-12-14"), Term::working(0)), None);
    assert_eq!(calendar.due(Date::MAX, Term::working(1)), None);
    assert_eq!(
        calendar.due(Date::MIN, Term { first: FirstDay::Counted, ..Term::working(1) }),
        None
    );
}

/// Today, last day, calendar days left, working days left.
#[test]
fn days_left_run_down_to_nought_on_the_last_day_and_below() {
    let table = "\
2026-03-02 2026-03-16 14 10
2026-03-13 2026-03-16 3 1
2026-03-16 2026-03-16 0 0
2026-03-17 2026-03-16 -1 -1
2026-03-21 2026-03-20 -1 0
2026-03-23 2026-03-20 -3 -1
2026-09-30 2026-10-08 8 1
";
    let calendar = WorkCalendar::builtin();
    for line in table.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let [today, due, days, worked] = cells[..] else { panic!("{line}") };
        let left = |unit| calendar.days_left(date(today), date(due), unit).to_string();
        assert_eq!(
            (left(DayUnit::Calendar).as_str(), left(DayUnit::Working).as_str()),
            (days, worked),
            "{line}"
        );
    }
}

#[test]
fn a_list_that_does_not_hold_is_refused() {
    let good = include_str!("../../../../regulations/calendar/2026.toml");
    let cases = [
        ("days = 9", "days = 8", "起止日期与放假天数不符"),
        ("2026-02-14", "2026-02-13", "不是周六、周日"),
        ("first = \"2026-06-19\"", "first = \"2025-06-19\"", "不符"),
        ("working = [\"2026-01-04\"]", "working = [\"2027-01-03\"]", "不在该年之内"),
        ("working = [\"2026-05-09\"]", "working = [\"2026-02-28\"]", "重复安排"),
        ("2026-10-07", "2026-10-32", "无法读取"),
        ("国办发明电〔2025〕7号", "", "没有条款"),
        ("source = \"新华社", "origin = \"新华社", "无法读取"),
    ];
    for (from, to, expected) in cases {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let error = WorkCalendar::load(&[("x.toml", &text)]).unwrap_err().to_string();
        assert!(error.contains(expected), "{from}: {error}");
    }
    let twice = WorkCalendar::load(&[("a.toml", good), ("b.toml", good)]).unwrap_err();
    assert!(twice.to_string().contains("编号 2026 重复"), "{twice}");
}
