//! A person may write around figures, delete them, and account for their own; never change them.

use crate::facts::{Year, facts};
use jixiao_narrative::{
    EditError, Facts, Narrative, Run, changes, draft, edited, find, plain_text, redraft, text_of,
};

fn year() -> Facts {
    facts(&Year { done: 470, executed: 90_000 })
}

fn report(facts: &Facts) -> Narrative {
    draft(find("self_evaluation/530000-2019").unwrap(), facts).unwrap()
}

#[test]
fn what_is_not_touched_stays_as_it_is() {
    let facts = year();
    for section in report(&facts).sections {
        for paragraph in section.paragraphs {
            let text = text_of(&paragraph.runs);
            let again = edited(&text, &facts, &paragraph.runs).unwrap();
            assert_eq!(plain_text(&again), paragraph.plain());
            assert_eq!(text_of(&again), text);
        }
    }
}

#[test]
fn words_around_a_figure_may_change_and_a_figure_may_go() {
    let facts = year();
    let typed = "全年实际支出{{funds.total.executed|9万元}}，进度较好。";
    let runs = edited(typed, &facts, &[]).unwrap();
    assert_eq!(plain_text(&runs), "全年实际支出9万元，进度较好。");
    assert_eq!(plain_text(&edited("进度较好。", &facts, &runs).unwrap()), "进度较好。");
}

#[test]
fn the_number_of_a_figure_may_not_change() {
    let facts = year();
    let errors = edited("支出{{funds.total.executed|10万元}}", &facts, &[]).unwrap_err();
    assert!(matches!(&errors[0], EditError::Altered { typed, .. } if typed == "10万元"));
    let errors = edited("支出{{funds.secret|10万元}}", &facts, &[]).unwrap_err();
    assert_eq!(errors, [EditError::Unknown("funds.secret".to_owned())]);
    assert_eq!(edited("支出{{funds", &facts, &[]).unwrap_err(), [EditError::Unclosed]);
}

#[test]
fn a_typed_number_is_tied_where_it_is_a_fact_and_flagged_where_it_is_none() {
    let facts = year();
    let runs = edited("2025年支出9万元，另组织座谈会3场。", &facts, &[]).unwrap();
    let kinds: Vec<(&str, bool)> = runs
        .iter()
        .filter(|run| !matches!(run, Run::Text { .. }))
        .map(|run| (run.printed(), matches!(run, Run::Figure { .. })))
        .collect();
    assert_eq!(kinds, [("2025", true), ("9万元", true), ("3场", false)]);
    assert!(runs.iter().any(Run::needs_reason));
}

#[test]
fn the_reason_of_an_untied_figure_stays_with_it() {
    let facts = year();
    let reason = "签到表合计".to_owned();
    let before = [Run::Untied { printed: "3场".to_owned(), reason: reason.clone() }];
    let runs = edited("全年开展座谈会3场", &facts, &before).unwrap();
    assert!(runs.contains(&Run::Untied { printed: "3场".to_owned(), reason }));
}

#[test]
fn data_that_changed_are_shown_and_a_persons_text_is_kept() {
    let before = year();
    let mut current = report(&before);
    let at = current.sections.iter().position(|s| s.name().contains("自评目的")).unwrap();
    let typed = "本次自评由县总工会组织，支出{{funds.total.executed|9万元}}。";
    current.sections[at].paragraphs[0].runs = edited(typed, &before, &[]).unwrap();
    current.sections[at].edited = true;

    let after = facts(&Year { done: 520, executed: 100_000 });
    assert!(changes(&current, &before).is_empty());
    let redraft = redraft(&current, &report(&after), &after);
    let executed = redraft.changes.iter().find(|c| c.key == "funds.total.executed").unwrap();
    assert_eq!((executed.before.as_str(), executed.after.as_deref()), ("9万元", Some("10万元")));
    let kept = redraft.narrative.sections.iter().find(|s| s.edited).unwrap();
    assert_eq!(kept.paragraphs[0].plain(), "本次自评由县总工会组织，支出10万元。");
    assert_eq!(redraft.offered.len(), 1);
    assert!(changes(&redraft.narrative, &after).is_empty());
    let text: String = redraft.narrative.runs().map(Run::printed).collect();
    assert!(text.contains("没有未完成的绩效目标") && !text.contains("未达到目标"), "{text}");
}
