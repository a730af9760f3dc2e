#!/usr/bin/env bash
# Proves what deploy/README.md promises, on a Debian that has nothing but the .NET SDK: builds one with debootstrap, runs
# deploy/run.sh in it as an ordinary user and as root, presses Ctrl+C, kills what runs, and looks what is left and what is
# found again. Needs root, debootstrap, the right to mount, and the network. Usage: deploy/check-bare-debian.sh [FOLDER]
# An existing FOLDER is used again with its packages; remove it to begin from nothing.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
checkout=$(dirname "$(dirname "$self")")

# --- outside -----------------------------------------------------------------------------------------------------------

outside() {
  local bare=$1 dotnet mirror
  [ "$(id -u)" = 0 ] || { echo "needs root" >&2; exit 1; }
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  if [ ! -e "$bare/etc/debian_version" ]; then
    # This machine's own mirror, so that a site without the wide network can check too.
    # shellcheck disable=SC2016 # apt's own variable
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
    debootstrap --variant=minbase bookworm "$bare" "$mirror" > "$bare.log" 2>&1 || { tail "$bare.log" >&2; exit 1; }
  fi
  hand_over "$bare"
  # Own mounts and own process numbers: whatever happens inside, nothing of it outlives this script.
  # shellcheck disable=SC2016 # expanded by the inner shell
  exec unshare --mount --pid --fork --kill-child bash -euc '
    bare=$1 dotnet=$2
    mkdir -p "$bare/usr/share/dotnet"
    mount --bind "$dotnet" "$bare/usr/share/dotnet"
    mount -t proc proc "$bare/proc"
    mount --rbind /dev "$bare/dev"
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb PORT="${PORT:-5088}" \
      ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"} ${https_proxy:+https_proxy="$https_proxy"} \
      ${NUGET_CERT_REVOCATION_MODE:+NUGET_CERT_REVOCATION_MODE="$NUGET_CERT_REVOCATION_MODE"} \
      chroot "$bare" /bin/bash /srv/opsflux/deploy/check-bare-debian.sh --inside' outside "$bare" "$dotnet"
}

# The checkout, and what this machine needs to reach the network: names, package source, certificates.
hand_over() {
  local bare=$1 home
  rm -rf "$bare/srv/opsflux" "$bare/home/user" && mkdir -p "$bare/srv/opsflux" "$bare/home/user"
  (cd "$checkout" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -c) | tar -x -C "$bare/srv/opsflux"
  rm -f "$bare/srv/opsflux/Directory.Build.local.props"
  cp /etc/resolv.conf /etc/hosts "$bare/etc/"
  for home in /root /home/user; do
    [ ! -e ~/.nuget/NuGet/NuGet.Config ] || install -D -m 644 ~/.nuget/NuGet/NuGet.Config "$bare$home/.nuget/NuGet/NuGet.Config"
  done
  [ -z "${SSL_CERT_FILE:-}" ] || install -D -m 644 "$SSL_CERT_FILE" "$bare$SSL_CERT_FILE"
  cp -r "$bare/srv/opsflux" "$bare/home/user/"
  chroot "$bare" /bin/bash -c 'id user > /dev/null 2>&1 || useradd --no-create-home --shell /bin/bash user; chown -R user: /home/user'
}

# --- inside: every step says what it saw and how long it took ------------------------------------------------------------

address=http://127.0.0.1:${PORT:-}
began=0

step() { began=$(date +%s%N); printf '\n## %s\n' "$1"; }
saw() { printf '   %5d ms  %s\n' "$((($(date +%s%N) - began) / 1000000))" "$1"; }
wrong() { printf '   WRONG: %s\n' "$1"; tail -n 30 /tmp/run.log; exit 1; }

# running PATTERN: number and command line of what runs in here besides this script, found without starting anything.
running() {
  local at words line
  for at in /proc/[0-9]*; do
    mapfile -d '' -t words 2> /dev/null < "$at/cmdline" || continue
    line="${words[*]}"
    if [[ $line =~ $1 && $line != *check-bare* ]]; then echo "${at#/proc/} ${line:0:90}"; fi
  done
}

