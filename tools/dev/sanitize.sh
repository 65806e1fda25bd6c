# The tests that run under a sanitizer: only the targets of tools/ci_targets.txt are built.

sanitizer_targets() {
    local sanitizer=$1 presence target known
    known=$(cmake --build "$root/build/$sanitizer" --target help | sed -n 's/^\([^ :/]*\): phony.*/\1/p')
    for target in $(grep -E '_test$' <<<"$known"); do
        grep -qw -- "$target" "$root/tools/ci_targets.txt" || note "under no sanitizer: $target"
    done
    while read -r presence target; do
        if grep -qx -- "$target" <<<"$known"; then
            echo "$target"
        elif [ "$presence" = optional ]; then
            note "skipped: there is no test program $target yet"
        else
            die "tools/ci_targets.txt: there is no test program $target"
        fi
    done < <(awk -v s="$sanitizer" '$1 == s { print $2, $4 }' "$root/tools/ci_targets.txt")
}

# ThreadSanitizer of g++ 12 wants addresses laid out as older kernels did.
laid_out() { if [ "$1" = tsan ]; then setarch "$(uname -m)" --addr-no-randomize "${@:2}"; else "${@:2}"; fi; }

joined() { paste -sd '|'; }

# The programs that run under it on both databases, or on SQLite alone.
of_homes() { awk -v s="$1" -v h="$2" '$1 == s && $3 == h { print $4 }' "$root/tools/ci_targets.txt"; }

# programs_run SANITIZER PROGRAMS [ctest options]
programs_run() {
    [ -n "$2" ] || return 0
    (cd "$root" && in_scratch laid_out "$1" ctest --preset "$1" --parallel "$(tests_at_once)" --no-tests=error \
        --tests-regex "^($(joined <<<"$2"))/" "${@:3}") | tee -a "$root/build/ctest-$1.log"
}

sanitizer_run() {
    local failed=0
    rm -f "$root/build/ctest-$1.log"
    programs_run "$1" "$(of_homes "$1" both)" || failed=1
    unset TIANPING_TEST_POSTGRES
    programs_run "$1" "$(of_homes "$1" sqlite)" --exclude-regex /postgres/ || failed=1
    return $failed
}

dev_sanitize() {
    local sanitizer=$1 targets
    configure "$sanitizer"
    targets=$(sanitizer_targets "$sanitizer") || exit 1
    # shellcheck disable=SC2086
    build "$sanitizer" $targets
    trap postgres_stop EXIT
    postgres_start
    export TSAN_OPTIONS="suppressions=$root/tools/tsan.supp:history_size=4"
    export ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1
    say "running the tests ($sanitizer)"
    sanitizer_run "$sanitizer"
}
