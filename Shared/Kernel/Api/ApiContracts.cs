using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>A page of a list.</summary>
public sealed class ApiList<TItem>
{
    [Description("The rows of this page.")]
    public required IReadOnlyList<TItem> Items { get; init; }

    [Description("Give this as `cursor` to read the following page; null on the last one.")]
    public string? Next { get; init; }

    [Description("How many rows there are in all, where `total=true` was asked; counted up to 10000, which therefore means 'that many or more'.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Total { get; init; }
}

/// <summary>Something that is named elsewhere.</summary>
public sealed record NamedRef(
    [property: Description("Its identifier.")] Guid Id,
    [property: Description("Its name, for people to read.")] string Name);

/// <summary>Why a request was not done (RFC 9457).</summary>
public sealed class ApiProblem
{
    public const string ContentType = "application/problem+json";

    [Description("A URN of the code.")]
    public required string Type { get; init; }

    [Description("What went wrong, in the language of Accept-Language.")]
    public required string Title { get; init; }

    [Description("The status of the answer.")]
    public required int Status { get; init; }

    [Description("Stable, for programs to compare.")]
    public required string Code { get; init; }

    [Description("Under which the request is found in logs and in the audit log.")]
    public required string TraceId { get; init; }

    [Description("What is wrong, field by field.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ApiFieldError>? Errors { get; init; }

    [Description("Fields that somebody else changed too.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ApiFieldConflict>? Conflicts { get; init; }

    [Description("With `two-factor-required`: what to send back to /auth/2fa together with the code.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Challenge { get; init; }
}

/// <summary>One wrong field of a request.</summary>
public sealed record ApiFieldError(
    [property: Description("Path of the field or name of the parameter; empty for the request as a whole.")] string Field,
    [property: Description("Stable, for programs to compare.")] string Code,
    [property: Description("In the language of Accept-Language.")] string Message);

/// <summary>A field that two people changed: nothing was saved.</summary>
public sealed record ApiFieldConflict(
    [property: Description("Name of the field.")] string Field,
    [property: Description("The value when the request's author read it.")] string? Seen,
    [property: Description("The value now.")] string? Current,
    [property: Description("The value that was asked for.")] string? Wanted);
