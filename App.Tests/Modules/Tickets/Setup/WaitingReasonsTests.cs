using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Pages;
using OpsFlux.Modules.Tickets.Setup.Waiting;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Setup;

public sealed class WaitingReasonsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_renamed_reason_is_called_so_wherever_it_is_shown()
    {
        Configures();
        Assert.Equal("En attente · fournisseur", Badge("fr", "supplier"));

        var version = await VersionAsync("supplier");
        Assert.Null((await SaveAsync(new() { Code = "supplier", Version = version, French = "Chez le prestataire", English = "With the contractor" })).Refusal);

        Assert.Equal("En attente · Chez le prestataire", Badge("fr", "supplier"));
        Assert.Equal("Waiting · With the contractor", Badge("en", "supplier"));
        Assert.Null((await App.RunAsync((EditWaitingReasons use) => use.ResetNameAsync("supplier", version + 1, default))).Refusal);
        Assert.Equal("En attente · fournisseur", Badge("fr", "supplier"));
    }

    [Fact]
    public async Task A_reason_of_ones_own_is_offered_and_may_be_waited_for()
    {
        Configures();
        App.User.Grant(TicketPermissions.Work, Scope.All);
        Assert.Null((await SaveAsync(new() { French = "Météo", StopsResolution = true, StopsReply = true })).Refusal);

        var reason = (await App.RunAsync((TicketChoices use) => use.WaitingReasonsAsync(default))).Single(r => r.Name == "Météo");
        Assert.Equal(("meteo", true), (reason.Code, reason.StopsResolution));
        Assert.Equal("En attente · Météo", Badge("fr", "meteo"));
        Assert.Null((await WaitAsync("meteo")).Refusal);

        Assert.Null((await App.RunAsync((EditWaitingReasons use) => use.ActivateAsync("meteo", 1, false, default))).Refusal);
        Assert.Equal(TicketRefusals.UnknownWaitingReason, (await WaitAsync("meteo")).Refusal?.Code);
        Assert.Equal("En attente · Météo", Badge("fr", "meteo"));   // tickets may still have it
    }

    [Fact]
    public async Task A_name_with_braces_is_a_name_and_breaks_no_timeline()
    {
        Configures();
        Assert.Null((await SaveAsync(new() { French = "Devis {fournisseur}", StopsResolution = true })).Refusal);
        var code = await App.WithDbAsync(db => db.Set<WaitingReason>().Where(r => r.Name == "Devis {fournisseur}").Select(r => r.Code).SingleAsync());

        Assert.Equal("Devis {fournisseur}", App.Services.GetRequiredService<TextCatalog>().ReasonOf($"WaitingReason.{code}"));
    }

    [Fact]
    public async Task Their_order_is_the_administrators()
    {
        Configures();
        App.User.Grant(TicketPermissions.Work, Scope.All);
        var before = (await App.RunAsync((TicketChoices use) => use.WaitingReasonsAsync(default))).Select(r => r.Code).ToList();

        Assert.Null((await App.RunAsync((EditWaitingReasons use) => use.MoveAsync(before[1], true, default))).Refusal);

        Assert.Equal([before[1], before[0]], (await App.RunAsync((TicketChoices use) => use.WaitingReasonsAsync(default))).Select(r => r.Code).Take(2));
    }

    [Fact]
    public async Task Bad_input_stale_and_unknown_are_refused()
    {
        Configures();
        Assert.Null((await SaveAsync(new() { French = "Grève" })).Refusal);

        Assert.Equal("name-taken", (await SaveAsync(new() { French = "grève " })).Refusal?.Fields.Single().Code);
        Assert.Equal("required", (await SaveAsync(new() { French = "" })).Refusal?.Fields.Single().Code);
        Assert.Equal(Refusal.NotFound, (await SaveAsync(new() { Code = "inconnu", French = "Inconnu" })).Refusal);
        Assert.Null((await SaveAsync(new() { Code = "greve", Version = 1, French = "Grève", StopsResolution = true })).Refusal);
        Assert.Equal(Refusal.Stale, (await SaveAsync(new() { Code = "greve", Version = 1, French = "Grève" })).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((EditWaitingReasons use) => use.ResetNameAsync("greve", 2, default))).Refusal);
    }

    [Fact]
    public async Task The_last_one_in_use_stays()
    {
        Configures();
        var all = await App.WithDbAsync(db => db.Set<WaitingReason>().AsNoTracking().Where(r => r.IsActive).OrderBy(r => r.Order).ToListAsync());
        foreach (var reason in all.SkipLast(1)) Assert.Null((await ActivateAsync(reason, false)).Refusal);

        Assert.Equal(TicketRefusals.LastWaitingReason, (await ActivateAsync(all[^1], false)).Refusal?.Code);

        foreach (var reason in all.SkipLast(1)) Assert.Null((await ActivateAsync(reason, true)).Refusal);
    }

    [Fact]
    public async Task Without_the_permission_for_everything_nothing_changes()
    {
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((EditWaitingReasons use) => use.ListAsync(default))).Refusal);
        App.User.Grant(TicketPermissions.Configure, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { French = "Interdit" })).Refusal);
    }

    private void Configures() => App.User.Grant(TicketPermissions.Configure, Scope.All);

    private Task<Result> SaveAsync(SaveWaitingReasonRequest request) => App.RunAsync((EditWaitingReasons use) => use.SaveAsync(request, default));

    private async Task<Result> ActivateAsync(WaitingReason reason, bool isActive)
    {
        var version = await VersionAsync(reason.Code);
        return await App.RunAsync((EditWaitingReasons use) => use.ActivateAsync(reason.Code, version, isActive, default));
    }

    private Task<long> VersionAsync(string code) => App.WithDbAsync(db => db.Set<WaitingReason>().Where(r => r.Code == code).Select(r => r.Version).SingleAsync());

    private async Task<Result> WaitAsync(string reason)
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress));
        return await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, Trigger = TicketTrigger.Wait, WaitingReason = reason }, default));
    }

    private string Badge(string language, string reason)
    {
        using var reader = new InLanguage(language);
        return App.Services.GetRequiredService<TextCatalog>().StateOf(TicketState.Waiting, reason);
    }
}
