//! The formatter: what it writes stays as it is, means the same, and goes into the other language and back without loss.
//!
//! Files before and after stand as snapshots in `format/snapshots`; `INSTA_UPDATE=always cargo test --test format` writes them anew.

/// The generator of policies; what it makes beside them is not asked here.
#[allow(dead_code)]
#[path = "reference"]
mod reference {
    pub mod generate;
}

#[path = "format/hostile.rs"]
mod hostile;
#[path = "format/laws.rs"]
mod laws;
#[path = "format/shown.rs"]
mod shown;
