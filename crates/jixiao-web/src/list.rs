//! Pages of long lists: where one is, and links that keep the filter.

use jixiao_app::Refusal;

/// How many rows a page of a list shows.
pub(crate) const ROWS_PER_PAGE: i64 = 50;

/// Where in a list a page stands.
#[derive(Debug)]
pub(crate) struct Pager {
    /// This page, from 1.
    pub(crate) page: i64,
    /// Rows in all, under the filter.
    pub(crate) total: i64,
    /// The query without `page`, ready to be followed by it.
    query: String,
}

impl Pager {
    /// A pager for `total` rows; `query` holds the other parameters as name and value.
    pub(crate) fn new(page: Option<i64>, total: i64, query: &[(&str, &str)]) -> Self {
        let last = (total + ROWS_PER_PAGE - 1) / ROWS_PER_PAGE;
        let page = page.unwrap_or(1).clamp(1, last.max(1));
        Self { page, total, query: query_text(query) }
    }

    /// Rows to skip.
    pub(crate) fn offset(&self) -> i64 {
        (self.page - 1) * ROWS_PER_PAGE
    }

    /// The rows of this page, of all of them.
    pub(crate) fn of<'a, T>(&self, rows: &'a [T]) -> &'a [T] {
        let from = usize::try_from(self.offset()).map_or(rows.len(), |from| from.min(rows.len()));
        let rows = rows.get(from..).unwrap_or_default();
        let count =
            usize::try_from(ROWS_PER_PAGE).map_or(rows.len(), |count| count.min(rows.len()));
        rows.get(..count).unwrap_or_default()
    }

    /// The last page, from 1.
    pub(crate) fn last(&self) -> i64 {
        ((self.total + ROWS_PER_PAGE - 1) / ROWS_PER_PAGE).max(1)
    }

    /// The address of a page of the list.
    pub(crate) fn link(&self, page: &i64) -> String {
        format!("?{}page={page}", self.query)
    }

    /// The query of the filter alone, for the export link.
    pub(crate) fn filter(&self) -> &str {
        self.query.trim_end_matches('&')
    }
}

/// Looks a page of a list up: what `fetch` gives from an offset on, and where it stands. A page beyond
/// the end is the last one.
///
/// # Errors
/// What `fetch` refuses.
pub(crate) async fn turned<T, F: Future<Output = Result<T, Refusal>>>(
    page: Option<i64>,
    query: &[(&str, &str)],
    total: impl Fn(&T) -> i64,
    fetch: impl Fn(i64) -> F,
) -> Result<(T, Pager), Refusal> {
    let asked = Pager::new(page, i64::MAX / 2, query);
    let found = fetch(asked.offset()).await?;
    let pager = Pager::new(page, total(&found), query);
    if pager.offset() == asked.offset() {
        return Ok((found, pager));
    }
    Ok((fetch(pager.offset()).await?, pager))
}

/// Parameters as a query that can be followed by another one.
pub(crate) fn query_text(query: &[(&str, &str)]) -> String {
    query
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            format!(
                "{name}={}&",
                askama::filters::urlencode_strict(value)
                    .map_or_else(|_| String::new(), |text| text.to_string())
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Pager;

    #[test]
    fn a_page_beyond_the_end_is_the_last_page() {
        let pager = Pager::new(Some(9), 101, &[("q", "劳模"), ("year", "")]);
        assert_eq!((pager.page, pager.offset()), (3, 100));
        assert_eq!(pager.link(&2), "?q=%E5%8A%B3%E6%A8%A1&page=2");
    }

    #[test]
    fn the_last_page_holds_what_is_left() {
        let rows: Vec<i64> = (0..101).collect();
        let pager = Pager::new(Some(3), 101, &[]);
        assert_eq!(pager.of(&rows), &[100]);
        assert_eq!(Pager::new(None, 101, &[]).of(&rows), &rows[..50]);
        assert_eq!(pager.of(&rows[..7]), &[] as &[i64]);
    }

    #[test]
    fn an_empty_list_has_one_page() {
        let pager = Pager::new(None, 0, &[]);
        assert_eq!((pager.page, pager.last(), pager.filter()), (1, 1, ""));
    }
}
