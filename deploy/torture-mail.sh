# shellcheck shell=bash
# The mail script of torture.sh, which sources it: thousands of mails leave through a server that delays, answers 4xx and 5xx at each stage
# and hangs up before and after the end of a message, while the two instances that share the queue are killed (SIGKILL) at random in the
# middle of sending. No mail may be lost: each was taken by the server and is marked sent, or was refused for good, or was put off four
# times. One that was taken twice has to have the same Message-ID, and the first time its answer never arrived or found nobody.
#   TORTURE_TESTS=…/App.Tests.dll   built tests, which hold the server, instead of building them
#   TORTURE_MAILS=500   fewer mails than 5,000    TORTURE_MAIL_KILLS=5   fewer kills than 50
# Prints "mail: N kills, N in the middle of a sending, N mails, N sent, N refused, N given up, N lost, N twice, N twice without cause".

mails=${TORTURE_MAILS:-5000}
mail_kills=${TORTURE_MAIL_KILLS:-50}
mail_failed=0

start_mail_server() {
  local tests=${TORTURE_TESTS:-$work/faults/App.Tests.dll}
  if [ -z "${TORTURE_TESTS:-}" ]; then
    dotnet build "$root/App.Tests/App.Tests.csproj" -c Release -v quiet -o "$work/faults" > "$work/faults.log" || { cat "$work/faults.log" >&2; fail "La construction a échoué." "The build failed."; }
  fi
  dotnet "$tests" mail-faults "$work/smtp.port" "$work/smtp.ledger" "${TORTURE_SEED:-7}" > "$work/faults.log" 2>&1 &
  instances[9]=$!
  for ((waited = 0; waited < 100; waited++)); do
    [ ! -s "$work/smtp.port" ] || break
    sleep 0.1
  done
  Mail__Smtp__Port=$(cat "$work/smtp.port")
  export Mail__Smtp__Port Mail__Smtp__Host=127.0.0.1 Mail__Smtp__Security=None Mail__Smtp__Timeout=5 Mail__From='OpsFlux <desk@opsflux.example>' Site__PublicUrl=http://127.0.0.1:5080
}

# queue FROM TO: so many more mails, one in fifty to somebody who is not there.
queue_mails() {
  sql << SQL
    insert into kernel.mails (id, recipient, language, subject, text, html, is_secret, message_id, priority, created_at, state, next_attempt_at, attempts, may_be_double)
    select id, case when n % 50 = 0 then 'nobody' else 'u' end || n || '@x.example', 'fr', '[OpsFlux] ' || n, 'Bonjour ' || n, '<p>Bonjour ' || n || '</p>', false,
      '<' || replace(id::text, '-', '') || '@opsflux.example>', n % 4, now(), 'Waiting', now(), 0, false
    from (select n, gen_random_uuid() as id from generate_series($1, $2) n) x;
    do \$\$ begin perform pg_notify('opsflux', 'Mails '); end \$\$;
SQL
}

mails_open() { sql -c "select count(*) from kernel.mails where state in ('Waiting', 'Sending', 'Retrying')"; }

torture_mail() {
  local wave=$((mails / mail_kills)) middle=0 victim first
  for ((kill = 1; kill <= mail_kills; kill++)); do
    first=$(((kill - 1) * wave + 1))
    queue_mails "$first" "$((kill == mail_kills ? mails : kill * wave))"
    sleep "$((RANDOM % 2)).$((RANDOM % 10))"
    victim=$((RANDOM % 2))
    [ "$(sql -c "select count(*) from kernel.mails where state = 'Sending' and started_at > now() - interval '5 seconds'")" = 0 ] || middle=$((middle + 1))
    kill -9 "${instances[$victim]}"
    wait "${instances[$victim]}" 2> /dev/null || true
    start "$victim"
    until_both
    say "Arrêt brutal $kill sur $mail_kills, $(mails_open) courriels en attente" "Kill $kill of $mail_kills, $(mails_open) mails waiting"
  done
  # What a killed instance left on the way comes again once its lease of a quarter of an hour is over; retries take 1, 2 and 4 minutes.
  say "Fin des reprises (jusqu'à 40 minutes)" "Waiting for the last retries (up to 40 minutes)"
  for ((waited = 0; waited < 240; waited++)); do
    [ "$(mails_open)" != 0 ] || break
    sleep 10
  done
  kill "${instances[0]}" "${instances[1]}"
  wait "${instances[0]}" "${instances[1]}" 2> /dev/null || true
  sleep 1
  judge_mail "$middle"
}

judge_mail() {
  local sent refused given lost twice bad
  sql -F ' ' -c "select recipient, message_id, state, attempts from kernel.mails" > "$work/mails.list"
  read -r sent refused given lost twice bad < <(awk '
    FNR == NR && $1 == "refused" { no[$2] = 1; next }
    FNR == NR { if (id[$2] && id[$2] != $3) other[$2] = 1; id[$2] = $3; if (times[$2]++ && before[$2] == "clean") wrong[$2] = 1; before[$2] = $4; next }
    {
      if ($3 == "Sent" && times[$1] && id[$1] == $2) sent++
      else if ($3 == "Failed" && no[$1]) refused++
      else if ($3 == "Failed" && $4 >= 4) given++
      else { lost++; print "lost: " $0 > "/dev/stderr" }
      if (times[$1] > 1) twice++
      if (wrong[$1] || other[$1]) { bad++; print "twice without cause: " $0 > "/dev/stderr" }
    }
    END { print sent + 0, refused + 0, given + 0, lost + 0, twice + 0, bad + 0 }' "$work/smtp.ledger" "$work/mails.list")
  echo "mail: $mail_kills kills, $1 in the middle of a sending, $mails mails, $sent sent, $refused refused, $given given up, $lost lost, $twice twice, $bad twice without cause"
  [ "$lost" = 0 ] && [ "$bad" = 0 ] && [ "$((sent + refused + given))" = "$mails" ] || mail_failed=1
}
