using OpsFlux.Kernel.Data.Postgres;

namespace OpsFlux.Kernel.Files;

/// <summary>Section <c>Files</c> of the configuration.</summary>
public sealed class FilesOptions
{
    /// <summary>
    /// What an organisation's people send each other. HTML and SVG can carry scripts, archives other than ZIP cannot be
    /// looked into: an organisation that wants them says so.
    /// </summary>
    public const string UsuallyAllowed =
        "png,jpg,jpeg,gif,webp,heic,heif,bmp,tif,tiff,pdf,docx,xlsx,pptx,doc,xls,ppt,odt,ods,odp,rtf,txt,log,md,csv,tsv,json,xml,ics,vcf,eml,msg,zip,mp4,mov,webm,mp3,m4a,wav,ogg";

    /// <summary>A folder that all instances share; under the data folder by default. Holds what arrives even where a bucket keeps it.</summary>
    public string? Folder { get; set; }

    /// <summary>Extensions that may be attached, separated by commas; replaces <see cref="UsuallyAllowed"/>.</summary>
    public string Allowed { get; set; } = UsuallyAllowed;

    public S3Options S3 { get; set; } = new();

    public ClamAvOptions ClamAv { get; set; } = new();

    /// <summary>Where uploads are written until they are kept. On the store's own file system, so that keeping is a rename.</summary>
    public string Incoming => Path.Combine(Folder ?? throw new InvalidOperationException("Files:Folder is set by From"), "incoming");

    public static FilesOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Files").Get<FilesOptions>() ?? new();
        if (string.IsNullOrWhiteSpace(options.Folder)) options.Folder = Path.Combine(DataFolder.Resolve(configuration), "files");
        if (string.IsNullOrWhiteSpace(options.Allowed)) options.Allowed = UsuallyAllowed;
        return options;
    }

    public bool Allows(string extension) =>
        Allowed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(e => string.Equals(e.TrimStart('.'), extension, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A bucket instead of the folder, where <see cref="Bucket"/> is set.</summary>
public sealed class S3Options
{
    public string? Bucket { get; set; }

    /// <summary>Address of an S3-compatible server; null for Amazon's own, by <see cref="Region"/>.</summary>
    public string? Endpoint { get; set; }
    public string Region { get; set; } = "eu-west-3";

    /// <summary>Null: from the machine's own credentials.</summary>
    public string? AccessKey { get; set; }
    public string? SecretKey { get; set; }

    /// <summary>Goes before every key, so that a bucket can serve several purposes: "opsflux/".</summary>
    public string Prefix { get; set; } = "";
}

/// <summary>A ClamAV daemon that looks at every upload, where <see cref="Address"/> is set.</summary>
public sealed class ClamAvOptions
{
    /// <summary>host:port, or the path of a Unix socket.</summary>
    public string? Address { get; set; }

    /// <summary>Longer than a scan of the largest file takes; a file without an answer by then stays in quarantine.</summary>
    public int TimeoutSeconds { get; set; } = 60;
}
