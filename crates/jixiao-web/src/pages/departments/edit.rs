//! Filling in a section of a department's year. Every button of the form sends all of it, so nothing
//! typed is lost.

use super::HERE;
use crate::cache::never_kept;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::Refusal;
use jixiao_app::departments::{self, Section, SectionTyped, Shown, fields_of};
use jixiao_domain::{
    Coded as _, DepartmentColumn, DepartmentItem, DepartmentTask, DepartmentYearId, TaskOutcome,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "departments/edit.html")]
struct EditPage {
    frame: Frame,
    shown: Shown,
    section: Section,
    typed: SectionTyped,
    errors: Errors,
    /// When a text was kept that is not in the record.
    draft_at: Option<String>,
}

impl EditPage {
    fn is(&self, code: &str) -> bool {
        self.section.code() == code
    }

    fn value(&self, name: &str) -> &str {
        self.typed.fields.get(name).map_or("", String::as_str)
    }

    fn texts() -> [(&'static str, &'static str, &'static str); 6] {
        [
            ("overview", "部门概况", "主要职责、内设部室和所属单位"),
            ("goal_setting", "绩效目标设立情况", "年度重点工作和常态化工作"),
            ("management", "预算管理制度建设情况", "制度名称和执行情况"),
            ("economy_measures", "厉行节约保障措施", "印在基础数据表上"),
            ("problems", "存在的问题和整改情况", "供报告使用，可不填"),
            ("other_notes", "其他需说明的情况", "可不填"),
        ]
    }

    fn counts() -> [(&'static str, &'static str); 8] {
        [
            ("posts", "编制数（人）"),
            ("staff", "年末在职人数（人）"),
            ("last_posts", "上年编制数（人）"),
            ("last_staff", "上年末在职人数（人）"),
            ("survey_valid", "满意度调查有效问卷（份）"),
            ("survey_satisfied", "其中满意和较满意（份）"),
            ("building_approved_square_metres", "楼堂馆所批复规模（平方米，没有不填）"),
            ("building_actual_square_metres", "楼堂馆所实际规模（平方米，没有不填）"),
        ]
    }

    fn items() -> Vec<(DepartmentItem, &'static str)> {
        DepartmentItem::ALL.iter().map(|item| (*item, item.word())).collect()
    }

    fn columns() -> Vec<(DepartmentColumn, &'static str)> {
        DepartmentColumn::ALL.iter().map(|column| (*column, column.word())).collect()
    }

    fn has(item: &DepartmentItem, column: &DepartmentColumn) -> bool {
        item.columns().contains(column)
    }

    fn amount_name(item: &DepartmentItem, column: &DepartmentColumn) -> String {
        format!("amount[{}].{}", item.code(), column.code())
    }

    fn tasks() -> Vec<(&'static str, &'static str, &'static str)> {
        DepartmentTask::ALL
            .iter()
            .map(|task| (task.goal().word(), task.code(), task.word()))
            .collect()
    }

    fn parts() -> [(&'static str, &'static str); 4] {
        [
            ("measure", "编制预算时提出的任务措施"),
            ("execution", "绩效指标实际执行情况"),
            ("comparison", "执行情况与年初预算的对比"),
            ("remark", "相关情况说明"),
        ]
    }

    /// Numbers of the rows of the duty table, with an empty one to type the next in.
    fn rows(&self) -> Vec<usize> {
        let number = |name: &String| -> Option<usize> {
            name.strip_prefix("duties[")?.split_once(']')?.0.parse().ok()
        };
        let mut rows: Vec<usize> = self.typed.fields.keys().filter_map(number).collect();
        rows.sort_unstable();
        rows.dedup();
        rows.push(rows.last().map_or(0, |last| last + 1));
        rows
    }

    fn projects(&self) -> Vec<(String, String)> {
        let counted = self.shown.record.counted();
        let options = counted.filter_map(|project| {
            Some((project.project_year_id?.to_string(), project.name.clone()))
        });
        choices::with_empty(options.collect(), "不对应项目")
    }

    fn outcomes() -> Vec<(String, String)> {
        choices::with_empty(choices::coded::<TaskOutcome>(), "请选择")
    }

    fn qualities() -> Vec<(String, String)> {
        let pair = |code: &str, word: &str| (code.to_owned(), word.to_owned());
        vec![pair("", "请选择"), pair("yes", "达标"), pair("no", "未达标")]
    }

    /// A text of the two tables with its figures filled in, where it holds any.
    fn filled(&self, name: &str) -> Option<String> {
        let text = self.value(name);
        if !text.contains('{') {
            return None;
        }
        let number = name
            .strip_prefix("duties[")
            .and_then(|rest| rest.split_once(']'))
            .and_then(|(number, _)| number.parse::<usize>().ok());
        let record = &self.shown.record;
        let ties = match number {
            None => record.ties(),
            Some(number) => {
                let key = format!("duties[{number}].project");
                let project: Option<i64> = self.value(&key).trim().parse().ok();
                let duty = jixiao_store::departments::tasks::Duty {
                    project_year_id: project.map(Into::into),
                    ..Default::default()
                };
                record.ties_of(&duty)
            }
        };
        Some(ties.fill(text))
    }

    fn is_key(&self, row: &usize) -> bool {
        jixiao_app::input::ticked(self.value(&format!("duties[{row}].is_key")))
    }

    fn ticked(&self, unit: &jixiao_domain::OrganisationId) -> bool {
        jixiao_app::input::ticked(self.value(&format!("unit[{unit}]")))
    }
}

/// Fields in the order they were sent.
type Pairs = Vec<(String, String)>;

fn typed_of(pairs: &Pairs) -> SectionTyped {
    let mut typed = SectionTyped::default();
    for (name, value) in pairs {
        match name.as_str() {
            "revision" => typed.revision.clone_from(value),
            "do" => {}
            _ => {
                typed.fields.insert(name.clone(), value.clone());
            }
        }
    }
    typed
}

fn section_of(code: &str) -> Result<Section, Refusal> {
    Section::from_code(code).ok_or(Refusal::NotFound("该部分"))
}

#[derive(Deserialize)]
pub(super) struct EditQuery {
    /// Whether the kept text is wanted instead of the record.
    draft: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path((id, section)): Path<(i64, String)>,
    Query(query): Query<EditQuery>,
) -> PageResult {
    let (id, section) = (DepartmentYearId(id), section_of(&section)?);
    let call = session.call(&web);
    let kept = match departments::find_draft(call, id, section).await {
        Err(Refusal::WrongState(_)) => {
            return Ok(Redirect::to(&format!("/departments/{id}")).into_response());
        }
        kept => kept?,
    };
    let shown = departments::show(call, id).await?;
    let revision = shown.record.row.revision.to_string();
    let current = SectionTyped { revision, fields: fields_of(&shown.record, section) };
    let (typed, draft_at) = match kept {
        Some(kept) if query.draft.is_some() => (kept.form, None),
        Some(kept) if kept.form.fields != current.fields => {
            (current, Some(show::moment(&kept.saved_at)))
        }
        _ => (current, None),
    };
    Ok(asked(&session, shown, section, typed, Errors::default(), draft_at))
}

fn asked(
    session: &Session,
    shown: Shown,
    section: Section,
    typed: SectionTyped,
    errors: Errors,
    draft_at: Option<String>,
) -> Response {
    let title = format!("{}（{}年度）{}", shown.filed.department, shown.filed.year, section.word());
    let frame = Frame::new(session, HERE, title);
    let page = EditPage { frame, shown, section, typed, errors, draft_at };
    never_kept(render(&page))
}

pub(super) async fn submit(
    State(web): State<Web>,
    session: Session,
    Path((id, section)): Path<(i64, String)>,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    let (id, section) = (DepartmentYearId(id), section_of(&section)?);
    let call = session.call(&web);
    let typed = typed_of(&pairs);
    let verb = pairs.iter().find(|(name, _)| name == "do").map_or("save", |(_, value)| value);
    let done = if verb == "draft" {
        departments::drafted(call, id, section, &typed).await.map(Some)
    } else {
        departments::save(call, id, section, &typed).await.map(|_| None)
    };
    match done {
        Ok(None) => Ok(Redirect::to(&format!("/departments/{id}?done=saved")).into_response()),
        Ok(Some(drafted)) => {
            departments::keep_draft(call, id, section, &drafted).await?;
            let shown = departments::show(call, id).await?;
            Ok(asked(&session, shown, section, drafted, Errors::default(), None))
        }
        Err(refusal) => {
            let conflict = matches!(refusal, Refusal::Conflict(_));
            let errors = Errors::of(refusal)?;
            departments::keep_draft(call, id, section, &typed).await?;
            let shown = departments::show(call, id).await?;
            // Who saves again after a conflict has seen that somebody else did.
            let typed = if conflict {
                SectionTyped { revision: shown.record.row.revision.to_string(), ..typed }
            } else {
                typed
            };
            let status =
                if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            let page = asked(&session, shown, section, typed, errors, None);
            Ok((status, page).into_response())
        }
    }
}

pub(super) async fn keep(
    State(web): State<Web>,
    session: Session,
    Path((id, section)): Path<(i64, String)>,
    Form(pairs): Form<Pairs>,
) -> PageResult {
    let section = section_of(&section)?;
    let call = session.call(&web);
    departments::keep_draft(call, DepartmentYearId(id), section, &typed_of(&pairs)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn drop_draft(
    State(web): State<Web>,
    session: Session,
    Path((id, section)): Path<(i64, String)>,
) -> PageResult {
    let section = section_of(&section)?;
    departments::drop_draft(session.call(&web), DepartmentYearId(id), section).await?;
    Ok(Redirect::to(&format!("/departments/{id}/edit/{}", section.code())).into_response())
}
