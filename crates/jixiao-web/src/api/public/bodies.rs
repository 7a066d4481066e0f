//! What is public, as JSON.

use jixiao_app::publication::{
    Checked, KnownKey, PublicForm, PublicItem, PublicKind, PublicLine, PublicList, PublicPage,
    PublicUnit, PublicYear, PublishedFile,
};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of a year.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct YearQuery {
    /// The unit's whole name.
    unit: String,
    /// `self_evaluation`, `goal`, `monitoring`, `evaluation`, `department_tasks`,
    /// `department_duties`, `department_base_data`, `department_scores` or `report`.
    kind: String,
    /// Part of a unit's or project's name, of a title, or of a number.
    q: String,
    /// `unit`, `kind` or `latest`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl YearQuery {
    pub(super) fn filter(&self) -> PublicForm {
        PublicForm {
            unit: self.unit.clone(),
            kind: self.kind.clone(),
            q: self.q.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A number or digest to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct DigestQuery {
    /// 公开编号, or 64 hexadecimal digits.
    pub(super) digest: String,
}

/// A year.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicYearBody)]
pub(super) struct YearBody {
    year: i64,
    unit_count: i64,
    /// Items neither withdrawn nor corrected.
    item_count: i64,
    /// RFC 3339.
    latest_at: String,
}

impl YearBody {
    pub(super) fn of(year: &PublicYear) -> Self {
        Self {
            year: year.year,
            unit_count: year.unit_count,
            item_count: year.item_count,
            latest_at: year.latest_at.to_rfc3339(),
        }
    }
}

/// A page of a year's items.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicYearListBody)]
pub(super) struct YearListBody {
    /// Items in all, under the filter.
    total: i64,
    /// The items of the page.
    lines: Vec<LineBody>,
    /// The units of the year, whatever the filter.
    units: Vec<UnitBody>,
    /// The kinds of the year, whatever the filter.
    kinds: Vec<KindBody>,
}

/// A unit with published items.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicUnitBody)]
pub(super) struct UnitBody {
    name: String,
    /// Withdrawn and corrected ones included.
    item_count: i64,
}

/// A kind with published items.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicKindBody)]
pub(super) struct KindBody {
    kind: &'static str,
    /// In words.
    word: &'static str,
    /// Withdrawn and corrected ones included.
    item_count: i64,
}

impl YearListBody {
    pub(super) fn of(list: &PublicList) -> Self {
        let unit =
            |unit: &PublicUnit| UnitBody { name: unit.name.clone(), item_count: unit.item_count };
        let kind = |line: &PublicKind| KindBody {
            kind: line.kind.code(),
            word: line.kind.word(),
            item_count: line.item_count,
        };
        Self {
            total: list.total,
            lines: list.lines.iter().map(LineBody::of).collect(),
            units: list.units.iter().map(unit).collect(),
            kinds: list.kinds.iter().map(kind).collect(),
        }
    }
}

/// A published form or report with its files.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicLineBody)]
pub(super) struct LineBody {
    number: String,
    publisher: String,
    year: i64,
    kind: &'static str,
    unit_name: String,
    project_name: String,
    title: String,
    /// SM3 of the redacted copy, as printed beside the QR code.
    content_digest: String,
    published_at: String,
    corrects: Option<String>,
    corrected_by: Option<String>,
    withdrawn_at: Option<String>,
    withdrawn_reason: String,
    files: Vec<FileBody>,
}

/// A file as published.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicFileBody)]
pub(super) struct FileBody {
    format: String,
    file_name: String,
    byte_count: i64,
    /// SM3 of all bytes.
    digest: String,
    /// SM3 of the bytes the seal signs.
    signed_digest: String,
    public_key: String,
    address: String,
}

impl LineBody {
    pub(super) fn of(line: &PublicLine) -> Self {
        Self {
            files: line.files.iter().map(|file| file_of(line, file)).collect(),
            ..item(&line.item)
        }
    }
}

fn item(item: &PublicItem) -> LineBody {
    LineBody {
        number: item.number.clone(),
        publisher: item.publisher.clone(),
        year: item.year,
        kind: item.kind.code(),
        unit_name: item.unit_name.clone(),
        project_name: item.project_name.clone(),
        title: item.title.clone(),
        content_digest: item.content_digest.clone(),
        published_at: item.published_at.to_rfc3339(),
        corrects: item.corrects_number.clone(),
        corrected_by: item.corrected_by_number.clone(),
        withdrawn_at: item.withdrawn_at.map(|at| at.to_rfc3339()),
        withdrawn_reason: item.withdrawn_reason.clone(),
        files: Vec::new(),
    }
}

fn file_of(line: &PublicLine, file: &PublishedFile) -> FileBody {
    FileBody {
        format: file.format.clone(),
        file_name: file.file_name.clone(),
        byte_count: file.byte_count,
        digest: file.digest.clone(),
        signed_digest: file.signed_digest.clone(),
        public_key: file.public_key.clone(),
        address: format!("/api/v1/public/items/{}/files/{}", line.item.number, file.format),
    }
}

/// An item with what was removed from it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicItemBody)]
pub(super) struct ItemBody {
    item: LineBody,
    redactions: Vec<RedactionBody>,
    key: Option<KeyBody>,
}

/// What was removed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicRedactionBody)]
pub(super) struct RedactionBody {
    field: String,
    kind: &'static str,
    occurrence_count: i64,
}

impl ItemBody {
    pub(super) fn of(page: &PublicPage) -> Self {
        let redactions = page.redactions.iter().map(|line| RedactionBody {
            field: line.field.clone(),
            kind: line.kind.code(),
            occurrence_count: line.occurrence_count,
        });
        Self {
            item: LineBody::of(&page.line),
            redactions: redactions.collect(),
            key: page.key.as_ref().map(KeyBody::of),
        }
    }
}

/// A key that seals published files.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicKeyBody)]
pub(super) struct KeyBody {
    /// An uncompressed point of the SM2 curve, 130 hexadecimal digits.
    public_key: String,
    /// SM3 of the key in sixteen groups of four digits.
    fingerprint: String,
    made_at: String,
    retired_at: Option<String>,
    retired_reason: String,
}

impl KeyBody {
    pub(super) fn of(key: &KnownKey) -> Self {
        Self {
            public_key: key.public_key.clone(),
            fingerprint: key.fingerprint.clone(),
            made_at: key.made_at.to_rfc3339(),
            retired_at: key.retired_at.map(|at| at.to_rfc3339()),
            retired_reason: key.retired_reason.clone(),
        }
    }
}

/// What a number or digest belongs to; nothing where it is unknown.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicFoundBody)]
pub(super) struct FoundBody {
    items: Vec<LineBody>,
}

impl FoundBody {
    pub(super) fn of(items: &[PublicItem]) -> Self {
        Self { items: items.iter().map(item).collect() }
    }
}

/// What verification of a file found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicCheckedBody)]
pub(super) struct CheckedBody {
    /// `genuine`, `superseded`, `not_published`, `strange_key`, `changed`, `damaged`, `several` or
    /// `unsealed`.
    found: &'static str,
    /// In words.
    sentence: String,
    /// SM3 of the whole file.
    digest: String,
    item: Option<LineBody>,
    key: Option<KeyBody>,
}

impl CheckedBody {
    pub(super) fn of(checked: &Checked) -> Self {
        Self {
            found: checked.found.code(),
            sentence: checked.sentence.clone(),
            digest: checked.digest.clone(),
            item: checked.item.as_ref().map(item),
            key: checked.key.as_ref().map(KeyBody::of),
        }
    }
}
