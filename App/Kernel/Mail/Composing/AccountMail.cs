namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>A mail about the reader's own account. Texts are keys, put into his language when it is written.</summary>
public sealed record AccountMail
{
    /// <summary>Its argument is the organisation's name.</summary>
    public required string Headline { get; init; }
    public string? Body { get; init; }

    /// <summary>Label and value: a text, a <see cref="Results.TextKey"/>, or an instant, shown in the reader's zone.</summary>
    public IReadOnlyList<(string Label, object Value)> Details { get; init; } = [];

    /// <summary>With <see cref="ActionPath"/>: the one thing to do. Both null where there is nothing.</summary>
    public string? ActionText { get; init; }

    /// <summary>A path of ours, such as /profile/sessions.</summary>
    public string? ActionPath { get; init; }

    /// <summary>Its text opens an account: see <see cref="MailMessage.IsSecret"/>.</summary>
    public bool IsSecret { get; init; }
}
