//! Members of a household: adding one, taking one out.

use super::{HERE, view};
use crate::Web;
use crate::choices::{coded, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::people::{self, Masked, MemberForm, PersonForm};
use jixiao_domain::{
    Coded as _, Employment, FileState, Health, HouseholdId, HouseholdMemberId, Relation, Sex,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "households/member.html")]
struct MemberPage {
    frame: Frame,
    household: i64,
    is_filed: bool,
    relation: String,
    school: String,
    form: PersonForm,
    masked: Masked,
    errors: Errors,
    relations: Vec<(String, String)>,
    sexes: Vec<(String, String)>,
    healths: Vec<(String, String)>,
    employments: Vec<(String, String)>,
}

impl MemberPage {
    fn hint(_held: &str, otherwise: &str) -> String {
        otherwise.to_owned()
    }

    fn diagnosed(_masked: &Masked) -> &'static str {
        ""
    }
}

async fn shown(
    web: &Web,
    session: &Session,
    id: i64,
    form: MemberForm,
    errors: Errors,
) -> Result<MemberPage, Refusal> {
    let found = people::read_household(session.call(web), HouseholdId(id), None).await?;
    if !found.may_edit {
        return Err(Refusal::WrongState("档案当前不能修改，请等待办结或退回".to_owned()));
    }
    let mut relations = coded::<Relation>();
    relations.retain(|(code, _)| code != Relation::Head.code());
    Ok(MemberPage {
        frame: Frame::new(session, HERE, "登记家庭成员"),
        household: id,
        is_filed: found.loaded.household.state == FileState::Filed,
        relation: form.relation,
        school: form.school,
        form: form.person,
        masked: Masked::default(),
        errors,
        relations: with_empty(relations, "请选择"),
        sexes: with_empty(coded::<Sex>(), "按证件号码"),
        healths: coded::<Health>(),
        employments: coded::<Employment>(),
    })
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let form = MemberForm::default();
    Ok(render(&shown(&web, &session, id, form, Errors::default()).await?))
}

pub(super) async fn add(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<MemberForm>,
) -> PageResult {
    match people::add_member(session.call(&web), HouseholdId(id), &form).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done=member")).into_response()),
        Err(refusal) => {
            let page = shown(&web, &session, id, form, Errors::of(refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    reason: String,
}

pub(super) async fn remove(
    State(web): State<Web>,
    session: Session,
    Path((id, member)): Path<(i64, i64)>,
    Form(form): Form<Reason>,
) -> PageResult {
    let key = HouseholdId(id);
    let member = HouseholdMemberId(member);
    match people::remove_member(session.call(&web), key, member, &form.reason).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=member_left")).into_response()),
        Err(refusal) => view::refused(&web, &session, key, view::Typed::default(), refusal).await,
    }
}
