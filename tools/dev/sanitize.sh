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

# The programs whose tests on PostgreSQL do not run under it.
of_one_home() { awk -v s="$1" '$1 == s && $3 == "sqlite" { print $4 }' "$root/tools/ci_targets.txt"; }

# sanitizer_run SANITIZER "TARGET..."
sanitizer_run() {
    (cd "$root" && in_scratch laid_out "$1" ctest --preset "$1" --parallel "$(tests_at_once)" --no-tests=error \
        --tests-regex "^($(joined <<<"$2"))/" --exclude-regex "^($(of_one_home "$1" | joined))/.*postgres")
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
    sanitizer_run "$sanitizer" "$targets"
}
