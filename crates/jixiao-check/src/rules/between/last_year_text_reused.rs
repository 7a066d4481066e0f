use crate::rule::declare_rule;
use crate::{DossierContext, Finding, FormAbstract, Severity};
use jixiao_document::Location;

declare_rule! {
    /// ## 检查内容
    /// 不同年度的材料中，写有数字结果的整段文字一字不差；或同一单位、同一项目两个年度的自评表，
    /// 全部数量（五项以上）完成值完全相同。单位职责、制度依据等没有结果数字的文字不查。
    ///
    /// ## 为什么
    /// 两年的结果不会完全一样，多为照抄上年材料。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：单位对自评结果的真实性、准确性负责。
    ///
    /// ## 示例
    /// 2022 年和 2023 年的自评报告同样写“全年慰问职工 1350 人，发放慰问金 140.4 万元……”。
    ///
    /// ## 如何改正
    /// 按本年度的实际情况重写，并核对每一个数字。
    "JX606" "last-year-text-reused" "沿用往年文字",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评结果真实性要求",
    run: Dossier(check),
}

fn check(context: &DossierContext<'_>, found: &mut Vec<Finding>) {
    if context.abstracts.len() < 2 {
        return;
    }
    copied_passages(context, found);
    copied_results(context, found);
}

/// A passage: its digest, year, document, form and place.
type Passage = (u64, u16, u32, Option<u32>, Location);

fn copied_passages(context: &DossierContext<'_>, found: &mut Vec<Finding>) {
    let mut passages: Vec<Passage> = Vec::new();
    for (document, file) in (0..).zip(context.abstracts) {
        let mut keep = |year: Option<u16>, form, digests: &[(u64, Location)]| {
            let Some(year) = year else { return };
            passages.extend(digests.iter().map(|&(hash, at)| (hash, year, document, form, at)));
        };
        for report in &file.reports {
            keep(report.year, None, &report.passages);
        }
        for (index, form) in (0..).zip(&file.forms) {
            keep(form.year, Some(index), &form.passages);
        }
    }
    passages.sort_by_key(|&(hash, year, document, ..)| (hash, year, document));
    for same in passages.chunk_by(|left, right| left.0 == right.0) {
        let [(_, earlier, earlier_document, _, earlier_place), later @ ..] = same else { continue };
        for (_, year, document, form, place) in later {
            if earlier >= year || earlier_document == document {
                continue;
            }
            let message = format!("这段结果与 {earlier} 年度的材料一字不差");
            found.push(Finding {
                hint: Some("按本年度实际情况重写，并核对每一个数字".to_owned()),
                related: vec![context.related(
                    *earlier_document as usize,
                    *earlier_place,
                    format!("{earlier} 年度的同一段文字"),
                )],
                ..context.finding(
                    *document as usize,
                    form.map(|index| index as usize),
                    *place,
                    message,
                )
            });
        }
    }
}

/// A form with its year and document.
type Dated<'a> = (&'a FormAbstract, u16, u32);

fn copied_results(context: &DossierContext<'_>, found: &mut Vec<Finding>) {
    let mut forms: Vec<Dated<'_>> = Vec::new();
    for (document, file) in (0..).zip(context.abstracts) {
        for form in file.forms.iter().filter(|form| is_named(form)) {
            forms.extend(form.year.map(|year| (form, year, document)));
        }
    }
    forms.sort_by_key(|&(form, year, document)| (names(form), year, document));
    for pair in forms.windows(2) {
        let &[(earlier, year, before), (later, next, document)] = pair else { continue };
        if names(earlier) != names(later)
            || year == next
            || before == document
            || !same_results(earlier, later)
        {
            continue;
        }
        let message = format!("各项数量完成值与 {year} 年度完全相同");
        found.push(Finding {
            severity: Severity::Note,
            subject: later.project.to_string(),
            hint: Some("核对是否沿用了往年数据".to_owned()),
            related: vec![context.related(
                before as usize,
                earlier.place,
                format!("{year} 年度自评表"),
            )],
            ..context.finding(document as usize, Some(later.index), later.place, message)
        });
    }
}

fn names(form: &FormAbstract) -> [&str; 3] {
    [&form.department, &form.unit, &form.project]
}

fn is_named(form: &FormAbstract) -> bool {
    let owned = !form.department.is_empty() || !form.unit.is_empty();
    owned && !form.project.is_empty()
}

/// Whether both state the same counts throughout, and enough of them.
fn same_results(earlier: &FormAbstract, later: &FormAbstract) -> bool {
    earlier.results.is_some() && earlier.results == later.results
}
