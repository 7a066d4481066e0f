//! Scaffolding of a rule: its file, its cases, its line in the registry.

use crate::{shell, workspace};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::Path;

/// What the new rule is.
#[derive(Debug, Args)]
pub(crate) struct NewRule {
    /// Code: JX and three digits; the first digit is the family
    code: String,
    /// Named after the defect, in kebab case
    name: String,
    /// The defect in Chinese, a noun phrase
    title: String,
}

/// The module of each family, by its digit.
const FAMILIES: [&str; 7] =
    ["structure", "funds", "points", "scores", "indicators", "deviation", "between"];

/// Adds the rule to the workspace at `root`.
pub(crate) fn run(root: &Path, args: &NewRule) -> Result<()> {
    let family = family(&args.code)?;
    if !args.name.split('-').all(|word| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    }) {
        bail!("the name must be kebab case and name the defect: `{}`", args.name);
    }
    let module = args.name.replace('-', "_");
    let check = root.join("crates/jixiao-check");
    let registry = check.join("src/rules.rs");
    let rules = fs::read_to_string(&registry).context("reading the registry")?;
    let file = check.join(format!("src/rules/{family}/{module}.rs"));
    if file.exists() {
        bail!("{} exists already", file.display());
    }
    write(&file, &rule_file(args, family))?;
    write(&check.join(format!("resources/cases/{family}/{module}.md")), &case_file(args))?;
    write(&registry, &with_line(&rules, family, &module)?)?;
    eprintln!("wrote {}", file.display());
    eprintln!("next: fill in the page and the check, sort the registry by code, write the cases");
    Ok(())
}

/// Scaffolds a rule in a copy of the workspace and compiles it, so that the scaffolding cannot rot.
pub(crate) fn try_out() -> Result<()> {
    let root = workspace::root();
    let copy = root.join("target/scaffold");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    for entry in ["Cargo.toml", "Cargo.lock", "crates", "xtask", "regulations"] {
        copy_tree(&root.join(entry), &copy.join(entry))?;
    }
    let args = NewRule {
        code: "JX599".to_owned(),
        name: "scaffolded-rule".to_owned(),
        title: "脚手架试写的规则".to_owned(),
    };
    run(&copy, &args)?;
    let manifest = copy.join("Cargo.toml");
    let target = root.join("target");
    shell::run(
        "cargo",
        &[
            "check",
            "--quiet",
            "--package",
            "jixiao-check",
            "--manifest-path",
            &manifest.to_string_lossy(),
            "--target-dir",
            &target.to_string_lossy(),
        ],
    )
}

fn family(code: &str) -> Result<&'static str> {
    let digits = code.strip_prefix("JX").filter(|d| d.len() == 3);
    let digits = digits.filter(|d| d.chars().all(|c| c.is_ascii_digit()));
    let index = digits.and_then(|d| d[..1].parse::<usize>().ok());
    match index.and_then(|index| FAMILIES.get(index)) {
        Some(family) => Ok(family),
        None => bail!("the code must be JX and three digits with a family from 0 to 6: `{code}`"),
    }
}

fn with_line(rules: &str, family: &str, module: &str) -> Result<String> {
    let head = format!("    {family} {{\n");
    let Some(start) = rules.find(&head) else { bail!("no family {family} in the registry") };
    let body = start + head.len();
    let Some(length) = rules[body..].find("    }\n") else { bail!("the registry has no end") };
    let end = body + length;
    Ok(format!("{}        {module},\n{}", &rules[..end], &rules[end..]))
}

fn rule_file(args: &NewRule, family: &str) -> String {
    let (scope, context) =
        if family == "between" { ("Dossier", "DossierContext") } else { ("Form", "FormContext") };
    let (findings, uses) = if family == "between" {
        ("_found: &mut Vec<crate::Finding>", "use crate::DossierContext;")
    } else {
        ("_findings: &mut Findings<'_>", "use crate::{Findings, FormContext};")
    };
    format!(
        "use crate::rule::declare_rule;\n{uses}\n\ndeclare_rule! {{\n    \
         /// ## 检查内容\n    /// （检查什么）\n    ///\n    /// ## 为什么\n    /// （为什么是问题）\n    \
         ///\n    /// ## 依据\n    /// （文号和条款）\n    ///\n    /// ## 示例\n    /// （一个例子和它的问题）\n    \
         ///\n    /// ## 如何改正\n    /// （怎样改）\n    \
         \"{}\" \"{}\" \"{}\",\n    severity: Warning,\n    status: Preview,\n    since: \"{}\",\n    \
         basis: \"\",\n    run: {scope}(check),\n}}\n\n\
         fn check(_context: &{context}<'_>, {findings}) {{}}\n",
        args.code,
        args.name,
        args.title,
        env!("CARGO_PKG_VERSION"),
    )
}

fn case_file(args: &NewRule) -> String {
    let mut text = format!("# {} {}\n", args.code, args.name);
    for kind in ["finding", "clean", "boundary"] {
        text.push_str(&format!("\n## {kind}: \n\n```form\n```\n\n```findings\n```\n"));
    }
    text
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    if from.is_file() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(from, to)?;
        return Ok(());
    }
    for entry in fs::read_dir(from).with_context(|| format!("listing {}", from.display()))? {
        let entry = entry?;
        copy_tree(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
