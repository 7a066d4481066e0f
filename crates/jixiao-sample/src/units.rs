//! The tree of the city and the accounts in it.

use crate::SampleError;
use crate::actors::{Account, Actors, day, time};
use crate::people;
use jixiao_app::accounts::{self, GrantForm, NewAccount};
use jixiao_app::identity::{self, FirstRun};
use jixiao_app::organisations::{self, NewOrganisationForm};
use jixiao_app::{Actor, App, Call, Grant};
use jixiao_domain::{Coded as _, OrganisationId, OrganisationKind, Role, UserId};
use jixiao_store::organisations::Organisation;
use jixiao_store::{Timestamp, users};

/// A unit: the stem of its people's logins, its names, its kind.
pub(crate) struct Unit {
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    pub(crate) short: &'static str,
    pub(crate) kind: OrganisationKind,
}

/// The federation at the top.
pub(crate) const FEDERATION: &str = "江州市总工会";
/// Its 预算单位代码; units below count on from it.
const FEDERATION_CODE: &str = "502";

use OrganisationKind::{AidCentre, CountyUnion, Department, IndustryUnion, Institution};

const fn unit(
    key: &'static str,
    name: &'static str,
    short: &'static str,
    kind: OrganisationKind,
) -> Unit {
    Unit { key, name, short, kind }
}

/// The units below the federation: its own office first, whose people file the city's projects.
pub(crate) const UNITS: [Unit; 28] = [
    unit("benji", "江州市总工会本级", "本级", Department),
    unit("dongting", "东亭区总工会", "东亭区", CountyUnion),
    unit("xihe", "西河区总工会", "西河区", CountyUnion),
    unit("nanshui", "南水区总工会", "南水区", CountyUnion),
    unit("beishan", "北山区总工会", "北山区", CountyUnion),
    unit("guandu", "观渡区总工会", "观渡区", CountyUnion),
    unit("chengyang", "澄阳区总工会", "澄阳区", CountyUnion),
    unit("anlan", "安澜市总工会", "安澜市", CountyUnion),
    unit("yunling", "云岭县总工会", "云岭县", CountyUnion),
    unit("songxi", "松溪县总工会", "松溪县", CountyUnion),
    unit("shiqiao", "石桥县总工会", "石桥县", CountyUnion),
    unit("fengming", "凤鸣县总工会", "凤鸣县", CountyUnion),
    unit("luhu", "鹭湖县总工会", "鹭湖县", CountyUnion),
    unit("qingping", "青坪县总工会", "青坪县", CountyUnion),
    unit("xunjian", "浔涧县总工会", "浔涧县", CountyUnion),
    unit("baima", "白马县总工会", "白马县", CountyUnion),
    unit("longquan", "泷泉县总工会", "泷泉县", CountyUnion),
    unit("meichuan", "梅川县总工会", "梅川县", CountyUnion),
    unit("gaoxin", "江州高新技术产业开发区总工会", "高新区", CountyUnion),
    unit("jingkai", "江州经济技术开发区总工会", "经开区", CountyUnion),
    unit("lingang", "江州临港新区总工会", "临港新区", CountyUnion),
    unit("jiaoyu", "江州市教育工会", "教育工会", IndustryUnion),
    unit("weijian", "江州市卫生健康工会", "卫健工会", IndustryUnion),
    unit("jiaotong", "江州市交通运输工会", "交通工会", IndustryUnion),
    unit("jianshe", "江州市城乡建设工会", "建设工会", IndustryUnion),
    unit("caimao", "江州市财贸轻纺工会", "财贸工会", IndustryUnion),
    unit("xuexiao", "江州市职工学校", "职工学校", Institution),
    unit("bangfu", "江州市困难职工帮扶服务中心", "帮扶中心", AidCentre),
];

/// The login that is made last.
pub(crate) const LAST_LOGIN: &str = "bangfu.approver";

/// What people of the federation itself do: the stem of the login, the role.
const FEDERATION_PEOPLE: [(&str, Role); 10] = [
    ("system", Role::SystemAdministrator),
    ("security", Role::SecurityAdministrator),
    ("auditlog", Role::AuditAdministrator),
    ("city.finance", Role::Finance),
    ("city.finance2", Role::Finance),
    ("city.reviewer", Role::Reviewer),
    ("city.approver", Role::Approver),
    ("city.auditor", Role::Auditor),
    ("city.treasury", Role::Treasury),
    ("city.filler", Role::Filler),
];

/// What people of every unit do: the end of the login, the role.
const UNIT_PEOPLE: [(&str, Role); 4] = [
    ("filler", Role::Filler),
    ("reviewer", Role::Reviewer),
    ("finance", Role::Finance),
    ("approver", Role::Approver),
];

