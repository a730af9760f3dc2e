namespace OpsFlux.Kernel.Accounts.Passwords;

/// <summary>What is known of somebody and where he works: the first things tried by whoever means him.</summary>
internal static class PersonWords
{
    private const int Shortest = 4;
    private static readonly char[] Between = [' ', '.', '-', '_', '@', '\'', '’', '+'];

    public static IReadOnlyCollection<string> Of(User person, string organisation) => Of([person.UserName, person.DisplayName, person.Email, organisation]);

    /// <summary>Each part of each name, and each name written as one word.</summary>
    public static IReadOnlyCollection<string> Of(params IReadOnlyList<string?> names) =>
    [
        .. names.OfType<string>().SelectMany(name => name.Split(Between, StringSplitOptions.RemoveEmptyEntries).Append(name)).Append("opsflux")
            .Select(PasswordText.Of).Where(word => word.Length >= Shortest).Distinct().OrderByDescending(word => word.Length),
    ];
}
