//! Why a layout file does not hold. A test loads every embedded file, so that users never see one.

/// What is wrong with a layout file.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct LayoutError {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub problem: String,
}
