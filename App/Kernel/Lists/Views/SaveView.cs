using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Lists.Views;

public sealed class SaveViewRequest : IValidatableObject
{
    /// <summary>Null makes a new view.</summary>
    public Guid? Id { get; set; }
    public string List { get; set; } = "";

    [RequiredText(1, SavedView.NameMax)]
    public string Name { get; set; } = "";

    /// <summary>The list's query string.</summary>
    public string Address { get; set; } = "";

    /// <summary>Keys of columns, separated by commas; null leaves them to each reader.</summary>
    public string? Columns { get; set; }

    [DeclaredValue]
    public ViewAudience Audience { get; set; }
    public Guid? GroupId { get; set; }
    public Guid? StructureId { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address.Length > SavedView.AddressMax) yield return new($"too-long:{SavedView.AddressMax}", [nameof(Address)]);
        if (Audience == ViewAudience.Group && GroupId is null) yield return new("required", [nameof(GroupId)]);
        if (Audience == ViewAudience.Structure && StructureId is null) yield return new("required", [nameof(StructureId)]);
    }
}

/// <summary>
/// Keeps a view of a list, new or changed. One's own may be changed by its owner, a shared one also by whoever may share
/// with its audience. Refuses: invalid, forbidden, not-found, whatever the list does not understand by name,
/// lists.unknown-column, lists.may-not-share, lists.too-many-views.
/// </summary>
[NeedsOfList]
public sealed class SaveView(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IListKind> lists, TimeProvider clock) : IUseCase
{
    /// <summary>Of one list, by one person: a wrong script must not fill a table that every opening of a list reads.</summary>
    public const int Most = 50;

    /// <summary>Answers the view's id.</summary>
    public async Task<Result<Guid>> RunAsync(SaveViewRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (lists.SingleOrDefault(l => l.Code == request.List) is not { } kind) return Refusal.NotFound;
        if (!user.Can(kind.Permission)) return Refusal.Forbidden;
        var address = ListQuery.Parse(request.Address).Kept();
        if (kind.Check(address) is { } notUnderstood) return notUnderstood;
        if (UnknownColumn(kind, request.Columns) is { } unknown) return Refusal.Conflict(ListRefusals.UnknownColumn, unknown);

        if (address.ToString().Length > SavedView.AddressMax)   // escaped, it is longer than what was sent
            return Refusal.Invalid(new FieldError(nameof(request.Address), "too-long", SavedView.AddressMax));

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await FindAsync(db, request, ct);
        if (found.Failed) return found.Refusal;
        var view = found.Value;
        if (IsSharedAnew(view, request) && !await ViewSharing.MayShareAsync(db, user, request.Audience, request.GroupId, request.StructureId, ct))
            return Refusal.Conflict(ListRefusals.MayNotShare);

        Fill(view, request, address.ToString());
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved.Refusal;
        if (request.Id is not null) await ViewFollowers.ForgetAsync(db, view.Id, ct);   // shared with fewer now
        return view.Id;
    }

    private async Task<Result<SavedView>> FindAsync(AppDbContext db, SaveViewRequest request, CancellationToken ct)
    {
        if (request.Id is { } id) return await ChangeableAsync(db, user, id, request.List, ct);
        if (await db.Set<SavedView>().CountAsync(v => v.OwnerId == user.Id && v.List == request.List, ct) >= Most) return Refusal.Conflict(ListRefusals.TooManyViews, Most);
        var made = new SavedView { List = request.List, OwnerId = user.Id, Name = "", Address = "" };
        db.Add(made);
        return made;
    }

    /// <summary>A view that he may change, tracked: not found where it is not his to see, forbidden where he only sees it.</summary>
    internal static async Task<Result<SavedView>> ChangeableAsync(AppDbContext db, ICurrentUser user, Guid id, string list, CancellationToken ct)
    {
        var view = await ViewSharing.VisibleTo(db, user).SingleOrDefaultAsync(v => v.Id == id && v.List == list, ct);
        if (view is null) return Refusal.NotFound;
        if (view.OwnerId == user.Id) return view;
        var groupStructure = view.GroupId is null ? null : await db.Set<Group>().Where(g => g.Id == view.GroupId).Select(g => g.StructureId).SingleOrDefaultAsync(ct);
        return ViewSharing.Reaches(user, view, groupStructure) ? view : Refusal.Forbidden;
    }

    private static bool IsSharedAnew(SavedView view, SaveViewRequest request) =>
        (view.Audience, view.GroupId, view.StructureId) != (request.Audience, GroupOf(request), StructureOf(request));

    private void Fill(SavedView view, SaveViewRequest request, string address)
    {
        (view.Name, view.Address, view.Columns) = (request.Name.Trim(), address, ColumnsOf(request));
        (view.Audience, view.GroupId, view.StructureId) = (request.Audience, GroupOf(request), StructureOf(request));
        view.UpdatedAt = clock.GetUtcNow();
    }

    /// <summary>Each once, so that they are as many as are declared at most.</summary>
    private static string? ColumnsOf(SaveViewRequest request) =>
        request.Columns?.Split(',', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } columns ? string.Join(',', columns.Distinct()) : null;

    private static Guid? GroupOf(SaveViewRequest request) => request.Audience == ViewAudience.Group ? request.GroupId : null;

    private static Guid? StructureOf(SaveViewRequest request) => request.Audience == ViewAudience.Structure ? request.StructureId : null;

    internal static string? UnknownColumn(IListKind kind, string? columns) =>
        columns?.Split(',', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(c => !kind.Columns.Contains(c));
}

/// <summary>Deletes a saved view; whoever had it as a tab no longer has. Refuses: not-found, forbidden.</summary>
[SignedInOnly("one's own views, and shared ones within one's reach of ListPermissions.Share")]
public sealed class DeleteView(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(string list, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var view = await SaveView.ChangeableAsync(db, user, id, list, ct);
        if (view.Failed) return view.Refusal;
        db.Remove(view.Value);
        return await db.TrySaveAsync(ct);
    }
}
