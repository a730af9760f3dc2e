using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Identity;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Organisation.Identity;

public sealed class OrganisationTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Name_language_zone_and_colour_are_saved_and_shown_to_everybody()
    {
        App.User.Grant(OrganisationPermissions.ManageSettings, Scope.All);
        var form = await FormAsync();
        (form.Name, form.Language, form.ZoneId, form.Accent) = (" Norvalys ", "en", "Europe/Paris", "#E4002B");

        Assert.Null((await SaveAsync(form)).Refusal);
        Assert.Equal(Refusal.Stale, (await SaveAsync(form)).Refusal);

        var card = await CardAsync();
        Assert.Equal(("Norvalys", "en", "Europe/Paris", "#e4002b"), (card.Name, card.Language, card.ZoneId, card.Palette?.Chosen));
        var added = await App.RunAsync((AddUser use) => use.RunAsync(
            new("nora.neuve.atelier", "nora@atelier.example", "Nora Neuve", BuiltInRoles.User) { Organisation = "Atelier", StructureCode = "SIEGE" }, "un mot de passe long", default));
        Assert.Equal("en", added.Value!.Language);
    }

    [Fact]
    public async Task Bad_input_names_its_field()
    {
        App.User.Grant(OrganisationPermissions.ManageSettings, Scope.All);
        var form = await FormAsync();

        (form.ZoneId, form.Language) = ("Mars/Base", "fr");
        Assert.Equal(["ZoneId unknown-value"], await ErrorsAsync(form));
        (form.ZoneId, form.Language) = ("Europe/Paris", "de");
        Assert.Equal(["Language unknown-value"], await ErrorsAsync(form));
        (form.Name, form.Accent) = ("", "rouge");
        Assert.Equal(["Accent colour-form", "Name required"], (await ErrorsAsync(form)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_takes_the_permission_for_the_whole_organisation()
    {
        App.User.Grant(OrganisationPermissions.ManageSettings, Scope.Structure);

        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((SaveOrganisation use) => use.LoadAsync(default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { Name = "Autre" })).Refusal);
        Assert.Equal(Refusal.Forbidden, (await LogoAsync(null, 1)).Refusal);
    }

    [Fact]
    public async Task A_logo_is_a_small_picture_by_its_bytes()
    {
        App.User.Grant(OrganisationPermissions.ManageSettings, Scope.All);
        var version = (await FormAsync()).Version;

        Assert.Equal(OrganisationRefusals.LogoType, (await LogoAsync("<svg onload='alert(1)'/>"u8.ToArray(), version)).Refusal?.Code);
        Assert.Equal(OrganisationRefusals.LogoSize, (await LogoAsync(Png(4000, 20), version)).Refusal?.Code);
        Assert.Equal(OrganisationRefusals.LogoTooLarge, (await LogoAsync(new byte[OrganisationLimits.LogoBytes + 1], version)).Refusal?.Code);
        Assert.Null((await LogoAsync(Png(64, 64), version)).Refusal);
        Assert.Equal(("image/png", 16), ((await CardAsync()).Logo?.ContentType, (await CardAsync()).Logo?.Hash.Length));
        Assert.Null((await LogoAsync(null, version + 1)).Refusal);
        Assert.Null((await CardAsync()).Logo);
    }

    [Fact]
    public async Task The_card_is_kept_while_changes_are_heard_of()
    {
        var cache = new OrganisationCache();
        Task<OrganisationCard> ReadAsync() => App.RunAsync((IDbContextFactory<AppDbContext> dbs) => new GetOrganisation(dbs, cache).RunAsync(default));
        await ReadAsync();
        Assert.Null(cache.Current);   // nobody tells it of changes yet

        cache.Hear(new(SignalKind.Resync, []));
        await ReadAsync();

        Assert.Equal(0, await App.CountQueriesAsync(ReadAsync));
        var mark = cache.Mark;
        cache.Hear(new(SignalKind.Organisation, []));
        cache.Keep(new("Périmé", false), mark);   // read before the change, arrived after it
        Assert.Null(cache.Current);
    }

    private Task<OrganisationCard> CardAsync() => App.RunAsync((GetOrganisation use) => use.RunAsync(default));

    private async Task<SaveOrganisationRequest> FormAsync() => (await App.RunAsync((SaveOrganisation use) => use.LoadAsync(default))).Value!.Form;

    private Task<Result> SaveAsync(SaveOrganisationRequest form) => App.RunAsync((SaveOrganisation use) => use.RunAsync(form, default));

    private Task<Result> LogoAsync(byte[]? content, long version) => App.RunAsync((ChangeLogo use) => use.RunAsync(content, version, default));

    private async Task<IEnumerable<string>> ErrorsAsync(SaveOrganisationRequest form) => (await SaveAsync(form)).Refusal!.Fields.Select(f => $"{f.Field} {f.Code}");

    /// <summary>Signature and header alone: nothing decodes it.</summary>
    private static byte[] Png(int width, int height)
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }
}
