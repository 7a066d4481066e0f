//! `jixiao check`: read, recompute, report.

mod json;

use crate::args::{CheckArgs, CheckFormat};
use crate::examine::{Examined, Examiner, Regulations};
use crate::files::FileList;
use crate::spool::Spool;
use crate::{Status, commands, progress, streams};
use anyhow::{Result, bail};
use jixiao_check::{Abstract, Finding, Selection, compare};
use jixiao_output::wire::check::{
    self, CheckDocument, CheckFinding, CheckOutput, CheckScore, CheckSummary,
};
use jixiao_output::{concise, sarif, text, xlsx};
use jixiao_reader::Limits;
use json::Json;
use rayon::prelude::*;
use std::io::{IsTerminal, Write};

/// Files held in memory at a time: enough to keep every core busy, few enough to stay small.
const FILES_PER_BATCH: usize = 32;

pub(crate) fn run(args: &CheckArgs) -> Result<Status> {
    refuse_unknown_rules(args)?;
    if args.format == CheckFormat::Xlsx && args.output.is_none() && std::io::stdout().is_terminal()
    {
        bail!("xlsx 不能显示在终端上，请用 --output 指定文件");
    }
    let catalogue = jixiao_regulation::Catalogue::builtin();
    let regulations = commands::regulation::choose(catalogue, &args.regulation)?;
    let selection = Selection {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        min_severity: Some(args.min_severity.into()),
    };
    let examiner = Examiner { limits: Limits::default(), selection, regulations };
    let list = FileList::of(&args.paths);
    let mut report = Report::new(args, &list, regulations);
    report.examine(&examiner, &list)?;
    report.finish(&examiner, &list)
}

fn refuse_unknown_rules(args: &CheckArgs) -> Result<()> {
    for name in args.select.iter().chain(&args.ignore) {
        let known = jixiao_check::all()
            .any(|rule| rule.name == name || rule.code.starts_with(name.as_str()));
        if !known || name.is_empty() {
            bail!("没有规则“{name}”；用 jixiao rule 查看全部规则代码和名称");
        }
    }
    Ok(())
}

/// Collects what the chosen format needs and no more, since it grows with every file: text is
/// written as files are done, JSON is rendered then and written at the end, workbooks and SARIF keep
/// findings until the end.
struct Report<'a> {
    args: &'a CheckArgs,
    paths: Vec<String>,
    regulations: Regulations<'a>,
    abstracts: Vec<Abstract>,
    unreadable: usize,
    forms: usize,
    summary: CheckSummary,
    /// What workbooks and SARIF are made of.
    documents: Vec<CheckDocument>,
    findings: Vec<Finding>,
    scores: Vec<CheckScore>,
    json: Json,
    /// The lines of scores that close the text.
    score_lines: Spool,
    /// Text on its way to a file.
    plain: Spool,
}

impl<'a> Report<'a> {
    fn new(args: &'a CheckArgs, list: &FileList, regulations: Regulations<'a>) -> Self {
        let missing = list.missing.iter().map(|(path, _)| path);
        let paths: Vec<String> =
            list.files.iter().chain(missing).map(|path| path.display().to_string()).collect();
        Self {
            args,
            regulations,
            abstracts: Vec::with_capacity(paths.len()),
            paths,
            unreadable: 0,
            forms: 0,
            summary: CheckSummary::default(),
            documents: Vec::new(),
            findings: Vec::new(),
            scores: Vec::new(),
            json: Json::default(),
            score_lines: Spool::default(),
            plain: Spool::default(),
        }
    }

    fn examine(&mut self, examiner: &Examiner<'_>, list: &FileList) -> Result<()> {
        let bar = progress::bar(list.files.len());
        for (batch, files) in list.files.chunks(FILES_PER_BATCH).enumerate() {
            let first = batch * FILES_PER_BATCH;
            let results: Vec<_> = files
                .par_iter()
                .enumerate()
                .map(|(offset, path)| {
                    let result = examiner.examine(path, first + offset);
                    let shown = result.as_ref().map_or(String::new(), |file| self.show(file));
                    bar.inc(1);
                    (result, shown)
                })
                .collect();
            for (offset, (result, shown)) in results.into_iter().enumerate() {
                self.add(first + offset, result, &shown)?;
            }
        }
        bar.finish_and_clear();
        for (offset, (_, reason)) in list.missing.iter().enumerate() {
            self.add(list.files.len() + offset, Err(reason.clone()), "")?;
        }
        Ok(())
    }

    /// The findings of one file as the format shows them, rendered while its rows are at hand.
    fn show(&self, file: &Examined) -> String {
        let findings = &file.examination.findings;
        match self.args.format {
            CheckFormat::Text => text::findings_of_file(&self.paths, &file.document, findings),
            CheckFormat::Concise => concise::findings(&self.paths, findings),
            CheckFormat::Json => json::findings(&self.paths, findings),
            CheckFormat::Xlsx | CheckFormat::Sarif => String::new(),
        }
    }

    fn add(&mut self, index: usize, result: Result<Examined, String>, shown: &str) -> Result<()> {
        match result {
            Ok(file) => self.add_examined(index, file, shown),
            Err(error) => {
                let path = &self.paths[index];
                streams::error(&format!("{path}：{error}"));
                self.unreadable += 1;
                // Keeps abstracts aligned with paths.
                self.abstracts.push(Abstract::default());
                let path = path.clone();
                self.add_document(CheckDocument {
                    path,
                    format: None,
                    forms: 0,
                    error: Some(error),
                })
            }
        }
    }

