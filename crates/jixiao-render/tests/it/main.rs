//! Integration tests of the renderer.

mod department;
mod grids;
mod marks;
mod monitoring;
mod programs;
mod readback;
mod samples;
mod tags;
mod texts;
mod writers;
