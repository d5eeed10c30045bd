//! How each supported platform installs what the kernel needs.

use std::fs;

/// A family of systems that share a package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Platform {
    Debian,
    Fedora,
    MacOs,
    Other,
}

/// A thing that the system's package manager can install.
#[derive(Clone, Copy, Debug)]
pub(super) enum Package {
    Linker,
    FastLinker,
    OpenBlas,
    Python,
}

impl Platform {
    /// The platform this program runs on.
    pub(super) fn of_this_machine() -> Self {
        if cfg!(target_os = "macos") {
            return Self::MacOs;
        }
        Self::of_release(&fs::read_to_string("/etc/os-release").unwrap_or_default())
    }

    /// The platform that an `os-release` file describes.
    fn of_release(os_release: &str) -> Self {
        let names: Vec<&str> = os_release
            .lines()
            .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")))
            .flat_map(|value| value.trim_matches('"').split_whitespace())
            .collect();
        if names.iter().any(|name| ["debian", "ubuntu"].contains(name)) {
            Self::Debian
        } else if names.iter().any(|name| ["fedora", "rhel", "centos"].contains(name)) {
            Self::Fedora
        } else {
            Self::Other
        }
    }

    /// The one line that installs a package.
    pub(super) fn fix(self, package: Package) -> String {
        use Package::{FastLinker, Linker, OpenBlas, Python};
        let (install, name) = match (self, package) {
            (Self::Debian, Linker) => ("sudo apt-get install", "build-essential"),
            (Self::Debian, FastLinker) => ("sudo apt-get install", "mold"),
            (Self::Debian, OpenBlas) => ("sudo apt-get install", "libopenblas-dev pkg-config"),
            (Self::Debian, Python) => ("sudo apt-get install", "python3 python3-venv"),
            (Self::Fedora, Linker) => ("sudo dnf install", "gcc"),
            (Self::Fedora, FastLinker) => ("sudo dnf install", "mold"),
            (Self::Fedora, OpenBlas) => ("sudo dnf install", "openblas-devel pkgconf-pkg-config"),
            (Self::Fedora, Python) => ("sudo dnf install", "python3"),
            (Self::MacOs, Linker | FastLinker) => ("xcode-select", "--install"),
            (Self::MacOs, OpenBlas) => ("brew install", "openblas pkg-config"),
            (Self::MacOs, Python) => ("brew install", "python"),
            (Self::Other, Linker) => ("install", "a C compiler with its linker"),
            (Self::Other, FastLinker) => ("install", "mold or lld"),
            (Self::Other, OpenBlas) => ("install", "OpenBLAS's development files and pkg-config"),
            (Self::Other, Python) => ("install", "Python 3 with its venv module"),
        };
        format!("{install} {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_distributions_count_as_their_parents() {
        let check = |release, platform| assert_eq!(Platform::of_release(release), platform);
        check("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n", Platform::Debian);
        check("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", Platform::Debian);
        check("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", Platform::Fedora);
        check("ID=arch\n", Platform::Other);
        check("", Platform::Other);
    }
}
