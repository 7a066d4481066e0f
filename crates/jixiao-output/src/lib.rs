//! Readings and findings for people and machines: text, concise, JSON, SARIF, xlsx.
//!
//! Owns every public shape of output and the words around it. Renders to strings and bytes and
//! computes nothing; the command line and the web application decide where they go.

pub mod concise;
mod excerpt;
pub mod reading;
pub mod regulation;
pub mod rule;
pub mod sarif;
pub mod schema;
pub mod score;
mod style;
pub mod text;
pub mod verify;
mod width;
pub mod wire;
pub mod xlsx;
