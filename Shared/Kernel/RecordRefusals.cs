namespace OpsFlux.Shared.Kernel;

/// <summary>Codes of refusals around what hangs on any record: stable, public, keys of their texts.</summary>
public static class RecordRefusals
{
    public const string CannotSee = "records.cannot-see";
    public const string TagTooLong = "records.tag-too-long";
    public const string TagEmpty = "records.tag-empty";
    public const string TooManyTags = "records.too-many-tags";
    public const string UnknownNumber = "records.unknown-number";
    public const string LinkToItself = "records.link-to-itself";
    public const string AlreadyLinked = "records.already-linked";
    public const string HasParent = "records.has-parent";
    public const string LinkCycle = "records.link-cycle";
}