    fn add_examined(&mut self, index: usize, file: Examined, shown: &str) -> Result<()> {
        let Examined { document, reading, examination } = file;
        let (path, regulations) = (&self.paths[index], self.regulations);
        let scores = || {
            let regulation = |form: &_| regulations.of(form).id.clone();
            check::scores(path, &reading, &examination, regulation)
        };
        match self.args.format {
            CheckFormat::Text => self.score_lines.push(text::scores(&scores()).as_bytes())?,
            CheckFormat::Concise => {}
            CheckFormat::Json => self.json.add_scores(&scores())?,
            CheckFormat::Xlsx | CheckFormat::Sarif => self.scores.extend(scores()),
        }
        self.forms += reading.forms.len();
        self.summary = self.summary.plus(CheckSummary::count(&examination.findings));
        self.abstracts.push(examination.kept);
        let path = path.clone();
        let (format, forms) = (Some(document.format.name().to_owned()), reading.forms.len());
        self.add_document(CheckDocument { path, format, forms, error: None })?;
        match self.args.format {
            CheckFormat::Text | CheckFormat::Concise => self.write(shown),
            CheckFormat::Json => self.json.add_findings(shown),
            CheckFormat::Xlsx | CheckFormat::Sarif => {
                self.findings.extend(examination.findings);
                Ok(())
            }
        }
    }

    fn add_document(&mut self, document: CheckDocument) -> Result<()> {
        match self.args.format {
            CheckFormat::Text | CheckFormat::Concise => Ok(()),
            CheckFormat::Json => self.json.add_document(&document),
            CheckFormat::Xlsx | CheckFormat::Sarif => {
                self.documents.push(document);
                Ok(())
            }
        }
    }

    fn write(&mut self, text: &str) -> Result<()> {
        if self.args.output.is_some() {
            return self.plain.push(anstream::adapter::strip_str(text).to_string().as_bytes());
        }
        streams::text(text)
    }

    fn finish(mut self, examiner: &Examiner<'_>, list: &FileList) -> Result<Status> {
        let between = compare(&self.abstracts, &examiner.selection);
        self.summary = self.summary.plus(CheckSummary::count(&between));
        match self.args.format {
            CheckFormat::Text => {
                self.write(&text::findings_between(&self.paths, &between))?;
                self.write_score_lines()?;
                let (files, forms) = (self.paths.len(), self.forms);
                self.write(&text::summary(files, self.unreadable, forms, self.summary))?;
            }
            CheckFormat::Concise => self.write(&concise::findings(&self.paths, &between))?,
            CheckFormat::Json => {
                self.json.add_findings(&json::findings(&self.paths, &between))?;
                let mut out = streams::writer(self.args.output.as_deref())?;
                self.json.write_to(&mut out, &self.regulations.base.id, self.summary)?;
            }
            CheckFormat::Xlsx | CheckFormat::Sarif => {
                self.findings.extend(between);
                self.write_whole()?;
            }
        }
        let is_text = matches!(self.args.format, CheckFormat::Text | CheckFormat::Concise);
        if is_text && self.args.output.is_some() {
            let mut out = streams::writer(self.args.output.as_deref())?;
            self.plain.write_to(&mut out)?;
            out.flush()?;
        }
        if list.skipped_count > 0 {
            streams::message_line(&format!(
                "目录中另有 {} 个其他类型的文件未核查",
                list.skipped_count
            ));
        }
        Ok(if self.unreadable > 0 {
            Status::Failed
        } else if self.summary.total() > 0 {
            Status::Found
        } else {
            Status::Clean
        })
    }

    fn write_score_lines(&mut self) -> Result<()> {
        let mut lines = std::mem::take(&mut self.score_lines);
        if self.args.output.is_some() {
            let mut plain = anstream::StripStream::new(Vec::new());
            lines.write_to(&mut plain)?;
            return self.plain.push(&plain.into_inner());
        }
        lines.write_to(&mut anstream::stdout().lock())
    }

    /// Writes the formats that need everything at once.
    fn write_whole(&mut self) -> Result<()> {
        let output = self.args.output.as_deref();
        if self.args.format == CheckFormat::Sarif {
            let unreadable: Vec<_> = self
                .documents
                .iter()
                .filter_map(|document| {
                    let error = document.error.as_deref()?;
                    Some(sarif::Unreadable { path: &document.path, error })
                })
                .collect();
            let version = env!("CARGO_PKG_VERSION");
            let log = sarif::log(version, &self.paths, &self.findings, &unreadable);
            return streams::bytes(output, log.as_bytes());
        }
        let findings: Vec<CheckFinding> =
            self.findings.iter().map(|finding| check::finding(finding, &self.paths)).collect();
        let whole = CheckOutput {
            schema: check::SCHEMA.to_owned(),
            regulation: self.regulations.base.id.clone(),
            documents: std::mem::take(&mut self.documents),
            findings,
            scores: std::mem::take(&mut self.scores),
            summary: self.summary,
        };
        streams::bytes(output, &xlsx::workbook(&whole)?)
    }
}
