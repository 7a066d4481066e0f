use crate::likeness::Pairs;
use crate::matching::key;
use crate::rule::declare_rule;
use crate::{Abstract, DossierContext, Finding, FormAbstract, NamedAbstract, Severity};
use jixiao_form::FormKind;
use std::collections::BTreeMap;

declare_rule! {
    /// ## 检查内容
    /// 项目清单与自评表对不上：清单中的项目没有自评表，或有自评表的项目不在清单中；
    /// 履职表中的任务不在报告所列的年度任务中；名称相近但不相同的提示统一。清单与自评表在同一文件，或同一单位的材料中只有一份清单时才比较。
    ///
    /// ## 为什么
    /// 单位自评应覆盖全部项目，缺表即为漏评。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：单位自评的范围为全部项目支出。
    ///
    /// ## 示例
    /// 清单列有“技能竞赛专项”，所附自评表中没有这个项目。
    ///
    /// ## 如何改正
    /// 补齐缺少的自评表或更正清单；同一项目在各处使用批复的名称。
    "JX604" "project-list-incomplete" "项目清单与自评表不一致",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》单位自评范围",
    run: Dossier(check),
}

/// Shared words, in percent of the shorter name, from which two names mean one project.
const ALIKE: usize = 80;

/// Beyond so many names only equal names and equal names without their endings are matched.
const NEAR_MOST: usize = 200;

/// A project name with where it stands.
struct Named<'a> {
    document: usize,
    form: &'a FormAbstract,
    item: Option<&'a NamedAbstract>,
    name: &'a str,
}

fn check(context: &DossierContext<'_>, found: &mut Vec<Finding>) {
    let lists: Vec<(usize, &FormAbstract)> = lists(context).collect();
    for &(document, list) in &lists {
        // With one list the forms may stand in files of their own.
        let files = if lists.len() == 1 { 0..context.abstracts.len() } else { document..document + 1 };
        let projects: Vec<Named<'_>> = files
            .flat_map(|of| context.abstracts[of].forms.iter().map(move |form| (of, form)))
            .filter(|(of, form)| {
                form.kind == FormKind::ProjectSelfEvaluation
                    && !form.project.is_empty()
                    && (*of == document || list.is_of_same_unit(form))
            })
            .map(|(document, form)| Named { document, form, item: None, name: &form.project })
            .collect();
        let items: Vec<Named<'_>> = list
            .names
            .iter()
            .filter(|item| !item.name.is_empty())
            .map(|item| Named { document, form: list, item: Some(item), name: &item.name })
            .collect();
        if !items.is_empty() && !projects.is_empty() {
            compare(context, &items, &projects, found);
        }
    }
    for (document, file) in context.abstracts.iter().enumerate() {
        compare_tasks(context, document, file, found);
    }
}

/// The tasks of a duty table against those the report of the same file sets: where it names most
/// of them word for word, it leaves out the others.
fn compare_tasks(
    context: &DossierContext<'_>,
    document: usize,
    file: &Abstract,
    found: &mut Vec<Finding>,
) {
    let Some(report) = file.reports.iter().find(|report| !report.goals.is_empty()) else { return };
    for form in file.forms.iter().filter(|form| form.kind == FormKind::DutyPerformance) {
        let (set, left): (Vec<&NamedAbstract>, Vec<&NamedAbstract>) = form
            .names
            .iter()
            .filter(|item| !item.name.is_empty())
            .partition(|item| report.goals.contains(&*item.name));
        if set.len() < 2 || set.len() < left.len() {
            continue;
        }
        for item in left {
            let named = Named { document, form, item: Some(item), name: &item.name };
            let message = format!("“{}”不在报告所列的年度任务中", item.name);
            // A report may list its main tasks only.
            let finding = missing(context, &named, message, "报告和履职表列同样的任务");
            found.push(Finding { severity: Severity::Note, ..finding });
        }
    }
}

fn lists<'a>(context: &DossierContext<'a>) -> impl Iterator<Item = (usize, &'a FormAbstract)> {
    context
        .abstracts
        .iter()
        .enumerate()
        .flat_map(|(document, file)| file.forms.iter().map(move |form| (document, form)))
        .filter(|(_, form)| form.kind == FormKind::ProjectList)
}

fn compare(
    context: &DossierContext<'_>,
    items: &[Named<'_>],
    projects: &[Named<'_>],
    found: &mut Vec<Finding>,
) {
    let by_name: BTreeMap<&str, usize> =
        projects.iter().enumerate().map(|(at, project)| (project.name, at)).collect();
    let listed: BTreeMap<&str, usize> =
        items.iter().enumerate().map(|(at, item)| (item.name, at)).collect();
    let left: Vec<&Named<'_>> =
        projects.iter().filter(|project| !listed.contains_key(project.name)).collect();
    let left_words: Vec<Pairs> = left.iter().map(|project| Pairs::of(project.name)).collect();
    let mut named_otherwise = vec![false; left.len()];
    for item in items.iter().filter(|item| !by_name.contains_key(item.name)) {
        let words = Pairs::of(item.name);
        let near = left.iter().zip(&left_words).enumerate().find(|(at, (project, other))| {
            !named_otherwise[*at]
                && (key(project.name) == key(item.name)
                    || (left.len() <= NEAR_MOST && words.percent_of_shorter(other) >= ALIKE))
        });
        if let Some((at, (project, _))) = near {
            named_otherwise[at] = true;
            found.push(named_differently(context, item, project));
        } else {
            let message = format!("清单中的“{}”没有自评表", item.name);
            found.push(missing(context, item, message, "补交该项目的自评表，或更正清单"));
        }
    }
    for (project, _) in left.iter().zip(&named_otherwise).filter(|(_, otherwise)| !**otherwise) {
        let message = format!("“{}”有自评表，却不在项目清单中", project.name);
        found.push(missing(context, project, message, "在清单中补列该项目"));
    }
}

fn named_differently(
    context: &DossierContext<'_>,
    item: &Named<'_>,
    project: &Named<'_>,
) -> Finding {
    let message = format!("清单写“{}”，自评表写“{}”", item.name, project.name);
    let related =
        context.related(project.document, project.form.place, project.name.to_owned());
    Finding {
        severity: Severity::Note,
        expected: Some(project.name.to_owned()),
        related: vec![related],
        ..missing(context, item, message, "各处统一使用批复的项目名称")
    }
}

fn missing(
    context: &DossierContext<'_>,
    named: &Named<'_>,
    message: String,
    hint: &str,
) -> Finding {
    let place = named.item.map_or(named.form.place, |item| item.place);
    Finding {
        subject: named.name.to_owned(),
        printed: Some(named.name.to_owned()),
        hint: Some(hint.to_owned()),
        ..context.finding(named.document, Some(named.form.index), place, message)
    }
}
