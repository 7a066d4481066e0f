//! Changes what a project says of itself.

use super::{ProjectInput, unwritten, visible};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::ProjectId;
use jixiao_store::projects::{self as rows, ProjectContent};

/// A change of a project.
#[derive(Debug, Clone)]
pub struct Change {
    /// The project.
    pub id: ProjectId,
    /// What it shall say; the unit can't be changed and is ignored.
    pub input: ProjectInput,
}

/// Changes a project, guarded by the revision it was read at.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where it is closed,
/// [`Refusal::Conflict`] where it was changed meanwhile, [`Refusal::Invalid`].
pub async fn change(call: Call<'_>, change: Change) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let project = visible(&tx, call, change.id).await?;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    if !project.active {
        return Err(Refusal::WrongState("项目已关闭，请先恢复再修改".to_owned()));
    }
    let content = &change.input.content;
    rows::update(&tx, project.id, change.input.revision, content).await.map_err(unwritten)?;
    let event = Event {
        action: "project.change",
        subject_kind: "project",
        subject_id: project.id.to_string(),
        organisation_id: Some(project.organisation_id),
        detail: format!(
            "修改项目 {}：{}",
            project.content.code,
            changed(&project.content, content)
        ),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    super::drafts::forget(&tx, call, Some(project.id)).await?;
    Ok(tx.commit().await?)
}

/// The names of the fields that changed; their values may be personal data.
fn changed(old: &ProjectContent, new: &ProjectContent) -> String {
    let fields = [
        ("项目编码", old.code != new.code),
        ("项目名称", old.name != new.name),
        ("项目类别", old.programme != new.programme),
        ("项目属性", old.attribute != new.attribute),
        ("主管部门", old.supervising_department != new.supervising_department),
        ("主管部门代码", old.supervising_department_code != new.supervising_department_code),
        ("财政业务科室", old.finance_division != new.finance_division),
        ("实施单位", old.implementing_unit != new.implementing_unit),
        ("实施单位代码", old.implementing_unit_code != new.implementing_unit_code),
        ("项目负责人", old.leader != new.leader),
        ("联系电话", old.phone != new.phone),
        ("起止年度", (old.start_year, old.end_year) != (new.start_year, new.end_year)),
        ("立项依据", old.basis != new.basis),
    ];
    let names: Vec<&str> =
        fields.iter().filter(|(_, changed)| *changed).map(|(name, _)| *name).collect();
    if names.is_empty() { "内容未变".to_owned() } else { names.join("、") }
}
