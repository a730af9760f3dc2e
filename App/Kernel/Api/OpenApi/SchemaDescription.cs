using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Api.OpenApi;

/// <summary>Lengths that our own attributes say, and that no object of a request holds more than it declares.</summary>
internal static class SchemaDescription
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var attributes = context.JsonPropertyInfo?.AttributeProvider;
        if (attributes?.GetCustomAttributes(typeof(RequiredTextAttribute), inherit: true) is [RequiredTextAttribute required, ..])
            (schema.MinLength, schema.MaxLength) = (required.Minimum, required.Maximum);
        if (attributes?.GetCustomAttributes(typeof(OptionalTextAttribute), inherit: true) is [OptionalTextAttribute optional, ..]) schema.MaxLength = optional.Maximum;
        return Task.CompletedTask;
    }
}
