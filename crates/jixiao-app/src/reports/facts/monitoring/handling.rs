//! Warnings of a round, how they were handled, rectifications and suspended payments.

use super::{Monitored, RoundOf, TOLD_MOST, count, date};
use jixiao_domain::{Coded as _, RectificationState, WarningKind, WarningState};
use jixiao_narrative::{FactValue, Facts, Source};
use jixiao_store::monitoring::warnings::Warning;
use jixiao_store::rectifications::Rectification;

/// How many warnings a table holds; of more, those that are pending are told.
const TABLE_MOST: usize = 20;

pub(super) fn put(facts: &mut Facts, of: &RoundOf<'_>) {
    for list in ["warning_kinds", "warning_states", "warnings", "pending", "orders", "suspended"] {
        facts.list(list);
    }
    let all: Vec<(&Monitored, &Warning)> = of
        .records
        .iter()
        .flat_map(|record| record.warnings.iter().map(move |warning| (record, warning)))
        .collect();
    if !all.is_empty() {
        of.top(facts, "触发的预警").put("warning_count", count(all.len(), "条"));
    }
    counted(facts, of, &all);
    of.top(facts, "").flag("warnings_more", all.len() > TABLE_MOST);
    if all.len() <= TABLE_MOST {
        for (record, warning) in &all {
            put_warning(facts, "warnings", record, warning);
        }
    }
    let pending = all.iter().filter(|(_, warning)| warning.state.is_pending());
    for (record, warning) in pending.clone().take(TOLD_MOST) {
        put_warning(facts, "pending", record, warning);
    }
    let pending = pending.count();
    if pending > 0 {
        of.top(facts, "预警").put_at("pending_count", count(pending, "条"), "待处理、待认定的");
    }
    let orders: Vec<(&Monitored, &Rectification)> = of
        .records
        .iter()
        .flat_map(|record| record.rectifications.iter().map(move |order| (record, order)))
        .collect();
    ordered(facts, of, &orders);
    for record in of.records {
        if let Some(on) = record.suspended_on {
            let mut item = record.item(facts, ("suspended", record.id()), "：暂停拨付");
            item.put_at("on", date(on), "日期");
        }
    }
}

fn counted(facts: &mut Facts, of: &RoundOf<'_>, all: &[(&Monitored, &Warning)]) {
    for kind in WarningKind::ALL {
        let number = all.iter().filter(|(_, warning)| warning.kind == *kind).count();
        put_count(facts, of, ("warning_kinds", kind.code(), kind.word()), number);
    }
    for state in WarningState::ALL {
        let number = all.iter().filter(|(_, warning)| warning.state == *state).count();
        put_count(facts, of, ("warning_states", state.code(), state.word()), number);
    }
}

fn put_count(
    facts: &mut Facts,
    of: &RoundOf<'_>,
    (list, id, name): (&str, &str, &str),
    number: usize,
) {
    if number > 0 {
        let source = of.source(&format!("触发的预警：{name}"));
        facts.item(list, id, source, None).text("name", name).put("count", count(number, "条"));
    }
}

fn put_warning(facts: &mut Facts, list: &str, record: &Monitored, warning: &Warning) {
    let words = format!("{}预警“{}”", record.filed.project_name, warning.kind.word());
    let source = Source::new(words, format!("/monitoring/warnings/{}", warning.id));
    facts
        .item(list, warning.id.to_string(), source, None)
        .text("project", &record.filed.project_name)
        .text("unit", &record.unit)
        .text("kind", warning.kind.word())
        .put_at("sentence", FactValue::text(&warning.sentence), "：预警内容")
        .put_at("state", FactValue::text(warning.state.word()), "：处理情况");
}

fn ordered(facts: &mut Facts, of: &RoundOf<'_>, orders: &[(&Monitored, &Rectification)]) {
    if orders.is_empty() {
        return;
    }
    let closed = orders.iter().filter(|(_, of)| of.state == RectificationState::Closed).count();
    let mut top = of.top(facts, "：整改通知");
    top.put("order_count", count(orders.len(), "份")).flag("orders_more", orders.len() > TOLD_MOST);
    if closed > 0 {
        top.put_at("closed_count", count(closed, "份"), "：已办结的");
    }
    for (record, order) in orders.iter().take(TOLD_MOST) {
        let source =
            Source::new(format!("{}通知", order.number()), format!("/rectifications/{}", order.id));
        let mut item = facts.item("orders", order.id.to_string(), source, None);
        item.text("project", &record.filed.project_name)
            .put_at("problem", FactValue::text(&order.problem), "“存在问题”")
            .put_at("requirement", FactValue::text(&order.requirement), "“整改要求”")
            .put_at("due_on", date(order.due_on), "“整改期限”")
            .put_at("state", FactValue::text(order.state.word()), "：办理情况")
            .flag("closed", order.state == RectificationState::Closed);
        if let Some(reply) = order.reply.as_ref().filter(|_| is_answered(order.state)) {
            item.put_at("measures", FactValue::text(&reply.measures), "“整改措施”").put_at(
                "outcome",
                FactValue::text(&reply.outcome),
                "“整改结果”",
            );
        }
    }
}

/// Whether what the unit replied stands.
fn is_answered(state: RectificationState) -> bool {
    matches!(state, RectificationState::Replied | RectificationState::Closed)
}
