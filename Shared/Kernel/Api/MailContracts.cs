using System.ComponentModel;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>A mail of the queue, as a list shows it.</summary>
public sealed record MailItem(
    [property: Description("Identifier of the mail.")] Guid Id,
    [property: Description("`waiting`, `sending`, `sent`, `retrying`, `failed` or `cancelled`.")] string State,
    [property: Description("`urgent` leaves at once, `high` within 5 minutes, `normal` within 15, `low` within an hour.")] string Priority,
    [property: Description("To which address.")] string Recipient,
    [property: Description("Name of the recipient.")] string? RecipientName,
    [property: Description("What it is about.")] string Subject,
    [property: Description("Times the mail itself was tried.")] int Attempts,
    [property: Description("When it was queued.")] DateTimeOffset CreatedAt,
    [property: Description("Before when it does not leave; null: at once.")] DateTimeOffset? ScheduledAt,
    [property: Description("It may have arrived twice, with the same Message-ID.")] bool MayBeDouble);

/// <summary>A file that travels with a mail.</summary>
public sealed record MailFileItem(
    [property: Description("Its place, from 0.")] int Position,
    [property: Description("Name of the file.")] string Name,
    [property: Description("Media type.")] string ContentType,
    [property: Description("Bytes.")] long Size);

/// <summary>A mail with what it says and what became of it.</summary>
public sealed record MailResource(
    [property: Description("As in the list.")] MailItem Mail,
    [property: Description("`fr` or `en`.")] string Language,
    [property: Description("The same at every attempt.")] string MessageId,
    [property: Description("What it says in text; empty for mails that open an account.")] string Text,
    [property: Description("Whether its text opens an account, and is shown to nobody.")] bool IsSecret,
    [property: Description("When it is due, or tried again.")] DateTimeOffset NextAttemptAt,
    [property: Description("When it was sent, given up or cancelled.")] DateTimeOffset? FinishedAt,
    [property: Description("What the mail server answered last.")] string? Answer,
    [property: Description("Files that travel with it.")] IReadOnlyList<MailFileItem> Attachments);

/// <summary>How sending is doing.</summary>
public sealed record MailStatusResource(
    [property: Description("False: mail is not configured, and nothing is queued.")] bool IsOn,
    [property: Description("Keys of the configuration that have to be set.")] IReadOnlyList<string> Missing,
    [property: Description("Keys of the configuration whose value cannot be read.")] IReadOnlyList<string> Wrong,
    [property: Description("Mails that still have to leave, 1000 at most.")] int Waiting,
    [property: Description("Since when nothing is sent because the server cannot be used; null: it runs.")] DateTimeOffset? PausedSince,
    [property: Description("Why, such as `certificate` or `signIn`.")] string? Problem,
    [property: Description("What the server said.")] string? Answer,
    [property: Description("When the server is tried again.")] DateTimeOffset? NextProbeAt);

/// <summary>A mail that was queued.</summary>
public sealed record QueuedMail([property: Description("Identifier of the mail.")] Guid Id);
