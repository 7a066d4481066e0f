//! Why the city could not be built: a step of the story was refused.

use jixiao_app::Refusal;
use jixiao_store::StoreError;

/// A refused step.
#[derive(Debug, thiserror::Error)]
#[error("示例数据“{step}”未能建立：{why}")]
pub struct SampleError {
    /// What was to be done.
    pub step: String,
    /// Why it was refused; field errors one after the other.
    pub why: String,
}

impl SampleError {
    /// A refusal at a step, with its fields.
    pub(crate) fn at(step: impl Into<String>) -> impl FnOnce(Refusal) -> Self {
        let step = step.into();
        move |refusal| {
            let why = match &refusal {
                Refusal::Invalid(fields) => {
                    let each =
                        fields.iter().map(|field| format!("{}：{}", field.field, field.message));
                    each.collect::<Vec<_>>().join("；")
                }
                Refusal::Store(error) => error.to_string(),
                other => other.to_string(),
            };
            Self { step, why }
        }
    }

    /// Something the story takes for granted is missing.
    pub(crate) fn missing(what: impl Into<String>) -> Self {
        Self { step: what.into(), why: "找不到".to_owned() }
    }
}

impl From<StoreError> for SampleError {
    fn from(error: StoreError) -> Self {
        Self { step: "读取".to_owned(), why: error.to_string() }
    }
}
