namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>The same mail for those who read text, and for whoever hears it read.</summary>
internal static class PlainMail
{
    public static string Of(MailView view) => string.Join("\n", Lines(view)) + "\n";

    private static IEnumerable<string> Lines(MailView view)
    {
        if (view.IsUrgent) yield return $"*** {view.UrgentLabel} ***\n";
        yield return view.Headline;
        if (view.Number is not null)
        {
            yield return "";
            yield return view.State is null ? view.Number : $"{view.Number} · {view.State}";
            yield return view.Title ?? "";
        }

        if (view.IsUrgent) foreach (var line in Facts(view)) yield return line;
        if (view.Excerpt is not null)
        {
            yield return $"\n{view.ExcerptAuthor}";
            foreach (var line in view.Excerpt.Split('\n')) yield return $"> {line.TrimEnd('\r')}";
        }

        if (view.Markdown is not null) yield return $"\n{MailMarkdown.ToText(view.Markdown)}";

        foreach (var line in Changes(view.Changes.Count > 0 ? $"\n{view.ChangesLabel}" : null, view.Changes)) yield return line;
        if (view.Body is not null) yield return $"\n{view.Body}";
        if (!view.IsUrgent) foreach (var line in Facts(view)) yield return line;
        foreach (var part in view.Digest)
        {
            yield return part.Number is null ? $"\n{part.Title}" : $"\n{part.Number}{(part.State is null ? "" : $" · {part.State}")} · {part.Title}\n{part.Href}";
            foreach (var line in Changes(null, part.Changes)) yield return line;
            if (part.More is not null) yield return $"  {part.More}";
        }

        if (view.Digest.Count > 0 && view.ChangesLabel.Length > 0) yield return $"\n{view.ChangesLabel}";
        yield return view.ActionText.Length > 0 ? $"\n{view.ActionText}\n{view.ActionHref}\n" : "";
        yield return "-- ";    // what mail programs take for the beginning of a signature
        yield return view.Organisation;
        yield return view.PreferencesText is null ? view.Reason : $"{view.Reason}\n\n{view.PreferencesText}\n{view.PreferencesHref}";
    }

    private static IEnumerable<string> Facts(MailView view) => view.Details.Count == 0 ? [] : view.Details.Select(d => $"{d.Label} : {d.Value}").Prepend("");

    private static IEnumerable<string> Changes(string? label, IReadOnlyList<MailChange> changes)
    {
        if (label is not null) yield return label;
        foreach (var change in changes)
        {
            yield return $"- {change.When} : {change.Text}";
            if (change.Excerpt is null) continue;
            foreach (var line in change.Excerpt.Split('\n')) yield return $"  > {line.TrimEnd('\r')}";
        }
    }
}
