//! The live stream.

mod instances;
mod rights;
mod stream;
