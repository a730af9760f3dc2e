using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>
/// A change in the manner of JSON merge patch (RFC 7386): what is absent stays, what is null is cleared. Values are texts,
/// as fields of records hold them, or numbers and truth values where <typeparamref name="TPatch"/>, which says what fields there are, has such.
/// </summary>
/// <typeparam name="TPatch">Describes the fields; every property of it is optional.</typeparam>
public sealed class ApiPatch<TPatch> : IApiInput, IBindableFromHttpContext<ApiPatch<TPatch>>, IEndpointParameterMetadataProvider
    where TPatch : class
{
    private ApiPatch(IReadOnlyDictionary<string, string?> values, ApiAnswer? wrong) => (Values, Wrong) = (values, wrong);

    /// <summary>Field as the API names it → the text wanted, or null to clear it.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; }

    ApiAnswer? IApiInput.Wrong => Wrong;

    private ApiAnswer? Wrong { get; }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/merge-patch+json", "application/json"], typeof(TPatch)));

    static async ValueTask<ApiPatch<TPatch>?> IBindableFromHttpContext<ApiPatch<TPatch>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (root, wrong) = await JsonBody.ReadAsync(context);
        if (wrong is not null) return new(new Dictionary<string, string?>(), wrong);
        var known = JsonBody.TypesOf<TPatch>();
        var texts = root.EnumerateObject().Where(p => known.ContainsKey(p.Name)).ToLookup(p => Fits(p.Value.ValueKind, known[p.Name]));
        FieldError[] errors = [.. JsonBody.Unknown<TPatch>(root), .. texts[false].Select(p => new FieldError(p.Name, "wrong-type"))];
        return new(texts[true].ToDictionary(p => p.Name, p => TextOf(p.Value), StringComparer.Ordinal), errors is [] ? null : (ApiAnswer)Refusal.Invalid(errors));
    }

    private static bool Fits(JsonValueKind kind, Type type) => kind switch
    {
        JsonValueKind.String or JsonValueKind.Null => true,
        JsonValueKind.Number => type == typeof(int) || type == typeof(decimal),
        JsonValueKind.True or JsonValueKind.False => type == typeof(bool),
        _ => false,
    };

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => bool.TrueString,
        JsonValueKind.False => bool.FalseString,
        _ => value.GetRawText(),
    };
}
