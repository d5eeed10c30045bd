#!/usr/bin/env bash
# Installs array-kernel for the current user and executes a lesson with it.
#
#     bash install.sh
#
# Installs what is missing of the system packages where it may, builds the kernel, registers it with
# Jupyter and prints the path of the executed lesson. May be run again at any time; what is there
# already is left as it is. `test.sh` sources this file for the same set-up.
set -euo pipefail

clone=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
target=${CARGO_TARGET_DIR:-$clone/target}
kernel=$target/release/array-kernel
lesson=$clone/notebooks/01-introduction.ipynb

case $(uname -s) in
    Darwin) cache=$HOME/Library/Caches ;;
    *) cache=${XDG_CACHE_HOME:-$HOME/.cache} ;;
esac
# The kernel's own command line looks for Python here, too.
python_environment=$cache/array-kernel-python

say() { printf '==> %s\n' "$*" >&2; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Whether each need of the kernel is met.
has_compiler() { have cc; }
has_openblas() { have pkg-config && pkg-config --exists openblas; }
has_linker() { [[ $(uname -s) == Darwin ]] || have mold || have ld.lld; }
has_venv() { have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null; }
has_browser() { have chromedriver; }

# The packages that meet a need, by package manager.
packages_for() {
    case $1:$2 in
        apt-get:compiler) echo build-essential ;;
        apt-get:openblas) echo libopenblas-dev pkg-config ;;
        apt-get:linker) echo mold ;;
        apt-get:venv) echo python3 python3-venv ;;
        apt-get:browser) echo chromium chromium-driver fonts-dejavu-core ;;
        dnf:compiler) echo gcc ;;
        dnf:openblas) echo openblas-devel pkgconf-pkg-config ;;
        dnf:linker) echo mold ;;
        dnf:venv) echo python3 ;;
        dnf:browser) echo chromium chromedriver ;;
        brew:openblas) echo openblas pkg-config ;;
        brew:venv) echo python ;;
    esac
}

# Runs a shell line as root, if that needs no password; else asks the user to run it and stops.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        sh -c "$1"
    elif have sudo && sudo -n true 2>/dev/null; then
        sudo sh -c "$1"
    else
        stop "Run this line, then this script again:
    sudo sh -c '$1'"
    fi
}

# Installs the system packages behind those of the given needs that are not met.
install_system_packages() {
    local manager='' name need packages=''
    for name in brew dnf apt-get; do
        if have "$name"; then manager=$name; fi
    done
    for need in "$@"; do
        "has_$need" || packages+=" $(packages_for "$manager" "$need")"
    done
    packages=$(xargs <<<"$packages")
    [[ -n $packages ]] || return 0

    say "Installing system packages: $packages"
    case $manager in
        apt-get) as_root "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install \
--no-install-recommends $packages >/dev/null" ;;
        dnf) as_root "dnf -q -y install $packages" ;;
        brew) xargs brew install --quiet <<<"$packages" ;;
    esac
}

check_system() {
    have cc || stop "No C compiler found: install one, for example gcc or clang."
    has_openblas || stop "OpenBLAS is not known to pkg-config: install its development files" \
        "and pkg-config; on macOS also set PKG_CONFIG_PATH as \`brew info openblas\` says."
    have python3 || stop "No python3 found: install Python 3.11 or later."
    have cargo || stop "No cargo found: install Rust with rustup, see https://rustup.rs"
}

# Completion and documentation of std read its sources.
install_rust_source() {
    [[ ! -d $(rustc --print sysroot)/lib/rustlib/src/rust/library ]] || return 0
    if have rustup; then
        say "Installing the sources of Rust's standard library"
        rustup --quiet component add rust-src
    else
        say "Note: without the component rust-src there is no completion for std"
    fi
}

# Makes the virtual environment with the pinned versions that the named files of tests/ list. A copy
# of each file stays there: what it lists is not installed again.
install_python_environment() {
    local name missing=() arguments=()
    for name in "$@"; do
        cmp -s "$clone/tests/$name" "$python_environment/$name" && continue
        missing+=("$name")
        arguments+=(--requirement "$clone/tests/$name")
    done
    [[ ${#missing[@]} != 0 ]] || return 0
    say "Installing ${missing[*]} in $python_environment"
    python3 -m venv "$python_environment"
    "$python_environment/bin/python" -m pip --quiet --disable-pip-version-check \
        install "${arguments[@]}"
    for name in "${missing[@]}"; do
        cp "$clone/tests/$name" "$python_environment/$name"
    done
}

has_jupyter() { have jupyter && jupyter nbconvert --version >/dev/null 2>&1; }

build_kernel() {
    [[ -x $kernel ]] || say "Building the kernel, which takes minutes the first time"
    local quiet=--quiet
    [[ ! -t 2 ]] || quiet=
    cargo build $quiet --release --locked --manifest-path "$clone/Cargo.toml" \
        --package array-kernel --package evcxr-host --package instant-engine
}

# Everything up to the compiler; the arguments are what the caller needs of the system.
set_up() {
    # rustup puts cargo here, which a fresh shell may not have on its path yet.
    export PATH=$PATH:$HOME/.cargo/bin
    install_system_packages "$@"
    check_system
    install_rust_source
}

main() {
    local page=$target/${lesson##*/}
    page=${page%.ipynb}.html
    set_up compiler openblas linker venv
    has_jupyter || install_python_environment requirements-jupyter.txt
    build_kernel
    "$kernel" install --user >&2
    say "Executing ${lesson##*/}"
    "$kernel" run "$lesson" --output "$page" >/dev/null
    say "Open notebooks with: $kernel lab $clone/notebooks"
    say "The executed lesson:"
    echo "$page"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    main
fi
