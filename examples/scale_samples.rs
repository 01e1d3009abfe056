//! Writes the field-sales sample data many times over, for measuring: `cargo run --release --example scale_samples -- 285 target/scaled`
//! makes some 100,000 people a quarter out of 350. Every copy has its own people, teams and deals.

use std::path::Path;
use std::{env, fs, io};

#[path = "../benches/scaled/mod.rs"]
mod scaled;

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(copies), Some(folder)) = (arguments.next().and_then(|copies| copies.parse().ok()), arguments.next()) else {
        return Err(io::Error::other("how many copies, and into which folder?"));
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for (name, text) in scaled::field_sales(copies)? {
        fs::write(folder.join(name).with_extension("csv"), text)?;
    }
    Ok(())
}
