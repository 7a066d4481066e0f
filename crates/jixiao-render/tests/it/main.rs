//! Integration tests of the renderer.

mod grids;
mod samples;
mod writers;