# Status and target of one request; a bare Debian has no curl.
get() {
  local host=${address#http://}
  exec 3<> "/dev/tcp/${host%:*}/${host#*:}" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: %s\r\nAccept: text/html\r\n\r\n' "$1" "$host" >&3
  tr -d '\r' <&3 > /tmp/answer
  exec 3>&-
  head -n 1 /tmp/answer | cut -d' ' -f2
}

# The page a stranger is led to.
sign_in_page() {
  local path=/ status
  for _ in 1 2 3; do
    status=$(get "$path") 2> /dev/null || return 1
    case $status in
      30*) path=$(sed -n 's/^[Ll]ocation: *\(http:\/\/[^/]*\)\{0,1\}//p' /tmp/answer | head -n 1) ;;
      200) grep -qi 'type="password"' /tmp/answer && echo "$path" && return 0; return 1 ;;
      *) return 1 ;;
    esac
  done
  return 1
}

# Runs deploy/run.sh as USER in a terminal of its own, so that Ctrl+C is the real key; a script's background jobs would
# ignore it, which has to be undone.
run_as() {
  local user=$1 home
  home=$(getent passwd "$user" | cut -d: -f6)
  rm -f /tmp/keys /tmp/run.log && mkfifo -m 666 /tmp/keys && exec 9<> /tmp/keys
  [ "$user" = root ] && place=/srv/opsflux || place=$home/opsflux
  setpriv --reuid="$user" --regid="$user" --init-groups env --default-signal=INT,QUIT HOME="$home" URLS="$address" \
    script -qfec "$place/deploy/run.sh" /dev/null < /tmp/keys > /tmp/run.log 2>&1 &
  runner=$!
}

await_page() {
  local page
  until page=$(sign_in_page 2> /dev/null); do
    kill -0 "$runner" 2> /dev/null || wrong "run.sh ended before the page answered"
    sleep 0.2
  done
  saw "sign-in page answers at $page"
  grep -a '^==>' /tmp/run.log | tr -d '\r' | sed 's/^/             /'
}

press_ctrl_c() {
  began=$(date +%s%N)
  printf '\003' >&9
  wait "$runner" || true
  saw "Ctrl+C: run.sh has ended"
  local left
  left=$(running 'dotnet|postgres|run\.sh|chrom|^script')
  [ -z "$left" ] || wrong "processes left: $left"
  saw "no process left"
}

sql() { PGPASSWORD=$(cat "$place/.data/postgres/opsflux_owner.secret") psql -h "$place/.data/postgres/run" -U opsflux_owner -Atqc "$1" opsflux; }

find_mark() {
  [ "$(sql 'SELECT count(*) FROM public.bare_check')" = 1 ] || wrong "what was written before is gone"
  [ "$(sha256sum < "$place/.data/demo-accounts.txt")" = "$accounts" ] || wrong "the demonstration's accounts changed"
  saw "data of the first run found"
}

kill_hard() {
  local pids
  pids=$(running "$1" | cut -d' ' -f1)
  # shellcheck disable=SC2086 # one number per word; some go while we kill the others
  kill -9 $pids 2> /dev/null || true
  wait "$runner" || true
  saw "killed (-9): $2"
}

life_as() {
  step "$1: first run"
  run_as "$1"; await_page
  sql 'CREATE TABLE public.bare_check AS SELECT 1 AS n'
  accounts=$(sha256sum < "$place/.data/demo-accounts.txt")
  step "$1: Ctrl+C"; press_ctrl_c
  step "$1: second run"
  run_as "$1"; await_page; find_mark
  kill_hard 'App\.dll' 'the application'
  step "$1: third run adopts the running PostgreSQL"
  run_as "$1"; await_page; find_mark
  kill_hard 'App\.dll|postgres' 'the application and PostgreSQL'
  step "$1: fourth run recovers"
  run_as "$1"; await_page; find_mark
  step "$1: Ctrl+C"; press_ctrl_c
}

inside() {
  if get / > /dev/null 2>&1; then echo "$address is in use: name another port by PORT" >&2; exit 1; fi
  if ! command -v initdb > /dev/null && [ ! -d /usr/lib/postgresql ]; then
    step "user without rights, nothing installed"
    run_as user; wait "$runner" && wrong "run.sh went on without PostgreSQL"
    saw "refused: $(tr -d '\r' < /tmp/run.log | tr '\n' ' ')"
  fi
  life_as root
  [ -z "$(ls -A /etc/postgresql/*/main 2> /dev/null)" ] || wrong "Debian made a cluster of its own"
  life_as user
  printf '\nAll as promised.\n'
}

if [ "${1:-}" = --inside ]; then inside; else outside "${1:-/srv/opsflux-bare}"; fi
