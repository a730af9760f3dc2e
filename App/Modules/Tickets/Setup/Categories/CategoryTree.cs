using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Setup.Categories;

/// <summary>A category in its place.</summary>
/// <param name="Depth">0 at the top.</param>
/// <param name="IsOffered">In use, and all above it too.</param>
public sealed record CategoryPlace(Category Category, int Depth, bool IsOffered, bool HasChildren);

/// <summary>The tree of categories, for walking it. Built per use from all of them; what hangs on no root is left out.</summary>
public sealed class CategoryTree(IReadOnlyCollection<Category> categories)
{
    private readonly ILookup<Guid?, Category> children = categories.ToLookup(c => c.ParentId);

    public static string PathOf(Category? parent, string name) => parent is null ? name : $"{parent.Path} › {name}";

    /// <summary>As people read it: each category, then what is below it; siblings in their order.</summary>
    public IEnumerable<CategoryPlace> Walk()
    {
        var open = new Stack<CategoryPlace>(Below(null).Reverse().Select(root => Place(root, 0, isOffered: true)));
        while (open.TryPop(out var place))
        {
            yield return place;
            foreach (var child in Below(place.Category.Id).Reverse()) open.Push(Place(child, place.Depth + 1, place.IsOffered));
        }
    }

    /// <summary>Siblings as they stand.</summary>
    public IEnumerable<Category> Below(Guid? parentId) => children[parentId].OrderBy(c => c.Order).ThenBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(c => c.Id);

    /// <summary>The category and all below it, parents first.</summary>
    public IReadOnlyList<Category> Subtree(Category root)
    {
        var found = new List<Category> { root };
        for (var i = 0; i < found.Count; i++) found.AddRange(Below(found[i].Id).Where(c => !found.Contains(c)));
        return found;
    }

    private CategoryPlace Place(Category category, int depth, bool isOffered) => new(category, depth, isOffered && category.IsActive, children[category.Id].Any());
}
