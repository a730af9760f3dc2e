using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts;

/// <summary>How somebody wants to see OpsFlux. Code for a value not offered: unknown-value.</summary>
public sealed class ProfileRequest : IValidatableObject
{
    /// <summary>"fr" or "en".</summary>
    public string Language { get; set; } = "fr";

    /// <summary>IANA name; empty follows the organisation.</summary>
    public string? ZoneId { get; set; }

    /// <summary>"light", "dark" or empty to follow the device.</summary>
    public string? Theme { get; set; }

    public bool DenseLists { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Language is not ("fr" or "en")) yield return new("unknown-value", [nameof(Language)]);
        if (!string.IsNullOrEmpty(ZoneId) && !TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out _)) yield return new("unknown-value", [nameof(ZoneId)]);
        if (!string.IsNullOrEmpty(Theme) && !SaveProfile.Themes.Contains(Theme)) yield return new("unknown-value", [nameof(Theme)]);
    }
}

/// <summary>
/// One's own profile: everybody signed in may change it, nobody another's. Language, zone and theme travel in the cookie,
/// so that whoever saves then asks <c>/session/refresh</c> for a new one. Refuses: invalid, not-found, stale.
/// </summary>
[SignedInOnly("one's own profile")]
public sealed class SaveProfile(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>Null follows the device.</summary>
    public static readonly IReadOnlyList<string?> Themes = [null, "light", "dark"];

    public async Task<Result<ProfileRequest>> LoadAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var profile = await db.Set<User>().Where(u => u.Id == user.Id)
            .Select(u => new ProfileRequest { Language = u.Language, ZoneId = u.ZoneId, Theme = u.Theme, DenseLists = u.DenseLists }).SingleOrDefaultAsync(ct);
        return profile is null ? Refusal.NotFound : profile;
    }

    public async Task<Result> RunAsync(ProfileRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        return await ChangeAsync(
            u =>
            {
                (u.Language, u.DenseLists) = (request.Language, request.DenseLists);
                (u.ZoneId, u.Theme) = (NullIfEmpty(request.ZoneId), NullIfEmpty(request.Theme));
            },
            ct);
    }

    public async Task<Result> ThemeAsync(string? theme, CancellationToken ct)
    {
        if (!Themes.Contains(theme)) return Refusal.Invalid(new FieldError(nameof(ProfileRequest.Theme), "unknown-value"));
        return await ChangeAsync(u => u.Theme = theme, ct);
    }

    private async Task<Result> ChangeAsync(Action<User> change, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var me = await db.Set<User>().SingleOrDefaultAsync(u => u.Id == user.Id, ct);
        if (me is null) return Refusal.NotFound;
        change(me);
        return await db.TrySaveAsync(ct);
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
