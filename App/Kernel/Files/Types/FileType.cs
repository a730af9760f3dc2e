namespace OpsFlux.Kernel.Files.Types;

/// <summary>What the bytes of a file are.</summary>
/// <param name="Code">Key of its name for people: FileType.{Code}.</param>
/// <param name="Extensions">The names such a file may have; the first is the usual one.</param>
/// <param name="IsProgram">Something a computer would run: never taken.</param>
public sealed record FileType(string Code, string ContentType, IReadOnlyList<string> Extensions, bool IsProgram = false);

/// <summary>The kinds that are told apart, and names that are never taken.</summary>
public static class FileTypes
{
    public static readonly FileType Png = new("Png", "image/png", ["png"]);
    public static readonly FileType Jpeg = new("Jpeg", "image/jpeg", ["jpg", "jpeg", "jfif"]);
    public static readonly FileType Gif = new("Gif", "image/gif", ["gif"]);
    public static readonly FileType Webp = new("Webp", "image/webp", ["webp"]);
    public static readonly FileType Heic = new("Heic", "image/heic", ["heic", "heif"]);
    public static readonly FileType Bmp = new("Bmp", "image/bmp", ["bmp"]);
    public static readonly FileType Tiff = new("Tiff", "image/tiff", ["tif", "tiff"]);
    public static readonly FileType Pdf = new("Pdf", "application/pdf", ["pdf"]);
    public static readonly FileType Docx = new("Docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"]);
    public static readonly FileType Xlsx = new("Xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"]);
    public static readonly FileType Pptx = new("Pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"]);

    /// <summary>Office documents with macros: they have names of their own, so that nobody opens one unawares.</summary>
    public static readonly FileType MacroOffice = new("MacroOffice", "application/vnd.ms-office", ["docm", "xlsm", "pptm"]);
    public static readonly FileType OpenDocument = new("OpenDocument", "application/vnd.oasis.opendocument", ["odt", "ods", "odp", "odg"]);

    /// <summary>The container of old Office documents and of Outlook's messages.</summary>
    public static readonly FileType Compound = new("Compound", "application/x-ole-storage", ["doc", "xls", "ppt", "msg", "vsd"]);
    public static readonly FileType Rtf = new("Rtf", "application/rtf", ["rtf", "doc"]);
    public static readonly FileType Zip = new("Zip", "application/zip", ["zip"]);
    public static readonly FileType SevenZip = new("SevenZip", "application/x-7z-compressed", ["7z"]);
    public static readonly FileType Rar = new("Rar", "application/vnd.rar", ["rar"]);
    public static readonly FileType Gzip = new("Gzip", "application/gzip", ["gz", "tgz"]);
    public static readonly FileType Mp4 = new("Mp4", "video/mp4", ["mp4", "m4v", "m4a", "mov", "3gp"]);
    public static readonly FileType Webm = new("Webm", "video/webm", ["webm", "mkv"]);
    public static readonly FileType Mp3 = new("Mp3", "audio/mpeg", ["mp3"]);
    public static readonly FileType Wav = new("Wav", "audio/wav", ["wav"]);
    public static readonly FileType Ogg = new("Ogg", "audio/ogg", ["ogg", "oga", "opus"]);
    public static readonly FileType Html = new("Html", "text/html", ["html", "htm", "xhtml"]);
    public static readonly FileType Svg = new("Svg", "image/svg+xml", ["svg"]);
    public static readonly FileType Text = new("Text", "text/plain", ["txt", "log", "md", "csv", "tsv", "json", "xml", "ics", "vcf", "eml", "ini", "conf", "yml", "yaml"]);
    public static readonly FileType Program = new("Program", "application/x-executable", [], IsProgram: true);
    public static readonly FileType Script = new("Script", "application/x-script", [], IsProgram: true);

    /// <summary>Names that a computer runs, whatever is inside: text in a .bat is a program.</summary>
    private static readonly HashSet<string> ProgramNames =
    [
        "exe", "com", "scr", "pif", "dll", "sys", "drv", "cpl", "ocx", "msi", "msp", "msix", "appx", "bat", "cmd", "ps1", "psm1", "psd1", "vbs", "vbe", "vb", "js",
        "jse", "mjs", "wsf", "wsh", "wsc", "hta", "jar", "war", "class", "apk", "ipa", "app", "dmg", "pkg", "deb", "rpm", "run", "bin", "sh", "bash", "zsh", "csh",
        "ksh", "py", "pyc", "pyw", "pl", "rb", "php", "phar", "asp", "aspx", "jsp", "cgi", "lnk", "url", "scf", "inf", "reg", "gadget", "application", "chm",
        "hlp", "iso", "img", "vhd", "vhdx", "elf", "so", "dylib", "o", "wasm", "xll", "desktop",
    ];

    /// <summary>Images that a page of ours may show: no browser runs anything in them.</summary>
    public static bool IsShown(string contentType) => contentType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    public static bool IsProgramName(string extension) => ProgramNames.Contains(extension);

    /// <summary>The content type to keep: text and old Office documents say more by their name.</summary>
    public static string ContentTypeOf(FileType type, string extension) => (type.Code, extension) switch
    {
        ("Text", "csv") => "text/csv",
        ("Text", "json") => "application/json",
        ("Text", "xml") => "application/xml",
        ("Text", "eml") => "message/rfc822",
        ("Text", "ics") => "text/calendar",
        ("Compound", "doc") => "application/msword",
        ("Compound", "xls") => "application/vnd.ms-excel",
        ("Compound", "ppt") => "application/vnd.ms-powerpoint",
        ("Compound", "msg") => "application/vnd.ms-outlook",
        ("Mp4", "mov") => "video/quicktime",
        ("Mp4", "m4a") => "audio/mp4",
        _ => type.ContentType,
    };
}
