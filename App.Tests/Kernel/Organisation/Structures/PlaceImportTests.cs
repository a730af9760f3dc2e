using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Sites;
using OpsFlux.Kernel.Organisation.Structures;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Organisation.Structures;

public sealed class PlaceImportTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_dry_run_writes_nothing_and_the_run_does_what_it_said()
    {
        Manages();
        const string File = "code;parent;name;kind\nI-BAS;I-HAUT;Bas;\nI-HAUT;;Haut;client\n";   // what is above may come later

        Assert.Equal(new(2, 0, 0), (await StructuresAsync(File, dryRun: true)).Value!.Counts);
        Assert.Null(await FindAsync("I-HAUT"));
        Assert.Equal(new(2, 0, 0), (await StructuresAsync(File)).Value!.Counts);
        Assert.Equal(new(0, 0, 2), (await StructuresAsync(File)).Value!.Counts);
        Assert.Equal(new(0, 1, 0), (await StructuresAsync("code;parent;name;kind\ni-bas;I-HAUT;Plus bas;\n")).Value!.Counts);

        var (above, below) = (await FindAsync("I-HAUT"), await FindAsync("I-BAS"));
        Assert.Equal((StructureKind.Client, above!.Id, "Plus bas"), (above.Kind, below!.ParentId, below.Name));
    }

    [Fact]
    public async Task Wrong_lines_are_told_by_number_and_nothing_is_written()
    {
        Manages();
        var report = (await StructuresAsync("code;parent;name;kind\nX1;X2;Un;\nX2;X1;Deux;\nX3;NULLE;Trois;\nX3;;Quatre;\nX5;;;martien\n;;Six;\n")).Value!;

        Assert.Equal(
            [(2, "circle"), (3, "circle"), (4, "unknown-place"), (5, "twice"), (6, "missing"), (6, "choice"), (7, "missing")],
            report.Errors.Select(e => (e.Line, e.Code)));
        Assert.Equal("line 5, column code: “X3” is on line 4 already", InEnglish(report.Errors[3]));
        Assert.Null(await FindAsync("X1"));
        Assert.Equal("import.columns", (await StructuresAsync("nom\nX\n")).Refusal?.Code);
        Assert.Equal("import.empty", (await StructuresAsync("")).Refusal?.Code);
    }

    [Fact]
    public async Task Out_of_reach_a_line_is_wrong()
    {
        var (mine, other) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        Assert.Equal(Refusal.Forbidden, (await StructuresAsync("code;parent;name;kind\n")).Refusal);
        App.User.Grant(OrganisationPermissions.ManageStructures, Scope.Structure, mine.Id);

        var report = (await StructuresAsync($"code;parent;name;kind\nO1;{mine.Code};Ici;\nO2;{other.Code};Ailleurs;\nO3;;En haut;\n{other.Code};;Renommée;\n")).Value!;

        Assert.Equal([(3, "out-of-reach"), (4, "out-of-reach"), (5, "out-of-reach")], report.Errors.Select(e => (e.Line, e.Code)));
    }

    [Fact]
    public async Task Sites_are_found_by_reference_or_name()
    {
        App.User.Grant(OrganisationPermissions.ManageSites, Scope.All);
        var structure = await App.SaveAsync(Make.Structure());
        string File(string name) => $"structure,name,address,reference\n{structure.Code},{name},\"1, rue du Port\",REF-{structure.Code}\n{structure.Code},Annexe,,\n";

        Assert.Equal(new(2, 0, 0), (await SitesAsync(File("Quai"))).Value!.Counts);
        Assert.Equal(new(0, 1, 1), (await SitesAsync(File("Grand quai"))).Value!.Counts);
        Assert.Equal(["Annexe", "Grand quai"], await App.WithDbAsync(db => db.Set<Site>().Where(s => s.StructureId == structure.Id).OrderBy(s => s.Name).Select(s => s.Name).ToListAsync()));
        Assert.Equal([(2, "unknown-place")], (await SitesAsync("structure,name\nNULLE,Quai\n")).Value!.Errors.Select(e => (e.Line, e.Code)));
    }

    [Fact]
    public async Task A_file_that_says_nothing_of_the_kind_leaves_it()
    {
        Manages();
        var client = await App.SaveAsync(new Structure { Code = "I-CLIENT", Name = "Cliente", Kind = StructureKind.Client });

        Assert.Equal(new(0, 1, 0), (await StructuresAsync("code;parent;name;kind\nI-CLIENT;;Cliente du port;\n")).Value!.Counts);

        Assert.Equal(("Cliente du port", StructureKind.Client), ((await App.LoadAsync<Structure>(client.Id)).Name, (await App.LoadAsync<Structure>(client.Id)).Kind));
    }

    [Fact]
    public async Task A_site_that_stands_twice_in_a_file_is_told_with_both_lines()
    {
        App.User.Grant(OrganisationPermissions.ManageSites, Scope.All);
        var structure = await App.SaveAsync(Make.Structure());
        string Line(string name, string reference) => $"{structure.Code},{name},{reference}\n";

        var report = (await SitesAsync($"structure,name,reference\n{Line("Quai", "R1")}{Line("Hangar", "R1")}{Line("Quai", "R2")}")).Value!;

        Assert.Equal(["line 3, column reference: “R1” is on line 2 already", "line 4, column name: “Quai” is on line 2 already"], report.Errors.Select(InEnglish));
        Assert.False(await App.WithDbAsync(db => db.Set<Site>().AnyAsync(s => s.StructureId == structure.Id)));
    }

    /// <summary>As the page says it: a text that lacks an argument fails here.</summary>
    private static string InEnglish(ImportError error)
    {
        using var english = new InLanguage("en");
        return ImportText.Of(error);
    }

    private void Manages() => App.User.Grant(OrganisationPermissions.ManageStructures, Scope.All);

    private Task<Structure?> FindAsync(string code) => App.WithDbAsync(db => db.Set<Structure>().SingleOrDefaultAsync(s => s.Code == code));

    private Task<Result<PlaceImportReport>> StructuresAsync(string file, bool dryRun = false) =>
        App.RunAsync((ImportStructures use) => use.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), dryRun, default));

    private Task<Result<PlaceImportReport>> SitesAsync(string file) =>
        App.RunAsync((ImportSites use) => use.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), dryRun: false, default));
}
