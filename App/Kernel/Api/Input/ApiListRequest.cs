using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>
/// A page of a list as its address asks for it. A cursor belongs to the order it was made in; another one is refused, as is
/// every parameter that the list does not declare, so that a misspelt filter does not show everything.
/// </summary>
public sealed class ApiListRequest : IApiInput
{
    private static readonly FieldError BadCursor = new("cursor", "bad-cursor");

    private ApiAnswer? wrong;

    public int Limit { get; private set; } = ApiListOf.UsualRows;

    /// <summary>With '-' before it for descending.</summary>
    public string Sort { get; private set; } = "";

    /// <summary>As the list's own pages write it; null on the first page.</summary>
    public string? Cursor { get; private set; }
    public string? Words { get; private set; }
    public bool WithTotal { get; private set; }

    /// <summary>Filter → its value, as typed, checked against what is declared.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; private set; } = new Dictionary<string, string>();

    ApiAnswer? IApiInput.Wrong => wrong;

    public static ValueTask<ApiListRequest> BindAsync(HttpContext context)
    {
        var list = context.GetEndpoint()?.Metadata.GetMetadata<ApiListOf>() ?? throw new InvalidOperationException("A list declares what it takes (ApiListOf).");
        var request = new ApiListRequest();
        var values = QueryCheck.Read(context, [.. list.Parameters()], out var errors);
        if (errors.Count == 0) request.Fill(list, values, errors);
        if (errors.Count > 0) request.wrong = Refusal.Invalid([.. errors]);
        return ValueTask.FromResult(request);
    }

    /// <summary>The cursor as it leaves: opaque, and bound to this order.</summary>
    public string? Next(string? cursor) => cursor is null ? null : WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{Sort}\n{cursor}"));

    /// <summary>The row behind which the page begins, for a list that is asked for no other way; null on the first page.</summary>
    /// <param name="refusal">Where the cursor is none.</param>
    public bool TryRead(out Lists.Cursor? after, [NotNullWhen(false)] out Refusal? refusal)
    {
        after = Cursor is { } cursor ? Lists.Cursor.Parse(cursor) : null;
        refusal = Cursor is not null && after is null ? Refusal.Invalid(BadCursor) : null;
        return refusal is null;
    }

    private void Fill(ApiListOf list, Dictionary<string, string> values, List<FieldError> errors)
    {
        if (values.Remove("limit", out var limit)) Limit = int.Parse(limit, CultureInfo.InvariantCulture);
        Sort = values.Remove("sort", out var sort) ? sort : list.UsualSort;
        if (values.Remove("q", out var words) && !string.IsNullOrWhiteSpace(words)) Words = words;
        WithTotal = values.Remove("total", out var total) && total == "true";
        if (values.Remove("cursor", out var cursor))
        {
            Cursor = Decode(cursor);
            if (Cursor is null) errors.Add(BadCursor);
        }

        Filters = values;
    }

    private string? Decode(string cursor)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WebEncoders.Base64UrlDecode(cursor));
            return text.StartsWith($"{Sort}\n", StringComparison.Ordinal) ? text[(Sort.Length + 1)..] : null;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
