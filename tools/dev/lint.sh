# Everything that is checked without running the platform.

# The files that git knows or would know, below these patterns, as far as they exist.
house_files() {
    git -C "$root" ls-files -z --cached --others --exclude-standard -- "$@" |
        (cd "$root" && xargs -0 -r ls -d 2>/dev/null || true)
}

sources() { house_files 'src/*.[ch]pp' 'tests/*.[ch]pp' 'bench/*.[ch]pp'; }

lint_format() {
    say "format (clang-format 14)"
    (cd "$root" && sources | xargs -r clang-format-14 --dry-run --Werror --ferror-limit=1)
}

write_format() { (cd "$root" && sources | xargs -r clang-format-14 -i); }

lint_scripts() {
    local check failed=0
    for check in check_rooms check_text check_catalogues; do
        say "$check"
        python3 "$root/tools/$check.py" --root "$root" || failed=1
    done
    return $failed
}

lint_shell() {
    say "shellcheck"
    # The parts are read by ./dev, which sets $root.
    (cd "$root" && shellcheck --shell=bash --severity=warning --exclude=SC2154 dev .ci/run tools/dev/*.sh)
}

lint_without_build() {
    local failed=0 step
    for step in lint_format lint_shell lint_scripts; do
        $step || failed=1
    done
    return $failed
}

lint_must_not_compile() {
    say "must not compile"
    python3 "$root/tools/must_not_compile.py" --root "$root"
}

lint_tidy() {
    say "clang-tidy 19 on what changed since its last clean look"
    (cd "$root" && cmake --preset tidy >"$root/build/configure-tidy.log") || die "see build/configure-tidy.log"
    python3 "$root/tools/tidy.py" --root "$root" --build "$root/build/tidy" "$@"
}

dev_lint() {
    setup build lint
    local failed=0 step
    for step in lint_without_build lint_must_not_compile lint_tidy; do
        $step || failed=1
    done
    [ $failed = 0 ] && say "lint: clean"
    return $failed
}
