using System.Buffers.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OpsFlux.Kernel.Notifications.Push;
using OpsFlux.Kernel.Notifications.Push.Devices;
using OpsFlux.Kernel.Notifications.Push.Encryption;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

public sealed class PushKeysTests(PushApp app) : AppTests<PushApp>(app)
{
    [Fact]
    public async Task Instances_that_make_the_pair_at_once_end_with_one()
    {
        await App.SqlAsync("delete from kernel.push_keys");

        var offers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => App.RunAsync((GetPushOffer get) => get.RunAsync(default))));

        var pair = await App.WithDbAsync(db => db.Set<PushKeyPair>().AsNoTracking().SingleAsync());
        Assert.All(offers, offer => Assert.Equal(Base64Url.EncodeToString(pair.PublicKey), offer.PublicKey));
        using var key = await App.WithDbAsync(db => App.Services.GetRequiredService<PushKeys>().SigningKeyAsync(db, default));
        Assert.Equal(pair.PublicKey, PointP256.Write(key!.ExportParameters(false)));   // readable, as the offers say
        Assert.DoesNotContain(Convert.ToBase64String(key.ExportPkcs8PrivateKey()), pair.PrivateKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pair_that_cannot_be_read_is_neither_offered_nor_replaced()
    {
        await App.RunAsync((GetPushOffer get) => get.RunAsync(default));
        var lost = new PushKeys(new EphemeralDataProtectionProvider(), App.Clock, NullLogger<PushKeys>.Instance);

        var before = await App.SqlAsync("select private_key from kernel.push_keys");
        Assert.Null(await App.WithDbAsync(db => lost.PublicKeyAsync(db, default)));
        Assert.Equal(before, await App.SqlAsync("select private_key from kernel.push_keys"));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("desk@example.org", "http://desk.example.org", null)]
    [InlineData("mailto:desk@example.org", null, "mailto:desk@example.org")]
    [InlineData(null, "https://desk.example.org", "https://desk.example.org/")]
    [InlineData("mailto:push@example.org", "https://desk.example.org", "mailto:push@example.org")]
    public void Push_needs_somebody_to_ask(string? subject, string? site, string? expected) => Assert.Equal(expected, PushSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Push:Subject"] = subject, ["Site:PublicUrl"] = site }).Build()).Subject);

    [Fact]
    public async Task Without_it_nothing_is_offered()
    {
        var get = new GetPushOffer(null!, null!, new PushSettings());   // neither is asked

        Assert.Equal(new PushOffer(null, PushHindrance.NotSet), await get.RunAsync(default));
    }
}
