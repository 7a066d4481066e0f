//! Bodies of the changes in the matrix: complete enough to get as far as the use case.

use super::{Records, monitoring};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const PARTS: &str = "multipart/form-data; boundary=x";
const FILE: &str = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
                    content-type: application/pdf\r\n\r\n%PDF-1.7 a\r\n--x--\r\n";

impl Records {
    /// Media type and body for a change. Most pages take an empty form as far as their use case; the
    /// API wants its fields.
    pub(crate) fn body(&self, path: &str) -> (&'static str, String) {
        if path.starts_with("/api/") {
            let body = self.json_of_keys(path).unwrap_or_else(|| json(path).to_owned());
            return (JSON, body);
        }
        if takes_a_file(path) {
            return (PARTS, FILE.to_owned());
        }
        (FORM, self.form_of_keys(path).unwrap_or_else(|| form(path).to_owned()))
    }

    /// The form of a page that names other records.
    fn form_of_keys(&self, path: &str) -> Option<String> {
        Some(match path {
            "/users/{id}/revoke" => format!("grant_id={}", self.grants[0]),
            "/goals" | "/assessments" | "/evaluations" => {
                format!("project_year={}", self.project_year)
            }
            "/rectifications/new" => format!(
                "project_year={}&problem=a&requirement=b&due_on=2026-03-31",
                self.project_year
            ),
            "/departments/new" | "/people/new" | "/households/new" => {
                format!("organisation={}", self.north)
            }
            "/aid-rounds/new" => "programme=warmth".to_owned(),
            "/disclosure" => format!("organisation={}&year=2025", self.north),
            "/reports" => format!("kind=self_evaluation&subject={}", self.draft.id),
            "/library/new" => format!(
                "organisation={}&programme=warmth_relief&level2=quantity&name=%E4%BA%BA%E6%95%B0\
                 &sign=at_least&number=1&unit=%E4%BA%BA",
                self.organisation
            ),
            "/standards/new" => format!(
                "organisation={}&programme=training&item=a&indicator_words=b&amount=400&unit=c\
                 &document_number=d&first_year=2026",
                self.organisation
            ),
            _ => return None,
        })
    }

    /// The body of a change over the API that names other records.
    fn json_of_keys(&self, path: &str) -> Option<String> {
        Some(match path.trim_start_matches("/api/v1") {
            "/goals" | "/assessments" | "/evaluations" => {
                format!(r#"{{"project_year": {}}}"#, self.project_year)
            }
            "/departments" => format!(
                r#"{{"organisation": {}, "year": 2027, "framework": "department-national-2013",
                "money_unit": "yuan"}}"#,
                self.north
            ),
            "/payments" => format!(
                r#"{{"project_year": {}, "source": "current_treasury", "rounds": [1],
                "layout": "generic-csv", "purpose": "a", "payer_bank": "b",
                "payer_account": "1001000009000000001", "payer_name": "c"}}"#,
                self.project_year
            ),
            "/people" | "/households" => format!(r#"{{"organisation": {}}}"#, self.north),
            "/aid-rounds" => r#"{"programme": "warmth"}"#.to_owned(),
            "/rectifications" => format!(
                r#"{{"project_year": {}, "problem": "a", "requirement": "b",
                "due_on": "2026-03-31"}}"#,
                self.project_year
            ),
            "/reports" => format!(r#"{{"kind": "self_evaluation", "subject": {}}}"#, self.draft.id),
            "/disclosure" => format!(r#"{{"organisation": {}, "year": 2025}}"#, self.north),
            "/library" => format!(
                r#"{{"organisation": {}, "programme": "warmth_relief", "level2": "quantity",
                "name": "户数", "sign": "at_least", "number": "1", "unit": "户"}}"#,
                self.organisation
            ),
            "/standards" => format!(
                r#"{{"organisation": {}, "programme": "training", "item": "a",
                "indicator_words": "b", "amount": "1", "unit": "c", "document_number": "d",
                "first_year": "2026"}}"#,
                self.organisation
            ),
            _ => return None,
        })
    }
}

fn takes_a_file(path: &str) -> bool {
    matches!(
        path,
        "/verify"
            | "/projects/import"
            | "/rectifications/{id}/files"
            | "/self-evaluations/{id}/indicators/{indicator}/files"
    )
}

fn form(path: &str) -> &'static str {
    match path {
        "/rectifications/{id}/step" => "revision=1&event=reply&measures=a&outcome=b",
        "/people/find" => "words=a",
        "/duplicates/{id}/judge" => "revision=1&event=ask_back&reason=ab",
        "/duplicates/{id}/join" => "revision=1&kept=1&reason=ab",
        "/households/{id}/figures" => "year=2025",
        "/evaluations/{id}/step" => "revision=1&event=start",
        "/self-evaluations/issue" => "year=2025&due_on=2026-03-31",
        "/self-evaluations/samples" => "year=2025&percent=10",
        "/self-evaluations/archive" => "format=docx",
        "/results/proposals" => "year=2026",
        "/assessments/{id}/step"
        | "/departments/{id}/step"
        | "/disclosure/{id}/step"
        | "/goals/{id}/step"
        | "/households/{id}/step"
        | "/self-evaluations/{id}/step"
        | "/monitoring/{id}/step"
        | "/reports/{id}/step"
        | "/results/proposals/{id}/step" => "revision=1&event=submit",
        "/departments/{id}/edit/{section}"
        | "/self-evaluations/{id}/edit"
        | "/self-evaluations/{id}/recheck"
        | "/self-evaluations/{id}/spot-check"
        | "/self-evaluations/{id}/scores"
        | "/monitoring/{id}/edit"
        | "/monitoring/{id}/judgement" => "revision=1",
        _ => "",
    }
}

