using OpsFlux.Kernel.Files.Types;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>What a file turned out to be.</summary>
/// <param name="Name">With the usual extension where it had none.</param>
internal sealed record InspectedFile(string Name, FileType Type, (int Width, int Height)? Size);

/// <summary>Whether content and name agree, and are what the organisation takes.</summary>
internal static class FileInspection
{
    public static Result<InspectedFile> Look(Stream content, string name, FilesOptions options, CancellationToken ct)
    {
        ZipDirectory? archive = null;
        if (ZipDirectory.IsZip(content) && !ZipDirectory.TryRead(content, out archive)) return Refused(FileRefusals.BrokenArchive, name);

        var type = FileSniffer.Sniff(content, archive);
        if (type is null) return Refused(FileRefusals.Unrecognised, name);
        if (!type.IsProgram && FileName.Extension(name).Length == 0) name = FileName.Safe($"{name}.{type.Extensions[0]}");
        if (Judge(type, name, FileName.Extension(name), options) is { } refusal) return refusal;
        if (archive is not null && ZipLimits.Check(content, archive, ct) is { } bomb) return bomb;
        return new InspectedFile(name, type, ImageSize.Read(content, type));
    }

    private static Refusal? Judge(FileType type, string name, string extension, FilesOptions options)
    {
        if (type.IsProgram) return Refused(ClaimsToBeHarmless(extension) ? FileRefusals.Disguised : FileRefusals.Executable, name);
        if (!type.Extensions.Contains(extension)) return Refused(FileRefusals.Mismatch, name, new TextKey($"FileType.{type.Code}"));
        return options.Allows(extension) ? null : Refused(FileRefusals.NotAllowed, name, extension);
    }

    private static bool ClaimsToBeHarmless(string extension) => FilesOptions.UsuallyAllowed.Split(',').Contains(extension);

    private static Refusal Refused(string code, params object[] arguments) => new(RefusalKind.Invalid, code, arguments);
}
