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
