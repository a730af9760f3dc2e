using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>
/// Plays all stories together in the order of time, so that numbers rise with the dates and automatic assignment sees each
/// day's true load.
/// </summary>
internal sealed class DemoPlayer(DemoStage stage, IReadOnlyDictionary<string, Guid> categories)
{
    private static readonly TimeSpan LastUnread = TimeSpan.FromDays(1);

    private readonly WorkingTime time = new(stage.Now, stage.Zone);
    private readonly Dictionary<DemoTicket, Guid> opened = [];
    private Dictionary<string, Guid> sites = [];

    public async Task PlayAsync(IEnumerable<DemoTicket> tickets, CancellationToken ct)
    {
        sites = await stage.AskAsync(db => db.Set<Site>().ToDictionaryAsync(s => s.Name, s => s.Id, ct), ct);
        var acts = tickets.SelectMany(Acts).OrderBy(a => a.At).ToList();
        var reading = stage.Now - LastUnread;
        foreach (var act in acts.TakeWhile(a => a.At <= reading)) await PlayAsync(act, ct);
        await stage.EveryoneReadsAsync(reading, ct);
        foreach (var act in acts.SkipWhile(a => a.At <= reading)) await PlayAsync(act, ct);
    }

    /// <summary>Declaring comes first, as the act without a step.</summary>
    private IEnumerable<Act> Acts(DemoTicket ticket)
    {
        var at = time.At(ticket.DaysAgo, TimeOnly.ParseExact(ticket.At, "HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        yield return new(ticket, null, at);
        foreach (var step in ticket.Steps)
        {
            at = time.After(at, step.After);
            yield return new(ticket, step, at);
        }
    }

    private async Task PlayAsync(Act act, CancellationToken ct)
    {
        var refusal = act.Step is { } step ? await TakeAsync(act.Ticket, step, act.At, ct) : await OpenAsync(act.Ticket, act.At, ct);
        if (refusal is not null)   // the story contradicts the rules: a bug in one of the two
            throw new InvalidOperationException($"Demo ticket '{act.Ticket.Title}', step {act.Ticket.Steps.IndexOf(act.Step!) + 1}: {refusal}");
    }

    private async Task<Refusal?> OpenAsync(DemoTicket ticket, DateTimeOffset at, CancellationToken ct)
    {
        var request = new OpenTicketRequest
        {
            Title = ticket.Title,
            Description = ticket.Description,
            CategoryId = categories[ticket.Category],
            Urgency = ticket.Urgency,
            Kind = ticket.Kind,
            SiteId = ticket.Site is { } site ? sites[site] : null,
        };
        var result = await stage.ActAsync(ticket.Requester, at, s => s.GetRequiredService<OpenTicket>().RunAsync(request, ct), ct);
        if (!result.Failed) opened[ticket] = result.Value.Id;
        return result.Refusal;
    }

    private async Task<Refusal?> TakeAsync(DemoTicket ticket, DemoStep step, DateTimeOffset at, CancellationToken ct)
    {
        var id = opened[ticket];
        var seen = await stage.AskAsync(db => db.Set<Ticket>().Where(t => t.Id == id).Select(t => new { t.Version, t.AssigneeId }).SingleAsync(ct), ct);
        var person = step.Person != DemoTicket.Assignee ? step.Person
            : seen.AssigneeId is { } assignee ? stage.NameOf(assignee) : throw new InvalidOperationException($"Demo ticket '{ticket.Title}' has no assignee");
        return (await stage.ActAsync(person, at, s => step.Act(s, new(id, seen.Version, ct)), ct)).Refusal;
    }

    private sealed record Act(DemoTicket Ticket, DemoStep? Step, DateTimeOffset At);
}
