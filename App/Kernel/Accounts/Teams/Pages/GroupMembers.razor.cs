using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Accounts.People.Editing;

namespace OpsFlux.Kernel.Accounts.Teams.Pages;

/// <summary>Who belongs to a group; adding by suggestion, taking out at once, since it is as quickly put back.</summary>
public sealed partial class GroupMembers(ChangeMembers change, SuggestUsers suggest)
{
    [Parameter, EditorRequired] public GroupDetails Details { get; set; } = null!; // EditorRequired
    [Parameter] public EventCallback OnChanged { get; set; }

    private async Task<IReadOnlyList<UserSuggestion>> SearchAsync(string typed, CancellationToken ct)
    {
        var members = Details.Members.Select(m => m.Id).ToHashSet();
        return [.. (await suggest.RunAsync(typed, activeOnly: true, ct)).Where(p => !members.Contains(p.Id))];
    }

    private async Task AddAsync(UserSuggestion person)
    {
        if (await ActAsync(() => change.AddAsync(Details.Group.Id, person.Id, Gone))) await OnChanged.InvokeAsync();
    }

    private async Task RemoveAsync(MemberRow member)
    {
        if (await ActAsync(() => change.RemoveAsync(Details.Group.Id, member.Id, Gone))) await OnChanged.InvokeAsync();
    }
}
