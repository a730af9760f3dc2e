using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Pages;

/// <summary>One role: what it may do, beside what it came with, and who holds it. The address "new" makes one.</summary>
public sealed partial class RolePage(GetRole get, ListRoles list, SaveRole save, DeleteRole delete)
{
    private const int Named = 5;

    private RoleDetails? role;
    private SaveRoleRequest form = new();
    private IReadOnlyList<RoleLine> others = [];
    private RequestValidator? validator;
    private bool isDeleting, isSaved;

    [Parameter] public string Code { get; set; } = "";

    private string Title => role is null or { Id: null } ? Texts["Roles.New"] : RoleWords.Of(Texts, role.Code, role.Name);

    private int Changed => role?.Permissions.Count(p => ScopeOf(p.Code) != p.Default) ?? 0;

    private string DeleteQuestion => role!.Holders is []   // only asked of a role that is shown
        ? Texts["Roles.DeleteQuestion"]
        : Texts.Format("Roles.DeleteHeld", role.Holders.Count, string.Join(", ", role.Holders.Take(Named).Select(h => h.Name)));

    protected override Task OnParametersSetAsync()
    {
        (role, refusal) = (null, null);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        if (Code == SaveRole.NewRole)
        {
            others = (await list.RunAsync(Gone)).Value ?? [];
            var like = await get.RunAsync(BuiltInRoles.User, Gone);   // for the list of what can be permitted
            refusal = like.Refusal;
            if (like.Value is { } known) Show(known with { Id = null, Code = "", Name = "", IsBuiltIn = false, Holders = [], RequiresSecondFactor = false, Permissions = [.. known.Permissions.Select(p => p with { Scope = null, Default = null })] });
            return;
        }

        var read = await get.RunAsync(Code, Gone);
        refusal = read.Refusal;
        if (read.Value is { } found) Show(found);
    }

    private void Show(RoleDetails shown) => (role, form) = (shown, new()
    {
        Id = shown.Id, Version = shown.Version, Name = shown.Name, RequiresSecondFactor = shown.RequiresSecondFactor, Grants = GrantsOf(shown.Permissions.Select(p => (p.Code, p.Scope))),
    });

    private static List<RoleGrantRequest> GrantsOf(IEnumerable<(string Code, Scope? Scope)> permissions) =>
        [.. permissions.SelectMany(p => p.Scope is { } scope ? [new RoleGrantRequest { Permission = p.Code, Scope = (GivenScope)scope }] : Array.Empty<RoleGrantRequest>())];

    private Scope? ScopeOf(string permission) => (Scope?)form.Grants.FirstOrDefault(g => g.Permission == permission)?.Scope;

    private void Choose(string permission, Scope? scope)
    {
        isSaved = false;
        form.Grants.RemoveAll(g => g.Permission == permission);
        if (scope is { } chosen) form.Grants.Add(new() { Permission = permission, Scope = (GivenScope)chosen });
    }

    private void Restore() => (form.Grants, isSaved) = (GrantsOf(role!.Permissions.Select(p => (p.Code, p.Default))), false);   // offered for a role that is shown

    private Task CopyAsync(ChangeEventArgs e) => LoadAsync(async () =>
    {
        if (e.Value is not string { Length: > 0 } code || (await get.RunAsync(code, Gone)).Value is not { } other) return;
        (form.Grants, form.RequiresSecondFactor) = (GrantsOf(other.Permissions.Select(p => (p.Code, p.Scope))), other.RequiresSecondFactor);
    });

    private async Task SaveAsync()
    {
        string? code = null;
        isSaved = await ActAsync(async () =>
        {
            var saved = await save.RunAsync(form, Gone);
            code = saved.Value;
            return new(saved.Refusal);
        });
        if (!isSaved) validator?.Show(refusal!);   // not done: refused
        else if (code != Code) Nav.NavigateTo($"/admin/roles/{code}");
        else await LoadAsync(ReadAsync);
    }

    private void AskToDelete() => (isDeleting, refusal) = (true, null);

    private async Task DeleteAsync()
    {
        if (await ActAsync(() => delete.RunAsync(new(role!.Id!.Value, role.Version, EvenIfHeld: true), Gone))) Nav.NavigateTo("/admin/roles");   // the dialog stands beside a role that is kept
    }
}
