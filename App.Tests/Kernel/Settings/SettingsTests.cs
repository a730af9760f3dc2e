using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Settings;

public sealed class SettingsApp : TestApp
{
    public static readonly NumberSetting Days = new("probe.days", 5, 1, 30);
    public static readonly FlagSetting Loud = new("probe.loud", false);

    public static readonly NumberSetting Kept = new("probe.kept", 5, 1, 30) { IsForAll = true };

    protected override IReadOnlyList<IModule> MoreModules => [new Probe()];

    private sealed class Probe : IModule
    {
        public string Code => "probe";

        public void Describe(ModuleBuilder module) => module.Setting(Days).Setting(Loud).Setting(Kept);
    }
}

public sealed class SettingsTests(SettingsApp app) : AppTests<SettingsApp>(app)
{
    [Fact]
    public async Task The_nearest_choice_counts_and_its_source_is_shown()
    {
        App.User.Grant(SettingPermissions.Manage, Scope.All);
        var (company, agency) = await BranchAsync();
        Assert.Equal((null, "5", null), await LineAsync(agency));

        await ChooseAsync(null, "10", seen: null);
        Assert.Equal((null, "10", ""), await LineAsync(agency));
        await ChooseAsync(company.Id, "20", seen: null);
        Assert.Equal((null, "20", company.Name), await LineAsync(agency));
        await ChooseAsync(agency, "30", seen: null);
        Assert.Equal(("30", "20", company.Name), await LineAsync(agency));
        Assert.Equal(30, await NumberAsync(agency));

        await ChooseAsync(agency, null, seen: "30");
        await ChooseAsync(company.Id, null, seen: "20");
        Assert.Equal(10, await NumberAsync(agency));
        await ChooseAsync(null, null, seen: "10");
        Assert.Equal(5, await NumberAsync(agency));
    }

    [Fact]
    public async Task Of_two_who_choose_the_second_is_told()
    {
        App.User.Grant(SettingPermissions.Manage, Scope.All);
        var (_, agency) = await BranchAsync();
        await ChooseAsync(agency, "7", seen: null);

        Assert.Equal(Refusal.Stale, (await ChangeAsync(agency, "8", seen: null)).Refusal);
        Assert.Equal(Refusal.Stale, (await ChangeAsync(agency, null, seen: "6")).Refusal);
        Assert.Equal(7, await NumberAsync(agency));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("31")]
    [InlineData("")]
    [InlineData("sept")]
    [InlineData("7,5")]
    [InlineData("99999999999999999999")]
    public async Task What_the_declaration_does_not_accept_is_refused(string value)
    {
        App.User.Grant(SettingPermissions.Manage, Scope.All);

        var refusal = (await ChangeAsync(World.Structure, value, seen: null)).Refusal;

        Assert.Equal(("Value", "out-of-range"), refusal?.Fields.Select(f => (f.Field, f.Code)).Single());
    }

    [Fact]
    public async Task Reach_decides_for_whom_one_chooses()
    {
        var (company, agency) = await BranchAsync();
        Assert.Equal(Refusal.Forbidden, (await ChangeAsync(agency, "7", null)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListSettings use) => use.RunAsync(agency, default))).Refusal);

        App.User.Grant(SettingPermissions.Manage, Scope.Structure, agency);
        Assert.Equal(Refusal.Forbidden, (await ChangeAsync(null, "7", null)).Refusal);
        Assert.Equal(Refusal.NotFound, (await ChangeAsync(company.Id, "7", null)).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ListSettings use) => use.RunAsync(company.Id, default))).Refusal);
        Assert.Null((await ChangeAsync(agency, "7", null)).Refusal);
        var shown = (await App.RunAsync((ListSettings use) => use.RunAsync(agency, default))).Value!;   // in reach
        Assert.Equal((agency, false), (Assert.Single(shown.Structures).Id, shown.MayChooseAll));
    }

    [Fact]
    public async Task What_counts_for_the_organisation_alone_is_not_offered_to_a_structure()
    {
        App.User.Grant(SettingPermissions.Manage, Scope.All);
        var (_, agency) = await BranchAsync();

        var shown = (await App.RunAsync((ListSettings use) => use.RunAsync(agency, default))).Value!;   // granted
        var refused = await App.RunAsync((ChangeSetting use) => use.RunAsync(new(SettingsApp.Kept.Code, agency, "7", null), default));

        Assert.DoesNotContain(shown.Lines, l => l.Setting.IsForAll);
        Assert.Equal(Refusal.NotFound, refused.Refusal);
        Assert.Contains((await App.RunAsync((ListSettings use) => use.RunAsync(null, default))).Value!.Lines, l => l.Setting == SettingsApp.Kept);   // granted
    }

    [Fact]
    public async Task Unknown_settings_and_structures_do_not_exist()
    {
        App.User.Grant(SettingPermissions.Manage, Scope.All);

        Assert.Equal(Refusal.NotFound, (await ChangeAsync(Guid.CreateVersion7(), "7", null)).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ChangeSetting use) => use.RunAsync(new("probe.none", null, "7", null), default))).Refusal);
        Assert.Equal("unknown-value", (await App.RunAsync((ChangeSetting use) => use.RunAsync(new("probe.loud", null, "peut-être", null), default))).Refusal?.Fields.Single().Code);
    }

    private async Task<(OpsFlux.Kernel.Organisation.Structure Company, Guid Agency)> BranchAsync()
    {
        var company = await App.SaveAsync(Make.Structure("Société"));
        return (company, (await App.SaveAsync(Make.Structure(parent: company.Id))).Id);
    }

    private async Task ChooseAsync(Guid? structure, string? value, string? seen) => Assert.Null((await ChangeAsync(structure, value, seen)).Refusal);

    private Task<Result> ChangeAsync(Guid? structure, string? value, string? seen) =>
        App.RunAsync((ChangeSetting use) => use.RunAsync(new(SettingsApp.Days.Code, structure, value, seen), default));

    private async Task<(string? Own, string Inherited, string? From)> LineAsync(Guid structure)
    {
        var line = (await App.RunAsync((ListSettings use) => use.RunAsync(structure, default))).Value!.Lines.Single(l => l.Setting == SettingsApp.Days);   // granted
        return (line.Own, line.Inherited, line.From);
    }

    private Task<int> NumberAsync(Guid structure) =>
        App.WithDbAsync(async db => await App.Services.CreateScope().ServiceProvider.GetRequiredService<ReadSettings>().NumberAsync(db, SettingsApp.Days, structure, default));
}
