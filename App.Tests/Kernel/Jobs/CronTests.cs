using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Jobs;

public sealed class CronTests(TestApp app) : AppTests(app)
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("0 10 3 * * ?", null)]
    [InlineData("0 * * * * ?", null)]
    [InlineData("0 30 6 ? * MON-FRI", null)]
    [InlineData("", "invalid-cron")]
    [InlineData("nonsense", "invalid-cron")]
    [InlineData("10 3 * * *", "invalid-cron")]
    [InlineData("0 61 3 * * ?", "invalid-cron")]
    [InlineData("0 0 3 30 2 ?", "cron-never")]
    [InlineData("0 0 3 * * ? 1999", "cron-never")]
    [InlineData("* * * * * ?", "cron-too-often")]
    [InlineData("0,30 15 * * * ?", "cron-too-often")]
    public void A_schedule_is_accepted_or_named_wrong(string cron, string? wrong) => Assert.Equal(wrong, JobCron.Wrong(cron, Paris, FakeClock.Start));

    [Fact]
    public void Runs_fall_due_by_the_wall_clock_of_the_zone_whatever_the_season()
    {
        var next = JobCron.Next("0 0 6 1 1,7 ?", Paris, FakeClock.Start, 2);

        Assert.Equal([new(2027, 1, 1, 5, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 7, 1, 4, 0, 0, TimeSpan.Zero)], next.Select(at => at.ToUniversalTime()));
    }

    [Theory]
    [InlineData("0 10 3 * * ?", "Tous les jours à 03:10", "Every day at 03:10")]
    [InlineData("0 0/15 * * * ?", "Toutes les 15 minutes", "Every 15 minutes")]
    [InlineData("0 * * * * ?", "Toutes les minutes", "Every minute")]
    [InlineData("0/5 * * * * ?", "Toutes les 5 secondes", "Every 5 seconds")]
    [InlineData("0 0 * * * ?", "Toutes les heures", "Every hour")]
    [InlineData("0 5 * * * ?", "Toutes les heures, à la minute 5", "Every hour, at minute 5")]
    [InlineData("0 0 */2 * * ?", "Toutes les 2 heures", "Every 2 hours")]
    [InlineData("0 30 6 ? * MON-FRI", "Du lundi au vendredi à 06:30", "Monday to Friday at 06:30")]
    [InlineData("0 0 8 ? * MON,THU", "Chaque lundi, jeudi à 08:00", "Every Monday, Thursday at 08:00")]
    [InlineData("0 0 8 ? * 1", "Chaque dimanche à 08:00", "Every Sunday at 08:00")]
    [InlineData("0 0 5 1 * ?", "Le 1er de chaque mois à 05:00", "On the first of each month at 05:00")]
    [InlineData("0 0 5 L * ?", "Le dernier jour du mois à 05:00", "On the last day of the month at 05:00")]
    [InlineData("0 0 5 1 1 ?", "Horaire particulier", "Special schedule")]
    [InlineData("0 0 5 ? * 6#3", "Horaire particulier", "Special schedule")]
    [InlineData("0 0 5 * * ? 2030", "Horaire particulier", "Special schedule")]
    [InlineData("nonsense", "Horaire particulier", "Special schedule")]
    public async Task The_usual_schedules_have_words(string cron, string french, string english) => await App.RunAsync((TextCatalog texts) =>
    {
        using (new InLanguage("fr")) Assert.Equal(french, CronWords.Of(cron, texts));
        using (new InLanguage("en-GB")) Assert.Equal(english, CronWords.Of(cron, texts));
        return Task.CompletedTask;
    });
}
