//! How much memory this process may use.

use std::path::Path;

use super::control_groups;

/// Bytes that this process may use: the machine's memory, or less where its address space is limited or a control group
/// around it says so. All of it: what is in use already is not taken off.
pub fn available_memory() -> u64 {
    let limits = [machine_memory(), address_space(), control_groups::memory_limit(Path::new("/"))];
    limits.into_iter().flatten().min().unwrap_or(u64::MAX)
}

/// Bytes of memory that this process holds now; 0 where the system does not tell.
pub fn resident_memory() -> u64 {
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = told.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or(0).saturating_mul(page_size())
}

#[cfg(unix)]
fn page_size() -> u64 {
    // SAFETY: a number of the system's, no pointers.
    u64::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(0)
}

#[cfg(windows)]
fn page_size() -> u64 {
    0
}

#[cfg(unix)]
fn machine_memory() -> Option<u64> {
    // SAFETY: two numbers of the system's, no pointers.
    let (pages, size) = unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES), libc::sysconf(libc::_SC_PAGESIZE)) };
    u64::try_from(pages).ok()?.checked_mul(u64::try_from(size).ok()?)
}

#[cfg(unix)]
fn address_space() -> Option<u64> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the structure is ours.
    let known = unsafe { libc::getrlimit(libc::RLIMIT_AS, &mut limit) } == 0;
    (known && limit.rlim_cur != libc::RLIM_INFINITY).then_some(limit.rlim_cur)
}

#[cfg(windows)]
fn machine_memory() -> Option<u64> {
    use windows_sys::Win32::System::SystemInformation::{GlobalMemoryStatusEx, MEMORYSTATUSEX};

    let mut status = MEMORYSTATUSEX { dwLength: size_of::<MEMORYSTATUSEX>() as u32, ..Default::default() };
    // SAFETY: the structure is ours and tells its own size.
    let known = unsafe { GlobalMemoryStatusEx(&mut status) } != 0;
    known.then_some(status.ullTotalPhys)
}

#[cfg(windows)]
fn address_space() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_may_use_some_memory_and_no_more_than_there_is() {
        let machine = machine_memory().unwrap();
        assert!((1 << 20..1 << 50).contains(&machine), "{machine} bytes");
        assert!((1..=machine).contains(&available_memory()));
        assert!(resident_memory() <= machine);
    }
}
