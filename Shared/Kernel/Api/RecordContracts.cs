using System.ComponentModel;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>A file on a record.</summary>
public sealed record FileItem(
    [property: Description("Identifier of the file.")] Guid Id,
    [property: Description("Its name, with the extension that its content has.")] string Name,
    [property: Description("Bytes.")] long Size,
    [property: Description("What its content is.")] string ContentType,
    [property: Description("Shown to those alone who may see what is internal.")] bool IsInternal,
    [property: Description("`clean` files can be downloaded; others wait for the scanner.")] string State,
    [property: Description("Who attached it.")] string Author,
    [property: Description("When it was attached.")] DateTimeOffset CreatedAt);

/// <summary>Files that were attached by one request.</summary>
public sealed record AttachedFiles([property: Description("In the order in which they were sent.")] IReadOnlyList<FileItem> Items);

/// <summary>Who follows a record.</summary>
public sealed record WatchersAnswer(
    [property: Description("The watchers.")] IReadOnlyList<NamedRef> Items,
    [property: Description("Whether the caller is one of them.")] bool IsWatching);

/// <summary>The words on a record.</summary>
public sealed record TagsAnswer([property: Description("The tags.")] IReadOnlyList<NamedRef> Items);

/// <summary>What a record is to another one.</summary>
public sealed record LinkItem(
    [property: Description("Identifier of the link.")] Guid Id,
    [property: Description("`duplicateOf`, `causedBy`, `blocks`, `relatesTo`, `childOf`, `splitFrom` or `followUpOf`.")] string Type,
    [property: Description("The link is read from its second end: `blocks` then means that the other one blocks this one.")] bool IsInverse,
    [property: Description("Kind of the other record, such as ticket.")] string Kind,
    [property: Description("Identifier of the other record.")] Guid RecordId,
    [property: Description("Number of the other record.")] string Number,
    [property: Description("Title of the other record.")] string Title);

/// <summary>Links a record to another one.</summary>
public sealed class LinkRequest
{
    [RequiredText(1, 40)]
    [Description("`duplicateOf`, `causedBy`, `blocks`, `relatesTo`, `childOf` or `followUpOf`.")]
    public string Type { get; set; } = "";

    [Description("The other record is the first end: with `blocks`, that one blocks this one.")]
    public bool IsInverse { get; set; }

    [RequiredText(1, 60)]
    [Description("Number of the other record.")]
    public string Number { get; set; } = "";
}
