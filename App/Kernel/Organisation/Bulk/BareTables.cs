using Npgsql;

namespace OpsFlux.Kernel.Organisation.Bulk;

/// <summary>
/// Takes foreign keys and plain indexes off tables while millions of rows are copied in, and puts them back: building an
/// index once costs a tenth of keeping it row by row. Inside the caller's transaction, so a broken-off run loses none.
/// </summary>
internal sealed class BareTables
{
    private readonly NpgsqlConnection owner;
    private readonly List<string> restore = [];

    private BareTables(NpgsqlConnection owner) => this.owner = owner;

    public static async Task<BareTables> StripAsync(NpgsqlConnection owner, IEnumerable<string> tables, CancellationToken ct)
    {
        var bare = new BareTables(owner);
        foreach (var table in tables)
        {
            await bare.TakeAsync(table, ForeignKeys, ct);
            await bare.TakeAsync(table, Indexes, ct);
        }

        return bare;
    }

    public async Task RestoreAsync(CancellationToken ct)
    {
        await ExecuteAsync("set local maintenance_work_mem = '512MB'", ct);
        foreach (var statement in restore) await ExecuteAsync(statement, ct);
    }

    private const string ForeignKeys =
        """
        select format('alter table %s drop constraint %I', conrelid::regclass, conname),
               format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where conrelid = $1::regclass and contype = 'f'
        """;

    private const string Indexes =
        """
        select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        from pg_index i where indrelid = $1::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
        """;

    private async Task TakeAsync(string table, string query, CancellationToken ct)
    {
        var drop = new List<string>();
        await using (var command = new NpgsqlCommand(query, owner) { Parameters = { new() { Value = table } } })
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                drop.Add(reader.GetString(0));
                restore.Insert(0, reader.GetString(1));   // indexes before the foreign keys that lean on them
            }

        foreach (var statement in drop) await ExecuteAsync(statement, ct);
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, owner) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
