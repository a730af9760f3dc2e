using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>Figures in the REST API: the same use case and the same filters as the page.</summary>
internal static class FiguresApi
{
    private const string About = "Stops and failures within the period, in required time around the clock. Where nothing failed or nothing was recorded, the figure says so and has no value.";

    public static readonly ApiParameter[] Days =
    [
        ApiParameter.OneOf<DatePeriod>("period", "A period by its name; the present year where nothing is said."),
        ApiParameter.Date("from", "First day, in the zone of the caller."), ApiParameter.Date("to", "Last day, included."),
    ];

    public static void Map(ApiRoutes api)
    {
        var figures = api.Resource("/maintenance", "Maintenance figures", "How reliable equipment is, and how well the work on it goes.")
            .Get<MaintenanceFiguresResource>("/figures", GetAsync, MaintenancePermissions.ViewFigures, "getMaintenanceFigures", "Read the figures of a period")
            .About(About);
        ApiParameter[] places = [ApiParameter.Id("client", "Structure whose equipment it is."), ApiParameter.Id("site", "Site."), ApiParameter.Id("equipment", "Equipment, with all that is below it.")];
        foreach (var parameter in (ApiParameter[])[.. Days, .. places]) figures.Takes(parameter);

        var one = api.Resource("/equipment", "Maintenance figures", "How reliable equipment is, and how well the work on it goes.").Where("equipment", "Identifier or number of the equipment.", "EQU-2026-000042")
            .Get<MaintenanceFiguresResource>("/{equipment}/figures", OfOneAsync, MaintenancePermissions.ViewFigures, "getEquipmentFigures", "Read the figures of one equipment and its components")
            .About(About);
        foreach (var parameter in Days) one.Takes(parameter);
    }

    private static Task<IResult> GetAsync(HttpContext http, GetFigures get, CancellationToken ct) => AnswerAsync(http, filter => get.RunAsync(filter, ct));

    private static Task<IResult> OfOneAsync(string equipment, HttpContext http, GetFigures get, CancellationToken ct) => AnswerAsync(http, filter => get.OfAsync(equipment, filter, ct));

    private static async Task<IResult> AnswerAsync(HttpContext http, Func<FiguresFilter, Task<Result<MaintenanceFigures>>> read)
    {
        var filter = FiguresFilter.Parse(ListQuery.Parse(http.Request.QueryString.Value));
        if (filter.Failed) return (ApiAnswer)ApiFilters.Refused(filter.Refusal, FigureRefusals.UnknownFilter);
        return Answer(await read(filter.Value));
    }

    private static ApiAnswer Answer(Result<MaintenanceFigures> read) => read.Failed ? read.Refusal : ApiAnswer.Ok(Describe(read.Value));

    private static MaintenanceFiguresResource Describe(MaintenanceFigures figures) => new()
    {
        From = figures.Days.From,
        To = figures.Days.To,
        Until = figures.Passed.To,
        Total = Describe(figures.Total),
        Equipment = [.. figures.Lines.Select(l => new EquipmentFiguresResource { Id = l.Id, Number = l.Number, Name = l.Name, Reliability = Describe(l.Reliability) })],
        IsCut = figures.IsCut,
        Service = Describe(figures.Service),
    };

    private static ReliabilityResource Describe(Reliability r) => new()
    {
        RequiredHours = Hours(r.Required),
        DownHours = Hours(r.Down),
        PlannedDownHours = Hours(r.PlannedDown),
        Failures = r.Failures,
        TimedFailures = r.Timed,
        Mtbf = Describe(r.MeanTimeBetweenFailures),
        Mttr = Describe(r.MeanTimeToRestore),
        Availability = Describe(r.Availability, "share"),
        OperationalAvailability = Describe(r.OperationalAvailability, "share"),
        FailureRate = Describe(r.FailureRate, "perHour"),
    };

    public static ServiceFiguresResource Describe(ServiceFigures s) => new()
    {
        FirstTimeFix = Describe(s.FirstTimeFix.Fixed),
        Provisional = s.FirstTimeFix.Provisional,
        MedianResolutionHours = s.Resolution.Median.Value is { } median ? Hours(median) : null,
        NinetiethResolutionHours = s.Resolution.Ninetieth.Value is { } ninetieth ? Hours(ninetieth) : null,
        Closed = s.Resolution.Known.Whole,
        Timed = s.Resolution.Known.Part,
        Unrecorded = s.FirstTimeFix.Unrecorded,
        ClocksMet = Describe(s.Clocks),
        ClocksExcluded = s.ExcludedClocks,
        Schedule = Describe(s.Schedule),
        Satisfied = Describe(s.Satisfaction.Satisfied),
        Answered = Describe(s.Satisfaction.Answered),
    };

    private static FigureResource Describe(Figure<TimeSpan> figure) => Describe(figure.Then<decimal>(length => Hours(length)), "hours");

    private static FigureResource Describe(Figure<decimal> figure, string unit) => new() { Stand = ApiJson.Name(figure.Stand.ToString()), Value = figure.Value, Unit = unit };

    private static ShareResource Describe(Share share) => new() { Part = share.Part, Whole = share.Whole, Value = share.Value.Value };

    private static decimal Hours(TimeSpan length) => (decimal)length.Ticks / TimeSpan.TicksPerHour;
}
