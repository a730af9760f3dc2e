namespace OpsFlux.Kernel.Access.Explaining;

/// <summary>Why a person's grant does not count for what was asked.</summary>
public enum NotCounting
{
    NotYet,
    Over,
    OnlyOwnRecords,
    OtherStructure,

    /// <summary>Of a delegation: its lender does not reach so far himself, or is no longer active.</summary>
    LenderLost,
}

/// <summary>One grant of the permission asked for, with where it comes from, and whether it counts here.</summary>
/// <param name="Role">Its name, in the reader's language; null: given straight to the person.</param>
/// <param name="Group">By which he has the role.</param>
/// <param name="Lender">Who lends it.</param>
/// <param name="Path">The structures through which it reaches the one asked for, the outermost first; empty where none is needed.</param>
/// <param name="Why">Null: it counts.</param>
public sealed record AccessReason(
    string? Role, string? Group, string? Lender, Scope Scope, IReadOnlyList<string> Path, string? Structure, bool WithSubStructures, bool ByOwnRecord,
    DateTimeOffset? From, DateTimeOffset? To, NotCounting? Why);

/// <param name="Target">The record's or the structure's name; null where it was asked whether the permission is held at all.</param>
/// <param name="HeldBy">Of a 'no': roles that hold the permission, by name.</param>
public sealed record AccessAnswer(bool IsAllowed, string Person, bool IsActive, string Permission, string? Target, IReadOnlyList<AccessReason> Reasons, IReadOnlyList<string> HeldBy);
