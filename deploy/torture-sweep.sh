# shellcheck shell=bash
# The first script of torture.sh, which sources it: steps of clocks become due all the time on two instances; the one that is in the middle of
# a sweep is killed (SIGKILL) and started again. A step of a clock is taken once when one line of the timeline and one event tell
# of it, be it as the step taken or among those passed over with it.
# Prints "sweep: N kills, N in the middle of a sweep, N steps due, N taken once, N missing, N twice, N passed over".

sweep_tickets=2000
sweep_wave=80       # clocks that are armed before each kill
sweep_steps='50 75 90 100 120'
sweep_target=10   # seconds

# Telling of a step takes twenty milliseconds, so that kills find sweeps running. All tickets are open, and sleep until they are armed.
prepare_sweep() {
  Data__Folder=$work/seed Audit__KeyFile=$work/audit.key dotnet "$app" seed --tickets "$sweep_tickets" --open-percent 100 > /dev/null
  local steps
  steps=$(for step in $sweep_steps; do printf '{"clock":"resolution","percent":%s,"action":"Notify","receiver":"Assignee"},' "$step"; done)
  sql << SQL
    update kernel.sla_clocks set wake_at = null;
    update kernel.sla_policies set definition = jsonb_set(definition, '{steps}', '[${steps%,}]'::jsonb);
    create table kernel.torture_armed (clock_id uuid primary key, record_id uuid not null);
    create function kernel.torture_tell() returns trigger language plpgsql as 'begin perform pg_sleep(0.02); return null; end';
    create trigger torture_tell after insert on kernel.timeline for each row when (new.kind = 'ClockStep') execute function kernel.torture_tell();
SQL
}

# arm N: so many clocks more reach their steps within the next ten seconds, one after the other.
arm() {
  sql << SQL
    with drawn as materialized (
      select c.id, c.record_id, clock_timestamp() - interval '3 seconds' + random() * interval '2 seconds' as started_at
      from kernel.sla_clocks c join tickets.tickets t on t.id = c.record_id
      where c.code = 'resolution' and t.resolved_at is null and c.id not in (select clock_id from kernel.torture_armed) order by c.id limit $1
    ), noted as (
      insert into kernel.torture_armed select id, record_id from drawn
    )
    update kernel.sla_clocks c set state = 'Running', calendar_version_id = null, taken_step = 0, started_at = d.started_at, due_at = d.started_at + interval '$sweep_target seconds',
      wake_at = d.started_at + interval '$sweep_target seconds' * ${sweep_steps%% *} / 100,
      facts = jsonb_build_array(
        jsonb_build_object('kind', 'Started', 'at', to_char(d.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
        jsonb_build_object('kind', 'TargetChanged', 'at', to_char(d.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'seconds', $sweep_target))
    from drawn d where c.id = d.id;
    do \$\$ begin perform pg_notify('opsflux', 'Clocks '); end \$\$;
SQL
}

# The number of an instance that is telling of steps at this moment; nothing where none is.
sweeping() {
  sql -c "select right(application_name, 1) from pg_stat_activity where application_name ~ '^torture[01]$' and wait_event = 'PgSleep' order by random() limit 1"
}

steps_taken() { sql -c "select count(*) from kernel.timeline where kind = 'ClockStep'"; }

# Waits up to so many tenths of a second for a sweep to kill.
until_sweeping() {
  local found
  for ((waited = 0; waited < $1; waited++)); do
    found=$(sweeping)
    [ -z "$found" ] || { echo "$found"; return 0; }
    sleep 0.1
  done
}

torture_sweep() {
  local victim middle=0
  for ((kill = 1; kill <= kills; kill++)); do
    arm "$sweep_wave"
    sleep "0.$((RANDOM % 10))"
    victim=$(until_sweeping 150)
    if [ -n "$victim" ]; then middle=$((middle + 1)); else victim=$((RANDOM % 2)); fi
    kill -9 "${instances[$victim]}"
    wait "${instances[$victim]}" 2> /dev/null || true
    start "$victim"
    until_both
    say "Arrêt brutal $kill sur $kills, $(steps_taken) paliers franchis" "Kill $kill of $kills, $(steps_taken) steps taken"
  done
  for ((waited = 0; waited < 120; waited++)); do
    [ "$(sql -c "select count(*) from kernel.sla_clocks c join kernel.torture_armed a on a.clock_id = c.id where c.wake_at is not null")" != 0 ] || break
    sleep 1
  done
  judge_sweep "$middle"
}

# told: each step of each clock with the number of lines and of events that tell of it.
judge_sweep() {
  local due once missing twice over
  read -r due once missing twice over < <(sql -F ' ' << SQL
    with due as (select a.clock_id, a.record_id, step from kernel.torture_armed a, unnest(string_to_array('$sweep_steps', ' ')) step),
         lines as (select e.record_id, step, count(*) as times from kernel.timeline e, unnest(array_prepend(e.new_value::text, coalesce(string_to_array(e.old_value, ','), '{}'))) step
                   where e.kind = 'ClockStep' and e.field = 'resolution' group by 1, 2),
         events as (select (e.data ->> 'clockId')::uuid as clock_id, step, count(*) as times
                    from (select data::jsonb as data from kernel.events where name = 'sla.clock.step_reached') e,
                         lateral (select e.data ->> 'percent' as step union all select jsonb_array_elements_text(e.data -> 'passedOver')) s group by 1, 2),
         told as (select coalesce(l.times, 0) as lines, coalesce(v.times, 0) as events from due d
                  left join lines l on l.record_id = d.record_id and l.step = d.step left join events v on v.clock_id = d.clock_id and v.step = d.step)
    select count(*), count(*) filter (where lines = 1 and events = 1), count(*) filter (where lines = 0 or events = 0), count(*) filter (where lines > 1 or events > 1),
      (select coalesce(sum(cardinality(string_to_array(old_value, ','))), 0) from kernel.timeline where kind = 'ClockStep') from told;
SQL
  )
  sweep_result="sweep: $kills kills, $1 in the middle of a sweep, $due steps due, $once taken once, $missing missing, $twice twice, $over passed over"
  echo "$sweep_result"
  [ "$due" -gt 0 ] && [ "$due" = "$once" ] || sweep_failed=1
}

# What follows in torture.sh begins with instances of its own and a timeline that costs nothing.
end_sweep() {
  for pid in "${instances[@]}"; do
    kill -9 "$pid"
    wait "$pid" 2> /dev/null || true
  done
  instances=()
  sql -c 'drop trigger torture_tell on kernel.timeline; drop function kernel.torture_tell(); drop table kernel.torture_armed'
}
