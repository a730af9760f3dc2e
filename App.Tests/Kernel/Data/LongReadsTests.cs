using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data;

/// <summary>A streamed export may outlast the minute that the application's role is given; nothing else may.</summary>
public sealed class LongReadsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_long_read_has_its_own_limit_and_leaves_none_behind()
    {
        var usual = await App.WithDbAsync(LimitAsync);

        var during = await App.WithDbAsync(async db =>
        {
            await db.AllowLongReadsAsync(TimeSpan.FromMinutes(15), default);
            return await LimitAsync(db);
        });

        Assert.Equal("15min", during);
        Assert.NotEqual(during, usual);
        Assert.Equal(usual, await App.WithDbAsync(LimitAsync));
    }

    private static Task<string> LimitAsync(AppDbContext db) =>
        db.Database.SqlQuery<string>($"select current_setting('statement_timeout') as \"Value\"").SingleAsync();
}