/// Changes of batches of payments.
fn payments(path: &str) -> &'static str {
    match path.trim_start_matches("/api/v1") {
        "/payments/{id}/step" => r#"{"revision": 1, "event": "check"}"#,
        "/payments/{id}/give-up" => r#"{"revision": 1, "words": "a", "line": 1}"#,
        "/payments/{id}/voucher" => r#"{"revision": 1, "voucher_number": "a"}"#,
        "/payments/{id}/recover" => {
            r#"{"revision": 1, "line": 1, "amount": "1", "voucher_number": "a",
            "recovered_on": "2026-03-02", "reason": "a"}"#
        }
        "/payments/{id}/files/{file}" => r#"{"purpose": "a"}"#,
        _ => "{}",
    }
}

fn json(path: &str) -> &'static str {
    match path.trim_start_matches("/api/v1") {
        "/session" => r#"{"login": "x", "password": "y"}"#,
        "/session/second-factor" | "/account/second-factor/confirm" => r#"{"code": "000000"}"#,
        "/account/password" => r#"{"present": "x", "new": "y"}"#,
        "/account/second-factor/disable" => r#"{"password": "x"}"#,
        "/policy" => {
            r#"{"idle_minutes": 0, "session_hours": 0, "password_max_age_days": 0,
            "failure_limit": 0, "lock_minutes": 0, "network_failure_limit": 0,
            "second_factor": ""}"#
        }
        "/policy/region" => r#"{"region": ""}"#,
        "/policy/publication/key/renew"
        | "/projects/{id}/past-years/{past}/withdraw"
        | "/disclosure/{id}/items/{item}/withdraw"
        | "/disclosure/{id}/items/{item}/correct" => r#"{"reason": ""}"#,
        "/policy/publication/address" => r#"{"address": ""}"#,
        "/organisations" => r#"{"parent_id": 0, "code": "", "name": "", "kind": "primary_union"}"#,
        "/users" => r#"{"login": "", "name": "", "organisation_id": 0}"#,
        "/users/{id}/grants" => r#"{"role": "", "organisation_id": 0}"#,
        "/rectifications/{id}/step" => {
            r#"{"revision": 1, "event": "reply", "measures": "a", "outcome": "b"}"#
        }
        "/evaluations/{id}/step" => r#"{"revision": 1, "event": "start"}"#,
        "/duplicates/{id}/judge" => r#"{"revision": 1, "event": "ask_back", "reason": "ab"}"#,
        "/duplicates/{id}/join" => r#"{"revision": 1, "kept": 1, "reason": "ab"}"#,
        "/projects/{id}/years/{year}/suspensions" => r#"{"reason": "a", "article": "b"}"#,
        "/projects/{id}/years/{year}/suspensions/end" => r#"{"reason": "a"}"#,
        "/disclosure/{id}/candidates" => r#"{"revision": 1, "reach": "page"}"#,
        "/disclosure/{id}/items/{item}/confirm" => r#"{"digest": ""}"#,
        "/disclosure/{id}/items/{item}/removals" => r#"{"words": "", "reason": ""}"#,
        "/goals/{id}/versions" => r#"{"kind": "adjustment", "reason": "x"}"#,
        "/library/{id}/decision" => r#"{"revision": 1, "decision": "reject", "reason": "x"}"#,
        "/self-evaluations/{id}/due" => r#"{"revision": 1, "due_on": "2026-04-30", "reason": "x"}"#,
        "/self-evaluations/{id}/goal" => r#"{"revision": 1, "goal_id": 1}"#,
        "/self-evaluations" => r#"{"year": 2025, "due_on": "2026-03-31"}"#,
        "/results/proposals" => r#"{"year": 2026}"#,
        "/departments/{id}/sections/{section}"
        | "/payments/{id}/export"
        | "/payments/{id}/reissue"
        | "/assessments/{id}"
        | "/evaluations/{id}"
        | "/evaluations/{id}/recompute"
        | "/disclosure/{id}"
        | "/self-evaluations/{id}"
        | "/self-evaluations/{id}/scores" => r#"{"revision": 1}"#,
        "/departments/{id}/steps"
        | "/assessments/{id}/step"
        | "/goals/{id}/step"
        | "/households/{id}/step"
        | "/self-evaluations/{id}/steps"
        | "/monitoring/{id}/steps"
        | "/reports/{id}/step"
        | "/disclosure/{id}/step"
        | "/results/proposals/{id}/step" => r#"{"revision": 1, "event": "submit"}"#,
        _ if path.contains("/past-years") => {
            r#"{"year": 2023, "initial_fen": 1, "adjusted_fen": 1, "executed_fen": 1,
            "source": "", "indicators": []}"#
        }
        _ if path.contains("/payments") => payments(path),
        _ if path.contains("/monitoring") => monitoring::json(path),
        _ => "{}",
    }
}
