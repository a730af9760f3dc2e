namespace OpsFlux.Kernel.Files.Types;

/// <summary>What a ZIP is, by the names in its directory: documents of today and programs of Java are ZIPs too.</summary>
internal static class ArchiveTypes
{
    public static FileType Of(ZipDirectory archive)
    {
        var names = archive.Entries.Select(e => e.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Any(n => n.EndsWith(".class", StringComparison.OrdinalIgnoreCase) || n is "AndroidManifest.xml" or "classes.dex")) return FileTypes.Program;
        if (names.Contains("[Content_Types].xml")) return Office(names);
        return names.Contains("mimetype") && names.Contains("content.xml") ? FileTypes.OpenDocument : FileTypes.Zip;
    }

    private static FileType Office(HashSet<string> names)
    {
        if (names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return FileTypes.MacroOffice;
        if (names.Contains("word/document.xml")) return FileTypes.Docx;
        if (names.Contains("xl/workbook.xml") || names.Contains("xl/workbook.bin")) return FileTypes.Xlsx;
        return names.Contains("ppt/presentation.xml") ? FileTypes.Pptx : FileTypes.Zip;
    }
}
