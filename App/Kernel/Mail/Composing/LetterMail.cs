using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Composing;

/// <summary>A mail that brings somebody a document, whether or not he has an account. Texts are keys, put into his language when it is written.</summary>
public sealed record LetterMail
{
    /// <summary>Filled by <see cref="Arguments"/>.</summary>
    public required string Headline { get; init; }

    /// <summary>A text as it is, or a <see cref="TextKey"/>.</summary>
    public IReadOnlyList<object> Arguments { get; init; } = [];
    public string? Body { get; init; }

    /// <summary>Label and value: a text, a <see cref="TextKey"/>, or an instant, shown in the reader's zone.</summary>
    public IReadOnlyList<(string Label, object Value)> Details { get; init; } = [];

    /// <summary>With <see cref="ActionPath"/>: the one thing to do. Both null where there is nothing, or nobody who could sign in.</summary>
    public string? ActionText { get; init; }
    public string? ActionPath { get; init; }

    /// <summary>Why he gets it; its argument is the organisation's name.</summary>
    public required string Reason { get; init; }
}
