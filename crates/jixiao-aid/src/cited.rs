//! A value with where it is laid down, as all files of this crate state it.

use jixiao_regulation::Certainty;
use serde::Deserialize;

/// A value with article, source and certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it is laid down.
    pub basis: Basis,
}

/// Where something is laid down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// 文号 and article; empty when no text is known.
    pub article: String,
    /// What the project read it from.
    pub source: String,
    /// How sure the project is of it.
    pub certainty: Certainty,
}

/// As it stands in a file. `certain` needs an article.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct RawBasis {
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawCertainty {
    Certain,
    Likely,
    Verify,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct RawSourced<T> {
    value: T,
    #[serde(flatten)]
    basis: RawBasis,
}

impl RawBasis {
    pub(crate) fn read(self) -> Result<Basis, String> {
        let certainty = match self.certainty {
            RawCertainty::Certain if self.article.is_empty() => {
                return Err("`certain` needs an article".to_owned());
            }
            RawCertainty::Certain => Certainty::Certain,
            RawCertainty::Likely => Certainty::Likely,
            RawCertainty::Verify => Certainty::Verify,
        };
        if self.source.is_empty() {
            return Err("`source` is empty".to_owned());
        }
        Ok(Basis { article: self.article, source: self.source, certainty })
    }
}

impl<T> RawSourced<T> {
    pub(crate) fn read<U>(
        self,
        value: impl FnOnce(T) -> Result<U, String>,
    ) -> Result<Sourced<U>, String> {
        Ok(Sourced { value: value(self.value)?, basis: self.basis.read()? })
    }
}
