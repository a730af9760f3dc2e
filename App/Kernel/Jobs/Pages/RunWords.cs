using System.Globalization;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Jobs.Pages;

/// <summary>A run in words and tones, the same on both pages.</summary>
internal static class RunWords
{
    public static string Tone(JobRunState state) => state switch
    {
        JobRunState.Done => "done",
        JobRunState.Failed => "bad",
        JobRunState.Interrupted => "wait",
        _ => "run",
    };

    /// <summary>"340 ms", "4 s" or "2:05"; a dash while it has not both begun and ended.</summary>
    public static string Duration(JobRun run)
    {
        if (run is not { StartedAt: { } start, FinishedAt: { } end }) return "–";
        var took = end - start;
        return took.TotalSeconds < 1 ? $"{took.TotalMilliseconds.ToString("0", CultureInfo.CurrentCulture)} ms"
            : took.TotalMinutes < 1 ? $"{took.TotalSeconds.ToString("0.#", CultureInfo.CurrentCulture)} s"
            : $"{(int)took.TotalMinutes}:{took.Seconds:D2}";
    }

    /// <summary>What it did, or what went wrong.</summary>
    public static string Outcome(JobRun run, TextCatalog texts) =>
        run.Error ?? (run.OutcomeText is { } text ? texts.Format(text, [.. run.OutcomeArguments]) : "");

    public static string Cause(JobRun run, TextCatalog texts) => texts.Format($"JobCause.{run.Cause}", run.RequestedBy ?? "");
}
