//! The command line program: arguments in, exit code out.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A panic is caught and reported as a defect; its own words would only
    // add a backtrace.
    std::panic::set_hook(Box::new(|_| {}));
    ExitCode::from(leakfix::cli::run(std::env::args_os()))
}
