namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>What a mail says, every value text already and in the recipient's language.</summary>
public sealed record MailView
{
    public required string Language { get; init; }
    public required string Organisation { get; init; }
    public required string Subject { get; init; }

    /// <summary>Colour of buttons and marks, "#rrggbb", on which white can be read.</summary>
    public string Accent { get; init; } = "#0f5fc2";

    /// <summary>The same for dark surfaces, where links are written in it.</summary>
    public string DarkAccent { get; init; } = "#7db3ff";

    /// <summary>The one thing to know, as a sentence.</summary>
    public required string Headline { get; init; }
    public bool IsUrgent { get; init; }

    /// <summary>What stands in the band above an urgent headline.</summary>
    public string UrgentLabel { get; init; } = "";

    /// <summary>What a list of mails shows beside the subject; null: what the mail begins with.</summary>
    public string? Preview { get; init; }

    /// <summary>Number and state of the record it is about.</summary>
    public string? Number { get; init; }
    public string? State { get; init; }
    public string? Title { get; init; }

    /// <summary>What somebody wrote, as plain text.</summary>
    public string? Excerpt { get; init; }
    public string? ExcerptAuthor { get; init; }

    /// <summary>What a template of the organisation says, as Markdown; never trusted.</summary>
    public string? Markdown { get; init; }

    /// <summary>What else happened to the record meanwhile, in order.</summary>
    public IReadOnlyList<MailChange> Changes { get; init; } = [];

    /// <summary>The label above <see cref="Changes"/>.</summary>
    public string ChangesLabel { get; init; } = "";

    /// <summary>Of a digest: what happened, record by record.</summary>
    public IReadOnlyList<MailDigestPart> Digest { get; init; } = [];

    /// <summary>Sentences below the headline, in a mail about the reader's own account.</summary>
    public string? Body { get; init; }

    /// <summary>Facts as a table: what, and its value.</summary>
    public IReadOnlyList<(string Label, string Value)> Details { get; init; } = [];

    /// <summary>Empty: nothing to do, and no button.</summary>
    public required string ActionText { get; init; }
    public required string ActionHref { get; init; }

    /// <summary>Why one gets it.</summary>
    public required string Reason { get; init; }

    /// <summary>Null where nothing can be chosen: mails about one's own account.</summary>
    public string? PreferencesText { get; init; }
    public string PreferencesHref { get; init; } = "";
}

/// <param name="When">As the reader's zone has it.</param>
public sealed record MailChange(string Text, string When, string? ExcerptAuthor = null, string? Excerpt = null);

/// <summary>One record of a digest.</summary>
/// <param name="Number">Null for news that belongs to no record.</param>
/// <param name="More">How many further changes are not said; null: none.</param>
public sealed record MailDigestPart(string? Number, string Title, string? State, string Href, IReadOnlyList<MailChange> Changes, string? More = null);

/// <summary>A mail ready to be queued: what is stored is what leaves.</summary>
public sealed record RenderedMail(string Subject, string Text, string Html);
