//! The `merit` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    merit::commands::main()
}
