using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Shared.Tickets;
using Xunit;

namespace OpsFlux.Tests.Architecture;

/// <summary>No text is missing in either language, whether code names it literally or puts its key together.</summary>
public sealed class TextTests
{
    private static readonly ModuleCatalog Catalog = new(ModuleList.All);

    /// <summary>What TextCatalog reads.</summary>
    private static readonly HashSet<string> Known =
        [.. new[] { "KernelText" }.Concat(Catalog.TextTypes.Select(t => t.Name)).SelectMany(marker => TextFile.Of(marker).Texts.Keys)];

    [Fact]
    public void Both_languages_say_the_same_things() => Assert.Empty(TextFile.Pairs.SelectMany(p => TextRules.Differences(p.French, p.English)));

    [Fact]
    public void A_difference_between_the_languages_is_seen()
    {
        var french = new TextFile("a", new Dictionary<string, string> { ["Both"] = "{0} sur {1}", ["Empty"] = "", ["French"] = "seul", ["Same"] = "{0}" });
        var english = new TextFile("b", new Dictionary<string, string> { ["Both"] = "{0}", ["Empty"] = "x", ["English"] = "alone", ["Same"] = "x {0}" });

        Assert.Equal(["a: Both", "a: Empty", "a: English", "a: French"], TextRules.Differences(french, english).Order());
    }

    [Fact]
    public void Every_key_that_code_names_exists() => Assert.Empty(Missing(SourceFile.All));

    [Theory]
    [InlineData("""@L["No.Such"]""")]
    [InlineData("""Texts["No.Such"]""")]
    [InlineData("""Texts.Format("No.Such", 1)""")]
    [InlineData("""Refusal.Conflict("no-such")""")]
    [InlineData("""new FieldError(nameof(x), "no-such")""")]
    [InlineData("""HostingText.Get("No.Such")""")]
    [InlineData("""new StartupProblem("no-such")""")]
    [InlineData("""TellAsync("Notify.NoSuch")""")]
    public void A_key_that_does_not_exist_is_seen(string code) => Assert.NotEmpty(Missing([new("App/Modules/Tickets/Pages/Bad.razor", code)]));

    /// <summary>Pages put these keys together from what modules declare, so no literal names them.</summary>
    [Fact]
    public void Everything_declared_has_its_words()
    {
        string[] keys =
        [
            .. Catalog.Settings.SelectMany(s => new[] { $"Setting.{s.Code}", $"Setting.{s.Code}.Hint", $"SettingGroup.{s.Code.Split('.')[0]}" }),
            .. Catalog.Jobs.SelectMany(j => new[] { $"Job.{j.Code}", $"Job.{j.Code}.Hint" }),
            .. Catalog.AdminPages.SelectMany(p => new[] { p.Title, $"{p.Title}.Hint" }),
            .. Catalog.Menu.Select(m => m.Title),
        ];

        Assert.Empty(keys.Except(Known));
    }

    [Fact]
    public void Every_code_of_a_wrong_field_has_its_sentence()
    {
        var codes = TextRules.ValidationCodes(SourceFile.All).ToList();

        Assert.Contains("control-characters", codes);
        Assert.All(codes, code => Assert.Contains($"Error.{code}", Known));
    }

    [Fact]
    public void Every_refusal_of_a_contract_has_its_sentence()
    {
        var codes = typeof(TicketRefusals).Assembly.GetTypes().Where(t => t.Name.EndsWith("Refusals", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields().Select(f => (string)f.GetRawConstantValue()!)).ToList();   // constants of text

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains($"Refusal.{code}", Known));
    }

    [Fact]
    public void Menus_have_their_words() => Assert.All(
        Catalog.Menu.Select(m => m.Title).Concat(Catalog.CreateActions.Select(a => a.Title)).Concat(Catalog.Commands.Select(c => c.Title)), key => Assert.Contains(key, Known));

