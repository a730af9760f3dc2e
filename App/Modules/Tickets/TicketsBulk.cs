using Npgsql;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Modules.Tickets.Bulk;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets;

/// <summary>A million tickets of three years, as skewed as real ones, with five timeline rows and two clocks each, tags and watchers.</summary>
internal sealed class TicketsBulk : IBulkSeed
{
    /// <summary>Rows held in memory between the copies; one connection copies into one table at a time.</summary>
    private const int Batch = 20_000;

    public IReadOnlyList<string> Tables => ["tickets.tickets", "kernel.record_tags", "kernel.watchers", "kernel.sla_clocks"];

    public async Task SeedAsync(BulkStage stage, CancellationToken ct)
    {
        var categories = await BulkCategories.WriteAsync(stage, ct);
        var clocks = await BulkClocks.WriteAgreementAsync(stage, ct);
        var source = new BulkTickets(stage, categories);
        var written = 0;
        foreach (var batch in source.All().Chunk(Batch))
        {
            await TicketCopy.TicketsAsync(stage.Owner, batch, ct);
            await TicketCopy.TimelineAsync(stage.Owner, batch, stage.Random, ct);
            await clocks.CopyAsync(stage.Owner, batch, stage.Random, ct);
            stage.Progress.Report(written += batch.Length);
        }

        await BulkRelations.WriteAsync(stage.Owner, ct);
        foreach (var (year, last) in source.LastNumbers) await KeepNumberAsync(stage.Owner, year, last, ct);
    }

    /// <summary>New tickets go on where the set ends.</summary>
    private static async Task KeepNumberAsync(NpgsqlConnection owner, int year, long last, CancellationToken ct)
    {
        const string Sql = "insert into kernel.number_counters (kind, year, last_value) values ($1, $2, $3)";
        await using var command = new NpgsqlCommand(Sql, owner) { Parameters = { new() { Value = Ticket.RecordKind }, new() { Value = year }, new() { Value = last } } };
        await command.ExecuteNonQueryAsync(ct);
    }
}
