using OpsFlux.Tests.Bench;
using OpsFlux.Tests.Bench.Lists;

// Measurements, run by deploy/bench.sh and never as tests: lists [seconds] | export [rows] | live | sign-in [tries] | sweep FOLDER… | mail-faults PORT-FILE LEDGER SEED (deploy/torture-mail.sh) | story FOLDER (deploy/story.sh) | mails FOLDER (deploy/mail-pictures.sh).
return args switch
{
    ["lists", .. var rest] => await ListBench.RunAsync(rest),
    ["export", .. var rest] => await ExportMemory.RunAsync(rest),
    ["sign-in", .. var rest] => await SignInTiming.RunAsync(rest),
    ["sweep", .. var folders] => await SweepBench.RunAsync(folders),
    ["live"] => await LiveLatency.RunAsync(),
    ["mail-faults", .. var rest] => await MailFaults.RunAsync(rest),
    ["story", var folder] => await StoryPictures.RunAsync(folder),
    ["mails", var folder] => await MailPictures.RunAsync(folder),
    _ => 2,
};
