//! Choosing page by page of a filtered list: ticks speak of the lines that were shown, "all that
//! match" of every line under the filter, and of nothing else.

use super::candidates::{
    Choice, ChoiceListForm, FORMATS, ITEM_COUNT_MAX, counted, formats_for, formats_of, offered,
};
use super::load::{LoadedDisclosure, load};
use super::save::{finish, note, subject_of, ticks};
use super::wishes::{Wishes, write};
use crate::input::Fields;
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{DisclosureId, coded};
use jixiao_render::Format;
use jixiao_store::Transaction;
use serde::{Deserialize, Serialize};

coded! {
    /// How far a choice goes.
    pub enum Reach {
        /// The lines that were shown.
        Page = "page" "本页",
        /// And choose every line under the filter.
        All = "all" "全部选定",
        /// And drop every line under the filter.
        None = "none" "全部取消",
    }
}

/// The choice of a page as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssembleForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// 公开说明
    pub note: String,
    /// The lines the ticks speak of: kind and key of the record, such as `self_evaluation:12`.
    pub shown: Vec<String>,
    /// Ticked boxes: the same with an extension, such as `self_evaluation:12:pdf`.
    pub chosen: Vec<String>,
    /// Code of the [`Reach`].
    pub reach: String,
    /// Extensions for all that match.
    pub formats: Vec<String>,
    /// How many lines matched and could be chosen when the page was shown.
    pub matching: String,
    /// How many of them were in the version.
    pub held: String,
    /// See [`ChoiceListForm::kind`].
    pub kind: String,
    /// See [`ChoiceListForm::unit`].
    pub unit: String,
    /// See [`ChoiceListForm::q`].
    pub q: String,
    /// See [`ChoiceListForm::standing`].
    pub standing: String,
}

/// What an [`AssembleForm`] means.
struct Assembly {
    revision: i64,
    note: String,
    wishes: Wishes,
    reach: Reach,
    formats: Vec<Format>,
    matching: i64,
    held: i64,
}

impl AssembleForm {
    /// The filter of the list it was typed in.
    pub fn filter(&self) -> ChoiceListForm {
        ChoiceListForm {
            kind: self.kind.clone(),
            unit: self.unit.clone(),
            q: self.q.clone(),
            standing: self.standing.clone(),
        }
    }

    fn parse(&self) -> Result<Assembly, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let note = note(&mut fields, &self.note);
        let mut wishes = ticks(&mut fields, &self.chosen);
        for typed in &self.shown {
            match subject_of(typed) {
                Some(subject) => _ = wishes.entry(subject).or_default(),
                None => fields.refuse("chosen", "请从列表中勾选"),
            }
        }
        let reach = fields.choice("reach", &self.reach);
        let is_named = |format: &Format| self.formats.iter().any(|one| one == format.extension());
        let formats: Vec<Format> = FORMATS.into_iter().filter(is_named).collect();
        let needs = reach == Reach::All && formats.is_empty();
        fields.require(!needs, "formats", "请至少勾选一种格式");
        let count = |typed: &str| typed.trim().parse().unwrap_or(0);
        let (matching, held) = (count(&self.matching), count(&self.held));
        fields.finish(Assembly { revision, note, wishes, reach, formats, matching, held })
    }
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Assembled {
    /// Records that came in.
    pub added: usize,
    /// Records with other formats than before.
    pub changed: usize,
    /// Records that went out.
    pub dropped: usize,
    /// Records under the filter that were left alone: public already, not to be had in the formats,
    /// or corrections, which are dropped one by one.
    pub left: usize,
}

/// Writes note and choice of a draft, for the lines that were shown and, if asked, for all that
/// match.
///
/// # Errors
/// As [`super::save()`]; [`Refusal::WrongState`] where by now more or fewer lines match than the page
/// said.
pub async fn assemble(
    call: Call<'_>,
    id: DisclosureId,
    form: &AssembleForm,
) -> Result<Assembled, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    loaded.require_draft(call)?;
    let mut assembly = form.parse().map_err(Refusal::Invalid)?;
    let left = match assembly.reach {
        Reach::Page => 0,
        Reach::All | Reach::None => widen(&tx, call, &loaded, form, &mut assembly).await?,
    };
    let written = write(&tx, call, &loaded, &assembly.wishes).await?;
    finish(&tx, call, &loaded, assembly.revision, &assembly.note).await?;
    tx.commit().await?;
    let (added, changed, dropped) = (written.added, written.changed, written.dropped);
    Ok(Assembled { added, changed, dropped, left })
}

/// Adds the wishes for everything under the filter; says how many lines are left alone.
async fn widen(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    form: &AssembleForm,
    assembly: &mut Assembly,
) -> Result<usize, Refusal> {
    let filter = form.filter().parse();
    let count = counted(tx, call, loaded, &filter).await?;
    let (now, then) = match assembly.reach {
        Reach::All => (count.total - count.public, assembly.matching),
        Reach::Page | Reach::None => (count.chosen, assembly.held),
    };
    if now != then {
        let message =
            format!("符合条件的现为 {now} 份，与页面显示的 {then} 份不同，未作改动，请核对后再选");
        return Err(Refusal::WrongState(message));
    }
    if usize::try_from(now).unwrap_or(usize::MAX) > ITEM_COUNT_MAX {
        let message =
            format!("一次最多公开 {ITEM_COUNT_MAX} 份，符合条件的有 {now} 份，请缩小范围");
        return Err(Refusal::TooMuch(message));
    }
    let limit = usize::try_from(count.total).unwrap_or(usize::MAX);
    let mut left = 0;
    for choice in offered(tx, call, loaded, &filter, limit).await? {
        let wish = match assembly.reach {
            Reach::All => with_formats(&choice, assembly),
            Reach::Page | Reach::None => without(&choice),
        };
        match wish {
            Some(formats) => _ = assembly.wishes.insert(choice.subject(), formats),
            None => left += 1,
        }
    }
    Ok(left)
}

/// The formats of a line that is to be chosen: those it has, those ticked, and those for all.
fn with_formats(choice: &Choice, assembly: &Assembly) -> Option<Vec<Format>> {
    if choice.is_out() {
        return None;
    }
    let ticked = assembly.wishes.get(&choice.subject());
    let mut formats = match ticked {
        Some(formats) => formats.clone(),
        None => choice.item.as_ref().map(formats_of).unwrap_or_default(),
    };
    let possible = formats_for(choice.candidate.kind);
    formats.extend(assembly.formats.iter().filter(|format| possible.contains(format)));
    (!formats.is_empty()).then_some(formats)
}

/// The wish for a line that is to be dropped.
fn without(choice: &Choice) -> Option<Vec<Format>> {
    let item = choice.item.as_ref()?;
    item.corrects_id.is_none().then(Vec::new)
}
