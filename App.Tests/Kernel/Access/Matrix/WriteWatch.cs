using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>Counts the statements that change rows: whoever may not act must not cause one.</summary>
internal sealed partial class WriteWatch : DbCommandInterceptor
{
    private int count;

    public int Count => count;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Look(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Look(command);
        return ValueTask.FromResult(result);
    }

    private void Look(DbCommand command)
    {
        if (Writing().IsMatch(command.CommandText)) Interlocked.Increment(ref count);
    }

    [GeneratedRegex(@"(^|;|\()\s*(insert\s+into|delete\s+from|update\s+[a-z""])", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Writing();
}
