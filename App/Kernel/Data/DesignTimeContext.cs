using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Data;

/// <summary>For <c>dotnet ef migrations add</c>, which reads the model and connects to nothing.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<AppDbContext>
{
    public AppDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AppDbContext>();
        KernelServices.Configure(options, NpgsqlDataSource.Create("Host=nowhere"));
        return new(options.Options, new SystemUser(), new ModuleCatalog([]), TimeProvider.System);
    }
}
