using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>A ticket of which every part carries a text that stands nowhere else, such as "qx12x-note".</summary>
public sealed class MarkedTicket
{
    /// <summary>What a list or a search finds in all of them.</summary>
    public const string CommonWord = "Panne";

    /// <summary>Part → the permission without which its text must not be seen.</summary>
    public static readonly IReadOnlyDictionary<string, string> Parts = new Dictionary<string, string>
    {
        ["title"] = TicketPermissions.View, ["twin"] = TicketPermissions.View, ["text"] = TicketPermissions.View, ["comment"] = TicketPermissions.View,
        ["file"] = TicketPermissions.View, ["content"] = TicketPermissions.View, ["item"] = TicketPermissions.View, ["tag"] = TicketPermissions.View,
        ["note"] = TicketPermissions.Note, ["cause"] = TicketPermissions.Note, ["secret"] = TicketPermissions.Note, ["time"] = TicketPermissions.Work,
    };

    public MarkedTicket(int number, Subject subject, Guid requester, Guid author, Guid structure)
    {
        (Number, Subject, RequesterId) = (number, subject, requester);
        Ticket = Make.Ticket($"{CommonWord} {Mark("title")}", requester: requester, structure: structure, description: Mark("text"), number: $"QX-{number}");
        Twin = Make.Ticket($"{CommonWord} {Mark("twin")}", requester: requester, structure: structure, number: $"QX-{number}-T");
        Merged = Make.Ticket($"{CommonWord} {Mark("title")}", requester: requester, structure: structure, number: $"QX-{number}-M");
        Comment = Line(TimelineKind.Comment, Mark("comment"), author);
        Note = Line(TimelineKind.InternalNote, Mark("note"), author);
        File = FileOf("file", isInternal: false, author);
        Secret = FileOf("secret", isInternal: true, author);
        Tag = new() { Name = Mark("tag"), Key = TagWords.Key(Mark("tag")) };
        Item = new() { TicketId = Ticket.Id, Text = Mark("item"), Position = 1 };
        Time = new() { TicketId = Ticket.Id, PersonId = author, WorkedOn = DateOnly.FromDateTime(FakeClock.Start.UtcDateTime), Minutes = 5, What = Mark("time") };
        Link = new() { Type = LinkType.RelatesTo, FromKind = Ticket.RecordKind, FromId = Ticket.Id, ToKind = Ticket.RecordKind, ToId = Twin.Id, CreatedAt = FakeClock.Start };
        Clock = new()
        {
            RecordKind = Ticket.RecordKind, RecordId = Ticket.Id, Code = "resolution", Ordinal = 1, State = ClockState.Unagreed, StartedAt = FakeClock.Start,
            Facts = FactsJson.Write([new(ClockFactKind.Started, FakeClock.Start)]), Justification = Mark("cause"),
        };
        Merge = new() { SourceId = Merged.Id, TargetId = Ticket.Id, MergedAt = FakeClock.Start, StateBefore = TicketState.New };
    }

    public int Number { get; }
    public Subject Subject { get; }
    public Guid RequesterId { get; }
    public Ticket Ticket { get; }

    /// <summary>Another one of the same requester and structure, to link to and to merge into.</summary>
    public Ticket Twin { get; }
    public Ticket Merged { get; }
    public TimelineEntry Comment { get; }
    public TimelineEntry Note { get; }
    public Attachment File { get; }
    public Attachment Secret { get; }
    public Tag Tag { get; }
    public ChecklistItem Item { get; }
    public TimeEntry Time { get; }
    public RecordLink Link { get; }
    public TicketMerge Merge { get; }
    public SlaClock Clock { get; }

    public RecordRef Ref => Ticket.Ref;

    public string Mark(string part) => $"qx{Number}x-{part}";

    /// <summary>The tickets first: the others point at them.</summary>
    public object[] Tickets => [Ticket, Twin, Merged];

    public object[] Rest =>
    [
        Comment, Note, File, Secret, Tag, new RecordTag { TagId = Tag.Id, RecordKind = Ticket.RecordKind, RecordId = Ticket.Id }, Item, Time, Link, Merge, Clock,
        new MergedPart { MergeId = Merge.Id, Code = "none", Moved = [] },
    ];

    private TimelineEntry Line(TimelineKind kind, string body, Guid author) => new()
    {
        RecordKind = Ticket.RecordKind, RecordId = Ticket.Id, At = FakeClock.Start, ActorId = author, Kind = kind, Body = body, IsInternal = kind == TimelineKind.InternalNote,
    };

    private Attachment FileOf(string part, bool isInternal, Guid author) => new()
    {
        RecordKind = Ticket.RecordKind, RecordId = Ticket.Id, Name = $"{Mark(part)}.txt", Size = 20, Sha256 = new('0', 64), ContentType = "text/plain",
        IsInternal = isInternal, UploadedBy = author, UploadedAt = FakeClock.Start, StorageKey = Guid.CreateVersion7(),
    };
}
