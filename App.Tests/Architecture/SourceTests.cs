using OpsFlux.Modules;
using Xunit;

namespace OpsFlux.Tests.Architecture;

public sealed class SourceTests
{
    public static TheoryData<string> Names => [.. SourceRules.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rule_holds(string name) => Assert.Empty(Rule(name).ViolationsIn(SourceFile.All));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_rule_sees_a_violation(string name)
    {
        var rule = Rule(name);

        Assert.NotEmpty(rule.ViolationsIn([rule.Violation]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_exception_is_still_needed(string name)
    {
        var rule = Rule(name);
        var strict = rule with { Except = new Dictionary<string, string>() };

        Assert.All(rule.Except.Keys, path => Assert.NotEmpty(strict.ViolationsIn(SourceFile.All.Where(f => f.Path == path))));
    }

    [Fact]
    public void Modules_ask_only_those_above_them()
    {
        string[] order = [.. ModuleList.All.Select(m => m.GetType().Name[..^"Module".Length])];

        Assert.Empty(SourceRules.OutOfOrder(order, SourceFile.All));
        Assert.NotEmpty(SourceRules.OutOfOrder(["Assets", "Tickets"], [new("App/Modules/Assets/Bad.cs", "using OpsFlux.Modules.Tickets.Public;")]));
        Assert.Empty(SourceRules.OutOfOrder(["Assets", "Tickets"], [new("App/Modules/Tickets/Good.cs", "using OpsFlux.Modules.Assets.Public;")]));
    }

    [Fact]
    public void Every_module_folder_is_listed() =>
        Assert.Equal(SourceFile.All.Select(f => f.Module).OfType<string>().Distinct().Order(), ModuleList.All.Select(m => m.GetType().Name[..^"Module".Length]).Order());

    [Fact]
    public void Nothing_is_fetched_from_another_host()
    {
        var assets = Directory.EnumerateFiles(Path.Combine(SourceFile.Root, "wwwroot-assets"), "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".css" or ".js");

        Assert.DoesNotContain(assets, f => FetchesElsewhere(File.ReadAllText(f)));
        Assert.True(FetchesElsewhere("@import url(https://fonts.example.com/a.css);"));
    }

    private static bool FetchesElsewhere(string text) =>
        text.Contains("http://", StringComparison.Ordinal) || text.Contains("https://", StringComparison.Ordinal) || text.Contains("url(//", StringComparison.Ordinal);

    private static SourceRule Rule(string name) => SourceRules.All.Single(r => r.Name == name);
}
