# What is printed from the route tables and kept in the tree, so that a change of the interface is seen in review.

print_openapi() { tianping openapi; }
print_types() { tianping typescript; }

dev_reprint() {
    setup build
    build "$program_preset" tianping
    mkdir -p "$root/web/api"
    print_openapi >"$root/docs/openapi.json"
    print_types >"$root/web/api/types.d.ts"
    say "docs/openapi.json and web/api/types.d.ts are as the routes say"
}

# Fails when the kept copies differ from what the routes say today.
check_printed() {
    local fresh
    fresh=$(mktemp -d)
    print_openapi >"$fresh/openapi.json"
    print_types >"$fresh/types.d.ts"
    diff -u "$root/docs/openapi.json" "$fresh/openapi.json" >&2 &&
        diff -u "$root/web/api/types.d.ts" "$fresh/types.d.ts" >&2 ||
        { rm -rf "$fresh"; die "the routes changed: look at the difference, then ./dev reprint"; }
    rm -rf "$fresh"
}

lint_openapi() {
    say "OpenAPI linter"
    (cd "$root/tools/openapi" && npm ci --no-audit --no-fund --loglevel=error && npm run --silent lint)
}
