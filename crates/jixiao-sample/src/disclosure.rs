//! What the city publishes: two years that everybody can read, of which one form was withdrawn, and
//! a third being prepared.

use crate::actors::{day, time};
use crate::units::{FEDERATION, UNITS};
use crate::{City, SampleError};
use chrono::{Days, NaiveDate};
use jixiao_app::disclosures::{
    self, BeginForm, Choice, ChoiceListForm, DisclosureForm, LookForm, RemoveForm, WithdrawForm,
};
use jixiao_app::goals::StepForm;
use jixiao_app::jobs::Runner;
use jixiao_app::long_work;
use jixiao_app::signing::{self, AddressForm};
use jixiao_domain::{Coded as _, DisclosureId, FilingEvent, PublishedKind};
use jixiao_store::Timestamp;
use jixiao_store::organisations;

/// Where the city's public pages would be.
const ADDRESS: &str = "https://jx.jiangzhou.example.gov.cn";

/// More than a year of the city holds.
const CANDIDATE_COUNT_MAX: i64 = 10_000;

/// The forms of the whole department that are published.
const DEPARTMENT: [PublishedKind; 3] = [
    PublishedKind::DepartmentTasks,
    PublishedKind::DepartmentDuties,
    PublishedKind::DepartmentScores,
];

/// The city's chain: who takes which step, days after the assembling.
const CHAIN: [(FilingEvent, &str, u64); 4] = [
    (FilingEvent::Submit, "city.finance", 1),
    (FilingEvent::UnitReview, "city.reviewer", 3),
    (FilingEvent::FinanceReview, "city.finance2", 5),
    (FilingEvent::Approve, "city.approver", 8),
];

/// Tells the whole of it.
pub(crate) async fn tell(city: &City<'_>) -> Result<(), SampleError> {
    prepare(city).await?;
    let first = assembled(city, 2024, day(2025, 8, 4), 6).await?;
    publish(city, first, day(2025, 8, 4)).await?;
    withdraw_last(city, first, day(2025, 9, 16)).await?;
    let second = assembled(city, 2025, day(2026, 8, 3), 5).await?;
    publish(city, second, day(2026, 8, 3)).await?;
    assembled(city, 2026, day(2026, 11, 9), 3).await?;
    Ok(())
}

/// The security administrator makes the key and says where the pages are.
async fn prepare(city: &City<'_>) -> Result<(), SampleError> {
    let call = city.actors.call(city.app, "security", time(day(2025, 7, 1), 0))?;
    signing::make(call).await.map_err(SampleError::at("签发密钥"))?;
    let form = AddressForm { address: ADDRESS.to_owned() };
    signing::set_address(call, &form).await.map_err(SampleError::at("公开网址"))
}

/// Finance chooses forms of the city's own office and of a few counties, looks at each copy but the
/// last of what is still being prepared, and takes more out of one.
async fn assembled(
    city: &City<'_>,
    year: i64,
    on: NaiveDate,
    most: usize,
) -> Result<DisclosureId, SampleError> {
    let step = || SampleError::at(format!("{year} 年度公开"));
    let call = city.actors.call(city.app, "city.finance", time(on, 0))?;
    let store = &city.app.store;
    let root = organisations::root(store).await?;
    let root = root.ok_or_else(|| SampleError::missing(FEDERATION))?;
    let form = BeginForm { organisation: root.id.to_string(), year: year.to_string() };
    let id = disclosures::begin(call, &form).await.map_err(step())?;
    let loaded = disclosures::load(store, call, id).await.map_err(step())?;
    let everything = ChoiceListForm::default();
    let choices = disclosures::choices(store, call, &loaded, &everything, 0, CANDIDATE_COUNT_MAX);
    let choices = choices.await.map_err(step())?.lines;
    let form = DisclosureForm {
        revision: loaded.disclosure.revision.to_string(),
        note: format!("随{year}年度部门决算一并公开。"),
        chosen: chosen(&choices, most),
    };
    disclosures::save(call, id, &form).await.map_err(step())?;
    let page = disclosures::read(call, id).await.map_err(step())?;
    let is_open = on >= day(2026, 11, 1);
    for (index, line) in page.items.iter().enumerate() {
        if is_open && index + 1 == page.items.len() {
            break;
        }
        look(city, call.at, line.item.id).await?;
    }
    Ok(id)
}

