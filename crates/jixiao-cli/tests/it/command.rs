//! The command as its users meet it: streams, formats, exit statuses.

use jixiao_output::wire::check::CheckOutput;
use jixiao_output::wire::read::ReadOutput;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder of its own for one test, removed when the test ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("jixiao-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("the temporary folder is writable");
        Self(path)
    }

    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("the temporary folder is writable");
        path.to_string_lossy().into_owned()
    }

    pub(crate) fn path(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn jixiao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao")).args(arguments).output().expect("the command starts")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn examples(folder: &Folder) -> Vec<String> {
    jixiao_testkit::examples().iter().map(|(name, bytes)| folder.file(name, bytes)).collect()
}

fn example(folder: &Folder, part: &str) -> String {
    examples(folder).into_iter().find(|path| path.contains(part)).expect("an example")
}

#[test]
fn a_filing_with_faults_exits_with_one_and_says_where() {
    let folder = Folder::new("faults");
    let path = example(&folder, "送温暖");
    let output = jixiao(&["check", &path]);
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.contains("JX302"), "{text}");
    assert!(text.contains("应为"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colour where the output is no terminal");
}

#[test]
fn a_correct_filing_exits_with_zero_from_warnings_up() {
    let folder = Folder::new("correct");
    let path = example(&folder, "厂务公开");
    let output = jixiao(&["check", "--min-severity", "warning", &path]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn one_unreadable_file_does_not_stop_the_others() {
    let folder = Folder::new("unreadable");
    let good = example(&folder, "送温暖");
    let bad = folder.file("坏文件.docx", b"PK\x03\x04 this is no archive");
    let output = jixiao(&["check", "--format", "concise", &bad, &good]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("坏文件.docx"), "{}", stderr(&output));
    assert!(stdout(&output).contains("JX302"), "{}", stdout(&output));
}

#[test]
fn a_file_that_is_no_filing_is_told_with_what_was_found() {
    let folder = Folder::new("nothing");
    let path = folder.file("通知.txt", "关于召开年会的通知\n各部门：\n请准时参加。\n".as_bytes());
    let output = jixiao(&["check", &path]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    assert!(message.contains("未识别到绩效自评材料") && message.contains("关于召开"), "{message}");
}

#[test]
fn json_of_a_check_has_the_public_shape() {
    let folder = Folder::new("json");
    examples(&folder);
    let output = jixiao(&["check", "--format", "json", &folder.path()]);
    let check: CheckOutput = serde_json::from_slice(&output.stdout).expect("the public shape");
    assert_eq!(check.schema, "jixiao.check/1");
    assert_eq!(check.regulation, "national-2020");
    assert_eq!(check.documents.len(), 6);
    assert_eq!(
        check.summary.total(),
        check.findings.len(),
        "the summary counts the findings listed"
    );
    let raw: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let finding = &raw["findings"][0];
    for key in ["rule", "name", "severity", "path", "form", "at", "subject", "printed", "expected"]
    {
        assert!(finding.get(key).is_some(), "a finding has {key}");
    }
}

#[test]
fn json_of_a_reading_has_the_public_shape() {
    let folder = Folder::new("read");
    let path = example(&folder, "困难劳模");
    let output = jixiao(&["read", "--format", "json", &path]);
    assert_eq!(output.status.code(), Some(0));
    let read: ReadOutput = serde_json::from_slice(&output.stdout).expect("the public shape");
    let form = &read.documents[0].forms[0];
    assert_eq!(form.kind, "project_self_evaluation");
    assert_eq!(form.year, Some(2024));
    let first = &form.indicators[0];
    let target = first.target.as_ref().and_then(|cell| cell.value.as_ref()).expect("a number");
    assert_eq!(
        (target.sign.as_str(), target.number.as_str(), target.unit.as_str()),
        ("≥", "90", "人")
    );
    assert_eq!(first.deviation, None, "a blank cell is null");
    assert_eq!(read.documents[0].reports[0].kind, "self_evaluation_report");
}

#[test]
fn a_kept_reading_scores_as_its_file_does() {
    let folder = Folder::new("score");
    let path = example(&folder, "送温暖");
    let read = jixiao(&["read", &path]);
    let kept = folder.file("kept.json", &read.stdout);
    let (from_file, from_json) = (jixiao(&["score", &path]), jixiao(&["score", &kept]));
    assert_eq!(from_file.status.code(), Some(0), "{}", stderr(&from_file));
    assert_eq!(stdout(&from_file), stdout(&from_json));
    assert!(stdout(&from_file).contains("财预〔2020〕10号"), "{}", stdout(&from_file));
}

#[test]
fn sarif_names_rules_and_places() {
    let folder = Folder::new("sarif");
    let path = example(&folder, "困难劳模");
    let output = jixiao(&["check", "--format", "sarif", &path]);
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let region = &result["locations"][0]["physicalLocation"]["region"]["startLine"];
        assert!(region.as_u64().is_some_and(|line| line > 0), "a text file has lines");
    }
}

#[test]
fn the_issue_list_is_a_workbook_our_own_reader_opens() {
    let folder = Folder::new("xlsx");
    let path = example(&folder, "送温暖");
    let list = format!("{}/清单.xlsx", folder.path());
    let output = jixiao(&["check", "--format", "xlsx", "--output", &list, &path]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let bytes = fs::read(&list).expect("written");
    let document = jixiao_reader::read(&bytes, "清单.xlsx", &jixiao_reader::Limits::default())
        .expect("readable");
    assert_eq!(document.sheet_names, ["问题清单", "重算得分", "文件"]);
}

#[test]
fn unknown_rules_and_regulations_are_refused() {
    for arguments in [
        ["check", "--select", "JX999", "x"],
        ["check", "--regulation", "atlantis-2020", "x"],
        ["check", "--year", "1901", "x"],
    ] {
        let output = jixiao(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).starts_with("错误"), "{}", stderr(&output));
    }
}

#[test]
fn a_missing_file_is_told_and_the_others_go_on() {
    let folder = Folder::new("missing");
    let path = example(&folder, "送温暖");
    let output = jixiao(&["check", "--format", "concise", "没有这个文件.docx", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("文件不存在"), "{}", stderr(&output));
    assert!(stdout(&output).contains("JX302"));
}

#[test]
fn every_rule_and_regulation_can_be_explained() {
    for rule in jixiao_check::all() {
        let output = jixiao(&["rule", rule.code]);
        assert!(
            output.status.success() && stdout(&output).contains("## 如何改正"),
            "{}",
            rule.code
        );
    }
    for regulation in jixiao_regulation::Catalogue::builtin().iter() {
        let output = jixiao(&["regulation", &regulation.id]);
        assert!(output.status.success() && stdout(&output).contains(&regulation.title));
    }
}

#[test]
fn completions_and_the_manual_page_are_generated() {
    assert!(stdout(&jixiao(&["completions", "bash"])).contains("_jixiao"));
    assert!(stdout(&jixiao(&["manual"])).contains(".TH"));
}
