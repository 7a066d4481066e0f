//! What is published of a year: units, forms and reports, their files with size and digest, as a page
//! and as a workbook.

use super::{Open, PublicResult};
use crate::list::{Pager, ROWS_PER_PAGE, query_text, turned};
use crate::visitor::{self, Reader};
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use jixiao_app::Refusal;
use jixiao_app::publication::{
    self, PublicForm, PublicKind, PublicLine, PublicList, PublicOrder, PublicYear,
};
use jixiao_domain::{Coded as _, PublishedKind};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "public/year.html")]
struct YearPage {
    open: Open,
    year: i64,
    years: Vec<PublicYear>,
    list: PublicList,
    filter: PublicForm,
    pager: Pager,
}

impl YearPage {
    /// The year as a whole.
    fn whole(&self) -> Option<&PublicYear> {
        self.years.iter().find(|line| line.year == self.year)
    }

    /// The lines of the page under their headings; by day they stand without.
    fn groups(&self) -> Vec<(String, Vec<&PublicLine>)> {
        let mut groups: Vec<(String, Vec<&PublicLine>)> = Vec::new();
        for line in &self.list.lines {
            let heading = match self.filter.order() {
                PublicOrder::Unit => line.item.unit_name.clone(),
                PublicOrder::Kind => line.item.kind.word().to_owned(),
                PublicOrder::Latest => String::new(),
            };
            match groups.last_mut() {
                Some((last, lines)) if *last == heading => lines.push(line),
                _ => groups.push((heading, vec![line])),
            }
        }
        groups
    }

    fn by_unit(&self) -> bool {
        self.filter.order() == PublicOrder::Unit
    }

    fn is_kind(&self, line: &PublicKind) -> bool {
        self.filter.kind == line.kind.code()
    }

    /// The same list, of one kind alone.
    fn of_kind(&self, kind: &str) -> String {
        query_text(&[
            ("unit", self.filter.unit.as_str()),
            ("kind", kind),
            ("q", &self.filter.q),
            ("sort", &self.filter.sort),
        ])
        .trim_end_matches('&')
        .to_owned()
    }
}

/// The page of the list; what is no number is the first.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PageQuery {
    page: String,
}

fn year_of(typed: &str) -> Result<i64, Refusal> {
    typed.parse().map_err(|_| Refusal::NotFound("该年度的公开内容"))
}

pub(super) async fn page(
    _: Reader,
    State(web): State<Web>,
    Path(year): Path<String>,
    Query(filter): Query<PublicForm>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> PublicResult {
    let year = year_of(&year)?;
    let names = [
        ("unit", filter.unit.as_str()),
        ("kind", &filter.kind),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| publication::year(&web.app, year, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(query.page.parse().ok(), &names, |list| list.total, fetch).await?;
    let years = publication::years(&web.app).await?;
    let open = Open::new("/public", format!("{year}年度绩效公开"));
    Ok(visitor::page(&YearPage { open, year, years, list, filter, pager }, &headers))
}

pub(super) async fn export(
    _: Reader,
    State(web): State<Web>,
    Path(year): Path<String>,
    Query(filter): Query<PublicForm>,
    headers: HeaderMap,
) -> PublicResult {
    let year = year_of(&year)?;
    let book = publication::export(&web.app, year, &filter).await?;
    let answer =
        download::file(&format!("{year}年度绩效公开目录.xlsx"), download::XLSX, book.clone());
    Ok(visitor::kept(answer, &book, &headers))
}
