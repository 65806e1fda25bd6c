# Installs the Debian packages of the named groups that are not there yet. Nothing happens when all are.

packages_of() {
    local group
    for group in "$@"; do
        awk -v group="$group" '$1 == group { print $2 }' "$root/tools/packages.txt"
    done | sort -u
}

missing_packages() {
    local have package
    have=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2 == "installed" { print $1 }')
    for package in $(packages_of "$@"); do
        # nodejs from elsewhere brings its own npm.
        if [ "$package" = npm ] && command -v npm >/dev/null; then continue; fi
        if [ "$package" = nodejs ] && command -v node >/dev/null; then continue; fi
        grep -qx -- "$package" <<<"$have" || echo "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "this needs root once, and sudo is not here; as root: $*"
    fi
}

setup() {
    command -v apt-get >/dev/null || die "written for Debian 12; install the packages of tools/packages.txt by hand"
    local missing
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    say "installing $(wc -w <<<"$missing") Debian packages"
    note "$(tr '\n' ' ' <<<"$missing")"
    # Debian would start a database server of its own; the tests bring theirs.
    if grep -q '^postgresql' <<<"$missing" && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        as_root mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o Dpkg::Options::=--force-confold $missing </dev/null 2>&1 | tee "$root/build/apt.log" | apt_progress ||
        { tail -n 20 "$root/build/apt.log" >&2; die "apt-get failed; the whole log is build/apt.log"; }
}

# apt says thousands of lines; people want to see that it moves.
apt_progress() {
    awk '/ newly installed/ { all = 2 * $3 } /^(Unpacking|Setting up) / { done += 1; if (done % 40 == 0) { printf "    %d of about %d steps\n", done, all; fflush() } }' >&2
}
