using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.OnCall;

/// <summary>A rota as somebody wants it. Without an id a new one.</summary>
public sealed class SaveRotaRequest : IValidatableObject
{
    public const int TurnDaysMax = 28, MembersMax = 60;

    public Guid? Id { get; set; }
    public long Version { get; set; }

    [RequiredText(1, SlaLimits.NameMax)]
    public string Name { get; set; } = "";

    /// <summary>IANA name.</summary>
    public string ZoneId { get; set; } = "";

    [Required(ErrorMessage = "required")]
    public DateOnly? StartsOn { get; set; }

    [Required(ErrorMessage = "required")]
    public TimeOnly? HandoverAt { get; set; }

    [Required(ErrorMessage = "required")]
    [Range(1, TurnDaysMax, ErrorMessage = "out-of-range:1:28")]
    public int? TurnDays { get; set; } = 7;
    public bool IsActive { get; set; } = true;

    /// <summary>In the order of their turns.</summary>
    public List<Guid> Members { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out _)) yield return new("unknown-value", [nameof(ZoneId)]);
        if (Members.Count == 0) yield return new("sla.no-member", [nameof(Members)]);
        if (Members.Count > MembersMax) yield return new($"too-many:{MembersMax}", [nameof(Members)]);
        if (Members.Distinct().Count() < Members.Count) yield return new("sla.member-twice", [nameof(Members)]);
    }
}

/// <summary>Adds a rota or changes one, with the order of its turns. Answers its id. Refuses: forbidden, invalid, not-found, stale.</summary>
[Needs(SlaPermissions.Manage, Everywhere = true)]
public sealed class SaveRota(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(SaveRotaRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rota = request.Id is { } id ? await db.Set<OnCallRota>().SingleOrDefaultAsync(r => r.Id == id, ct) : null;
        if (rota is null && request.Id is not null) return Refusal.NotFound;
        var members = rota is null ? [] : await db.Set<OnCallMember>().Where(m => m.RotaId == rota.Id).ToListAsync(ct);
        if (await UnknownAsync(db, request, members, ct) is { } unknown) return Refusal.Invalid(unknown);

        rota = Write(db, rota, request);
        Arrange(db, rota.Id, members, request.Members);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) return rota.Id;
        return saved.Refusal.Code == "already-exists" ? Refusal.Stale : saved.Refusal;   // somebody else's was the first, this moment
    }

    /// <summary>Whoever is a member may have left since; who is new has to be here.</summary>
    private static async Task<FieldError?> UnknownAsync(AppDbContext db, SaveRotaRequest request, List<OnCallMember> members, CancellationToken ct)
    {
        if (await db.Set<OnCallRota>().AnyAsync(r => r.Name == request.Name.Trim() && r.Id != request.Id, ct)) return new(nameof(request.Name), "name-taken");
        var added = request.Members.Except(members.Select(m => m.UserId)).ToArray();
        return await db.Set<User>().CountAsync(u => added.Contains(u.Id) && u.IsActive, ct) == added.Length ? null : new(nameof(request.Members), "unknown-value");
    }

    private static OnCallRota Write(AppDbContext db, OnCallRota? rota, SaveRotaRequest request)
    {
        if (rota is null) db.Add(rota = new() { Name = "", ZoneId = "" });
        else db.Expect(rota, request.Version);
        (rota.Name, rota.ZoneId, rota.IsActive) = (request.Name.Trim(), request.ZoneId, request.IsActive);
        (rota.StartsOn, rota.HandoverAt, rota.TurnDays) = (request.StartsOn!.Value, request.HandoverAt!.Value, request.TurnDays!.Value);   // required
        return rota;
    }

    private static void Arrange(AppDbContext db, Guid rota, List<OnCallMember> members, List<Guid> wanted)
    {
        db.RemoveRange(members.Where(m => !wanted.Contains(m.UserId)));
        foreach (var (place, person) in wanted.Index())
        {
            if (members.Find(m => m.UserId == person) is { } member) member.Place = place;
            else db.Add(new OnCallMember { RotaId = rota, UserId = person, Place = place });
        }
    }
}
