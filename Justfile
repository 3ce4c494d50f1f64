# Every task of the project. `./justw RECIPE` runs one; it finds or installs `just`.
#
# Everything is built with the release profile and for the whole workspace: cargo
# unites the features of the packages that it is given, so that any other choice
# would compile wasmtime once more.

target := absolute_path(env("CARGO_TARGET_DIR", "target"))

# Where cargo puts what it builds for this host; see .cargo/config.toml.
built := target / shell("rustc --print host-tuple 2>/dev/null || true") / "release"

# What the tests, the demo and the benchmark run: our binary, and the peers from PyPI.
# A linker leaves its output scattered over the page cache. The copy that `build`
# makes is not, and starts in nine tenths of the time until the next boot.
program := target / "release/portcullis"
export PORTCULLIS_BIN := program
export PORTCULLIS_PEERS := justfile_directory() / ".tools/peers"

# What the judge of the real managers is asked for. Exit code 3 means that nothing
# is wrong but something could not run, which is good enough anywhere but in CI.
everything := if env("CI", "") == "" { "--all" } else { "--ci" }

# What the crashes are asked for; exit code 3 means the same.
quickly := if env("CI", "") == "" { "--quick" } else { "--quick --ci" }

# The scripts that are ours.
scripts := "justw .ci/run tests/setup/install tests/setup/install-deny tests/setup/install-languages tests/setup/at-once tests/setup/deny tests/setup/demo fuzz/run fuzz/instrument"

_list:
    @{{ just_executable() }} --list --unsorted

# Install what is missing: guest toolchain, real process managers, honcho
[group('build')]
setup:
    @tests/setup/install

# Build target/release/portcullis
[group('build')]
build: setup
    cargo build --release --workspace --bin portcullis
    @mkdir -p {{ target }}/release
    @cp {{ built }}/portcullis {{ program }}.copy && mv -f {{ program }}.copy {{ program }}

# Export a sample application to all four formats and show what was written
[group('run')]
demo: build
    @tests/setup/demo

# Measure against honcho and native rendering, or with `--against PROGRAM` another build
[group('run')]
bench *ARGS: build
    cargo build --release --workspace --example bench
    @{{ built }}/examples/bench {{ ARGS }}

# Measure, and renew docs/benchmarks.md with the figures, whether they please or not
[group('run')]
figures: build
    cargo build --release --workspace --example bench
    @{{ built }}/examples/bench --markdown > target/benchmarks.md; broken=$?; \
        mv target/benchmarks.md docs/benchmarks.md; exit $broken

# Run every test, under the real managers too; ends with the test runner's own count
[group('check')]
test: build
    @python3 tests/judge/judge.py {{ everything }} || [ $? = 3 ]
    cargo build --release --workspace --example crash
    @python3 tests/crash/crash.py {{ quickly }} || [ $? = 3 ]
    cargo test --release --workspace --doc
    cargo test --release --workspace --lib --bins
    cargo build --release --workspace --example hostile
    @{{ built }}/examples/hostile --quick
    cargo test --release --workspace --test all

# Start exported files under the real managers, as root, and compare
[group('check')]
judge *ARGS="--all": build
    python3 tests/judge/judge.py {{ ARGS }}

# Make, build, test and run an exporter in each of six languages, and print how they compare
[group('check')]
languages *ARGS="--docs": build
    @tests/setup/install-languages
    python3 tests/languages/languages.py {{ ARGS }}

# Kill exports at every system call, have calls fail, lose power, race; `--help` tells more
[group('check')]
crash *ARGS: build
    cargo build --release --workspace --example crash
    python3 tests/crash/crash.py {{ ARGS }}

# Judge honcho and foreman by the same cases, and renew docs/scoreboard.md and the README
[group('check')]
scoreboard: build
    python3 tests/judge/scoreboard.py --docs --readme
    python3 tests/judge/exposure.py

# Run the hostile corpus against the command and measure it; --quick, --only TEXT, --emit DIR
[group('check')]
hostile *ARGS: build
    cargo build --release --workspace --example hostile
    @{{ built }}/examples/hostile {{ ARGS }}

# Replay the seeds of the fuzzing targets and try new input: three minutes for all, or one for longer
[group('check')]
fuzz TARGET="all" SECONDS="180": setup
    @fuzz/run {{ TARGET }} {{ SECONDS }}

# Keep what fuzzing found since as seeds, as few as take every branch
[group('check')]
keep-seeds: setup
    @fuzz/run --keep

# Accept what the tests produce now as the expected files, and add random cases that
# a manager gets wrong to the judge's table, shrunk; `--seed N` draws those of a run
[group('check')]
bless *ARGS="--random 300": build
    BLESS=1 cargo test --release --workspace --test all
    @python3 tests/judge/judge.py --no-table --bless {{ ARGS }} || case $? in 1 | 3) ;; *) exit 1 ;; esac

# Format the code
[group('check')]
fmt:
    cargo fmt --all
    cargo fmt --manifest-path fuzz/Cargo.toml

# Check format, clippy, documentation, shell scripts and dependencies
[group('check')]
lint: setup && deny
    cargo fmt --all --check
    cargo fmt --manifest-path fuzz/Cargo.toml --check
    cargo clippy --release --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps
    for script in {{ scripts }}; do sh -n "$script" || exit 1; done
    shellcheck {{ scripts }}

# Check the dependencies: licences, bans, sources, advisories
[group('check')]
deny:
    @tests/setup/deny

# Renew the pages of the built-in exporters in docs/exporters
[group('build')]
reference: build
    for name in systemd supervisord upstart runit; do \
        {{ program }} inspect $name --markdown > docs/exporters/$name.md || exit 1; done

# Build the documentation of the crates
[group('build')]
doc: setup
    cargo doc --release --workspace --no-deps

# Run exactly what CI runs
[group('check')]
ci: lint build && test
    @tests/setup/at-once '{{ just_executable() }} languages --ci' '{{ just_executable() }} fuzz'
