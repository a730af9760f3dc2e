using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>
/// Reads a JSON body whole, up to a limit: what is no JSON is refused with its position, what is no object, or holds a
/// character that no text may hold, is refused as well. The bytes are kept with the request, for its fingerprint.
/// </summary>
internal static class JsonBody
{
    public const int LongestBytes = 1 << 20;
    private static readonly object BytesKey = new();
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = ApiJson.Deepest, AllowDuplicateProperties = false };

    /// <summary>The bytes that were read of this request's body; empty where none were.</summary>
    public static byte[] BytesOf(HttpContext context) => context.Items[BytesKey] as byte[] ?? [];

    public static async Task<(JsonElement Root, ApiAnswer? Wrong)> ReadAsync(HttpContext context)
    {
        if (await ReadBytesAsync(context) is not { } bytes) return (default, ApiAnswer.Refused(StatusCodes.Status413PayloadTooLarge, ApiRefusals.TooLarge));
        context.Items[BytesKey] = bytes;
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object) return (default, Invalid("", "not-an-object"));
            if (FindBadText(root, "") is { } path) return (default, Invalid(path, "control-characters"));
            return FindHole(root, "") is { } hole ? (default, Invalid(hole, "wrong-type")) : (root, null);
        }
        catch (JsonException e)
        {
            return (default, ApiAnswer.Refused(StatusCodes.Status400BadRequest, ApiRefusals.MalformedJson, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no text at all.
            return (default, ApiAnswer.Refused(StatusCodes.Status400BadRequest, ApiRefusals.MalformedJson, 1, 1));
        }
    }

    public static ApiAnswer Invalid(string field, string code) => Refusal.Invalid(new FieldError(field, code));

    /// <summary>Fields that the type does not have.</summary>
    public static FieldError[] Unknown<T>(JsonElement root)
    {
        var known = FieldsOf<T>();
        return [.. root.EnumerateObject().Select(p => p.Name).Where(name => !known.Contains(name)).Select(name => new FieldError(name.CutTo(60), "unknown-field"))];
    }

    /// <summary>The type's fields as the API names them.</summary>
    public static HashSet<string> FieldsOf<T>() => ApiJson.Options.GetTypeInfo(typeof(T)).Properties.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>What each of them holds, where it holds anything.</summary>
    public static Dictionary<string, Type> TypesOf<T>() =>
        ApiJson.Options.GetTypeInfo(typeof(T)).Properties.ToDictionary(p => p.Name, p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, StringComparer.Ordinal);

    /// <summary>"$.lines[0].text" as "lines[0].text".</summary>
    public static string PathOf(JsonException e) => e.Path is { } path ? path.TrimStart('$').TrimStart('.') : "";

    /// <summary>Null: longer than may be. Nothing is received for nothing: the rest is left unread and the connection closed.</summary>
    private static async Task<byte[]?> ReadBytesAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        if (context.Request.ContentLength > LongestBytes) return Close(context);
        using var copy = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > LongestBytes) return Close(context);
        }

        return copy.ToArray();
    }

    private static byte[]? Close(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return null;
    }

    /// <summary>A list's item that is null, which the types of ours do not foresee.</summary>
    private static string? FindHole(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select((item, index) => item.ValueKind == JsonValueKind.Null ? $"{path}[{index}]" : FindHole(item, $"{path}[{index}]")).FirstOrDefault(p => p is not null),
        JsonValueKind.Object => element.EnumerateObject().Select(p => FindHole(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")).FirstOrDefault(p => p is not null),
        _ => null,
    };

    /// <summary>NUL, which the database takes in no text. Depth is bounded by the parser.</summary>
    private static string? FindBadText(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Contains('\0') ? path : null,   // a string is one
        JsonValueKind.Array => element.EnumerateArray().Select((item, index) => FindBadText(item, $"{path}[{index}]")).FirstOrDefault(p => p is not null),
        JsonValueKind.Object => element.EnumerateObject()
            .Select(p => p.Name.Contains('\0') ? path : FindBadText(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")).FirstOrDefault(p => p is not null),
        _ => null,
    };
}
