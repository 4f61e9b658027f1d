//! Memory limits of the control groups that this process is in, of version 1 and 2, as Linux tells them under `/proc`.
//!
//! A group's own limit may be none while one around it has one, so that every level up to the mount's is looked at.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The least limit in bytes; `None` where there is none, or no control groups.
///
/// `root` is the folder that `proc` lies in, and that the paths in it start from.
pub fn memory_limit(root: &Path) -> Option<u64> {
    let read = |file: &str| fs::read_to_string(root.join("proc/self").join(file)).ok();
    let (groups, mounts) = (read("cgroup")?, read("mountinfo")?);
    let mounts: Vec<Mount> = mounts.lines().filter_map(Mount::parse).collect();
    groups
        .lines()
        .filter_map(Group::parse)
        .flat_map(|group| mounts.iter().filter_map(move |mount| mount.least_limit(&group, root)))
        .min()
}

/// The two ways in which limits are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

impl Version {
    /// Files of a group that hold a limit: beyond `high`, a group's processes are slowed down until they hardly run.
    fn files(self) -> &'static [&'static str] {
        match self {
            Self::One => &["memory.limit_in_bytes"],
            Self::Two => &["memory.max", "memory.high"],
        }
    }
}

/// Where the process is in one hierarchy that may limit memory: a line of `/proc/self/cgroup`.
#[derive(Debug, PartialEq, Eq)]
struct Group<'a> {
    version: Version,
    path: &'a Path,
}

impl<'a> Group<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let [hierarchy, controllers, path] = line.splitn(3, ':').collect::<Vec<_>>().try_into().ok()?;
        let version = match (hierarchy, controllers) {
            ("0", "") => Version::Two,
            (_, controllers) if controllers.split(',').any(|name| name == "memory") => Version::One,
            _ => return None,
        };
        Some(Self { version, path: Path::new(path) })
    }
}

/// Where a hierarchy is seen in the file system: a line of `/proc/self/mountinfo`.
#[derive(Debug, PartialEq, Eq)]
struct Mount {
    version: Version,
    /// The group that the folder stands for.
    root: PathBuf,
    folder: PathBuf,
}

impl Mount {
    fn parse(line: &str) -> Option<Self> {
        let (place, kind) = line.split_once(" - ")?;
        let mut place = place.split(' ').skip(3);
        let (root, folder) = (unescape(place.next()?), unescape(place.next()?));
        let mut kind = kind.split(' ');
        let version = match (kind.next()?, kind.nth(1)?) {
            ("cgroup2", _) => Version::Two,
            ("cgroup", options) if options.split(',').any(|option| option == "memory") => Version::One,
            _ => return None,
        };
        Some(Self { version, root: root.into(), folder: folder.into() })
    }

    fn least_limit(&self, group: &Group, root: &Path) -> Option<u64> {
        if self.version != group.version {
            return None;
        }
        let folder = root.join(self.folder.strip_prefix("/").unwrap_or(&self.folder));
        // A container may see its own group as the mount's root, or only groups beside it: then that root is all that
        // there is to look at.
        let below = group.path.strip_prefix(&self.root).unwrap_or(Path::new(""));
        let is_inside = below.components().all(|component| matches!(component, Component::Normal(_)));
        let below = if is_inside { below } else { Path::new("") };
        let levels = below.ancestors().map(|level| folder.join(level));
        levels.flat_map(|level| self.version.files().iter().filter_map(move |file| limit_in(&level.join(file)))).min()
    }
}

/// `max` is no number, and no limit.
fn limit_in(file: &Path) -> Option<u64> {
    fs::read_to_string(file).ok()?.trim().parse().ok()
}

