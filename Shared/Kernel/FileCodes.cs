namespace OpsFlux.Shared.Kernel;

/// <summary>Why a file was not taken: stable, public, keys of their texts.</summary>
public static class FileRefusals
{
    public const string TooLarge = "files.too-large";
    public const string RequestTooLarge = "files.request-too-large";
    public const string TooMany = "files.too-many";
    public const string Empty = "files.empty";
    public const string NoFile = "files.no-file";

    /// <summary>A program or a script, whatever it is called.</summary>
    public const string Executable = "files.executable";

    /// <summary>A program under a harmless name.</summary>
    public const string Disguised = "files.disguised";

    /// <summary>What is in the file is not what its name says.</summary>
    public const string Mismatch = "files.mismatch";
    public const string Unrecognised = "files.unrecognised";
    public const string NotAllowed = "files.not-allowed";

    /// <summary>Small to send, and far too large once unpacked.</summary>
    public const string ZipBomb = "files.zip-bomb";
    public const string NestedArchive = "files.nested-archive";
    public const string BrokenArchive = "files.broken-archive";
    public const string TooManyHeld = "files.too-many-held";
    public const string TooManyPixels = "files.too-many-pixels";
    public const string Infected = "files.infected";

    /// <summary>The connection broke, or what arrived is no complete upload.</summary>
    public const string Incomplete = "files.incomplete";

    /// <summary>A document that its record has issued.</summary>
    public const string Kept = "files.kept";
    public const string DiskFull = "files.disk-full";
    public const string StoreUnavailable = "files.store-unavailable";

    /// <summary>The request does not come from our own page.</summary>
    public const string Forged = "files.forged";
}
