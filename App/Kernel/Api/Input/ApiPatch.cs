using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>
/// A change in the manner of JSON merge patch (RFC 7386): what is absent stays, what is null is cleared. Values are texts,
/// as fields of records hold them; which fields there are says <typeparamref name="TPatch"/>.
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
        var known = JsonBody.FieldsOf<TPatch>();
        var texts = root.EnumerateObject().Where(p => known.Contains(p.Name)).ToLookup(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null);
        FieldError[] errors = [.. JsonBody.Unknown<TPatch>(root), .. texts[false].Select(p => new FieldError(p.Name, "wrong-type"))];
        return new(texts[true].ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.Ordinal), errors is [] ? null : (ApiAnswer)Refusal.Invalid(errors));
    }
}
