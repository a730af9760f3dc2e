using System.Collections;
using System.Reflection;
using System.Text;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>Every text that an answer holds, however deep: in properties, rows that are still to be read, and contents of files.</summary>
internal static class SpokenText
{
    private const int Deepest = 9, MostRows = 2000;

    public static async Task<string> OfAsync(object? answer)
    {
        var said = new StringBuilder();
        await WalkAsync(answer, said, new(ReferenceEqualityComparer.Instance), 0);
        return said.ToString();
    }

    private static async Task WalkAsync(object? value, StringBuilder said, HashSet<object> seen, int depth)
    {
        if (value is null || depth > Deepest) return;
        if (value is string text)
        {
            said.Append(text).Append('\n');
            return;
        }

        if (value is Stream { CanRead: true } stream)
        {
            said.Append(await new StreamReader(stream).ReadToEndAsync()).Append('\n');
            return;
        }

        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is Type or Delegate || !seen.Add(value)) return;
        if (value is IEnumerable rows)
        {
            foreach (var row in rows.Cast<object?>().Take(MostRows)) await WalkAsync(row, said, seen, depth + 1);
            return;
        }

        if (AsyncRows(type) is { } element)
        {
            await (Task)typeof(SpokenText).GetMethod(nameof(WalkRowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(element).Invoke(null, [value, said, seen, depth])!;   // above, and a Task
            return;
        }

        if (type.Namespace?.StartsWith("OpsFlux", StringComparison.Ordinal) != true && !type.IsGenericType) return;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0))
            await WalkAsync(Read(property, value), said, seen, depth + 1);
    }

    private static async Task WalkRowsAsync<T>(IAsyncEnumerable<T> rows, StringBuilder said, HashSet<object> seen, int depth)
    {
        await foreach (var row in rows) await WalkAsync(row, said, seen, depth + 1);
    }

    private static Type? AsyncRows(Type type) =>
        type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))?.GetGenericArguments()[0];

    /// <summary>A property that throws says nothing.</summary>
    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }
}
