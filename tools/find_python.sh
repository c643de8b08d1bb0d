# Sourced by ./start and ./check: sets PYTHON to a 64-bit Python that is new enough, or says how to get one and stops.

find_python() {
    local suitable='import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)'
    local candidate
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python; do
        if "$candidate" -c "$suitable" >/dev/null 2>&1; then
            PYTHON=$candidate
            return
        fi
    done
    cat "tools/no_python.txt" >&2
    exit 1
}
