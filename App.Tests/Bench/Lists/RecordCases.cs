using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.People;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Lists;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Tests.Bench.Lists;

/// <summary>What opening one ticket asks, part by part, what its fields suggest as one types, and what the shell around it reads.</summary>
internal sealed class RecordCases(IServiceProvider person, StatementCapture capture)
{
    public async IAsyncEnumerable<(string What, string Statement)> AllAsync(User user)
    {
        var (number, record) = await NewestAsync(user);
        (string What, Func<Task> Ask)[] parts =
        [
            ("ticket", () => Use<GetTicket>().RunAsync(number, default)),
            ("watchers", () => Use<GetWatchers>().RunAsync(record, default)),
            ("tags", () => Use<GetTags>().RunAsync(record, default)),
            ("links", () => Use<GetLinks>().RunAsync(record, default)),
            ("files", () => Use<ListFiles>().RunAsync(new UploadTarget(record, null), default)),
            ("checklist", () => Use<ReadChecklist>().RunAsync(record.Id, default)),
            ("time spent", () => Use<ReadTimeSheet>().RunAsync(record.Id, default)),
            ("suggested tags", () => Use<SuggestTags>().RunAsync(record, "m", default)),
            ("suggested people", () => Use<SuggestPeople>().RunAsync(record, "ma", default)),
            ("suggested records 'imp'", () => Use<SuggestRecords>().RunAsync(record, "imp", null, default)),
            ("suggested records 'zzz'", () => Use<SuggestRecords>().RunAsync(record, "zzz", null, default)),
            ("notifications", () => Use<Inbox>().LatestAsync(20, null, default)),
            ("unread", () => Use<Inbox>().UnreadAsync(default)),
            ("tabs of the list", () => Use<ReadPersonalList>().RunAsync(TicketListKind.ListCode, default)),
        ];
        foreach (var (what, ask) in parts)
        {
            await ask();
            var statements = capture.Take();
            for (var n = 0; n < statements.Count; n++) yield return ($"page: {what}, statement {n + 1} of {statements.Count}", statements[n]);
        }
    }

    private T Use<T>() where T : notnull => person.GetRequiredService<T>();

    private async Task<(string Number, RecordRef Record)> NewestAsync(User user)
    {
        await using var db = await Use<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var one = await db.Set<Ticket>().Where(t => t.RequesterId == user.Id || t.StructureId == user.StructureId).OrderByDescending(t => t.OpenedAt).FirstOrDefaultAsync()
            ?? await db.Set<Ticket>().OrderByDescending(t => t.OpenedAt).FirstAsync();
        capture.Take();
        return (one.Number, one.Ref);
    }
}