/// The boxes of the first forms of the office, then of the counties; each unit's in turn.
fn chosen(choices: &[Choice], most: usize) -> Vec<String> {
    let office = UNITS.first().map_or("", |unit| unit.name);
    let is = |kind: PublishedKind| move |choice: &&Choice| choice.candidate.kind == kind;
    let own = || choices.iter().filter(|choice| choice.candidate.unit_name == office);
    let evaluated = own().filter(is(PublishedKind::SelfEvaluation)).take(most);
    let others = choices.iter().filter(|choice| choice.candidate.unit_name != office);
    let counties = others.filter(is(PublishedKind::SelfEvaluation)).step_by(5).take(3);
    let monitored = own().filter(is(PublishedKind::Monitoring)).take(2);
    let mut boxes = Vec::new();
    for choice in evaluated.chain(counties).chain(monitored) {
        boxes.extend(["pdf", "docx"].map(|format| tick(choice, format)));
    }
    for choice in choices.iter().filter(is(PublishedKind::Evaluation)).take(2) {
        boxes.push(tick(choice, "pdf"));
    }
    for kind in DEPARTMENT {
        let whole = choices.iter().filter(is(kind)).take(1);
        boxes.extend(whole.flat_map(|choice| ["pdf", "xlsx"].map(|format| tick(choice, format))));
    }
    let reports = choices.iter().filter(is(PublishedKind::Report)).take(1);
    boxes.extend(reports.flat_map(|choice| ["pdf", "docx"].map(|format| tick(choice, format))));
    boxes.extend(own().filter(is(PublishedKind::Goal)).take(2).map(|choice| tick(choice, "html")));
    boxes
}

fn tick(choice: &Choice, format: &str) -> String {
    format!("{}:{}:{format}", choice.candidate.kind.code(), choice.candidate.subject_id)
}

async fn look(
    city: &City<'_>,
    at: Timestamp,
    item: jixiao_domain::DisclosureItemId,
) -> Result<(), SampleError> {
    let step = || SampleError::at("核对公开副本");
    let call = city.actors.call(city.app, "city.finance", at)?;
    let mut looked = disclosures::look(call, item).await.map_err(step())?;
    let words = "个别人员";
    if looked.page.contains(words) {
        let form = RemoveForm {
            words: words.to_owned(),
            reason: "结合岗位可识别到个人".to_owned(),
        };
        disclosures::remove_more(call, item, &form).await.map_err(step())?;
        looked = disclosures::look(call, item).await.map_err(step())?;
    }
    let form = LookForm { digest: looked.digest };
    disclosures::confirm(call, item, &form).await.map_err(step())
}

/// Takes a version through the chain and publishes it.
async fn publish(city: &City<'_>, id: DisclosureId, on: NaiveDate) -> Result<(), SampleError> {
    let store = &city.app.store;
    let step = || SampleError::at(format!("公开事项 {id}"));
    for (event, who, days) in CHAIN {
        let call = city.actors.call(city.app, who, time(on + Days::new(days), 30))?;
        let row = jixiao_store::disclosures::find(store, id).await?;
        let row = row.ok_or_else(|| SampleError::missing("公开事项"))?;
        let form = StepForm {
            revision: row.revision.to_string(),
            event: event.code().to_owned(),
            reason: String::new(),
        };
        disclosures::step(call, id, &form).await.map_err(step())?;
    }
    let at = time(on + Days::new(14), 0);
    let call = city.actors.call(city.app, "city.finance", at)?;
    disclosures::publish(call, id).await.map_err(step())?;
    let runner = Runner::new(city.app.clone(), long_work::handlers(), end_of_story);
    while runner.run_one().await.map_err(step())? {}
    Ok(())
}

fn end_of_story() -> Timestamp {
    let (year, month, last) = crate::story::LAST_DAY;
    time(day(year, month, last), 0)
}

async fn withdraw_last(
    city: &City<'_>,
    id: DisclosureId,
    on: NaiveDate,
) -> Result<(), SampleError> {
    let step = || SampleError::at("撤下公开内容");
    let call = city.actors.call(city.app, "city.finance", time(on, 0))?;
    let page = disclosures::read(call, id).await.map_err(step())?;
    let last = page.items.iter().rfind(|line| line.item.kind == PublishedKind::SelfEvaluation);
    let last = last.ok_or_else(|| SampleError::missing("公开内容"))?;
    let form = WithdrawForm {
        reason: "区县核对后更正满意度调查样本数，待重新公开".to_owned()
    };
    disclosures::withdraw(call, last.item.id, &form).await.map_err(step())
}
