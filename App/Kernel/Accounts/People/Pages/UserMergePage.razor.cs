using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Accounts.People.Merging;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Pages;

/// <summary>Chooses the other account, shows both side by side, and makes one of them.</summary>
public sealed partial class UserMergePage(GetUser get, SuggestUsers suggest, PreviewUserMerge previewMerge, MergeUsers merge)
{
    private string? name;
    private MergeUsersRequest? pair;
    private UserMergePreview? preview;
    private bool asking;

    /// <summary>The account one came from: it is the one that goes, until the two are changed round.</summary>
    [Parameter] public Guid Id { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync(async () =>
    {
        var read = await get.RunAsync(Id, Gone);
        (name, refusal) = (read.Value?.Person.DisplayName, read.Refusal);
    });

    private async Task<IReadOnlyList<UserSuggestion>> SearchAsync(string typed, CancellationToken ct) =>
        [.. (await suggest.RunAsync(typed, activeOnly: false, ct)).Where(p => p.Id != Id)];

    private Task ChosenAsync(UserSuggestion other) => ShowAsync(new() { GoneId = Id, KeptId = other.Id });

    private Task SwapAsync() => pair is null ? Task.CompletedTask : ShowAsync(new() { GoneId = pair.KeptId, KeptId = pair.GoneId });

    private Task ShowAsync(MergeUsersRequest wanted) => LoadAsync(async () =>
    {
        pair = wanted;
        var found = await previewMerge.RunAsync(wanted, Gone);
        (preview, refusal) = (found.Value, found.Refusal);
    });

    private async Task MergeAsync()
    {
        if (pair is null || !await ActAsync(() => merge.RunAsync(pair, Gone))) return;
        Nav.NavigateTo($"/admin/users/{pair.KeptId}");
    }

    private IEnumerable<(string Label, string Gone, string Kept)> Lines(UserMergePreview both)
    {
        yield return (Texts["People.Name"], both.Gone.DisplayName, both.Kept.DisplayName);
        yield return (Texts["People.UserName"], $"@{both.Gone.UserName}", $"@{both.Kept.UserName}");
        yield return (Texts["People.Email"], both.Gone.Email ?? "–", both.Kept.Email ?? "–");
        yield return (Texts["People.Structure"], both.Gone.Structure, both.Kept.Structure);
        yield return (Texts["People.State"], Texts.Of(both.Gone.State), Texts.Of(both.Kept.State));
        yield return (Texts["People.Source"], Texts.Of(both.Gone.Source), Texts.Of(both.Kept.Source));
        yield return (Texts["People.Roles"], RolesOf(both.Gone), RolesOf(both.Kept));
    }

    private string RolesOf(UserRow row) => row.Roles.Count == 0 ? "–" : PeopleWords.Roles(row.Roles, Texts);
}
