//! Builders of sample forms and files for tests and benchmarks.
