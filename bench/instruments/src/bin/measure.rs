//! Runs a command and tells what it and its descendants cost.
//!
//! usage: measure <report.json> <command> [argument…]
//!
//! A process of its own and a small one: a child's peak memory is never less than that of whoever started it.

use std::env;
use std::fs::File;
use std::mem::MaybeUninit;
use std::process::{Command, ExitCode};
use std::time::Instant;

use lazy_image_bench_instruments::Failure;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    wall_seconds: f64,
    user_seconds: f64,
    system_seconds: f64,
    /// Largest resident set of any one process.
    peak_bytes: u64,
}

fn main() -> Result<ExitCode, Failure> {
    let mut arguments = env::args_os().skip(1);
    let report = arguments.next().ok_or("no report to write")?;
    let program = arguments.next().ok_or("no command to run")?;
    let started = Instant::now();
    let child = Command::new(&program).args(arguments).spawn()?;
    let (status, usage) = wait(child.id())?;
    let wall_seconds = started.elapsed().as_secs_f64();
    let report_file = File::create(report)?;
    serde_json::to_writer(
        report_file,
        &Report {
            wall_seconds,
            user_seconds: seconds(usage.ru_utime),
            system_seconds: seconds(usage.ru_stime),
            peak_bytes: usage.ru_maxrss as u64 * MAXRSS_UNIT,
        },
    )?;
    let code = if libc::WIFEXITED(status) { libc::WEXITSTATUS(status) } else { 128 + libc::WTERMSIG(status) };
    Ok(ExitCode::from(code as u8))
}

/// Linux counts kilobytes, macOS bytes.
const MAXRSS_UNIT: u64 = if cfg!(target_vendor = "apple") { 1 } else { 1024 };

/// The standard library waits without asking for the usage.
fn wait(pid: u32) -> Result<(i32, libc::rusage), Failure> {
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: both pointers are to live memory of the right type; the process is our child and not waited for yet.
    let waited = unsafe { libc::wait4(pid as i32, &raw mut status, 0, usage.as_mut_ptr()) };
    if waited < 0 {
        return Err(std::io::Error::last_os_error().into());
    }
    // SAFETY: plain integers, zeroed above and filled by the call.
    Ok((status, unsafe { usage.assume_init() }))
}

fn seconds(time: libc::timeval) -> f64 {
    time.tv_sec as f64 + time.tv_usec as f64 / 1e6
}