    [Theory]
    [InlineData(typeof(TicketState), "TicketState.")]
    [InlineData(typeof(TicketKind), "TicketKind.")]
    [InlineData(typeof(TicketKind), "New.Kind.")]
    [InlineData(typeof(Priority), "Priority.")]
    [InlineData(typeof(Impact), "Impact.")]
    [InlineData(typeof(Urgency), "Urgency.")]
    [InlineData(typeof(Urgency), "New.Urgency.")]
    [InlineData(typeof(TicketTrigger), "Step.")]
    [InlineData(typeof(TicketView), "View.")]
    [InlineData(typeof(FieldKind), "FieldKind.")]
    [InlineData(typeof(ReplyAudience), "ReplyAudience.")]
    [InlineData(typeof(DatePeriod), "DatePeriod.")]
    [InlineData(typeof(ViewAudience), "ViewAudience.")]
    [InlineData(typeof(OpsFlux.Kernel.Accounts.SignInOutcome), "SignInOutcome.")]
    [InlineData(typeof(OpsFlux.Kernel.Accounts.SignInMethod), "SignInMethod.")]
    [InlineData(typeof(OpsFlux.Kernel.Accounts.Sessions.SessionEnd), "SessionEnd.")]
    [InlineData(typeof(OpsFlux.Kernel.Notifications.Push.Pages.PushState), "Push.State.")]
    public void Every_value_of_an_enum_has_its_word(Type type, string prefix) => Assert.All(Enum.GetNames(type), name => Assert.Contains(prefix + name, Known));

    [Theory]
    [InlineData("WaitingReason.", "requester", "supplier", "parts", "approval", "access", "problem", "evidence")]
    [InlineData("Export.", "xlsx", "pdf", "csv")]
    [InlineData("Field.", "Title", "CategoryId", "Impact", "Urgency", "Priority", "State", "AssigneeId", "GroupId", "TicketKind", "SiteId", "Description")]
    [InlineData("The.", "Title", "Description", "TicketKind", "CategoryId", "SiteId", "Impact", "Urgency", "Priority")]
    [InlineData("Of.", "Title", "Description", "TicketKind", "CategoryId", "SiteId", "Impact", "Urgency", "Priority")]
    [InlineData("Line.Checked.", "added", "removed", "done", "undone")]
    [InlineData("Link.", "DuplicateOf", "DuplicateOf.Inverse", "CausedBy", "CausedBy.Inverse", "Blocks", "Blocks.Inverse", "RelatesTo", "ChildOf", "ChildOf.Inverse", "SplitFrom", "SplitFrom.Inverse", "MadeFrom", "MadeFrom.Inverse")]
    [InlineData("Line.", "MergedInto", "MergedFrom", "SeparatedInto", "SeparatedFrom", "SplitInto", "SplitFrom", "TurnedInto", "TurnedDone", "TurnedCancelled")]
    [InlineData("Timeline.", "TurnedFrom")]
    [InlineData("Profile.Theme.", "light", "dark", "device")]
    [InlineData("Replies.Language.", "any", "fr", "en")]
    [InlineData("Replies.Placeholder.", "requester", "number", "title", "me")]
    public void Every_value_a_key_is_put_together_with_has_its_word(string prefix, params string[] values) =>
        Assert.All(values, value => Assert.Contains(prefix + value, Known));

    private static IEnumerable<string> Missing(IEnumerable<SourceFile> files) =>
        from file in files
        from named in TextRules.Named(file)
        where !(named.Marker is null ? Known.Contains(named.Key) || IsBeside(file, named.Key) : TextFile.Of(named.Marker).Texts.ContainsKey(named.Key))
        select $"{file.Path}: {named.Key} in {named.Marker ?? "the catalogue"}";

    /// <summary>Verbs speak before any catalogue exists, from the resource of their own folder.</summary>
    private static bool IsBeside(SourceFile file, string key) => TextFile.Pairs.Any(
        p => file.Path.StartsWith(Path.GetDirectoryName(p.French.Path) + "/", StringComparison.Ordinal) && p.French.Texts.ContainsKey(key));
}
