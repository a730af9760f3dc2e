using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.OnCall;

/// <summary>Somebody stands in. Times are those on the wall of the rota's zone.</summary>
public sealed class AddReplacementRequest : IValidatableObject
{
    public Guid RotaId { get; set; }

    [RequiredChoice]
    public Guid? UserId { get; set; }

    [Required(ErrorMessage = "required")]
    public DateTime? From { get; set; }

    /// <summary>Not included.</summary>
    [Required(ErrorMessage = "required")]
    public DateTime? To { get; set; }

    [OptionalText(SlaLimits.NameMax)]
    public string? Note { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (To <= From) yield return new("sla.end-first", [nameof(To)]);
    }
}

/// <summary>Adds a replacement to a rota. Refuses: forbidden, invalid (also one that is over, or where somebody stands in already), not-found.</summary>
[Needs(SlaPermissions.Manage, Everywhere = true)]
public sealed class AddReplacement(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(AddReplacementRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Locked, so that of two that overlap the second one sees the first.
        var rota = await db.Set<OnCallRota>().FromSql($"select * from kernel.on_call_rotas where id = {request.RotaId} for update").AsNoTracking().SingleOrDefaultAsync(ct);
        if (rota is null) return Refusal.NotFound;
        if (!await db.Set<User>().AnyAsync(u => u.Id == request.UserId && u.IsActive, ct)) return Refusal.Invalid(new FieldError(nameof(request.UserId), "unknown-value"));

        var zone = TimeZoneInfo.FindSystemTimeZoneById(rota.ZoneId);
        var (from, to) = (OnCallTurns.InstantOf(request.From!.Value, zone), OnCallTurns.InstantOf(request.To!.Value, zone));   // required
        if (to <= clock.GetUtcNow()) return Refusal.Invalid(new FieldError(nameof(request.To), "sla.over"));
        if (await db.Set<OnCallReplacement>().AnyAsync(r => r.RotaId == rota.Id && r.From < to && r.To > from, ct)) return Refusal.Invalid(new FieldError(nameof(request.From), "sla.overlap"));

        db.Add(new OnCallReplacement { RotaId = rota.Id, UserId = request.UserId!.Value, From = from, To = to, Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim() });   // found above
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }
}
