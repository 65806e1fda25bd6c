# A PostgreSQL of our own in a scratch folder, on loopback, for the time of one run. A statement is planned once for a
# connection, not for each of its first arguments: connections of tests are short and many.
# Afterwards $TIANPING_TEST_POSTGRES is its address. PostgreSQL refuses to run as root, so root lends it
# the user that Debian's package made.

pg_bin=/usr/lib/postgresql/15/bin
pg_folder=

pg_as() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

postgres_start() {
    [ -x "$pg_bin/pg_ctl" ] || die "PostgreSQL 15 is not installed"
    local port
    port=$(free_port)
    pg_folder=$(mktemp -d "$(scratch_place)/tianping-postgres.XXXXXX")
    [ "$(id -u)" != 0 ] || chown postgres "$pg_folder"
    say "starting PostgreSQL 15 on 127.0.0.1:$port"
    (
        cd /
        pg_as "$pg_bin/initdb" -D "$pg_folder/data" -U tianping --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync
        pg_as "$pg_bin/pg_ctl" -D "$pg_folder/data" -l "$pg_folder/server.log" -w -t 60 \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$pg_folder -c max_connections=200 \
                -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_wal_size=256MB \
                -c plan_cache_mode=force_generic_plan" \
            start
        pg_as "$pg_bin/createdb" -h 127.0.0.1 -p "$port" -U tianping tianping
    ) >"$root/build/postgres.log" 2>&1 || { tail -n 20 "$root/build/postgres.log" >&2; die "PostgreSQL did not start"; }
    export TIANPING_TEST_POSTGRES="postgresql://tianping@127.0.0.1:$port/tianping"
}

# Stops the server whose process id is in its own folder, and removes the folder.
postgres_stop() {
    [ -n "$pg_folder" ] || return 0
    if [ -f "$pg_folder/data/postmaster.pid" ]; then
        (cd / && pg_as "$pg_bin/pg_ctl" -D "$pg_folder/data" -m fast -t 20 -w stop ||
            pg_as "$pg_bin/pg_ctl" -D "$pg_folder/data" -m immediate -w stop) >/dev/null 2>&1 || true
    fi
    rm -rf "$pg_folder"
    pg_folder=
    unset TIANPING_TEST_POSTGRES
}
