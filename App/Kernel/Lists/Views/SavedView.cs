namespace OpsFlux.Kernel.Lists.Views;

/// <summary>Who finds a saved view among the tabs. Never more than that: its rows are those each reader may see.</summary>
public enum ViewAudience
{
    Owner,
    /// <summary>The members of a group.</summary>
    Group,
    /// <summary>The people of a structure and of those below it.</summary>
    Structure,
    /// <summary>Everybody who may open the list.</summary>
    Everyone,
}

/// <summary>Filters, search, order and columns of a list under a name.</summary>
public sealed class SavedView
{
    public const int NameMax = 60, AddressMax = 2000, ColumnsMax = 400;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Code of the list, see <see cref="IListKind"/>.</summary>
    public required string List { get; init; }
    public required Guid OwnerId { get; init; }
    public required string Name { get; set; }

    /// <summary>The list's query string, without where one was in it.</summary>
    public required string Address { get; set; }

    /// <summary>Keys of the columns in their order, separated by commas; null leaves them to the reader.</summary>
    public string? Columns { get; set; }
    public ViewAudience Audience { get; set; }

    /// <summary>Set exactly where the audience is a group.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>Set exactly where the audience is a structure.</summary>
    public Guid? StructureId { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How one person wants to see one list.</summary>
public sealed class ListPreference : Audit.INotAudited
{
    public required Guid UserId { get; init; }
    public required string List { get; init; }

    /// <summary>Keys of the columns in their order; null for the list's own choice.</summary>
    public string? Columns { get; set; }

    /// <summary>Keys of the tabs in their order, a '-' before those that are hidden; tabs it does not name follow.</summary>
    public string? Tabs { get; set; }

    /// <summary>Key of the tab that opens first; null for the list's own.</summary>
    public string? FirstTab { get; set; }
}
