//! The monitoring form is read again, cell for cell, by the crates that read strangers' forms.

use jixiao_domain::{
    Coded as _, CurrencyUnit, Decimal, DeviationCause, FiscalYear, Likelihood, Money,
};
use jixiao_form::{Field, Form as Read, FormKind, FundSource};
use jixiao_reader::Limits;
use jixiao_render::model::*;
use jixiao_render::{Engine, Format, Layout};

pub(crate) fn form() -> MonitoringForm {
    let fund = |kind, fen: [i64; 3], rate: Option<&str>| MonitoringFund {
        kind,
        initial: Some(Money::from_fen(fen[0])),
        executed: Some(Money::from_fen(fen[1])),
        rate: rate.map(|rate| rate.parse().expect("a number")),
        expected: Some(Money::from_fen(fen[2])),
    };
    MonitoringForm {
        year: 2026,
        period: "1—7月".to_owned(),
        project: "职工劳动和技能竞赛".to_owned(),
        supervising_dept: Organisation {
            name: "江州市总工会".to_owned(),
            code: "502001".to_owned(),
        },
        implementing_unit: Organisation {
            name: "江州市总工会经济工作部".to_owned(),
            code: String::new(),
        },
        money_unit: MoneyUnit::TenThousandYuan,
        funds: vec![
            fund(FundKind::Total, [123_000_000, 41_250_000, 118_000_000], Some("0.3353658")),
            fund(
                FundKind::CurrentAppropriation,
                [120_000_000, 41_250_000, 115_000_000],
                Some("0.34375"),
            ),
            fund(FundKind::CarryOver, [0, 0, 0], None),
            fund(FundKind::Other, [3_000_000, 0, 3_000_000], Some("0")),
        ],
        goal: "组织开展覆盖全市的劳动和技能竞赛，提升职工技能水平。".to_owned(),
        indicators: indicators(),
        notes: vec!["执行率为期间执行数占年初预算数的比例。".to_owned()],
        foot: Foot { filled_by: "何静".to_owned(), ..Foot::default() },
    }
}

