#!/usr/bin/env bash
# Runs every test with coverage. The last line is "N passed, N failed" or "N passed, N failed, N skipped"; the exit code is
# zero only when none failed and, in a full run, coverage holds. Arguments go to dotnet test: deploy/test.sh --filter Tickets
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

least_coverage=80
results=$root/TestResults/last

# Lines of App and Shared, each counted once, without what nobody wrote by hand. Prints "COVERED TOTAL".
count_lines() {
  find "$results" -name '*.cobertura.xml' -exec cat {} + | awk -F'"' '
    function value(name,   i) { for (i = 1; i < NF; i += 2) if ($i ~ "[ <]" name "=$") return $(i + 1); return "" }
    /<package / { ours = value("name") ~ /^(App|OpsFlux\.Shared)(\.dll)?$/ }
    /<class /   { file = value("filename"); skip = file ~ /\/Migrations\/|\/obj\/|\.g\.cs$|\.Designer\.cs$/ }
    /<line / && ours && !skip { key = file ":" value("number"); if (value("hits") > 0) hit[key] = 1; seen[key] = 1 }
    END { for (k in seen) total++; for (k in hit) covered++; print covered + 0, total + 0 }'
}

# Prints the coverage; false when this was a full run and it is too low.
judge_coverage() {
  local covered total percent
  read -r covered total < <(count_lines)
  if [ "$total" = 0 ]; then say "Aucune mesure de couverture" "No coverage was measured"; return 1; fi
  percent=$((covered * 1000 / total))
  say "Couverture : $((percent / 10)),$((percent % 10)) % des lignes ($covered sur $total)" \
    "Coverage: $((percent / 10)).$((percent % 10)) % of lines ($covered of $total)"
  [ "$percent" -ge $((least_coverage * 10)) ] && return 0
  say "La couverture est sous $least_coverage %" "Coverage is below $least_coverage %"
  return 1
}

# counter NAME: a figure of the result file; 0 where there is none, because the run ended before it was written.
counter() { find "$results" -name '*.trx' -exec grep -ho "<Counters [^>]*" {} + | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }

# closing_line EXIT_CODE: a run that broke off without a failed test still counts as one failure.
closing_line() {
  local passed failed skipped
  passed=$(counter passed)
  failed=$(($(counter failed) + $(counter error) + $(counter timeout) + $(counter aborted)))
  skipped=$(($(counter total) - $(counter executed)))
  if [ "$1" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  if [ "$skipped" = 0 ]; then echo "$passed passed, $failed failed"; else echo "$passed passed, $failed failed, $skipped skipped"; fi
}

set_up
ensure_axe
rm -rf "$results"
say "Construction" "Building"
dotnet build "$root/App.sln" -v quiet || { closing_line 1; exit 1; }

say "Tests" "Testing"
code=0
dotnet test "$root/App.Tests" --no-build --results-directory "$results" --logger trx --logger 'console;verbosity=minimal' \
  --settings "$root/deploy/coverage.runsettings" --blame-hang-timeout 5m --blame-hang-dump-type none "$@" || code=$?

if [ $# -gt 0 ]; then judge_coverage || true
elif ! judge_coverage && [ "$code" = 0 ]; then low=1
fi
closing_line "$code"
exit "$((code != 0 ? 1 : ${low:-0}))"
