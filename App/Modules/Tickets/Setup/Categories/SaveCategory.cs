using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Categories;

/// <summary>
/// Adds a category or changes one; renamed or moved, the paths of all below it follow. Answers its id. Refuses: forbidden,
/// invalid (name-taken among its siblings, own-descendant, unknown-value), not-found, stale.
/// </summary>
[Needs(TicketPermissions.Configure, Everywhere = true)]
public sealed class SaveCategory(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int LongestPath = 400;

    public async Task<Result<Guid>> RunAsync(SaveCategoryRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        var id = request.Id ?? Guid.CreateVersion7();
        var done = await CategoryEditing.RunAsync(dbs, user, (db, all) => SaveAsync(db, all, request, id, ct), ct);
        return done.Failed ? done.Refusal : id;
    }

    private static async Task<Result> SaveAsync(AppDbContext db, List<Category> all, SaveCategoryRequest request, Guid id, CancellationToken ct)
    {
        var category = all.Find(c => c.Id == id);
        if (category is null && request.Id is not null) return Refusal.NotFound;
        if (request.DefaultGroupId is { } group && !await db.Set<Group>().AnyAsync(g => g.Id == group, ct)) return Wrong(nameof(request.DefaultGroupId), "unknown-value");

        var parent = all.Find(c => c.Id == request.ParentId);
        if (request.ParentId is not null && parent is null) return Wrong(nameof(request.ParentId), "unknown-value");
        if (category is not null && parent is not null && new CategoryTree(all).Subtree(category).Contains(parent)) return Wrong(nameof(request.ParentId), "own-descendant");

        var name = request.Name.Trim();
        if (all.Exists(c => c.Id != id && c.ParentId == request.ParentId && string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))) return Wrong(nameof(request.Name), "name-taken");

        if (category is null) all.Add(category = Add(db, id, name));
        else db.Expect(category, request.Version);
        return Apply(all, category, parent, request, name);
    }

    private static Category Add(AppDbContext db, Guid id, string name)
    {
        var category = new Category { Id = id, Name = name, Path = name, Order = -1 };
        db.Add(category);
        return category;
    }

    private static Result Apply(List<Category> all, Category category, Category? parent, SaveCategoryRequest request, string name)
    {
        var isPlaced = category.Order >= 0 && category.ParentId == parent?.Id;
        if (!isPlaced) category.Order = all.Where(c => c != category && c.ParentId == parent?.Id).Select(c => c.Order + 1).DefaultIfEmpty(0).Max();
        (category.ParentId, category.Name, category.Path) = (parent?.Id, name, CategoryTree.PathOf(parent, name));
        (category.DefaultGroupId, category.DefaultImpact) = (request.DefaultGroupId, request.DefaultImpact);
        category.Skill = string.IsNullOrWhiteSpace(request.Skill) ? null : request.Skill.Trim();

        var below = new CategoryTree(all).Subtree(category);   // parents first, so that each path is made of a new one
        foreach (var child in below.Skip(1)) child.Path = CategoryTree.PathOf(below.First(c => c.Id == child.ParentId), child.Name);
        return below.Any(c => c.Path.Length > LongestPath) ? Wrong(nameof(request.Name), "path-too-long", LongestPath) : Result.Ok;
    }

    private static Refusal Wrong(string field, string code, params object[] arguments) => Refusal.Invalid(new FieldError(field, code, arguments));
}
