#!/usr/bin/env bash
# Injects faults and counts what they cost. Two instances share one PostgreSQL server of the script's own. First steps of clocks are due
# all the time and instances are killed in the middle of sweeps (torture-sweep.sh); then a job is due every
# two seconds; the instances are killed (SIGKILL) in turn, in the middle of whatever they do, and started again; then the
# database dies for ten seconds. Every due run has to be made, and only once. Takes about ten minutes; needs no
# configuration and leaves nothing behind.
# A due time is made once when one run of it, and no other, came to its end, whether at once, late or taken over from an instance
# that was killed. It is made up for when it has no run of its own, but one for an earlier due time was started after it, more than
# ten minutes late: what an outage of that length comes to. It is missed when it is neither, and made twice when two runs came to an end.
#   TORTURE_KILLS=5   fewer kills than 20     TORTURE_APP=/opt/opsflux/App.dll   a published application instead of building one
# The last line is "torture: N kills, N due runs, N made once, N made up for, N missed, N twice, N taken over"; missed ones stand
# above it. The exit code is zero only when every step was taken once, and every due run made once or made up for.
#   TORTURE_ONLY=sweep | jobs | mail   one of the parts; mail (see torture-mail.sh) takes half an hour more and is run only where it is asked for by name or by 'all'
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=torture-sweep.sh
. "$(dirname "${BASH_SOURCE[0]}")/torture-sweep.sh"
# shellcheck source=torture-mail.sh
. "$(dirname "${BASH_SOURCE[0]}")/torture-mail.sh"

kills=${TORTURE_KILLS:-20}
only=${TORTURE_ONLY:-}
sweep_failed=0
job=kernel.purge-drafts
period=2
work=$(mktemp -d)
chmod 711 "$work"
declare -a instances=()

# PostgreSQL refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups "$@"; else "$@"; fi
}

sql() { psql -h "$work/run" -U torturer -d opsflux -v ON_ERROR_STOP=1 -qAtX "$@"; }

clean_up() {
  for pid in "${instances[@]}"; do kill -9 "$pid" 2> /dev/null || true; done
  [ ! -e "$work/cluster/postmaster.pid" ] || as_server "$bin/pg_ctl" -D "$work/cluster" -m immediate -w stop > /dev/null 2>&1 || true
  rm -rf "$work"
}

serve_database() {
  as_server "$bin/pg_ctl" -D "$work/cluster" -w -l "$work/run/server.log" \
    -o "-c listen_addresses= -c unix_socket_directories=$work/run -c client_connection_check_interval=3s" start > /dev/null
}

start_server() {
  bin=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
  install -d -m 700 "$work/cluster"
  install -d -m 755 "$work/run"
  [ "$(id -u)" != 0 ] || chown postgres "$work/cluster" "$work/run"
  as_server "$bin/initdb" -D "$work/cluster" -U torturer -A trust -E UTF8 > "$work/initdb.log"
  serve_database
  psql -h "$work/run" -U torturer -d postgres -qX -v ON_ERROR_STOP=1 << 'SQL'
    create role opsflux_owner login;
    create role opsflux_app login;
    create database opsflux owner opsflux_owner template template0 encoding 'UTF8' locale 'C.UTF-8' locale_provider icu icu_locale 'fr';
    grant connect, temporary on database opsflux to opsflux_app;
SQL
  export ConnectionStrings__Default="Host=$work/run;Database=opsflux;Username=opsflux_app"
  export ConnectionStrings__Migrations="Host=$work/run;Database=opsflux;Username=opsflux_owner"
}

# The job takes two thirds of a second, so that kills find it running; what becomes of each run is written down apart,
# since only the last hundred are kept.
prepare() {
  sql << SQL
    create function kernel.torture_wait() returns trigger language plpgsql as 'begin perform pg_sleep(0.7); return null; end';
    create trigger torture_wait before delete on kernel.drafts for each statement execute function kernel.torture_wait();
    create table kernel.torture_runs (id uuid, due_at timestamptz, state text, cause text, started_at timestamptz, finished_at timestamptz);
    create function kernel.torture_note() returns trigger language plpgsql security definer as
      'begin insert into kernel.torture_runs values (new.id, new.due_at, new.state, new.cause, new.started_at, new.finished_at); return null; end';
    create trigger torture_note after update of state on kernel.job_runs for each row
      when (new.code = '$job' and new.state <> 'Running') execute function kernel.torture_note();
    insert into kernel.job_schedules (code, cron, is_enabled) values ('$job', '0/$period * * * * ?', true);
SQL
}

# start N: the instance of that number, in the background.
start() {
  ConnectionStrings__Default="$ConnectionStrings__Default;Application Name=torture$1" Data__Folder=$work/data$1 Audit__KeyFile=$work/audit.key urls=http://127.0.0.1:0 dotnet "$app" serve >> "$work/instance$1.log" 2>&1 &
  instances[$1]=$!
}

finished() { sql -c "select count(*) from kernel.torture_runs where state = 'Done'"; }