/// Blanks and backslashes are written as three octal digits.
fn unescape(field: &str) -> String {
    let mut parts = field.split('\\');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.get(..3).and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) if byte.is_ascii() => {
                out.push(byte.into());
                out.push_str(&part[3..]);
            }
            _ => {
                out.push('\\');
                out.push_str(part);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const V1: &str = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:15 - cgroup cgroup rw,memory";
    const V2: &str = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate";

    /// A machine of files: what `/proc/self` says, and limits under `/sys/fs/cgroup`.
    fn limit(name: &str, cgroup: &str, mountinfo: &[&str], limits: &[(&str, &str)]) -> Option<u64> {
        let root = std::env::temp_dir().join(format!("lazy-image-groups-{name}-{}", std::process::id()));
        let write = |path: PathBuf, text: &str| {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(root.join("proc/self/cgroup"), cgroup);
        write(root.join("proc/self/mountinfo"), &mountinfo.join("\n"));
        for (file, text) in limits {
            write(root.join("sys/fs/cgroup").join(file), text);
        }
        let found = memory_limit(&root);
        fs::remove_dir_all(root).unwrap();
        found
    }

    #[test]
    fn the_least_limit_of_a_group_and_those_around_it_counts() {
        let limits = |own, slice, top| {
            [("a.slice/b.service/memory.max", own), ("a.slice/memory.max", slice), ("memory.max", top)]
        };
        let least = |name, limits: &[(&str, &str)]| limit(name, "0::/a.slice/b.service\n", &[V2], limits);
        assert_eq!(least("own", &limits("100\n", "max\n", "max\n")), Some(100));
        assert_eq!(least("parent", &limits("max\n", "50\n", "90\n")), Some(50));
        assert_eq!(least("top", &limits("100\n", "max\n", "20\n")), Some(20));
        assert_eq!(least("none", &limits("max\n", "max\n", "max\n")), None);
        assert_eq!(least("absent", &[]), None);
    }

    #[test]
    fn what_slows_a_group_down_limits_it_too() {
        let limits = [("a/memory.max", "100\n"), ("a/memory.high", "60\n")];
        assert_eq!(limit("high", "0::/a\n", &[V2], &limits), Some(60));
    }

    #[test]
    fn version_1_has_its_own_file_and_a_number_for_no_limit() {
        let groups = "12:cpu,cpuacct:/x\n4:memory:/job/task\n1:name=systemd:/init.scope\n0::/\n";
        let limits = [
            ("memory/job/task/memory.limit_in_bytes", "9223372036854771712\n"),
            ("memory/job/memory.limit_in_bytes", "700\n"),
            ("memory/memory.limit_in_bytes", "9223372036854771712\n"),
            // Another controller's, and another group's.
            ("cpu/x/memory.limit_in_bytes", "1\n"),
            ("memory/other/memory.limit_in_bytes", "2\n"),
        ];
        assert_eq!(limit("v1", groups, &[V1], &limits), Some(700));
    }

    #[test]
    fn both_versions_side_by_side_are_both_looked_at() {
        let unified = "41 31 0:38 / /sys/fs/cgroup/unified rw shared:20 - cgroup2 cgroup2 rw";
        let groups = "4:memory:/one\n0::/two\n";
        let limits = [("memory/one/memory.limit_in_bytes", "300\n"), ("unified/two/memory.max", "200\n")];
        assert_eq!(limit("hybrid", groups, &[V1, unified], &limits), Some(200));
        assert_eq!(limit("hybrid-1", groups, &[V1, unified], &limits[..1]), Some(300));
    }

    #[test]
    fn a_container_that_sees_its_own_group_as_the_root_finds_its_limit() {
        // Without a namespace of control groups: the path is the host's, the mount starts at it.
        let mount = "35 31 0:32 /docker/1f /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory";
        let limits = [("memory/memory.limit_in_bytes", "64\n")];
        assert_eq!(limit("docker", "4:memory:/docker/1f\n", &[mount], &limits), Some(64));
        // With one, seen from beside: the path leads out of it.
        let limits = [("memory.max", "32\n")];
        assert_eq!(limit("namespace", "0::/../../system.slice\n", &[V2], &limits), Some(32));
    }

    #[test]
    fn a_mount_with_blanks_in_its_path_is_found() {
        let mount = r"30 23 0:26 / /sys/fs/cgroup/with\040a\134blank rw - cgroup2 cgroup2 rw";
        let limits = [(r"with a\blank/g/memory.max", "5\n")];
        assert_eq!(limit("blank", "0::/g\n", &[mount], &limits), Some(5));
    }

    #[test]
    fn what_cannot_be_read_limits_nothing() {
        assert_eq!(limit("odd", "\n0:\nx:y\n4:memory\n", &["", "no mount", "1 2 3 - cgroup2"], &[]), None);
        assert_eq!(memory_limit(Path::new("/nowhere/at/all")), None);
    }
}
