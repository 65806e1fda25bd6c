# The browser tests: a real Chromium against the pages, and a server with the rehearsal's result.

server_pid=
server_stop() {
    [ -n "$server_pid" ] || return 0
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    server_pid=
}

# Serves folder $1 on a free port of loopback; $TIANPING_URL is its address.
server_start() {
    local port log=$root/build/pages-server.log
    port=$(free_port)
    export TIANPING_URL=http://127.0.0.1:$port
    "$program_folder/src/app/tianping" serve --data "$1" --listen "127.0.0.1:$port" >"$log" 2>&1 &
    server_pid=$!
    for _ in $(seq 100); do
        if curl -fsS -o /dev/null "$TIANPING_URL/readyz" 2>/dev/null; then return 0; fi
        kill -0 "$server_pid" 2>/dev/null || break
        sleep 0.2
    done
    tail -n 20 "$log" >&2
    die "the server did not become ready"
}

# The addresses that the README and docs/operations promise.
check_promised_addresses() {
    local path
    for path in / /notices /openings /healthz /readyz /metrics /api/v1/changes; do
        curl -fsS -o /dev/null "$TIANPING_URL$path" || die "$path does not answer"
        note "answers: $path"
    done
}

dev_pages() {
    setup build test pages
    [ -d "$root/var/demo" ] || die "the pages show the rehearsal's result: ./dev demo --no-serve"
    build "$program_preset" tianping portal_preview
    trap server_stop EXIT
    server_start "$root/var/demo"
    say "the rehearsal's result at $TIANPING_URL"
    check_promised_addresses
    say "browser tests"
    rm -rf "$root/build/pages"
    "$program_folder/tests/portal/portal_preview" "$root/build/pages"
    (cd "$root/tests/e2e" && npm ci --no-audit --no-fund --loglevel=error && npm run --silent portal -- "$root/build/pages" && npm test --silent)
}
