# Configures a preset once and builds it.

# The compiler's cache is shared between clones: paths below the clone do not count.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=true

# BUILD_IN_BATCHES=OFF compiles each source by itself from then on, ON in batches again: see CONTRIBUTING.md.
configure() {
    local preset=$1 batches=()
    [ -z "${BUILD_IN_BATCHES:-}" ] || batches=(-DTIANPING_BATCHES="$BUILD_IN_BATCHES")
    [ ${#batches[@]} -gt 0 ] || [ ! -f "$root/build/$preset/build.ninja" ] || return 0
    say "configuring preset $preset"
    (cd "$root" && cmake --preset "$preset" "${batches[@]}") >"$root/build/configure-$preset.log" 2>&1 ||
        { tail -n 30 "$root/build/configure-$preset.log" >&2; die "cmake failed"; }
}

# build PRESET [TARGET...]
build() {
    local preset=$1
    shift
    configure "$preset"
    say "building $preset ${*:-everything}"
    (cd "$root" && cmake --build --preset "$preset" ${1:+--target "$@"})
    [ "$preset" != release ] || tell_digests "$root/build/release/src/app/tianping"
}

# What a program that is handed out is compared with: `tianping --version`, the portal's /verify, sha256sum.
tell_digests() {
    [ -x "$1" ] || return 0
    say "built $1"
    "$1" --version >&2
}
