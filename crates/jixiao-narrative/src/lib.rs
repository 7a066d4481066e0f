//! Reports in official Chinese, drafted from named figures by dated templates.
//!
//! Owns the templates, the tie between a figure in a sentence and the cell it comes from, and the
//! rules by which a person may edit around tied figures. Knows no records and no file formats.
