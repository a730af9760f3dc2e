using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Tests.Support;

/// <summary>Things to save, filled with what a test does not care about. Names are unique, so that tests of one class never meet.</summary>
public static class Make
{
    private static int made;

    /// <summary>In the state asked for with the instants it implies, as if it had walked there quietly.</summary>
    public static Ticket Ticket(
        string title = "Imprimante en panne", TicketState state = TicketState.New, Guid? requester = null, Guid? structure = null, Guid? assignee = null,
        Guid? group = null, Guid? category = null, string? description = null, Priority? priority = null, DateTimeOffset? openedAt = null,
        string number = "", string? externalId = null, Guid? site = null)
    {
        var opened = openedAt ?? FakeClock.Start;
        var isOver = state is TicketState.Closed or TicketState.Cancelled;
        return new()
        {
            Title = title,
            Description = description,
            State = state,
            RequesterId = requester ?? World.Alice,
            StructureId = structure ?? World.Structure,
            CategoryId = category ?? World.Category,
            SiteId = site,
            GroupId = group,
            AssigneeId = assignee,
            Priority = priority ?? PriorityMatrix.Usual.For(Impact.Low, Urgency.Medium),
            WaitingReason = state is TicketState.Waiting ? "parts" : null,
            OpenedAt = opened,
            CreatedAt = opened,
            ResolvedAt = state is TicketState.Resolved or TicketState.Closed ? opened : null,
            ClosedAt = isOver ? opened : null,
            Number = number,
            ExternalId = externalId ?? number,
        };
    }

    public static User User(
        string displayName = "Karim Benali", Guid? structure = null, string[]? skills = null, bool isAvailable = true, bool isActive = true, string language = "fr", string? email = null)
    {
        var name = $"{displayName.ToLowerInvariant().Replace(' ', '.')}.{Next()}";
        return new()
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = displayName,
            StructureId = structure ?? World.Structure,
            Skills = [.. skills ?? []],
            IsAvailable = isAvailable,
            IsActive = isActive,
            Language = language,
            Email = email,
            NormalizedEmail = email?.ToUpperInvariant(),
        };
    }

    public static Structure Structure(string name = "Agence", Guid? parent = null, StructureKind kind = StructureKind.Internal) =>
        new() { Code = $"S{Next()}", Name = name, ParentId = parent, Kind = kind };

    public static Site Site(string name = "Dépôt", Guid? structure = null) => new() { Name = $"{name} {Next()}", StructureId = structure ?? World.Structure };

    public static Category Category(string name = "Matériel", Guid? group = null, string? skill = null, bool isActive = true) =>
        new() { Name = name, Path = $"{name} {Next()}", DefaultGroupId = group, Skill = skill, IsActive = isActive };

    public static Group Group(string name = "Support", Guid? structure = null) => new() { Name = name, StructureId = structure };

    public static GroupMember Member(Group group, User person) => new() { GroupId = group.Id, UserId = person.Id };

    private static int Next() => Interlocked.Increment(ref made);
}
