//! Findings as SARIF 2.1.0 (OASIS standard), for tools that show code-scanning results.

use jixiao_check::{Finding, Related, Rule, Severity};
use jixiao_document::Location;
use serde_json::{Map, Value, json};

const SCHEMA_URI: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A file that could not be examined, as a notification of the run.
#[derive(Debug)]
pub struct Unreadable<'a> {
    /// The path as given.
    pub path: &'a str,
    /// Why.
    pub error: &'a str,
}

/// One SARIF log with one run. `version` is the tool's.
pub fn log(
    version: &str,
    paths: &[String],
    findings: &[Finding],
    unreadable: &[Unreadable<'_>],
) -> String {
    let rules: Vec<&'static Rule> = jixiao_check::all().collect();
    let results: Vec<Value> =
        findings.iter().map(|finding| result(finding, &rules, paths)).collect();
    let notifications: Vec<Value> = unreadable
        .iter()
        .map(|file| {
            json!({
                "level": "error",
                "message": { "text": file.error },
                "locations": [location(file.path, None, "document", None)],
            })
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA_URI,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "jixiao",
                "semanticVersion": version,
                "language": "zh-CN",
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "invocations": [{
                "executionSuccessful": unreadable.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("built from plain JSON");
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.basis },
        "help": { "text": rule.docs, "markdown": rule.docs },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(finding: &Finding, rules: &[&'static Rule], paths: &[String]) -> Value {
    let path = |index: usize| paths.get(index).map_or("", String::as_str);
    let mut message = finding.message.clone();
    if let Some(hint) = &finding.hint {
        message.push('。');
        message.push_str(hint);
    }
    let mut properties = Map::new();
    let mut put = |key: &str, text: Option<&str>| {
        if let Some(text) = text {
            properties.insert(key.to_owned(), Value::from(text));
        }
    };
    put("printed", finding.printed.as_deref());
    put("expected", finding.expected.as_deref());
    put("basis", Some(&finding.basis));
    let at = location(
        path(finding.document),
        Some(finding.location),
        &finding.at,
        Some(&finding.subject),
    );
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [at],
        "properties": properties,
    });
    if let Some(index) = rules.iter().position(|rule| rule.code == finding.rule.code) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|related| related_location(related, paths));
        result["relatedLocations"] = related.collect();
    }
    result
}

fn related_location(related: &Related, paths: &[String]) -> Value {
    let path = paths.get(related.document).map_or("", String::as_str);
    let mut place = location(path, None, &related.at, None);
    place["message"] = json!({ "text": related.message });
    place
}

/// A SARIF location: the file, the line where the format has lines, and the place in words.
fn location(path: &str, at: Option<Location>, words: &str, subject: Option<&str>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
    if let Some(Location::Line(line)) = at {
        physical["region"] = json!({ "startLine": line });
    }
    let mut logical = json!({ "fullyQualifiedName": words, "kind": "element" });
    if let Some(subject) = subject.filter(|subject| !subject.is_empty()) {
        logical["name"] = json!(subject);
    }
    json!({ "physicalLocation": physical, "logicalLocations": [logical] })
}

/// `path` as a relative URI reference: separators become `/`, everything that is neither unreserved
/// nor `/` is percent-encoded (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_paths_are_percent_encoded() {
        assert_eq!(uri("表/a b.txt"), "%E8%A1%A8/a%20b.txt");
    }
}
