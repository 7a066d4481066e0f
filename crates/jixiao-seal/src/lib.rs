//! Seals of published files: an SM2 signature over their SM3 digest, carried in the file itself.
//!
//! Owns how a seal is laid into a file and how it is verified. Reads no files and no clock, keeps no
//! keys: bytes in, bytes or a verdict out.
