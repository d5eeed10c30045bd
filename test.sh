#!/usr/bin/env bash
# Sets everything up as install.sh does, then runs all tests.
#
#     bash test.sh
#
# The last line counts them; the exit code is not zero when one failed. The kernel is built and
# tested in the release profile, in the target directory that install.sh uses.
set -euo pipefail

# shellcheck source=install.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/install.sh"

passed=0
failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# Runs a check that counts as one test.
check() {
    local name=$1
    shift
    say "$name"
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        say "FAILED: $name"
    fi
}

# Runs the tests of some packages: test_packages PROFILE PACKAGE...
test_packages() {
    local packages=() profile=$1 name
    shift
    for name in "$@"; do packages+=(--package "$name"); done
    cargo test --profile "$profile" --locked --no-fail-fast "${packages[@]}"
}

# Tests data frames in a copy of the workspace in which the runtime's were built, so that polars is
# compiled once. The tests are a package there that has this clone's files, and asks for what cells
# ask for: cargo compiles again what is wanted with other features.
test_frames() {
    local workspace=$target/test-frames host status=0
    host=$(rustc -vV | sed -n 's/^host: //p')
    rm -rf "$workspace"
    cp -pR "$ARRAY_KERNEL_RUNTIME/template-frames" "$workspace"
    mkdir "$workspace/tests"
    sed 's/^members = .*/members = ["cell", "pins", "tests"]/' \
        "$ARRAY_KERNEL_RUNTIME/template-frames/Cargo.toml" >"$workspace/Cargo.toml"
    cat >"$workspace/tests/Cargo.toml" <<END
[package]
name = "frames-tests"
edition = "2024"

[lib]
path = "lib.rs"

[[test]]
name = "it"
path = "$clone/array-core/frames/tests/it/main.rs"

[dependencies]
array-core = { path = "$ARRAY_KERNEL_RUNTIME/src/array-core" }
array-frames = { path = "$ARRAY_KERNEL_RUNTIME/src/array-core/frames" }
array-kernel-unify = { path = "$ARRAY_KERNEL_RUNTIME/unify" }
array-kernel-unify-frames = { path = "$ARRAY_KERNEL_RUNTIME/unify-frames" }
END
    : >"$workspace/tests/lib.rs"
    local cargo=(env "RUSTFLAGS=-Cprefer-dynamic" cargo test --offline --no-fail-fast
        --manifest-path "$workspace/Cargo.toml" --target-dir "$workspace/cell/target"
        --target "$host")
    "${cargo[@]}" --package frames-tests --test it || status=$?
    "${cargo[@]}" --package frames-tests --package array-frames --doc || status=$?
    rm -rf "$workspace"
    return "$status"
}

# Adds up the `test result:` lines of cargo test; a run that failed without a failed test counts as
# one failure, for example code that does not compile.
run_cargo_tests() {
    local log=$logs/cargo status=0 counts
    say "Golden cases"
    export ARRAY_CORE_GOLDEN=$logs/golden.jsonl
    "$python_environment/bin/python" "$clone/tests/golden/generate.py" "$ARRAY_CORE_GOLDEN"
    # The tests of published figures read NumPy's own test data from the package.
    ARRAY_CORE_NUMPY=$("$python_environment/bin/python" -c 'import numpy; print(*numpy.__path__)')
    export ARRAY_CORE_NUMPY
    say "cargo test"
    # Several runs: together the packages would ask for other features of what both need, and all of
    # rust-analyzer would be built a second time. Arrays are tested unoptimised, with overflow checks
    # and debug assertions, and compile in a fraction of the time.
    test_packages release array-kernel evcxr-host instant-engine engine-support engine-protocol \
        2>&1 | tee "$log" || status=$?
    test_packages dev array-core lessons 2>&1 | tee -a "$log" || status=$?
    # Built with the tests; the tests in Python have it read and write files.
    export ARRAY_CORE_FILES=$target/debug/examples/files
    test_frames 2>&1 | tee -a "$log" || status=$?
    counts=$(sed -n 's/^test result: [^.]*\. \([0-9]*\) passed; \([0-9]*\) failed.*/\1 \2/p' "$log" |
        awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }')
    add "${counts% *}" "${counts#* }" "$status"
    say "Rust tests ignored: $(grep -c '^test .* ignored' "$log" || true)"
    grep '^test .* ignored' "$log" >&2 || true
}

# pytest counts by itself; -rs names each skipped test with its reason.
run_python_tests() {
    local log=$logs/pytest status=0 summary
    say "pytest"
    "$python_environment/bin/python" -m pytest -rs "$clone/tests" 2>&1 | tee "$log" || status=$?
    summary=$(tail -n 1 "$log")
    add "$(count passed "$summary")" "$(($(count failed "$summary") + $(count error "$summary")))" \
        "$status"
}

# The number before a word in pytest's summary line.
count() { grep -Eo "[0-9]+ $1" <<<"$2" | cut -d ' ' -f 1 || echo 0; }

add() {
    passed=$((passed + $1))
    failed=$((failed + $2))
    if [[ $2 == 0 && $3 != 0 ]]; then failed=$((failed + 1)); fi
}

cd "$clone"
set_up compiler openblas linker venv browser
install_python_environment requirements-jupyter.txt requirements.txt
if have rustup; then rustup --quiet component add clippy rustfmt; fi

check "Format" cargo fmt --all --check
build_kernel
check "Runtime" "$kernel" install --frames --prefix "$target/test-prefix"
check "Lints" cargo clippy --quiet --release --locked --workspace --all-targets -- -D warnings
# After the lints and for the whole workspace: so it finds the dependencies checked already.
check "Documentation" env RUSTDOCFLAGS="-D warnings" \
    cargo doc --quiet --release --locked --workspace --no-deps
# The tests of the instant engine run cells on the runtime that the kernel uses.
ARRAY_KERNEL_RUNTIME=$("$kernel" doctor | sed -n 's/^found *runtime *//p' || true)
export ARRAY_KERNEL_RUNTIME
run_cargo_tests
ARRAY_KERNEL=$kernel run_python_tests

echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
