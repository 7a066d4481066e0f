//! Rounds: the list, one of them, and loading one for somebody it serves.

use crate::amounts::chinese_date;
use crate::authz::{self, Action};
use crate::workbook::{self, Cell};
use crate::{Call, Refusal};
use jixiao_aid::programme::{AidProgramme, Programmes};
use jixiao_domain::{AidRoundEvent, AidRoundId, AidRoundState, Coded as _, Machine as _, Money};
use jixiao_store::Connection;
use jixiao_store::aid_rounds::{self as rows, AidRound};
use jixiao_store::steps::{self, HandlingStep};
use jixiao_store::views::aid_rounds::{self as view, RoundFilter, RoundOrder};
use serde::{Deserialize, Serialize};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

/// The filter of the list as it comes in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoundListForm {
    /// A programme's key.
    pub programme: String,
    /// The fiscal year.
    pub year: String,
    /// A state's code.
    pub state: String,
    /// Part of the label.
    pub words: String,
    /// `latest`, `closing` or `programme`.
    pub sort: String,
}

impl RoundListForm {
    fn parse(&self) -> (RoundFilter, RoundOrder) {
        let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let filter = RoundFilter {
            programme: named(self.programme.trim()),
            year: self.year.trim().parse().ok(),
            state: AidRoundState::from_code(&self.state),
            project_id: None,
            words: self.words.trim().to_owned(),
        };
        let order = match self.sort.as_str() {
            "closing" => RoundOrder::Closing,
            "programme" => RoundOrder::Programme,
            _ => RoundOrder::Latest,
        };
        (filter, order)
    }
}

/// A page of rounds.
#[derive(Debug, Clone)]
pub struct RoundList {
    /// Rounds in all, under the filter.
    pub total: i64,
    /// Those of the page.
    pub lines: Vec<AidRound>,
    /// Years that have rounds.
    pub years: Vec<i64>,
    /// Whether the caller may open rounds somewhere.
    pub may_open: bool,
}

/// A round with the version of the programme that governs it for good.
#[derive(Debug, Clone)]
pub struct LoadedRound {
    /// The round.
    pub round: AidRound,
    /// The rules.
    pub programme: &'static AidProgramme,
    /// The standards it set, by tier.
    pub amounts: Vec<(String, Money)>,
}

/// A round for its page.
#[derive(Debug, Clone)]
pub struct RoundPage {
    /// The round.
    pub loaded: LoadedRound,
    /// Steps, oldest first.
    pub history: Vec<HandlingStep<AidRoundState>>,
    /// The events the reader may raise now.
    pub events: Vec<AidRoundEvent>,
    /// Whether the reader may set its ceiling.
    pub may_set_ceiling: bool,
    /// Whether the reader may try it on the registry.
    pub may_try: bool,
}

/// Lists rounds that serve the caller: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn rounds(
    call: Call<'_>,
    form: &RoundListForm,
    offset: i64,
    limit: i64,
) -> Result<RoundList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeAid)?;
    let (filter, order) = form.parse();
    Ok(RoundList {
        total: view::count(store, &scope, &filter).await?,
        lines: view::page(store, &scope, &filter, order, (limit, offset)).await?,
        years: view::years(store, &scope).await?,
        may_open: authz::allows_somewhere(call.actor, Action::OpenAidRounds),
    })
}

/// The filtered list as xlsx.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`].
pub async fn export(call: Call<'_>, form: &RoundListForm) -> Result<Vec<u8>, Refusal> {
    let list = rounds(call, form, 0, LINE_COUNT_MAX).await?;
    if list.total > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let heads = [
        "批次名称",
        "救助项目",
        "年度",
        "承办单位",
        "支出项目",
        "申请开始",
        "申请截止",
        "公示天数",
        "批次限额（元）",
        "状态",
        "规则施行日",
    ];
    let rows = list.lines.into_iter().map(|round| {
        let budget = round.budget.map_or_else(|| Cell::text("不单设"), Cell::Money);
        vec![
            Cell::text(round.label),
            Cell::text(Programmes::builtin().name(&round.programme)),
            Cell::text(round.year.to_string()),
            Cell::text(round.organisation_name),
            Cell::text(round.project_name),
            Cell::text(chinese_date(round.opens_on)),
            Cell::text(chinese_date(round.closes_on)),
            Cell::text(round.notice_days.to_string()),
            budget,
            Cell::text(round.state.word()),
            Cell::text(round.rule_from.to_string()),
        ]
    });
    workbook::sheet("救助批次", &heads, rows, None)
}

/// Loads a round for somebody it serves.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see; [`Refusal::WrongState`] where this
/// version does not hold its rules.
pub async fn round(
    connection: &impl Connection,
    call: Call<'_>,
    id: AidRoundId,
) -> Result<LoadedRound, Refusal> {
    let missing = || Refusal::NotFound("该救助批次");
    let scope = authz::scope(call.actor, Action::SeeAid).map_err(|_| missing())?;
    let round = rows::find(connection, id).await?.ok_or_else(missing)?;
    if !scope.meets(&round.serves_path) {
        return Err(missing());
    }
    let amounts = rows::amounts(connection, id).await?;
    let programme = rules(&round)?;
    Ok(LoadedRound { round, programme, amounts })
}

/// The rules of a round.
pub(super) fn rules(round: &AidRound) -> Result<&'static AidProgramme, Refusal> {
    Programmes::builtin().version(&round.programme, round.rule_from).ok_or_else(|| {
        let (key, from) = (&round.programme, round.rule_from);
        Refusal::WrongState(format!("本版本程序没有“{key}”{from} 施行的规则，请升级程序后办理"))
    })
}

/// Reads a round.
///
/// # Errors
/// As [`round`].
pub async fn read(call: Call<'_>, id: AidRoundId) -> Result<RoundPage, Refusal> {
    let store = &call.app.store;
    let loaded = round(store, call, id).await?;
    let path = &loaded.round.organisation_path;
    let may_step = authz::allows(call.actor, Action::OpenAidRounds, path);
    let can = |event: &AidRoundEvent| loaded.round.state.after(*event).is_ok();
    Ok(RoundPage {
        history: steps::list(store, rows::SUBJECT_KIND, id.0).await?,
        events: AidRoundEvent::ALL.iter().copied().filter(|one| may_step && can(one)).collect(),
        may_set_ceiling: authz::allows(call.actor, Action::SetAidCeiling, path),
        may_try: authz::allows_somewhere(call.actor, Action::SeePeople),
        loaded,
    })
}
