//! Streams as PDF files keep them, by compressors that are used again and again.

use flate2::{Compress, Compression, FlushCompress, Status};
use std::sync::{Mutex, PoisonError};

/// How hard streams are compressed, of 9: more costs twice the time for a few percent of size.
const COMPRESSION: u32 = 1;
/// Compressors kept for the next form.
const IDLE_MAX: usize = 16;

/// Compressors that nobody uses at the moment: making one costs as much as compressing a page.
#[derive(Default)]
pub(super) struct Deflaters {
    idle: Mutex<Vec<Compress>>,
}

impl Deflaters {
    /// `bytes` as a zlib stream, the same whatever was compressed before.
    pub(super) fn compressed(&self, bytes: &[u8]) -> Vec<u8> {
        let mut deflater = match self.idle().pop() {
            Some(deflater) => deflater,
            None => Compress::new(Compression::new(COMPRESSION), true),
        };
        let mut stream = Vec::with_capacity(bytes.len() / 3 + 64);
        loop {
            let done = usize::try_from(deflater.total_in()).unwrap_or(usize::MAX);
            let rest = bytes.get(done..).unwrap_or_default();
            let status = deflater.compress_vec(rest, &mut stream, FlushCompress::Finish);
            match status.expect("the stream was just begun") {
                Status::StreamEnd => break,
                Status::Ok | Status::BufError => stream.reserve(bytes.len() / 3 + 64),
            }
        }
        deflater.reset();
        let mut idle = self.idle();
        if idle.len() < IDLE_MAX {
            idle.push(deflater);
        }
        stream
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Compress>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
