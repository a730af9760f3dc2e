using Npgsql;
using NpgsqlTypes;
using OpsFlux.Kernel.Import.Csv;

namespace OpsFlux.Kernel.Import;

/// <summary>
/// The raw rows of a run, in a temporary table of its transaction: the file is read once and memory stays flat, however
/// the records are ordered in it.
/// </summary>
internal sealed class StagingTable(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    public async Task CreateAsync(CancellationToken ct)
    {
        await using var command = Command("create temporary table import_rows (line integer primary key, fields text[] not null) on commit drop");
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Copies the sound records in; the damaged ones go to the report.</summary>
    public async Task FillAsync(CsvFile file, ImportReport report, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy import_rows (line, fields) from stdin (format binary)", ct);
        await foreach (var record in file.RecordsAsync(ct))
        {
            if (record.Fault is { } fault)
            {
                report.Refuse([fault]);
                continue;
            }

            await copy.StartRowAsync(ct);
            await copy.WriteAsync(record.Line, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(record.Fields, NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
        }

        await copy.CompleteAsync(ct);
    }

    public IAsyncEnumerable<(int Line, string[] Fields)> AllAsync(CancellationToken ct) =>
        ReadAsync(Command("select line, fields from import_rows order by line"), ct);

    public IAsyncEnumerable<(int Line, string[] Fields)> OfLinesAsync(int[] lines, CancellationToken ct)
    {
        var command = Command("select line, fields from import_rows where line = any($1) order by line");
        command.Parameters.Add(new() { Value = lines });
        return ReadAsync(command, ct);
    }

    private static async IAsyncEnumerable<(int Line, string[] Fields)> ReadAsync(
        NpgsqlCommand command, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var owned = command;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return (reader.GetInt32(0), reader.GetFieldValue<string[]>(1));
    }

    private NpgsqlCommand Command(string sql) => new(sql, connection, transaction);
}
