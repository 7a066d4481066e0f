//! Documents generated from code: rules, regulations, rules of aid, JSON Schema, command-line help.

use crate::shell::output;
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold generated documents only; a file no generator names is removed.
const GENERATED_FOLDERS: [&str; 4] = ["docs/rules", "docs/regulations", "docs/schema", "docs/aid"];

/// Commands whose help makes up `docs/cli.md`.
const COMMANDS: [&[&str]; 16] = [
    &["check"],
    &["read"],
    &["score"],
    &["rule"],
    &["regulation"],
    &["verify"],
    &["serve"],
    &["demo"],
    &["admin", "verify"],
    &["admin", "backup"],
    &["admin", "restore"],
    &["admin", "backtest"],
    &["admin", "create-administrator"],
    &["admin", "keys", "status"],
    &["admin", "keys", "rotate"],
    &["completions"],
];

/// Writes the documents, or fails where one is not up to date.
pub(crate) fn run(check: bool) -> Result<()> {
    let root = workspace::root();
    let documents = documents()?;
    let mut stale = stray_files(&root, &documents)?;
    for (path, text) in &documents {
        let file = root.join(path);
        if fs::read_to_string(&file).is_ok_and(|present| present == *text) {
            continue;
        }
        stale.push(path.clone());
        if !check {
            let folder = file.parent().expect("documents stand in folders");
            fs::create_dir_all(folder)?;
            fs::write(&file, text).with_context(|| format!("writing {}", file.display()))?;
        }
    }
    if !stale.is_empty() && check {
        let names: Vec<String> = stale.iter().map(|path| path.display().to_string()).collect();
        bail!("not up to date, run `cargo xtask codegen`:\n  {}", names.join("\n  "));
    }
    if !check {
        for path in stray_files(&root, &documents)? {
            fs::remove_file(root.join(path))?;
        }
    }
    Ok(())
}

fn documents() -> Result<BTreeMap<PathBuf, String>> {
    let mut documents = BTreeMap::new();
    let mut add = |path: String, text: String| documents.insert(PathBuf::from(path), text);
    add("docs/rules/README.md".to_owned(), jixiao_output::rule::index());
    for rule in jixiao_check::all() {
        add(format!("docs/rules/{}.md", rule.code), jixiao_output::rule::page(rule));
    }
    let catalogue = jixiao_regulation::Catalogue::builtin();
    let calendar = jixiao_regulation::WorkCalendar::builtin();
    add(
        "docs/regulations/README.md".to_owned(),
        [
            jixiao_regulation::index(catalogue),
            jixiao_regulation::department_index(),
            jixiao_regulation::calendar_index(calendar),
        ]
        .concat(),
    );
    for framework in jixiao_regulation::Framework::builtin() {
        let page = jixiao_regulation::framework_page(framework);
        add(format!("docs/regulations/{}.md", framework.id), page);
    }
    for list in calendar.lists() {
        let page = jixiao_regulation::calendar_page(list);
        add(format!("docs/regulations/{}.md", list.id()), page);
    }
    for regulation in catalogue.iter() {
        let page = jixiao_regulation::page(regulation);
        add(format!("docs/regulations/{}.md", regulation.id), page);
    }
    for framework in jixiao_regulation::DepartmentFramework::builtin() {
        let page = jixiao_regulation::department_page(framework);
        add(format!("docs/regulations/{}.md", framework.id), page);
    }
    for (name, text) in jixiao_output::schema::all() {
        add(format!("docs/schema/{name}"), text);
    }
    add("docs/cli.md".to_owned(), cli_page()?);
    documents.extend(aid());
    Ok(documents)
}

/// The programmes of aid and the rules of hardship.
fn aid() -> BTreeMap<PathBuf, String> {
    use jixiao_aid::classification::{HardshipRules, hardship_page};
    use jixiao_aid::programme::{Programmes, programme_index, programme_page};
    let programmes = Programmes::builtin();
    let page = |name: &str| PathBuf::from(format!("docs/aid/{name}.md"));
    let mut pages: BTreeMap<PathBuf, String> = programmes
        .versions()
        .iter()
        .map(|one| (page(&one.key), programme_page(programmes, &one.key)))
        .collect();
    pages.insert(page("README"), programme_index(programmes));
    pages.insert(page("hardship"), hardship_page(HardshipRules::builtin()));
    pages
}

fn cli_page() -> Result<String> {
    let help = |arguments: &[&str]| {
        let fixed = ["run", "--quiet", "--package", "jixiao-cli", "--"];
        output("cargo", &[&fixed, arguments, &["--help"]].concat())
    };
    let mut page = String::from(
        "# jixiao 命令行\n\n本页由 `cargo xtask codegen` 依程序生成，请勿手工修改。\n",
    );
    page.push_str(&format!("\n```\n{}```\n", help(&[])?));
    for command in COMMANDS {
        let name = command.join(" ");
        page.push_str(&format!("\n## jixiao {name}\n\n```\n{}```\n", help(command)?));
    }
    Ok(page)
}

fn stray_files(root: &Path, documents: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>> {
    let mut stray = Vec::new();
    for folder in GENERATED_FOLDERS {
        for ending in ["md", "json"] {
            for file in workspace::files(&root.join(folder), ending)? {
                let path = file.strip_prefix(root).expect("listed below the root").to_owned();
                if !documents.contains_key(&path) {
                    stray.push(path);
                }
            }
        }
    }
    Ok(stray)
}
