using OpsFlux.Kernel.Events;

namespace OpsFlux.Kernel.Files;

[EventName("files.file.attached")]
public sealed record FileAttached(Guid AttachmentId, string Name, long Size, string ContentType, bool IsInternal) : IEvent;

[EventName("files.file.removed")]
public sealed record FileRemoved(Guid AttachmentId, string Name, bool IsInternal) : IEvent;

/// <summary>A quarantined file was scanned: it may be downloaded now, or its content is gone.</summary>
[EventName("files.file.scanned")]
public sealed record FileScanned(Guid AttachmentId, string Name, bool IsClean) : IEvent;
