//! Which part of the organisation tree a reading may touch.

/// The organisations a person may see for one purpose, as paths of the tree.
///
/// Only the authorisation of the application makes one: a view that takes a `Scope` can't be called
/// for somebody who was not authorised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    paths: Vec<String>,
}

impl Scope {
    /// Makes the scope of the subtrees at `paths`. Reserved for `jixiao_app::authz`.
    pub fn authorised(mut paths: Vec<String>) -> Self {
        paths.sort();
        paths.dedup();
        let all = paths.clone();
        paths.retain(|path| !all.iter().any(|other| other != path && path.starts_with(other)));
        Self { paths }
    }

    /// Whether the organisation at `path` is inside.
    pub fn contains(&self, path: &str) -> bool {
        self.paths.iter().any(|root| path.starts_with(root.as_str()))
    }

    /// Whether the organisation at `path` is inside, or above one that is.
    pub fn meets(&self, path: &str) -> bool {
        self.contains(path) || self.paths.iter().any(|root| root.starts_with(path))
    }

    /// The condition that a path column is inside, or is an organisation above one that is.
    pub fn condition_or_above(&self, column: &str) -> String {
        let inside = self.condition(column);
        if !self.paths.iter().all(|path| is_path(path)) {
            return inside;
        }
        let above: String =
            self.paths.iter().map(|path| format!(" OR '{path}' LIKE {column} || '%'")).collect();
        format!("({inside}{above})")
    }

    /// The condition on a path column, as SQL. Paths hold digits and slashes only, so they can stand
    /// in the text. An empty scope sees nothing.
    pub fn condition(&self, column: &str) -> String {
        debug_assert!(self.paths.iter().all(|path| is_path(path)));
        if self.paths.is_empty() || !self.paths.iter().all(|path| is_path(path)) {
            return "1 = 0".to_owned();
        }
        let parts: Vec<String> =
            self.paths.iter().map(|path| format!("{column} LIKE '{path}%'")).collect();
        format!("({})", parts.join(" OR "))
    }
}

fn is_path(path: &str) -> bool {
    path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/')
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn an_empty_scope_sees_nothing() {
        let scope = Scope::authorised(Vec::new());
        assert!(!scope.contains("/1/"));
        assert_eq!(scope.condition("o.path"), "1 = 0");
    }

    #[test]
    fn what_stands_above_is_reached_only_where_it_is_asked_for() {
        let scope = Scope::authorised(vec!["/1/2/".to_owned()]);
        let condition = "((o.path LIKE '/1/2/%') OR '/1/2/' LIKE o.path || '%')";
        assert_eq!(scope.condition_or_above("o.path"), condition);
        assert_eq!(Scope::authorised(Vec::new()).condition_or_above("o.path"), "(1 = 0)");
    }

    #[test]
    fn a_subtree_swallows_what_lies_below_it_and_nothing_beside_it() {
        let scope = Scope::authorised(vec!["/1/2/".to_owned(), "/1/2/9/".to_owned()]);
        assert_eq!(scope.condition("o.path"), "(o.path LIKE '/1/2/%')");
        assert!(scope.contains("/1/2/9/"));
        assert!(!scope.contains("/1/20/"));
    }
}
