using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data;

public sealed class DataProtectionTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_one_instance_protected_the_next_one_reads()
    {
        string text;
        await using (var first = Build()) text = Protector(first.Services).Protect("cookie");
        await using var second = Build();

        Assert.Equal("cookie", Protector(second.Services).Unprotect(text));
        Assert.Equal(1L, await App.SqlAsync("select count(*) from kernel.data_protection_keys"));
    }

    private WebApplication Build() => WebHosting.Build(new ConfigurationBuilder().AddInMemoryCollection().Build(), App.Connections, App.Catalog);

    private static IDataProtector Protector(IServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
