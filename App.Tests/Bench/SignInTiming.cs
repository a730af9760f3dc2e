using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Bench;

/// <summary>
/// Whether the time of an answer tells which accounts exist: the median of wrong passwords for a known and for an unknown
/// name, tried in turn so that whatever else the machine does falls on both. Fails where they differ by a tenth or more.
/// </summary>
internal static class SignInTiming
{
    private const double MostDifference = 0.10;

    public static async Task<int> RunAsync(string[] args)
    {
        var tries = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        var app = new TestApp();
        await app.InitializeAsync();
        try
        {
            var known = await PersonAsync(app);
            var (knownTimes, unknownTimes) = (new List<double>(), new List<double>());
            for (var round = -5; round < tries; round++)   // the first ones warm everything up
            {
                var (ofKnown, ofUnknown) = (await TryAsync(app, known), await TryAsync(app, "nobody.known.here"));
                if (round < 0) continue;
                knownTimes.Add(ofKnown);
                unknownTimes.Add(ofUnknown);
            }

            return Judge(tries, Median(knownTimes), Median(unknownTimes));
        }
        finally
        {
            await app.DisposeAsync();
            await TestCluster.StopAsync();
        }
    }

    private static async Task<string> PersonAsync(TestApp app)
    {
        var person = Make.User();
        await using var scope = app.Services.CreateAsyncScope();
        person.PasswordHash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<User>>().HashPassword(person, "un long mot de passe");
        return (await app.SaveAsync(person)).UserName!;   // it has one
    }

    private static async Task<double> TryAsync(TestApp app, string name)
    {
        await app.SqlAsync("delete from kernel.sign_in_failures");   // the throttle answers sooner, and to everybody alike
        var started = Stopwatch.GetTimestamp();
        await app.RunAsync((SignIn door) => door.RunAsync(name, "un mot de passe faux", new() { IpAddress = "198.51.100.7" }, default));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static int Judge(int tries, double known, double unknown)
    {
        var difference = Math.Abs(known - unknown) / Math.Max(known, unknown);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"sign-in over {tries}: known name {known:0.0} ms, unknown name {unknown:0.0} ms, difference {difference:P1} (median)"));
        return difference < MostDifference ? 0 : 1;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