/// The accounts, in the order in which they are made.
pub(crate) fn accounts() -> Vec<Account> {
    let of_federation = FEDERATION_PEOPLE
        .iter()
        .map(|(login, role)| ((*login).to_owned(), FEDERATION.to_owned(), *role));
    let of_units = UNITS.iter().flat_map(|unit| {
        UNIT_PEOPLE
            .iter()
            .map(|(end, role)| (format!("{}.{end}", unit.key), unit.name.to_owned(), *role))
    });
    of_federation
        .chain(of_units)
        .enumerate()
        .map(|(number, (login, organisation, role))| Account {
            login,
            name: people::name(number),
            organisation,
            role,
        })
        .collect()
}

/// Founds the federation: its first administrators, the tree, the people, their roles.
pub(crate) async fn found(app: &App) -> Result<(Actors, Vec<Account>), SampleError> {
    let at = time(day(2023, 12, 4), 0);
    let accounts = accounts();
    let mut actors = Actors::default();
    let top = first_administrators(app, &accounts, &mut actors, at).await?;
    let mut places = vec![top.clone()];
    let system = actors.call(app, "system", at)?;
    for (index, unit) in UNITS.iter().enumerate() {
        let form = NewOrganisationForm {
            parent_id: top.id.to_string(),
            code: format!("{FEDERATION_CODE}{:03}", index + 1),
            name: unit.name.to_owned(),
            short_name: unit.short.to_owned(),
            kind: unit.kind.code().to_owned(),
        };
        let id = organisations::add(system, &form).await.map_err(SampleError::at(unit.name))?;
        places.push(find(app, id).await?);
    }
    for account in accounts.iter().skip(2) {
        let place = places.iter().find(|place| place.name == account.organisation);
        let place = place.ok_or_else(|| SampleError::missing(&account.organisation))?;
        hire(app, &mut actors, account, place, at).await?;
    }
    Ok((actors, accounts))
}

async fn first_administrators(
    app: &App,
    accounts: &[Account],
    actors: &mut Actors,
    at: Timestamp,
) -> Result<Organisation, SampleError> {
    let [system, security, ..] = accounts else {
        return Err(SampleError::missing("首批管理员"));
    };
    let one_time = ["First-Time-2023", "Second-Time-2023"];
    let input = FirstRun {
        federation_name: FEDERATION.to_owned(),
        federation_code: FEDERATION_CODE.to_owned(),
        region: String::new(),
        system_name: system.name.clone(),
        system_login: system.login.clone(),
        system_password: one_time[0].to_owned(),
        security_name: security.name.clone(),
        security_login: security.login.clone(),
        security_password: one_time[1].to_owned(),
    };
    identity::first_administrator(app, &input, at).await.map_err(SampleError::at("初始化"))?;
    let mut top = None;
    for (account, password) in [system, security].into_iter().zip(one_time) {
        let user = users::find_by_login(&app.store, &account.login).await?;
        let user = user.ok_or_else(|| SampleError::missing(&account.login))?;
        let place = find(app, user.organisation_id).await?;
        actors.add(&account.login, actor(account, user.id, &place), password.to_owned());
        top = Some(place);
    }
    top.ok_or_else(|| SampleError::missing(FEDERATION))
}

/// Makes an account and gives it its role.
async fn hire(
    app: &App,
    actors: &mut Actors,
    account: &Account,
    place: &Organisation,
    at: Timestamp,
) -> Result<(), SampleError> {
    let step = || SampleError::at(format!("账号 {}", account.login));
    let new = NewAccount {
        login: account.login.clone(),
        name: account.name.clone(),
        organisation_id: place.id.to_string(),
    };
    let system = actors.call(app, "system", at)?;
    let created = accounts::create(system, &new).await.map_err(step())?;
    let role =
        GrantForm { role: account.role.code().to_owned(), organisation_id: place.id.to_string() };
    let security: Call<'_> = actors.call(app, "security", at)?;
    accounts::grant(security, created.user_id, &role).await.map_err(step())?;
    let actor = actor(account, created.user_id, place);
    actors.add(&account.login, actor, created.one_time_password);
    Ok(())
}

fn actor(account: &Account, user_id: UserId, place: &Organisation) -> Actor {
    let grant = Grant { role: account.role, organisation_id: place.id, path: place.path.clone() };
    Actor { user_id, name: account.name.clone(), organisation_id: place.id, grants: vec![grant] }
}

async fn find(app: &App, id: OrganisationId) -> Result<Organisation, SampleError> {
    let found = jixiao_store::organisations::find(&app.store, id).await?;
    found.ok_or_else(|| SampleError::missing(format!("机构 {id}")))
}
