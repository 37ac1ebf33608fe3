#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own, and removes it afterwards:
#   migrations/with-postgres.sh cargo nextest run
# The command finds its address in TEST_POSTGRES_URL. The cluster lives in a temporary folder, listens on 127.0.0.1
# only, asks for a password made for this run, and does not wait for the disk: it is for tests.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

[[ $# -gt 0 ]] || { say "usage: $0 COMMAND…"; exit 2; }

# The newest of Debian's, else whatever is on the PATH.
find_programs() {
  local folder
  folder=$(compgen -G '/usr/lib/postgresql/*/bin' | sort --version-sort | tail -n 1) || true
  if [[ -z $folder ]] && command -v postgres >/dev/null; then
    folder=$(dirname "$(readlink -f "$(command -v postgres)")")
  fi
  [[ -n $folder && -x $folder/initdb ]] && printf '%s\n' "$folder"
}

install_postgres() {
  [[ -e /etc/debian_version && $EUID == 0 ]] || return
  say "==> Installing PostgreSQL…"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update --quiet=2 >&2 || true
  apt-get install --quiet=2 --yes --no-install-recommends -o DPkg::Lock::Timeout=600 postgresql >&2
}

if ! programs=$(find_programs); then
  if ! install_postgres || ! programs=$(find_programs); then
    say "These tests need PostgreSQL. On Debian, as root: apt-get install postgresql"
    exit 1
  fi
fi

cluster=$(mktemp -d "${TMPDIR:-/tmp}/woonzorgagenda-postgres.XXXXXX")

# PostgreSQL refuses to run as root. The folder is the working folder, because the caller's may be closed to that user.
as_owner=()
if [[ $EUID == 0 ]]; then
  owner=nobody
  id postgres >/dev/null 2>&1 && owner=postgres
  chown "$owner" "$cluster"
  as_owner=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups)
fi
postgres() { (cd "$cluster" && exec "${as_owner[@]}" "$programs/$1" "${@:2}"); }

clean_up() {
  [[ ! -e $cluster/data/postmaster.pid ]] || postgres pg_ctl --pgdata data --mode immediate --silent stop || true
  rm -rf "$cluster"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$cluster/password"
[[ $EUID != 0 ]] || chown "$owner" "$cluster/password"
chmod 600 "$cluster/password"

postgres initdb --pgdata data --username postgres --pwfile password --auth scram-sha-256 --encoding UTF8 \
  --locale C.UTF-8 --no-sync >"$cluster/log" || { cat "$cluster/log" >&2; exit 1; }

# Another program may take the port between the choice and the start: then choose again.
for _ in 1 2 3 4 5; do
  port=$((RANDOM % 20000 + 20000))
  settings="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=200"
  settings+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c log_min_messages=fatal"
  if postgres pg_ctl --pgdata data --log server.log --options "$settings" --wait --silent start; then
    export TEST_POSTGRES_URL="postgres://postgres:$password@127.0.0.1:$port/postgres"
    "$@"
    exit
  fi
done
cat "$cluster/server.log" >&2
say "PostgreSQL did not start; see above."
exit 1
