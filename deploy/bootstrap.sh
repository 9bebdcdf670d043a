#!/usr/bin/env bash
# Makes .venv with everything in uv.lock, on a machine that may have little more than apt.
# Does nothing, and quickly, when that was done before for the same lock file and place.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stamp=.venv/.krachtlijn
log=.run/bootstrap.log
wanted=$({
    pwd -P
    cat deploy/uv.txt uv.lock pyproject.toml contracts/pyproject.toml client/pyproject.toml chassis/pyproject.toml linkage/pyproject.toml disclosure/pyproject.toml \
        services/*/pyproject.toml simulator/pyproject.toml deploy/launcher/pyproject.toml
} | sha256sum)

up_to_date() {
    [[ -x .venv/bin/python && -x .venv/bin/krachtlijn && -f $stamp && $(<"$stamp") == "$wanted" ]]
}

give_up() {
    echo "$1" >&2
    exit 1
}

may_install() {
    [[ $(id -u) == 0 && ${KRACHTLIJN_INSTALL:-} != never ]] && command -v apt-get >/dev/null
}

apt_install() {
    local options=(-y -qq --no-install-recommends -o DPkg::Lock::Timeout=300)
    export DEBIAN_FRONTEND=noninteractive
    apt-get install "${options[@]}" "$@" >>"$log" 2>&1 </dev/null && return
    apt-get update -qq >>"$log" 2>&1 </dev/null
    apt-get install "${options[@]}" "$@" >>"$log" 2>&1 </dev/null
}

# The distribution's own first: it is built with the optimisations that one compiled at home, as
# pyenv's, is mostly without: the matcher runs a third faster on it.
find_python() {
    local name
    for name in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' \
            2>/dev/null && return
    done
    return 1
}

# The uv on the path when it is new enough, else one of our own from PyPI: that version and those
# wheels that deploy/uv.txt names, and no other.
find_uv() {
    local minor
    minor=$(uv --version 2>/dev/null | sed -n 's/^uv 0\.\([0-9]*\)\..*/\1/p') || true
    if [[ -n $minor && $minor -ge 9 ]]; then
        echo uv
        return
    fi
    local own=.run/tools/uv pinned
    pinned=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' deploy/uv.txt)
    if [[ $("$own/bin/uv" --version 2>/dev/null) != "uv $pinned"* ]]; then
        rm -rf "$own"
        if ! { "$python" -m venv "$own" || python3 -m venv --clear "$own"; } >>"$log" 2>&1; then
            rm -rf "$own"
            may_install && apt_install python3-venv >&2 && python=$(find_python) &&
                { "$python" -m venv "$own" || /usr/bin/python3 -m venv "$own"; } >>"$log" 2>&1 ||
                return 1
        fi
        "$own/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
            --requirement deploy/uv.txt >>"$log" 2>&1 || return 2
    fi
    echo "$own/bin/uv"
}

up_to_date && exit 0
mkdir -p .run
exec 9>.run/bootstrap.lock
flock 9
up_to_date && exit 0
: >"$log"

echo "Setting up the Python environment (log: $log)"
if ! python=$(find_python); then
    may_install && apt_install python3 python3-venv && python=$(find_python) ||
        give_up "Python 3.11 or newer is missing: install it with 'sudo apt-get install python3 python3-venv' and run this again."
fi

uv=$(find_uv) || case $? in
    1) give_up "Python's venv module is missing: install it with 'sudo apt-get install python3-venv' and run this again." ;;
    *) give_up "uv could not be fetched from the Python package index: check the network, or install uv, and run this again ($log)." ;;
esac

unset VIRTUAL_ENV
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv
[[ -x .venv/bin/python ]] || export UV_PYTHON=$python
"$uv" sync --frozen --all-packages >>"$log" 2>&1 ||
    give_up "The packages in uv.lock could not be installed: check the network and run this again ($log)."
echo "$wanted" >"$stamp"
