using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>
/// Every use case × every role × one's own record, one of one's structure, one of another: where the declarations say no, it
/// is refused without a word of the record and nothing is written; where they say yes, it is not refused for want of a right.
/// </summary>
[Trait("Category", "Access")]
public sealed class UseCaseMatrixTests(MatrixApp app, ITestOutputHelper output) : IClassFixture<MatrixApp>
{
    private readonly List<string> wrong = [];
    private int refused, allowed;

    [Fact]
    public async Task Every_use_case_answers_each_role_as_declared()
    {
        app.StartTest();
        var cells = UseCaseCell.All();
        foreach (var role in MatrixRole.All)
        {
            await using var person = await app.SignInAsync(app.PersonOf(role));
            foreach (var cell in cells)
                foreach (var subject in await SubjectsAsync(cell, role)) await TryAsync(cell, role, subject, person);
        }

        output.WriteLine($"{refused + allowed} cells of {cells.Count} calls × {MatrixRole.All.Count} roles: {refused} refused, {allowed} allowed; parts seen by those who may: {string.Join(", ", app.Markers.Seen.Order())}");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Order()));   // all of them: a hole rarely comes alone
        Assert.Equal(MarkedTicket.Parts.Keys.Order(), app.Markers.Seen.Order());
        Assert.True(refused > 800 && allowed > 500, "The matrix has shrunk");
    }

    [Fact]
    public async Task Every_id_in_a_call_means_something()
    {
        var record = await app.RecordAsync(MatrixRole.All[0], Subject.Own);
        var unknown = UseCaseCell.All().SelectMany(cell => UnknownIn(cell, record)).Distinct();

        Assert.True(!unknown.Any(), $"Name the argument as others do, or give a sample in UseCaseSamples: {string.Join(", ", unknown)}");
    }

    private IEnumerable<string> UnknownIn(UseCaseCell cell, MarkedTicket record)
    {
        var arguments = new Arguments(app, cell.UseCase, record);
        arguments.Of(cell.Method);
        return arguments.Unknown.Select(name => $"{cell.UseCase.Name}.{name}");
    }

    /// <summary>Null alone where no record is named.</summary>
    private async Task<IEnumerable<Subject?>> SubjectsAsync(UseCaseCell cell, MatrixRole role)
    {
        var arguments = new Arguments(app, cell.UseCase, await app.RecordAsync(role, Subject.Own));
        arguments.Of(cell.Method);
        return arguments.OnRecord ? Enum.GetValues<Subject>().Cast<Subject?>() : arguments.OnStructure ? [Subject.Structure, Subject.Other] : [null];
    }

    private async Task TryAsync(UseCaseCell cell, MatrixRole role, Subject? subject, SignedIn person)
    {
        var record = await app.RecordAsync(role, subject ?? Subject.Own);
        var made = new Arguments(app, cell.UseCase, record);
        var arguments = made.Of(cell.Method);
        cell.Variant?.Change(arguments);
        var before = app.Writes.Count;
        var answer = await CallAsync(cell, arguments, person);
        Judge(cell, role, subject, answer, await SpokenText.OfAsync(answer), app.Writes.Count - before, made);
        if (app.Writes.Count != before) app.Forget(role, subject ?? Subject.Own);
    }

    private void Judge(UseCaseCell cell, MatrixRole role, Subject? subject, object? answer, string said, int writes, Arguments made)
    {
        var where = $"{cell.Name} as {role} on {(subject is null ? "nothing" : subject)}";
        var refusal = RefusalIn(answer);
        var isRefused = refusal?.Kind is RefusalKind.Forbidden or RefusalKind.NotFound;
        var fromLog = cell.UseCase.Namespace!.StartsWith("OpsFlux.Kernel.Audit", StringComparison.Ordinal);   // ours all have one
        foreach (var leak in app.Markers.Leaks(said, role, app.PersonOf(role).Id, fromLog)) wrong.Add($"{where}: shows {leak}");
        if (app.Table.Meets(role, cell.Needs, subject))
        {
            allowed++;
            if (isRefused && !((made.IsInvented || made.IsBeside) && refusal!.Kind == RefusalKind.NotFound)) wrong.Add($"{where}: declared, and refused ({refusal!.Code})");   // refused
            return;
        }

        refused++;
        if (writes > 0) wrong.Add($"{where}: wrote {writes} times");
        // A request that is wrong in itself may be told so before anything is looked up: that tells nothing of anybody.
        if (made.IsBeside && refusal?.Kind is RefusalKind.Invalid) return;
        if (!isRefused && CanRefuse(cell.Method) && !UseCaseSamples.Silent.ContainsKey(cell.Key)) wrong.Add($"{where}: not declared, and answered {refusal?.Code ?? "ok"}");
    }

    private static async Task<object?> CallAsync(UseCaseCell cell, object?[] arguments, SignedIn person)
    {
        try
        {
            var returned = cell.Method.Invoke(person.Services.GetRequiredService(cell.UseCase), arguments);
            if (returned is not Task running) return returned;
            await running;
            return running.GetType().GetProperty("Result")?.GetValue(running);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static Refusal? RefusalIn(object? answer) => answer is null ? null : answer as Refusal ?? answer.GetType().GetProperty(nameof(Result.Refusal))?.GetValue(answer) as Refusal;

    private static bool CanRefuse(MethodInfo method)
    {
        var answer = method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>) ? method.ReturnType.GetGenericArguments()[0] : method.ReturnType;
        return answer == typeof(Result) || answer == typeof(Refusal) || (answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Result<>));
    }
}
