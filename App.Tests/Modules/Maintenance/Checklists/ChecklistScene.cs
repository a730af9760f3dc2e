using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Checklists;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Checklists;

/// <summary>Checklists, and interventions that begin with them.</summary>
internal static class ChecklistScene
{
    private static int made;

    public static ChecklistPointFields Point(string text, bool mandatory = true) => new() { Text = text, IsMandatory = mandatory };

    public static ChecklistPointFields Measure(string text, decimal? lowest, decimal? highest, string unit = "bar") => new() { Text = text, Kind = CheckKind.Measure, Lowest = lowest, Highest = highest, Unit = unit };

    public static Task<Result> SaveChecklistAsync(this TestApp app, SaveChecklistRequest request) => app.RunAsync<EditChecklists, Result>(use => use.SaveAsync(request, default));

    /// <summary>As an administrator makes it; answers its id.</summary>
    public static async Task<Guid> ChecklistAsync(this TestApp app, Guid? equipmentType, InterventionType? type, params ChecklistPointFields[] points)
    {
        var name = $"Contrôle {Interlocked.Increment(ref made)}";
        app.User.Grant(MaintenancePermissions.ManageChecklists, Scope.All);
        Assert.Null((await app.SaveChecklistAsync(new() { Name = name, EquipmentTypeId = equipmentType, Type = type, Points = [.. points] })).Refusal);
        return await app.WithDbAsync(db => db.Set<InterventionChecklist>().Where(c => c.Name == name).Select(c => c.Id).SingleAsync());
    }

    public static async Task<CheckSheet> ChecksAsync(this TestApp app, Guid work)
    {
        var read = await app.RunAsync<ReadChecks, Result<CheckSheet>>(use => use.RunAsync(work, default));
        Assert.Null(read.Refusal);
        return read.Value!;   // as was just said
    }

    public static Task<Result> AnswerAsync(this TestApp app, InterventionCheck check, CheckResult? result, decimal? value = null, string? note = null) => app.RunAsync<AnswerCheck, Result>(use => use.RunAsync(
        new AnswerCheckRequest { InterventionId = check.InterventionId, CheckId = check.Id, Version = check.Version, Result = result, Value = value, Note = note }, default));
}
