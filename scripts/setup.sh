#!/usr/bin/env bash
# Makes .venv hold exactly what a locked requirements file names, with this package on top. Fast when nothing changed.
# Usage: scripts/setup.sh REQUIREMENTS [java] [postgres] [browser]
set -euo pipefail
cd "$(dirname "$0")/.."

lock=$1
needed="${*:2}"
venv=.venv
python=${PYTHON:-python3}

# Installs Debian packages when that is possible here, otherwise says in one sentence what to install.
need() {
    local what=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $* ($what) ..."
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "Please install $what first (on Debian: apt-get install $*), then run this again." >&2
        exit 1
    fi
}

command -v "$python" >/dev/null || need "Python 3.11 or later" python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or later is needed; $("$python" --version) is here. Set PYTHON=/path/to/python3.11 and run this again." >&2
    exit 1
}
"$python" -c 'import ensurepip, venv' 2>/dev/null || need "Python's venv module" python3-venv
wants() { [[ " $needed " == *" $1 "* ]]; }
missing=() packages=()
if wants java && ! command -v java >/dev/null; then
    missing+=("a Java 17 runtime for Spark") packages+=(openjdk-17-jre-headless procps)
fi
if wants postgres && ! compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null && ! command -v initdb >/dev/null; then
    missing+=("PostgreSQL for the tests") packages+=(postgresql)
fi
stamp="$venv/.ready-$(basename "$lock" .txt)-$(cat "$lock" pyproject.toml | sha256sum | cut -c1-16)"
has_browser() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser; } >/dev/null
# Chromium without windows, where it can be had: it does the same with three quarters of the work. With Chinese letters, or
# pages would be measured with boxes in their place.
need_browser() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-wqy-microhei >/dev/null; then
        return
    fi
    has_browser || need "a browser for the tests" chromium
}
browser=
if wants browser && ! command -v chromium-headless-shell >/dev/null && ! { has_browser && [ -e "$stamp" ]; }; then
    browser=needed
fi
# Beside what pip does: the one waits for the network while the other unpacks.
system=
if [ ${#packages[@]} -gt 0 ] || [ -n "$browser" ]; then
    {
        if [ ${#packages[@]} -gt 0 ]; then
            what=$(printf ', %s' "${missing[@]}")
            need "${what:2}" "${packages[@]}"
        fi
        [ -z "$browser" ] || need_browser
    } &
    system=$!
fi

if [ -e "$stamp" ]; then
    [ -z "$system" ] || wait "$system"
    exit 0
fi

echo "Setting up $venv from $lock ..."
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
# Modules are compiled when they are first imported; most of them never are.
install() { "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-compile "$@"; }
# PySpark comes as source alone, and to make it ready takes as long as all others together: both at a time.
awk '/^[a-z0-9]/ { spark = /^(pyspark|py4j)==/ } spark' "$lock" >"$venv/spark.txt"
awk '/^[a-z0-9]/ { spark = /^(pyspark|py4j)==/ } !spark' "$lock" >"$venv/others.txt"
spark=
if [ -s "$venv/spark.txt" ]; then
    install --require-hashes --only-binary=:all: --no-binary=pyspark -r "$venv/spark.txt" &
    spark=$!
fi
install --require-hashes --only-binary=:all: -r "$venv/others.txt"
install --no-build-isolation --editable .
[ -z "$spark" ] || wait "$spark"
[ -z "$system" ] || wait "$system"
touch "$stamp"
