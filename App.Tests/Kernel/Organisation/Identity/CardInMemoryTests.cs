using System.Buffers.Binary;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Identity;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Organisation.Identity;

/// <summary>In an application of its own: here the card is kept, and nobody tells it of changes.</summary>
public sealed class CardInMemoryTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Whoever_changes_the_logo_is_shown_the_new_one_before_the_change_is_heard_of()
    {
        App.User.Grant(OrganisationPermissions.ManageSettings, Scope.All);
        App.Services.GetRequiredService<OrganisationCache>().Hear(new(SignalKind.Resync, []));
        Assert.Null((await App.RunAsync((GetOrganisation use) => use.RunAsync(default))).Logo);
        var before = (await App.RunAsync((SaveOrganisation use) => use.LoadAsync(default))).Value!;

        Assert.Null((await App.RunAsync((ChangeLogo use) => use.RunAsync(Picture(), before.Form.Version, default))).Refusal);

        var after = (await App.RunAsync((SaveOrganisation use) => use.LoadAsync(default))).Value!;
        Assert.Null((await App.RunAsync((GetOrganisation use) => use.RunAsync(default))).Logo);   // the card is still the old one
        Assert.Equal(before.Form.Version + 1, after.Form.Version);
        Assert.Equal(Picture(), after.Logo?.Content);
    }

    /// <summary>Signature and header alone: nothing decodes it.</summary>
    private static byte[] Picture()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 64);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 64);
        return png;
    }
}
