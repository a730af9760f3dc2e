using OpsFlux.Kernel.Files.Cleaning;
using OpsFlux.Kernel.Files.Downloads;
using OpsFlux.Kernel.Files.Scanning;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records.Merging;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Files;

/// <summary>What an administrator may choose about attachments.</summary>
public static class FileSettings
{
    /// <summary>Of one file.</summary>
    public static readonly NumberSetting MaxMegabytes = new("Files.MaxMegabytes", Default: 25, Min: 1, Max: 2000);

    /// <summary>Of all files sent at once.</summary>
    public static readonly NumberSetting MaxRequestMegabytes = new("Files.MaxRequestMegabytes", Default: 100, Min: 1, Max: 8000);

    /// <summary>Files of one record, removed ones not counted; the same for what one person holds in one form.</summary>
    public static readonly NumberSetting MaxPerRecord = new("Files.MaxPerRecord", Default: 100, Min: 1, Max: 500);

    /// <summary>How long the content of a removed file can still be brought back by the operator.</summary>
    public static readonly NumberSetting KeepRemovedDays = new("Files.KeepRemovedDays", Default: 30, Min: 0, Max: 3650) { IsForAll = true };
}

/// <summary>All that attachments add to the application.</summary>
internal static class FilesModule
{
    public static ModuleBuilder AddFiles(this ModuleBuilder module) => module
        .Setting(FileSettings.MaxMegabytes)
        .Setting(FileSettings.MaxRequestMegabytes)
        .Setting(FileSettings.MaxPerRecord)
        .Setting(FileSettings.KeepRemovedDays)
        .Job<RescanFiles>("files.rescan", "0 0/5 * * * ?")
        .Job<CleanFiles>("files.clean", "0 40 3 * * ?")
        .Services(AddServices)
        .AddMergeable<MergedFiles>()
        .Endpoints(UploadEndpoints.Map)
        .Endpoints(DownloadEndpoints.Map);

    private static void AddServices(IServiceCollection services)
    {
        services.AddSingleton(s => FilesOptions.From(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<IFileStore>(s => s.GetRequiredService<FilesOptions>() is { S3.Bucket.Length: > 0 } options ? S3FileStore.Connect(options.S3) : new FolderFileStore(s.GetRequiredService<FilesOptions>()));
        services.AddSingleton<ClamAv>();
        services.AddScoped<FileIntake>();
        services.AddScoped<HeldFiles>();
    }
}
