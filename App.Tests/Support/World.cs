using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Tests.Support;

/// <summary>The rows that every test database starts with: what <see cref="Make"/> refers to where a test does not care.</summary>
public static class World
{
    public static readonly Guid Structure = new("01980000-0000-7000-8000-000000000001");
    public static readonly Guid Category = new("01980000-0000-7000-8000-000000000002");

    /// <summary>Works in <see cref="Structure"/>, belongs to no group, and whoever a test acts as unless it says otherwise.</summary>
    public static readonly Guid Alice = new("01980000-0000-7000-8000-000000000003");

    internal static async Task SeedAsync(DatabaseConnections connections)
    {
        await using var source = NpgsqlDataSource.Create(connections.Migrations);
        var options = new DbContextOptionsBuilder<AppDbContext>();
        KernelServices.Configure(options, source);
        await using var db = new AppDbContext(options.Options, new SystemUser(), new ModuleCatalog(ModuleList.All), new FakeClock(), AuditSecret.Key);
        if (!await db.Set<OrganisationSettings>().AnyAsync()) db.Add(new OrganisationSettings { Name = "Atelier" });
        db.Add(new Structure { Id = Structure, Code = "SIEGE", Name = "Siège" });
        db.Add(new User { Id = Alice, UserName = "alice.martin.atelier", NormalizedUserName = "ALICE.MARTIN.ATELIER", DisplayName = "Alice Martin", StructureId = Structure });
        db.Add(new Category { Id = Category, Name = "Divers", Path = "Divers" });
        await db.SaveChangesAsync();
    }
}
