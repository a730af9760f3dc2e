#!/usr/bin/env bash
# Measures what lists and exports cost at a million tickets, in a private cluster of its own under .bench (made once, about
# five minutes and 5 GB, and as much again for the sweep; delete the folder to have all made again). Prints a row for each statement of the list, as a requester,
# the technician of a structure of twenty tickets and an administrator send it; the last line is
# "bench: N of M statements under 50 ms". The exit code is zero only when all are, the export stays within its memory, sign-in takes the same time for
# names that exist and names that do not, and the sweep of clocks reads no row that it does not take, whatever number of tickets is open: two more
# clusters hold ten thousand open tickets and BENCH_TICKETS of them, side by side.
#   BENCH_TICKETS=100000  another number     BENCH_SECONDS=0  without pgbench (3 s for each statement otherwise)
#   BENCH_FOLDER=/srv/bench   another place
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export Data__Folder=${BENCH_FOLDER:-$root/.bench}
tickets=${BENCH_TICKETS:-1000000}
app=$Data__Folder/bin

# seed FOLDER TICKETS OPTION…: makes the cluster of that folder where it is not there yet, and brings it up to date.
seed() {
  local folder=$1 number=$2
  if [ ! -e "$folder/seeded" ]; then
    say "Écriture d'un jeu d'essai de $number tickets (quelques minutes)" "Writing a test set of $number tickets (some minutes)"
    mkdir -p "$folder"
    rm -rf "$folder/postgres"
    chmod 711 "$folder"
    Data__Folder=$folder dotnet "$app/App.dll" seed --tickets "$number" "${@:3}"
    touch "$folder/seeded"
  fi
  Data__Folder=$folder dotnet "$app/App.dll" migrate
}

set_up
say "Construction" "Building"
dotnet build "$root/App.Tests/App.Tests.csproj" -c Release -v quiet -o "$app"

seed "$Data__Folder" "$tickets"

say "Listes" "Lists"
lists=$Data__Folder/lists.txt code=0
dotnet "$app/App.Tests.dll" lists "${BENCH_SECONDS:-3}" | tee "$lists" | sed '$d' || code=1
say "Export de 100 000 lignes vers Excel" "Export of 100,000 rows to Excel"
dotnet "$app/App.Tests.dll" export 100000 || code=1
say "Temps de réponse de la connexion, nom connu et inconnu" "Sign-in's time to answer, known and unknown name"
dotnet "$app/App.Tests.dll" sign-in 200 || code=1

say "Balayage de 2 000 échéances, avec peu et avec beaucoup de tickets ouverts" "Sweep of 2,000 due clocks, with few and with many open tickets"
seed "$Data__Folder/open-few" 10000 --open-percent 100
seed "$Data__Folder/open-many" "$tickets" --open-percent 100
dotnet "$app/App.Tests.dll" sweep "$Data__Folder/open-few" "$Data__Folder/open-many" || code=1

tail -n 1 "$lists"
exit "$code"
