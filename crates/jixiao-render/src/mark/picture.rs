//! The code as a PNG file of one bit a pixel.
//!
//! Written by hand: it is four chunks, and an image encoder would bring four crates along.

use super::Mark;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// Pixels on a side of a square: viewers that smooth pictures keep its edges sharp.
pub(crate) const SQUARE_PIXELS: usize = 8;

/// The picture.
pub(super) fn png(mark: &Mark) -> Vec<u8> {
    let side = mark.side * SQUARE_PIXELS;
    let side_bytes = u32::try_from(side).unwrap_or(u32::MAX).to_be_bytes();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [side_bytes, side_bytes].concat();
    // One bit a pixel, grey, deflate, no interlacing.
    header.extend([1, 0, 0, 0, 0]);
    chunk(&mut file, *b"IHDR", &header);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let pixels = encoder.write_all(&pixels(mark)).and_then(|()| encoder.finish());
    chunk(&mut file, *b"IDAT", &pixels.expect("memory takes every write"));
    chunk(&mut file, *b"IEND", &[]);
    file
}

/// Rows of pixels from the top, each behind the number of its filter; a set bit is white.
fn pixels(mark: &Mark) -> Vec<u8> {
    // A square is a byte wide.
    let mut squares = vec![vec![0xff_u8; mark.side]; mark.side];
    for &(row, column, length) in &mark.runs {
        if let Some(run) = squares.get_mut(row).and_then(|row| row.get_mut(column..column + length))
        {
            run.fill(0);
        }
    }
    let mut pixels = Vec::with_capacity(mark.side * SQUARE_PIXELS * (mark.side + 1));
    for row in &squares {
        for _ in 0..SQUARE_PIXELS {
            pixels.push(0);
            pixels.extend_from_slice(row);
        }
    }
    pixels
}

fn chunk(file: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    file.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes());
    let mut sum = Crc::new();
    for part in [&name[..], content] {
        sum.update(part);
        file.extend_from_slice(part);
    }
    file.extend(sum.sum().to_be_bytes());
}
