using System.Text;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>The ticket as it stands when a step is taken.</summary>
internal sealed record DemoTarget(Guid Id, long Version, CancellationToken Ct);

/// <summary>One act on a ticket. <paramref name="After"/> counts from the act before; nights and weekends are left out.</summary>
/// <param name="Person">The name by which the demo calls him, or <see cref="DemoTicket.Assignee"/>.</param>
internal sealed record DemoStep(string Person, TimeSpan After, Func<IServiceProvider, DemoTarget, Task<Result>> Act);

/// <summary>
/// A ticket's story: how it was declared, and what people did with it since. Minutes are those since the step before.
/// </summary>
/// <param name="DaysAgo">Working days before today.</param>
/// <param name="At">Local time of day.</param>
internal sealed record DemoTicket(int DaysAgo, string At, string Requester, string Category, Urgency Urgency, string Title, string Description)
{
    /// <summary>Whoever holds the ticket at that moment, as automatic assignment decided.</summary>
    public const string Assignee = "assignee";

    public const int Hour = 60, Day = 24 * Hour;

    public TicketKind Kind { get; init; }
    public string? Site { get; init; }
    public List<DemoStep> Steps { get; } = [];

    public DemoTicket Start(int minutes, string person = Assignee) => Move(person, minutes, new() { Trigger = TicketTrigger.Start });

    public DemoTicket Wait(int minutes, string reason, string why) =>
        Move(Assignee, minutes, new() { Trigger = TicketTrigger.Wait, WaitingReason = reason, Reason = why });

    public DemoTicket Resume(int minutes) => Move(Assignee, minutes, new() { Trigger = TicketTrigger.Resume });

    public DemoTicket Resolve(int minutes, string solution) => Move(Assignee, minutes, new() { Trigger = TicketTrigger.Resolve, Solution = solution });

    /// <summary>The requester says that it is solved.</summary>
    public DemoTicket Validate(int minutes) => Move(Requester, minutes, new() { Trigger = TicketTrigger.Validate });

    public DemoTicket Reopen(int minutes, string why) => Move(Requester, minutes, new() { Trigger = TicketTrigger.Reopen, Reason = why });

    public DemoTicket Cancel(int minutes, string person, string why) => Move(person, minutes, new() { Trigger = TicketTrigger.Cancel, Reason = why });

    public DemoTicket Say(int minutes, string person, string words) => Comment(minutes, person, words, isInternal: false);

    public DemoTicket Note(int minutes, string person, string words) => Comment(minutes, person, words, isInternal: true);

    /// <summary>Working time of whoever holds the ticket.</summary>
    public DemoTicket Spend(int minutes, int spent, string what, bool billable = false) => Then(Assignee, minutes, (services, target) =>
        services.GetRequiredService<SpendTime>().RunAsync(
            new SpendTimeRequest { TicketId = target.Id, WorkedOn = DateOnly.FromDateTime(services.GetRequiredService<ReaderZone>().ToLocal(services.GetRequiredService<TimeProvider>().GetUtcNow()).DateTime), Minutes = spent, What = what, IsBillable = billable }, target.Ct));

    /// <summary>A point of the ticket's checklist.</summary>
    public DemoTicket Remember(int minutes, string person, string item) => Then(person, minutes, (services, target) =>
        services.GetRequiredService<ChangeChecklist>().RunAsync(new AddChecklistItemRequest { TicketId = target.Id, Text = item }, target.Ct));

    /// <summary>A file of text, such as a measurement.</summary>
    public DemoTicket Attach(int minutes, string person, string name, string text) => Then(person, minutes, async (services, target) =>
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var attached = await services.GetRequiredService<AttachContent>().RunAsync(new(new RecordRef(Ticket.RecordKind, target.Id), null), isInternal: false, name, content, target.Ct);
        return attached.Outcome;
    });

    /// <summary>The requester's opinion after closing, 1 to 5.</summary>
    public DemoTicket Rate(int minutes, int score, string? comment = null) => Then(Requester, minutes, (services, target) =>
        services.GetRequiredService<RateTicket>().RunAsync(new() { TicketId = target.Id, Version = target.Version, Score = score, Comment = comment }, target.Ct));

    public DemoTicket Tag(int minutes, string person, string word) => Then(person, minutes, (services, target) =>
        services.GetRequiredService<TagRecord>().RunAsync(new(Ticket.RecordKind, target.Id), word, target.Ct));

    public DemoTicket Watch(int minutes, string person) => Then(person, minutes, (services, target) =>
        services.GetRequiredService<WatchRecord>().RunAsync(new(Ticket.RecordKind, target.Id), watch: true, target.Ct));

    public DemoTicket Then(string person, int minutes, Func<IServiceProvider, DemoTarget, Task<Result>> act)
    {
        Steps.Add(new(person, TimeSpan.FromMinutes(minutes), act));
        return this;
    }

    private DemoTicket Move(string person, int minutes, MoveTicketRequest request) => Then(person, minutes, (services, target) =>
    {
        (request.TicketId, request.Version) = (target.Id, target.Version);
        return services.GetRequiredService<MoveTicket>().RunAsync(request, target.Ct);
    });

    private DemoTicket Comment(int minutes, string person, string words, bool isInternal) => Then(person, minutes, (services, target) =>
        services.GetRequiredService<CommentTicket>().RunAsync(new() { TicketId = target.Id, Body = words, IsInternal = isInternal }, target.Ct));
}
