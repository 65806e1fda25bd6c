# Measurements and faults: programs of their own beside the tests, built for release.

known_names() { (cd "$root/build/release" && cmake --build . --target help) | sed -n "s/^$1_\([a-z_]*\): phony.*/\1/p" | tr '\n' ' '; }

# run_named KIND FOLDER NAME [options]: builds KIND_NAME and runs it; faults are told where the server is.
run_named() {
    local kind=$1 folder=$2 name=${3:-} server=()
    setup build "$kind"
    configure release
    [ -n "$name" ] && [[ " $(known_names "$kind")" == *" $name "* ]] || die "$kind NAME, with NAME one of: $(known_names "$kind")"
    build release tianping "${kind}_$name"
    [ "$kind" = bench ] || server=(--server "$root/build/release/src/app/tianping")
    "$root/build/release/$folder/${kind}_$name" "${server[@]}" "${@:4}"
}

dev_bench() { run_named bench bench "$@"; }
dev_faults() { run_named faults tests/faults "$@"; }
