using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpsFlux.Tests.Bench.Lists;

/// <summary>Keeps the statements that EF sends, with their parameters written into them, as psql and pgbench can run them.</summary>
internal sealed class StatementCapture : DbCommandInterceptor
{
    private readonly List<string> statements = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        statements.Add(Inline(command));
        return ValueTask.FromResult(result);
    }

    /// <summary>What was sent since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        string[] taken = [.. statements];
        statements.Clear();
        return taken;
    }

    private static string Inline(DbCommand command)
    {
        var sql = command.CommandText;

        // The longest names first: @p1 stands at the beginning of @p10.
        foreach (var parameter in command.Parameters.Cast<DbParameter>().OrderByDescending(p => p.ParameterName.Length))
            sql = sql.Replace("@" + parameter.ParameterName.TrimStart('@'), Literal(parameter.Value), StringComparison.Ordinal);
        return sql;
    }

    private static string Literal(object? value) => value switch
    {
        null or DBNull => "null",
        Guid id => $"'{id}'::uuid",
        IEnumerable<Guid> ids => $"'{{{string.Join(',', ids)}}}'::uuid[]",
        DateTimeOffset at => $"'{at.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'::timestamptz",
        DateTime at => $"'{at:yyyy-MM-dd HH:mm:ss.ffffff}+00'::timestamptz",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        IEnumerable<string> texts => $"'{{{string.Join(',', texts)}}}'::text[]",
        IEnumerable<short> numbers => $"'{{{string.Join(',', numbers)}}}'::smallint[]",
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"No literal for {value.GetType().Name}"),
    };
}
