//! 整改通知书 and 整改情况报告 as letters by GB/T 9704-2012.

use super::{Document, day, rendered};
use crate::amounts::chinese_date;
use crate::rectifications::{LoadedRectification, load};
use crate::{Call, Refusal, date_in_china};
use jixiao_domain::{Coded as _, RectificationId, RectificationState};
use jixiao_render::model::Form;
use jixiao_render::model::text::{Block, HeadingLevel, Signature, TextDocument};
use jixiao_render::{Format, Layout};
use jixiao_store::organisations;
use jixiao_store::users;

/// 整改通知书: what the supervisor wrote.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn notice(
    call: Call<'_>,
    id: RectificationId,
    format: Format,
) -> Result<Document, Refusal> {
    let loaded = load(&call.app.store, call, id).await?;
    let held = &loaded.rectification;
    let issuer = issuer(call, &loaded).await?;
    let about = &loaded.place.project.content;
    let year = loaded.place.year.year;
    let text = TextDocument {
        organisation: issuer.clone(),
        document_number: held.number(),
        title: "关于项目绩效问题的整改通知书".to_owned(),
        recipient: loaded.place.organisation.name.clone(),
        blocks: vec![
            Block::Paragraph(format!(
                "根据{}情况，你单位{year}年度“{}”项目（项目编码 {}）存在以下问题，现通知你单位限期整改。",
                held.origin.word(),
                about.name,
                about.code
            )),
            heading("存在问题"),
            Block::Paragraph(held.problem.clone()),
            heading("整改要求"),
            Block::Paragraph(held.requirement.clone()),
            heading("整改期限"),
            Block::Paragraph(format!(
                "请于{}前完成整改，并书面报送整改情况和证明材料。逾期未整改或整改不到位的，将按规定暂停拨付或核减预算。",
                chinese_date(held.due_on)
            )),
        ],
        signature: Some(Signature { unit: issuer, day: day(date_in_china(held.opened_at)) }),
        ..TextDocument::default()
    };
    let name = format!("整改通知书-{}", held.number());
    rendered(Form::Text(text), Layout::Report, format, name).await
}

/// 整改情况报告: what the unit replied, and the check of it.
///
/// # Errors
/// As [`notice`]; [`Refusal::WrongState`] before the unit replied.
pub async fn rectification_report(
    call: Call<'_>,
    id: RectificationId,
    format: Format,
) -> Result<Document, Refusal> {
    let loaded = load(&call.app.store, call, id).await?;
    let held = &loaded.rectification;
    let Some(reply) = &held.reply else {
        let message = "单位尚未报送整改情况，没有可打印的整改情况报告";
        return Err(Refusal::WrongState(message.to_owned()));
    };
    let about = &loaded.place.project.content;
    let mut blocks = vec![
        Block::Paragraph(format!(
            "按照《关于项目绩效问题的整改通知书》（{}）要求，我单位对{}年度“{}”项目存在的问题进行了整改，现将有关情况报告如下。",
            held.number(),
            loaded.place.year.year,
            about.name
        )),
        heading("存在问题"),
        Block::Paragraph(held.problem.clone()),
        heading("整改措施"),
        Block::Paragraph(reply.measures.clone()),
        heading("整改结果"),
        Block::Paragraph(reply.outcome.clone()),
    ];
    // An opinion on an earlier reply does not speak of this one.
    let judged = matches!(held.state, RectificationState::Closed | RectificationState::Returned);
    if let Some(check) = held.check.as_ref().filter(|_| judged) {
        blocks.push(heading("核查情况"));
        blocks.push(Block::Paragraph(format!(
            "{}经核查，结论为“{}”。{}",
            chinese_date(date_in_china(check.at)),
            held.state.word(),
            check.opinion
        )));
    }
    let unit = loaded.place.organisation.name.clone();
    let text = TextDocument {
        title: "关于项目绩效问题整改情况的报告".to_owned(),
        recipient: issuer(call, &loaded).await?,
        blocks,
        signature: Some(Signature { unit, day: day(date_in_china(reply.at)) }),
        ..TextDocument::default()
    };
    let name = format!("整改情况报告-{}", held.number());
    rendered(Form::Text(text), Layout::Report, format, name).await
}

fn heading(text: &str) -> Block {
    Block::Heading { level: HeadingLevel::One, text: text.to_owned() }
}

/// The organisation of whoever gave the notice.
async fn issuer(call: Call<'_>, loaded: &LoadedRectification) -> Result<String, Refusal> {
    let store = &call.app.store;
    let user = users::find(store, loaded.rectification.opened_by).await?;
    let organisation = match user {
        Some(user) => organisations::find(store, user.organisation_id).await?,
        None => None,
    };
    Ok(organisation.map_or_else(|| loaded.place.organisation.name.clone(), |found| found.name))
}
