#!/usr/bin/env bash
# Measures what lists and exports cost at a million tickets, in a private cluster of its own under .bench (made once, about
# four minutes and 4 GB; delete the folder to have it made again). Prints a row for each statement of the list, as a requester,
# the technician of a structure of twenty tickets and an administrator send it; the last line is
# "bench: N of M statements under 50 ms". The exit code is zero only when all are, the export stays within its memory, and sign-in takes the same time for
# names that exist and names that do not.
#   BENCH_TICKETS=100000  another number     BENCH_SECONDS=0  without pgbench (3 s for each statement otherwise)
#   BENCH_FOLDER=/srv/bench   another place
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export Data__Folder=${BENCH_FOLDER:-$root/.bench}
app=$Data__Folder/bin
seeded=$Data__Folder/seeded

set_up
say "Construction" "Building"
dotnet build "$root/App.Tests/App.Tests.csproj" -c Release -v quiet -o "$app"

if [ ! -e "$seeded" ]; then
  say "Écriture du jeu d'essai (quelques minutes)" "Writing the test set (some minutes)"
  rm -rf "$Data__Folder/postgres"
  chmod 711 "$Data__Folder"
  dotnet "$app/App.dll" seed --tickets "${BENCH_TICKETS:-1000000}"
  touch "$seeded"
fi
dotnet "$app/App.dll" migrate

say "Listes" "Lists"
lists=$Data__Folder/lists.txt code=0
dotnet "$app/App.Tests.dll" lists "${BENCH_SECONDS:-3}" | tee "$lists" | sed '$d' || code=1
say "Export de 100 000 lignes vers Excel" "Export of 100,000 rows to Excel"
dotnet "$app/App.Tests.dll" export 100000 || code=1
say "Temps de réponse de la connexion, nom connu et inconnu" "Sign-in's time to answer, known and unknown name"
dotnet "$app/App.Tests.dll" sign-in 200 || code=1

tail -n 1 "$lists"
exit "$code"
