//! What the catalogue promises and how scores are computed.

mod catalogue;
