using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Entering;
using OpsFlux.Kernel.Accounts.People.Leaving;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Pages;

/// <summary>One person: who he is, what he holds, how he gets in, and what an administrator does about it.</summary>
public sealed partial class UserPage(GetUser get, SaveUser save, UserChoices choices, ReactivateUser reactivate, UserDoors doors, SendUserLink links)
{
    private UserDetails? details;
    private SaveUserRequest? form;
    private IReadOnlyList<NamedId> structures = [];
    private RequestValidator? validator;
    private UserAsk? asked;
    private string? done, link;

    [Parameter] public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (details?.Person.Id == Id) return;
        (details, form, done, link, asked) = (null, null, null, null, null);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await get.RunAsync(Id, Gone);
        (details, refusal) = (read.Value, read.Refusal);
        if (details is null) return;
        structures = await OfferedAsync(details);
        form = FormOf(details);
    }

    /// <summary>His own structure stays a choice, in use or not.</summary>
    private async Task<IReadOnlyList<NamedId>> OfferedAsync(UserDetails shown)
    {
        if (!shown.MayManage) return [];
        var offered = await choices.StructuresAsync(UserPermissions.Manage, Gone);
        return offered.Any(s => s.Id == shown.Person.StructureId) ? offered : [new(shown.Person.StructureId, shown.Structure), .. offered];
    }

    private static SaveUserRequest FormOf(UserDetails shown) => new()
    {
        Id = shown.Person.Id,
        Stamp = shown.Stamp,
        DisplayName = shown.Person.DisplayName,
        Email = shown.Person.Email,
        StructureId = shown.Person.StructureId,
        Language = shown.Person.Language,
        ZoneId = shown.Person.ZoneId,
        Skills = [.. shown.Person.Skills],
        IsAvailable = shown.Person.IsAvailable,
    };

    private Task ReadAgainAsync() => LoadAsync(ReadAsync);

    private async Task SaveAsync()
    {
        done = null;
        var saved = await ActAsync(() => save.RunAsync(form!, Gone));   // the form stands where it was loaded
        if (!saved && refusal is not null) validator?.Show(refusal);
        if (saved) await ShowAsync("People.Saved");
    }

    private Task ActOnAsync(UserAsk what)
    {
        (done, link, refusal) = (null, null, null);
        if (what < UserAsk.Deactivate) return DoAsync(what);
        asked = what;
        return Task.CompletedTask;
    }

    private async Task ConfirmedAsync()
    {
        if (asked is { } what && await DoAsync(what)) asked = null;
    }

    private async Task<bool> DoAsync(UserAsk what)
    {
        if (!await ActAsync(() => RunAsync(what))) return false;
        await ShowAsync($"People.Done.{what}");
        return true;
    }

    private Task<Result> RunAsync(UserAsk what) => what switch
    {
        UserAsk.Reactivate => reactivate.RunAsync(Id, details!.Stamp, Gone),   // its button stands where the person was loaded
        UserAsk.Unlock => doors.UnlockAsync(Id, Gone),
        UserAsk.MailLink => links.MailAsync(Id, Gone),
        UserAsk.EndSessions => doors.EndSessionsAsync(Id, Gone),
        UserAsk.RequirePasswordChange => doors.RequirePasswordChangeAsync(Id, Gone),
        UserAsk.RemoveSecondFactor => doors.RemoveSecondFactorAsync(Id, Gone),
        _ => ShowLinkAsync(),
    };

    private async Task<Result> ShowLinkAsync()
    {
        var made = await links.ShowAsync(Id, Gone);
        link = made.Value;
        return new(made.Refusal);
    }

    private async Task DeactivatedAsync()
    {
        asked = null;
        await ShowAsync("People.Done.Deactivate");
    }

    private async Task ShowAsync(string key)
    {
        await LoadAsync(ReadAsync);
        done = Texts[key];
    }
}
