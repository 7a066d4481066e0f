//! Which stretch of the stream is which form, and which part of it which block.
//!
//! Owns the grouping of headers, titles and identity labels into forms. Reads no cell.

use super::headers::{Block, Header};
use super::stream::{Sep, Stream};
use super::words::{self, Mark, Special};
use crate::vocabulary::Label;
use std::ops::Range;

/// One form: its stretch of the stream and its headers.
#[derive(Debug)]
pub(super) struct Form {
    pub range: Range<usize>,
    /// The title line, without the year behind it.
    pub title: Option<Range<usize>>,
    pub funds: Option<Header>,
    pub indicators: Option<Header>,
    pub duties: Option<Header>,
}

/// The forms in the stream, in order.
pub(super) fn forms(stream: &Stream<'_>, marks: &[Mark], headers: Vec<Header>) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for header in headers {
        let repeated = forms.last().is_some_and(|form| {
            header.block == Block::Funds && !begins_anew(stream, marks, form, &header)
        });
        if repeated {
            continue;
        }
        let joins = forms.last().is_some_and(|form| {
            header.block == Block::Indicators
                && form.indicators.is_none()
                && form.duties.is_none()
                && !begins_anew(stream, marks, form, &header)
        });
        if !joins {
            let after = forms.last().map_or(0, last_header_end);
            let form = begin(stream, marks, after, &header);
            if let Some(last) = forms.last_mut() {
                last.range.end = form.range.start;
            }
            forms.push(form);
        }
        if let Some(form) = forms.last_mut() {
            match header.block {
                Block::Funds => form.funds = Some(header),
                Block::Indicators => form.indicators = Some(header),
                Block::Duties => form.duties = Some(header),
            }
        }
    }
    forms
}

fn last_header_end(form: &Form) -> usize {
    [&form.funds, &form.indicators, &form.duties]
        .into_iter()
        .flatten()
        .map(|header| header.range.end)
        .max()
        .unwrap_or(form.range.start)
}

/// Whether another form's project stands between the form so far and this header.
fn begins_anew(stream: &Stream<'_>, marks: &[Mark], form: &Form, header: &Header) -> bool {
    let between = last_header_end(form)..header.range.start;
    words::within(marks, &between)
        .iter()
        .any(|mark| mark.word.label == Some(Label::ProjectName) && is_project_label(stream, mark))
}

fn is_project_label(stream: &Stream<'_>, mark: &Mark) -> bool {
    mark.word.text.ends_with("名称") && (stream.glued || stream.sep(mark.start) != Sep::None)
}

/// A new form that begins somewhere after `after` and whose first header is `header`.
fn begin(stream: &Stream<'_>, marks: &[Mark], after: usize, header: &Header) -> Form {
    let marks = words::within(marks, &(after..header.range.end));
    let before = |mark: &&Mark| mark.start >= after && mark.end <= header.range.start;
    let far = header.range.start.saturating_sub(1500);
    let project = marks.iter().filter(before).rfind(|m| {
        m.start >= far && m.word.label == Some(Label::ProjectName) && is_project_label(stream, m)
    });
    let anchor = project.map_or(header.range.start, |mark| mark.start);
    let title = marks
        .iter()
        .filter(before)
        .filter(|mark| {
            mark.word.special == Some(Special::Title)
                && mark.end <= anchor
                && anchor - mark.end <= 260
                && !names_project(marks, mark)
        })
        .map(|mark| title_range(stream, mark, after))
        .rfind(|range| is_title(stream, range));
    let side = marks
        .iter()
        .rev()
        .filter(before)
        .take_while(|mark| header.range.start - mark.end <= 12)
        .filter(|mark| {
            matches!(
                mark.word.label,
                Some(Label::FundBlock | Label::IndicatorBlock | Label::DepartmentName)
            )
        })
        .last();
    let identity = first_identity(stream, marks, after, anchor);
    let start = title
        .as_ref()
        .map(|range| range.start)
        .or(identity)
        .or(project.map(|mark| mark.start))
        .or(side.map(|mark| mark.start))
        .unwrap_or(header.range.start);
    Form { range: start..stream.len(), title, funds: None, indicators: None, duties: None }
}

/// Without a title, the first identity label in the lines just above.
fn first_identity(
    stream: &Stream<'_>,
    marks: &[Mark],
    after: usize,
    anchor: usize,
) -> Option<usize> {
    marks
        .iter()
        .filter(|mark| mark.start >= after && mark.end <= anchor && anchor - mark.end < 120)
        .find(|mark| {
            matches!(mark.word.label, Some(Label::SupervisingDept | Label::DepartmentName))
                && stream.sep(mark.start) >= Sep::Line
        })
        .map(|mark| mark.start)
}

/// Whether a title word is the end of a project's own name: the label stands right before it.
fn names_project(marks: &[Mark], title: &Mark) -> bool {
    marks.iter().any(|mark| {
        mark.word.label == Some(Label::ProjectName)
            && mark.word.text.ends_with("名称")
            && mark.end <= title.start
            && title.start - mark.end <= 30
    })
}

/// The characters titles are made of, for titles glued to other text.
const TITLE_WORDS: &str = "项目支出部门整体预算单位绩效目标自评转移付区域专项资金补助县级市省财政概况表评价\
                           申报审批执行监控年度运行衔接扶贫第一二三指标基础数据设定职责履行良好";

fn title_range(stream: &Stream<'_>, mark: &Mark, after: usize) -> Range<usize> {
    const LONGEST: usize = 45;
    let end = mark.end;
    let mut start = mark.start;
    while start > after && stream.sep(start) < Sep::Line {
        let (left, right) = (stream.char(start - 1), stream.char(start));
        let digits = left.is_ascii_digit() || right.is_ascii_digit();
        if stream.starts_with(start, "附件") || stream.starts_with(start, "附表") {
            break;
        }
        if stream.sep(start) != Sep::None && !digits && stream.sep(start) == Sep::Wide {
            break;
        }
        if stream.sep(start) == Sep::Space && !digits && !is_han(left) {
            break;
        }
        if matches!(left, ':' | '。' | ';' | '》' | '《') {
            break;
        }
        start -= 1;
    }
    let own_line = stream.chars.get(start).is_some_and(|c| c.line_start) && end - start <= 32;
    if end - start > LONGEST || (stream.glued && !own_line) {
        start = mark.start;
        while start > after && stream.sep(start) < Sep::Line {
            let left = stream.char(start - 1);
            let year = left.is_ascii_digit() && stream.char(start) == '年';
            if !year && !TITLE_WORDS.contains(left) {
                break;
            }
            start -= 1;
        }
        if end - start > LONGEST {
            start = mark.start;
        }
    }
    start..end
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A title ends where its line ends, or its year or its form's first label begins.
fn is_title(stream: &Stream<'_>, range: &Range<usize>) -> bool {
    let next = stream.char(range.end);
    let closes = stream.sep(range.end) != Sep::None
        || matches!(next, '(' | '项' | '单' | '填' | '部' | '主' | '专' | '资' | '2')
        || stream.glued;
    closes && next != '》' && next != '.'
}
