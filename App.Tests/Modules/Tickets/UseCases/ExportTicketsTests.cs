using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class ExportTicketsTests(TestApp app) : TicketListTests(app)
{
    [Fact]
    public async Task Exactly_what_the_filter_shows_is_exported_newest_first()
    {
        await WatchAsync();
        App.User.Grant(TicketPermissions.Export, Scope.Structure, Here.Id);
        var tickets = await TicketsAsync(60);
        await TicketAsync(Make.Ticket(state: TicketState.Cancelled));

        // The rows stream from the database, so they are read while the request lasts.
        var (export, numbers) = await App.RunAsync(async (ExportTickets use) =>
        {
            var answer = (await use.RunAsync(Filter("?state=new"), "csv", default)).Value!;   // granted
            return (answer, await NumbersAsync(answer));
        });

        Assert.Equal(tickets.Select(t => t.Number), numbers);
        Assert.Equal([new StateCount(TicketState.New, 60)], export.ByState);
        Assert.Equal("Atelier", export.Organisation);
    }

    [Fact]
    public async Task The_rows_stand_in_the_order_of_the_list()
    {
        await WatchAsync();
        App.User.Grant(TicketPermissions.Export, Scope.Structure, Here.Id);
        await TicketsAsync(3, i => Make.Ticket(structure: Here.Id, priority: i == 1 ? Priority.Critical : Priority.Low));
        var shown = (await PageAsync("?sort=-priority")).Rows.Select(r => r.Number);

        var numbers = await App.RunAsync(async (ExportTickets use) => await NumbersAsync((await use.RunAsync(Filter("?sort=-priority"), "csv", default)).Value!));   // granted

        Assert.Equal(shown, numbers);
    }

    [Fact]
    public async Task It_is_written_to_the_audit_with_format_count_and_filters()
    {
        await WatchAsync();
        App.User.Grant(TicketPermissions.Export, Scope.Structure, Here.Id);
        await TicketsAsync(2);

        await ExportAsync("?q=imprimante");

        var me = App.User.Id;
        var entry = await App.WithDbAsync(db => db.Set<AuditEntry>().SingleAsync(a => a.Action == AuditAction.Export && a.ActorId == me));
        Assert.StartsWith("csv, 2: ", entry.Detail, StringComparison.Ordinal);
        Assert.Contains("imprimante", entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_see_is_not_to_export()
    {
        await WatchAsync();

        Assert.Equal(Refusal.Forbidden, (await ExportAsync("")).Refusal);
    }

    private Task<Result<ExportedTickets>> ExportAsync(string address) => App.RunAsync((ExportTickets use) => use.RunAsync(Filter(address), "csv", default));

    private static TicketFilter Filter(string address) => TicketFilter.Parse(ListQuery.Parse(address)).Value!;   // addresses of these tests are good

    private static async Task<List<string>> NumbersAsync(ExportedTickets export)
    {
        var numbers = new List<string>();
        await foreach (var row in export.Rows) numbers.Add(row.Number);
        return numbers;
    }
}
