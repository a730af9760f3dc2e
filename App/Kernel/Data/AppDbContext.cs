using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Api.Idempotency;
using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Data;

/// <summary>
/// The one context. Short-lived, one per use case. Saving stamps, numbers, versions, audits and sends events in one
/// transaction (see <see cref="SaveWork"/>); <see cref="TrySaveAsync"/> turns a concurrent edit into a refusal.
/// </summary>
/// <param name="auditKey">Null where nothing is proved: at design time.</param>
/// <param name="request">What a request of the API has to be done once under; null outside of requests.</param>
public sealed class AppDbContext(
    DbContextOptions<AppDbContext> options, ICurrentUser user, ModuleCatalog catalog, TimeProvider clock, AuditKey? auditKey = null,
    IdempotentRequest? request = null)
    : IdentityUserContext<User, Guid>(options)
{
    /// <summary>How events are written to the outbox and read back.</summary>
    public static readonly JsonSerializerOptions EventJson = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    internal ICurrentUser Actor => user;
    internal ModuleCatalog Catalog => catalog;
    internal TimeProvider Clock => clock;
    internal AuditKey? AuditKey => auditKey;
    internal IdempotentRequest? Request => request;

    /// <summary>The row as the user saw it: saving answers <see cref="Refusal.Stale"/> if somebody saved it since.</summary>
    public void Expect(Records.BusinessRecord record, long version) => Entry(record).Property(r => r.Version).OriginalValue = version;

    /// <summary>Saves all or nothing. Refuses: stale (someone else's edit), already-exists (a unique rule of the database).</summary>
    public async Task<Result> TrySaveAsync(CancellationToken ct)
    {
        try
        {
            await SaveChangesAsync(ct);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale;
        }
        catch (DbUpdateException e) when (e.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation })
        {
            return Refusal.Conflict("already-exists");
        }
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        SaveWork.RunAsync(this, token => base.SaveChangesAsync(acceptAllChangesOnSuccess, token), cancellationToken);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously: SaveChangesAsync numbers, audits and sends events.");

    /// <summary>With passkeys; said here, because verbs and tests build contexts without Identity's options.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.ForTypes(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        Conventions.ForModel(builder);
    }
}
