//! Readings and findings for people and machines: text, concise, JSON, SARIF, xlsx.
