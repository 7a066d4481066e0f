//! Integration tests of the renderer.

mod grids;
mod programs;
mod readback;
mod samples;
mod texts;
mod writers;