fn indicators() -> Vec<MonitoringLevelOne> {
    let row = |name: &str, target: &str, actual: &str, expected: &str| MonitoringRow {
        name: name.to_owned(),
        target: target.to_owned(),
        actual: actual.to_owned(),
        expected: expected.to_owned(),
        likelihood: Some(Likelihood::Certain),
        ..MonitoringRow::default()
    };
    let level = |name: &str, kinds: Vec<(&str, Vec<MonitoringRow>)>| MonitoringLevelOne {
        name: name.to_owned(),
        kinds: kinds
            .into_iter()
            .map(|(name, rows)| MonitoringLevelTwo { name: name.to_owned(), rows })
            .collect(),
    };
    let late = MonitoringRow {
        causes: vec![DeviationCause::Funds, DeviationCause::Staff],
        cause_note: "上半年集中办理换届，人手不足，活动经费七月到位".to_owned(),
        likelihood: Some(Likelihood::Possible),
        remark: "九月起每月加开两场".to_owned(),
        ..row("技能竞赛场次", "≥24场", "7场", "20场")
    };
    let lost = MonitoringRow {
        causes: vec![DeviationCause::Other],
        cause_note: "承办单位撤销".to_owned(),
        likelihood: Some(Likelihood::Impossible),
        remark: "拟申请调整绩效目标".to_owned(),
        ..row("示范基地挂牌数", "=2个", "0个", "0个")
    };
    vec![
        level(
            "产出指标",
            vec![
                ("数量指标", vec![late, lost]),
                ("质量指标", vec![row("竞赛按方案完成率", "≥95%", "96%", "96%")]),
                ("时效指标", vec![row("竞赛完成时间", "11月底前", "进行中", "11月底前")]),
            ],
        ),
        level(
            "效益指标",
            vec![("社会效益指标", vec![row("职工技能提升", "有所提升", "逐步提升", "有所提升")])],
        ),
        level(
            "满意度指标",
            vec![("服务对象满意度指标", vec![row("参赛职工满意度", "≥90%", "93%", "93%")])],
        ),
    ]
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn printed(field: Option<&Field>) -> String {
    squeezed(field.map_or("", |field| &field.printed))
}

/// The cell of an indicator under a header the draft has no field for.
fn extra(found: &Read, name: &str, header: &str) -> String {
    let key = format!("{name}/{header}");
    let cell = found.remarks.iter().find(|(label, _)| squeezed(label) == key);
    printed(cell.map(|(_, field)| field))
}

fn assert_funds(form: &MonitoringForm, found: &Read, place: &str) {
    let sources = [
        FundSource::Total,
        FundSource::CurrentAppropriation,
        FundSource::CarryOver,
        FundSource::Other,
    ];
    assert_eq!(found.funds.len(), form.funds.len(), "{place}");
    for ((row, fund), source) in found.funds.iter().zip(&form.funds).zip(sources) {
        assert_eq!(row.source, source, "{place}");
        let number = |field: &Option<Field>| field.as_ref().and_then(Field::number);
        let amount =
            |money: Option<Money>| money.map(|m| m.to_decimal(CurrencyUnit::TenThousandYuan));
        assert_eq!(number(&row.initial_budget), amount(fund.initial), "{place}");
        assert_eq!(number(&row.executed_amount), amount(fund.executed), "{place}");
        let rate = number(&row.execution_rate);
        let expected =
            fund.rate.map(|rate| jixiao_domain::round_half_up_2dp(rate * Decimal::ONE_HUNDRED));
        assert_eq!(rate, expected, "{place}: {source:?}");
        let expected = extra(found, &squeezed(&row.label), "全年预计执行数");
        let amount = amount(fund.expected).unwrap_or_default();
        let read: Decimal = expected.replace(',', "").parse().unwrap_or_default();
        assert_eq!(read, amount, "{place}: {source:?}");
    }
}

fn assert_indicators(form: &MonitoringForm, found: &Read, place: &str) {
    let mut rows = found.indicators.iter();
    for group in &form.indicators {
        for kind in &group.kinds {
            for wanted in &kind.rows {
                let row = rows.next().unwrap_or_else(|| panic!("{place}: rows are missing"));
                let name = squeezed(&wanted.name);
                assert_eq!(squeezed(&row.level1), group.name, "{place}");
                assert_eq!(squeezed(&row.level2), kind.name, "{place}");
                assert_eq!(printed(Some(&row.level3)), name, "{place}");
                assert_eq!(printed(row.target.as_ref()), squeezed(&wanted.target), "{place}");
                assert_eq!(printed(row.actual.as_ref()), squeezed(&wanted.actual), "{place}");
                assert_eq!(
                    printed(row.deviation.as_ref()),
                    squeezed(&wanted.cause_note),
                    "{place}"
                );
                let expected = extra(found, &name, "全年预计完成情况");
                assert_eq!(expected, squeezed(&wanted.expected), "{place}");
                for cause in DeviationCause::ALL {
                    let tick = if wanted.causes.contains(cause) { "√" } else { "" };
                    assert_eq!(extra(found, &name, cause.word()), tick, "{place}: {name}");
                }
                for likelihood in Likelihood::ALL {
                    let tick = if wanted.likelihood == Some(*likelihood) { "√" } else { "" };
                    assert_eq!(extra(found, &name, likelihood.word()), tick, "{place}: {name}");
                }
                assert_eq!(extra(found, &name, "备注"), squeezed(&wanted.remark), "{place}");
            }
        }
    }
    assert!(rows.next().is_none(), "{place}");
}

#[test]
fn a_monitoring_form_is_read_back_cell_for_cell() {
    let engine = Engine::new();
    for period in ["1—7月", "第三季度", "上半年", ""] {
        let form = MonitoringForm { period: period.to_owned(), ..form() };
        for format in [Format::Docx, Format::Xlsx, Format::Html] {
            let place = format!("{period} {format:?}");
            let whole = Form::Monitoring(form.clone());
            let bytes = engine.render(&whole, Layout::Monitoring, format).unwrap().bytes;
            let document = jixiao_reader::read(&bytes, "form", &Limits::default()).unwrap();
            let reading = jixiao_form::recognise(&document);
            assert_eq!(reading.forms.len(), 1, "{place}");
            let found = &reading.forms[0];
            assert_eq!(found.kind, FormKind::Monitoring, "{place}");
            assert_eq!(found.year.map(FiscalYear::get), Some(2026), "{place}");
            assert_eq!(printed(found.project.as_ref()), form.project, "{place}");
            assert_eq!(printed(found.supervising_dept.as_ref()), "502001-江州市总工会", "{place}");
            assert_eq!(
                printed(found.implementing_unit.as_ref()),
                "江州市总工会经济工作部",
                "{place}"
            );
            assert_eq!(found.money_unit.printed, Some(CurrencyUnit::TenThousandYuan), "{place}");
            assert_eq!(printed(found.goal.expected.as_ref()), squeezed(&form.goal), "{place}");
            assert_funds(&form, found, &place);
            assert_indicators(&form, found, &place);
        }
    }
}
