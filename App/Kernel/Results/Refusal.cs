using OpsFlux.Kernel.Conflicts;

namespace OpsFlux.Kernel.Results;

/// <summary>Why an action was not done; decides the status an API client sees.</summary>
public enum RefusalKind
{
    /// <summary>The request itself is wrong, field by field (422).</summary>
    Invalid,
    /// <summary>No such record, or none that this user may know of (404).</summary>
    NotFound,
    /// <summary>The user lacks the permission (403).</summary>
    Forbidden,
    /// <summary>The record's state does not allow it (409).</summary>
    Conflict,
    /// <summary>Somebody changed the record since it was read (412).</summary>
    Stale,
    /// <summary>A dependency does not answer; nothing was written (503).</summary>
    Unavailable,
}

/// <summary>One wrong field of a request. <paramref name="Code"/> is the key of its text; <paramref name="Arguments"/> fill it.</summary>
public sealed record FieldError(string Field, string Code, params object[] Arguments);

/// <summary>An argument of a refusal that is itself the key of a text, put into words in the reader's language.</summary>
public sealed record TextKey(string Key);

/// <summary>Several of them, said one after the other.</summary>
public sealed record TextKeys(IReadOnlyList<TextKey> Keys);

/// <summary>
/// A refused action, as a value: what a user can cause reaches a page, an API client and an import report alike.
/// <paramref name="Code"/> is stable, public, and the key of the text shown (see <c>TextCatalog.Refusal</c>).
/// </summary>
public sealed record Refusal(RefusalKind Kind, string Code, params object[] Arguments)
{
    public static readonly Refusal Forbidden = new(RefusalKind.Forbidden, "forbidden");
    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not-found");
    public static readonly Refusal Stale = new(RefusalKind.Stale, "stale");
    public static readonly Refusal DatabaseUnavailable = new(RefusalKind.Unavailable, "database-unavailable");

    public static Refusal Conflict(string code, params object[] arguments) => new(RefusalKind.Conflict, code, arguments);

    public static Refusal Invalid(params FieldError[] fields) => new(RefusalKind.Invalid, "invalid") { Fields = fields };

    /// <summary>Empty unless the kind is <see cref="RefusalKind.Invalid"/>.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>Fields that somebody else changed too, with all the values: of an edit that is <see cref="RefusalKind.Stale"/>, else empty.</summary>
    public IReadOnlyList<EditConflict> Conflicts { get; init; } = [];
}
