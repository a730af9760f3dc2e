using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Setup.Categories;

/// <summary>A category and all above it, nearest first: who is asked for what is inherited. One statement.</summary>
public sealed class CategoryChain
{
    private CategoryChain(IReadOnlyList<Category> categories) => Categories = categories;

    /// <summary>Empty where there is no such category.</summary>
    public IReadOnlyList<Category> Categories { get; }

    public Guid[] Ids => [.. Categories.Select(c => c.Id)];

    /// <summary>The category itself where new tickets may take it: in use, and all above it too. Null otherwise.</summary>
    public Category? Offered => Categories.Count > 0 && Categories.All(c => c.IsActive) ? Categories[0] : null;

    public static async Task<CategoryChain> ReadAsync(AppDbContext db, Guid? id, CancellationToken ct)
    {
        if (id is null) return new([]);
        var found = await db.Set<Category>().FromSql(
            $"""
             with recursive chain as (
                 select c.*, 0 as distance from tickets.categories c where c.id = {id}
                 union all
                 select c.*, chain.distance + 1 from tickets.categories c join chain on c.id = chain.parent_id where chain.distance < 50
             )
             select * from chain
             """).AsNoTracking().ToListAsync(ct);
        return new(InOrder(found, id.Value));
    }

    private static List<Category> InOrder(List<Category> found, Guid id)
    {
        var chain = new List<Category>();
        for (var next = found.Find(c => c.Id == id); next is not null && !chain.Contains(next); next = found.Find(c => c.Id == chain[^1].ParentId)) chain.Add(next);
        return chain;
    }
}
