using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Input;

/// <summary>
/// The version that a change is meant for, from If-Match, which has to be there (428): who does not say what he saw would
/// overwrite what he did not see. A tag that is none of ours names no version, and is stale.
/// </summary>
public sealed class IfMatch : IApiInput, IEndpointParameterMetadataProvider
{
    private IfMatch(string tag, ApiAnswer? wrong) => (Version, Stamp, Wrong) = (EntityTags.VersionOf(tag) ?? -1, EntityTags.StampOf(tag), wrong);

    /// <summary>-1 where the tag is none of ours.</summary>
    public long Version { get; }

    /// <summary>The same of what is versioned by a text.</summary>
    public string Stamp { get; }

    ApiAnswer? IApiInput.Wrong => Wrong;

    private ApiAnswer? Wrong { get; }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AsksVersion());

    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var tags = EntityTags.Parse(context.Request.Headers.IfMatch);
        return ValueTask.FromResult(tags is not [var tag] || tag == "*"
            ? new IfMatch("", ApiAnswer.Refused(StatusCodes.Status428PreconditionRequired, ApiRefusals.PreconditionRequired))
            : new IfMatch(tag, null));
    }
}

/// <summary>On an endpoint that needs If-Match.</summary>
public sealed class AsksVersion;

/// <summary>If-Match where it may be absent: then the version is null, and the record is taken as it stands.</summary>
public sealed class OptionalIfMatch
{
    private OptionalIfMatch(long? version) => Version = version;

    public long? Version { get; }

    public static ValueTask<OptionalIfMatch> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new OptionalIfMatch(EntityTags.Parse(context.Request.Headers.IfMatch) is [var tag, ..] && tag != "*" ? EntityTags.VersionOf(tag) ?? -1 : null));
}
