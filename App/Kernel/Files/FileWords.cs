using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Files;

/// <summary>How files are told of, the same wherever they are shown.</summary>
public static class FileWords
{
    private const long Kilo = 1024, Mega = Kilo * Kilo, Giga = Kilo * Mega;

    /// <summary>"1,4 Mo", or in bytes below a kilobyte.</summary>
    public static string SizeOf(this TextCatalog texts, long bytes) => bytes switch
    {
        < Kilo => texts.Format("Files.Bytes", bytes),
        < Mega => texts.Format("Files.Kilobytes", Math.Round(bytes / (double)Kilo)),
        < Giga => texts.Format("Files.Megabytes", Math.Round(bytes / (double)Mega, 1)),
        _ => texts.Format("Files.Gigabytes", Math.Round(bytes / (double)Giga, 1)),
    };

    /// <summary>Name of an <c>Icon</c>.</summary>
    public static string IconOf(string contentType) => contentType.Split('/')[0] switch
    {
        "image" => "image",
        "video" or "audio" => "play",
        _ => "file",
    };
}
