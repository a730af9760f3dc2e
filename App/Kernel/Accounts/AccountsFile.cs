using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace OpsFlux.Kernel.Accounts;

/// <summary>An account whose password the program made up.</summary>
public sealed record KnownAccount(string UserName, string DisplayName, string Role, string Password);

/// <summary>
/// Accounts with their passwords, for the demonstration and for measurements: readable by this program's account alone.
/// Written once per data folder, so that a database made anew keeps the passwords people have noted down.
/// </summary>
public static class AccountsFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The accounts of the file; none where there is no file.</summary>
    public static async Task<IReadOnlyList<KnownAccount>> ReadAsync(string file, CancellationToken ct)
    {
        if (!File.Exists(file)) return [];
        await using var stream = File.OpenRead(file);
        return await JsonSerializer.DeserializeAsync<List<KnownAccount>>(stream, Readable, ct) ?? [];
    }

    public static Task WriteAsync(string file, IReadOnlyList<KnownAccount> accounts, CancellationToken ct) =>
        WriteTextAsync(file, JsonSerializer.Serialize(accounts, Readable) + "\n", ct);

    /// <summary>Role, user name and password in columns, for a terminal.</summary>
    public static Task WriteTableAsync(string file, IReadOnlyList<KnownAccount> accounts, CancellationToken ct) =>
        WriteTextAsync(file, Table(accounts), ct);

    internal static string Table(IReadOnlyList<KnownAccount> accounts)
    {
        var role = accounts.Max(a => a.Role.Length);
        var name = accounts.Max(a => a.UserName.Length);
        return string.Concat(accounts.Select(a => $"{a.Role.PadRight(role)}  {a.UserName.PadRight(name)}  {a.Password}\n"));
    }

    /// <summary>Beside the file first, then in its place: a reader never sees half of it, and nobody else ever any.</summary>
    private static async Task WriteTextAsync(string file, string text, CancellationToken ct)
    {
        var fresh = file + ".new";
        File.Delete(fresh);
        await using (var stream = new FileStream(fresh, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), ct);
        File.Move(fresh, file, overwrite: true);
    }
}