# Waits until more runs have ended than were counted: the cluster works again.
until_more() {
  for ((waited = 0; waited < 60; waited++)); do
    [ "$(finished)" -le "$1" ] || return 0
    sleep 1
  done
  tail -n 20 "$work"/instance*.log >&2
  fail "Plus aucune exécution depuis une minute" "No run has ended for a minute"
}

# Both instances are in the scheduler's cluster, and so is nobody else that counts.
until_both() {
  for ((waited = 0; waited < 120; waited++)); do
    [ "$(sql -c "select count(*) from kernel.qrtz_scheduler_state where instance_name ~ '-(${instances[0]}|${instances[1]})-'")" != 2 ] || return 0
    sleep 0.5
  done
  tail -n 20 "$work"/instance*.log >&2
  fail "Une instance n'a pas redémarré" "An instance did not start again"
}

# The number of the instance that runs the job at this moment, or any where none does.
running() {
  local pid
  pid=$(sql -c "select substring(instance from '-([0-9]+)-[0-9a-f]+$') from kernel.job_runs where code = '$job' and state = 'Running' limit 1")
  if [ "$pid" = "${instances[0]}" ]; then echo 0; elif [ "$pid" = "${instances[1]}" ]; then echo 1; else echo $((RANDOM % 2)); fi
}

# Every other kill hits the instance that runs the job. The next one waits until the cluster works again.
torture() {
  for ((kill = 1; kill <= kills; kill++)); do
    sleep "$((RANDOM % 3)).$((RANDOM % 10))"
    local victim=$((RANDOM % 2)) before
    [ $((kill % 2)) = 0 ] || victim=$(running)
    before=$(finished)
    kill -9 "${instances[$victim]}"
    wait "${instances[$victim]}" 2> /dev/null || true
    start "$victim"
    until_both
    until_more "$before"
    say "Arrêt brutal $kill sur $kills, $(finished) exécutions faites" "Kill $kill of $kills, $(finished) runs made"
  done
}

# The database server dies and comes back ten seconds later; no instance is started again.
outage() {
  local before
  before=$(finished)
  as_server "$bin/pg_ctl" -D "$work/cluster" -m immediate -w stop > /dev/null
  sleep 10
  serve_database
  until_more "$before"
  say "Base de données arrêtée dix secondes, $(finished) exécutions faites" "Database down for ten seconds, $(finished) runs made"
}

# From the first due time to the last, each step of the period counts; a run for any other time spoils the sum.
judged() {
  sql -F ' ' << SQL
    with made as (select due_at, count(distinct id) as times, min(started_at) as started_at from kernel.torture_runs where state = 'Done' group by due_at),
         due as (select at from (select min(due_at) as first, max(due_at) as last from made) span,
                      generate_series(first, last, interval '$period seconds') at),
         judged as (select at, times, times is null and exists (
                      select from made m where m.due_at < at and at <= m.started_at and m.started_at - m.due_at > interval '10 minutes') as made_up
                    from due full join made on made.due_at = due.at)
    $1
SQL
}

judge() {
  judged "select count(*), count(*) filter (where at is not null and times = 1), count(*) filter (where made_up),
            count(*) filter (where times is null and not made_up), count(*) filter (where times > 1),
            (select count(*) from kernel.torture_runs where state = 'Interrupted') from judged;"
}

if [ -n "${TORTURE_APP:-}" ]; then app=$TORTURE_APP
else
  set_up
  say "Construction" "Building"
  dotnet build "$root/App/App.csproj" -c Release -v quiet -o "$work/app" > "$work/build.log" || { cat "$work/build.log" >&2; fail "La construction a échoué." "The build failed."; }
  app=$work/app/App.dll
fi
trap clean_up EXIT
say "Préparation de la base de données" "Preparing the database"
start_server
Audit__KeyFile=$work/audit.key dotnet "$app" migrate > /dev/null

if [ "$only" = mail ] || [ "$only" = all ]; then
  start_mail_server
  start 0
  start 1
  until_both
  torture_mail
  kill "${instances[9]}"
  instances=()
  if [ "$only" = mail ]; then exit "$mail_failed"; fi
  unset Mail__Smtp__Host
fi

if [ "$only" != jobs ]; then
  prepare_sweep
  start 0
  start 1
  until_both
  torture_sweep
  end_sweep
fi
if [ "$only" = sweep ]; then exit "$sweep_failed"; fi

prepare
start 0
start 1
until_both
until_more 0
torture
outage
say "Les dernières exécutions" "The last runs"
for _ in 1 2 3; do until_more "$(finished)"; done
sleep 15

judged "select 'missed: ' || at from judged where times is null and not made_up order by at;"
read -r due once made_up missed twice taken < <(judge)
echo "torture: $kills kills, $due due runs, $once made once, $made_up made up for, $missed missed, $twice twice, $taken taken over"
[ "$due" = $((once + made_up)) ] && [ "$sweep_failed" = 0 ] && [ "$mail_failed" = 0 ]
