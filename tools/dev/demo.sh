# The rehearsal of a whole tender, and its result in the browser.

# Which build the program comes from: the one that the tests use, so that the house is built once. TIANPING_PRESET=release
# takes the other.
program_preset=${TIANPING_PRESET:-dev}
program_folder=$root/build/$program_preset

tianping() { "$program_folder/src/app/tianping" "$@"; }

dev_demo() {
    local serve=1 seed=1 data=$root/var/demo
    while [ $# -gt 0 ]; do
        case $1 in
        --no-serve) serve=0 ;;
        --seed) seed=${2:?--seed wants a number}; shift ;;
        *) die "demo [--no-serve] [--seed N]" ;;
        esac
        shift
    done
    setup build
    build "$program_preset" tianping
    rm -rf "$data"
    mkdir -p "$data"
    say "rehearsing a works tender from registration to opened bids (seed $seed)"
    tianping rehearse works-open-tender --data "$data" --seed "$seed"
    local exported
    for exported in "$data"/export/*/; do # as everybody reads it, and the whole
        say "verifying ${exported%/} as its reader would, by authorities of his own"
        tianping verify trade "${exported%/}" --anchors "$data/export/authorities.pem"
    done
    [ "$serve" = 1 ] || return 0
    say "open http://127.0.0.1:8080 in a browser; Ctrl-C ends it"
    tianping serve --data "$data" --listen 127.0.0.1:8080
}

# Without options the program makes a demonstration by itself; with some it wants to be told that it is one.
dev_serve() {
    setup build
    build "$program_preset" tianping
    case " $* " in
    "  " | *" --purpose"* | *" --installation"* | *" --config"*) tianping serve "$@" ;;
    *) tianping serve --purpose rehearsal "$@" ;;
    esac
}
