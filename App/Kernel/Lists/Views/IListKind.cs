using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Lists.Views;

/// <summary>
/// What the kernel has to know of a list in order to keep views of it: declared by <c>ModuleBuilder.List</c>. How its rows
/// are read and counted stays the module's.
/// </summary>
public interface IListKind
{
    /// <summary>Stable short name, such as "tickets".</summary>
    string Code { get; }

    /// <summary>Who holds it may open the list, and so find views of it.</summary>
    string Permission { get; }

    /// <summary>Where it opens, such as "/tickets".</summary>
    string Path { get; }

    /// <summary>Keys of all the columns that can be chosen.</summary>
    IReadOnlyCollection<string> Columns { get; }

    /// <summary>Null where the list understands the whole address; else what it does not, by name.</summary>
    Refusal? Check(ListQuery query);

    /// <summary>Null where somebody can be told what newly enters what the address shows; else why not.</summary>
    Refusal? CheckFollowing(ListQuery query);
}

/// <summary>Permissions of lists, beside those that open them.</summary>
public static class ListPermissions
{
    /// <summary>To share views with the structures and groups in reach (with everybody where it reaches all), and to change those shared there.</summary>
    public const string Share = "lists.share.view";
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class ListRefusals
{
    public const string MayNotShare = "lists.may-not-share";
    public const string TooManyViews = "lists.too-many-views";
    public const string UnknownColumn = "lists.unknown-column";
    public const string UnknownTab = "lists.unknown-tab";
}
