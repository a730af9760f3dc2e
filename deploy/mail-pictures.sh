#!/usr/bin/env bash
# Leaves a picture of every kind of mail, in French and English, 360 and 680 px wide, on light and on dark, and its text
# alternative, in a folder (TestResults/mails unless named): deploy/mail-pictures.sh [FOLDER]. Says which one scrolls sideways.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

folder=${1:-$root/TestResults/mails}
set_up
say "Construction" "Building"
dotnet build "$root/App.Tests/App.Tests.csproj" -v quiet
mkdir -p "$folder"
rm -f "$folder"/*.png "$folder"/*.txt
dotnet "$root/App.Tests/bin/Debug/net10.0/App.Tests.dll" mails "$folder"
say "Images : $folder" "Pictures: $folder"
