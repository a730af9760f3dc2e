using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>
/// <c>user add prenom.nom.entreprise --email … --name … --role …</c>: the way in for the first administrator, and for
/// scripts. The password is read from standard input or made up and shown once.
/// </summary>
internal sealed class UserVerb : IVerb
{
    private static readonly string[] Required = ["email", "name", "role"];

    public string Name => "user";

    public async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var arguments = context.Arguments;
        if (arguments.UnknownAmong([.. Required, "structure", "organisation", "password-stdin"]) is { } unknown) return await context.MisusedAsync("Option.Unknown", unknown);
        if (arguments.Positional is not ["add", var userName]) return await context.MisusedAsync("User.Usage");
        if (Required.FirstOrDefault(o => string.IsNullOrWhiteSpace(arguments.Value(o))) is { } missing) return await context.MisusedAsync("Option.Missing", missing);

        var given = arguments.Has("password-stdin") ? await context.Input.ReadLineAsync(ct) ?? "" : null;
        var person = Read(arguments, userName);
        return await context.WithServicesAsync(services => AddAsync(context, services.GetRequiredService<AddUser>(), person, given, ct), ct);
    }

    /// <summary>Names are typed as people write them, '@' and capitals included; what is kept has one form.</summary>
    private static NewUser Read(VerbArguments arguments, string userName) =>
        new(userName.TrimStart('@').ToLowerInvariant(), arguments.Value("email")!.Trim(), arguments.Value("name")!, arguments.Value("role")!)
        {
            StructureCode = arguments.Value("structure"),
            Organisation = arguments.Value("organisation") ?? HostingText.Get("User.Organisation"),
        };

    private static async Task<int> AddAsync(VerbContext context, AddUser add, NewUser person, string? given, CancellationToken ct)
    {
        var password = given ?? GeneratedPassword.New();
        var added = await add.RunAsync(person, password, ct);
        if (added.Failed) return await context.FailedAsync($"User.{added.Refusal.Code}", added.Refusal.Arguments);

        await context.Output.WriteLineAsync(HostingText.Get("User.Added", person.UserName));
        if (given is null) await context.Output.WriteLineAsync(HostingText.Get("User.Password", password));
        return 0;
    }
}
