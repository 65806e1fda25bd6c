# Every test, with a PostgreSQL beside SQLite, then which clauses of the standard they prove.

# Where the scratch files of tests and their PostgreSQL lie: in memory where there is room for 3 GiB, since most of
# what they would wait for is a disk; none of them stays.
scratch_place() {
    local room=0 below=${TMPDIR:-/tmp}
    [ ! -w /dev/shm ] || room=$(df --output=avail -k /dev/shm | tail -n 1)
    [ "$room" -lt $((3 << 20)) ] || below=/dev/shm
    echo "$below"
}

# Tests take memory in large pages and keep what they had: on a virtual machine a page fault costs more than the work that
# most tests do with a page.
large_pieces=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=1073741824
large_pieces+=:glibc.malloc.trim_threshold=2147483648:glibc.malloc.top_pad=2097152:glibc.malloc.arena_max=1

in_scratch() {
    (
        local below
        below=$(scratch_place)
        printf 'scratch files below %s\n' "$below" | tee "$root/build/scratch.log" >&2
        TMPDIR=$(mktemp -d "$below/tianping-tests.XXXXXX")
        export TMPDIR TIANPING_TEST_SCENES=$TMPDIR/scenes GLIBC_TUNABLES=$large_pieces
        mkdir "$TIANPING_TEST_SCENES"
        trap 'rm -rf "$TMPDIR"' EXIT
        "$@"
    )
}

# One test more than there are cores: some of them wait, for an answer or for a time.
tests_at_once() { echo $(($(nproc) + 1)); }

# Runs ctest and leaves what it told in build/ctest-PRESET.log and what its programs printed in build/ctest-PRESET-cases.log,
# for whoever wants to repeat some of it: ctest begins its own log anew whenever it lists the tests.
run_ctest() {
    local preset=$1 result=0
    shift
    say "running the tests ($preset)"
    (cd "$root" && in_scratch ctest --preset "$preset" --parallel "$(tests_at_once)" --no-tests=error "$@") |
        tee "$root/build/ctest-$preset.log" || result=$?
    cp "$root/build/$preset/Testing/Temporary/LastTest.log" "$root/build/ctest-$preset-cases.log"
    return $result
}

# What did not run: programs that ctest names, and cases that say why. With both databases and all packages there is none.
skipped_tests() {
    sed -n '/did not run:/,/^$/p' "$root/build/ctest-$1.log"
    sed -n 's/^\[  SKIPPED \] \([^ ,]*\) ([0-9]* ms)$/skipped: \1/p' "$root/build/ctest-$1-cases.log" | sort -u
}

# What each program that failed printed, without the cases that passed and at most 80 lines of it: a long log is read from
# its end.
failed_tests() {
    awk '/^ *[0-9]+\/[0-9]+ Test +#/ { left = /\*\*\*/ ? 80 : 0 } /^ +Start +[0-9]+:/ || /^[0-9]+% tests passed/ { left = 0 }
        /^\[ (RUN  |      OK|-)/ || /^\[-----/ || /^$/ { next }
        left-- > 0' "$root/build/ctest-$1.log"
}

# From "100% tests passed" to "Total Test time", and how many cases of GoogleTest these programs ran.
closing_lines() {
    awk '/^\[=+\] [0-9]+ tests? from .* ran\./ { cases += $2 } END { print cases + 0, "cases in the GoogleTest programs" }' \
        "$root/build/ctest-$1-cases.log"
    grep -E '^[0-9]+% tests passed|^Total Test time' "$root/build/ctest-$1.log"
}

clause_report() { python3 "$root/tools/clause_report.py" --root "$root" --build "$root/build/dev"; }

dev_test() {
    setup build test
    build dev
    trap postgres_stop EXIT
    postgres_start
    local failed=0
    run_ctest dev "$@" || failed=1
    postgres_stop
    clause_report || failed=1
    failed_tests dev
    skipped_tests dev
    closing_lines dev
    return $failed
}
