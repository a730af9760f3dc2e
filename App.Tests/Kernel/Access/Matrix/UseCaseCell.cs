using System.Reflection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Architecture;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>One method of one use case, called in one way.</summary>
internal sealed record UseCaseCell(Type UseCase, MethodInfo Method, Variant? Variant, IReadOnlyList<Requirement> Needs)
{
    public string Name => $"{UseCase.Name}.{Method.Name}({string.Join(", ", Method.GetParameters().Select(p => p.ParameterType.Name))}){(Variant is null ? "" : $" [{Variant.Label}]")}";

    public string Key => $"{UseCase.Name}.{Method.Name}";

    /// <summary>All that can be called: what is a piece of others, and what goes on with a reading of the same turn, has been asked before.</summary>
    public static IReadOnlyList<UseCaseCell> All() =>
    [
        .. from type in typeof(IModule).Assembly.GetTypes()
           where UseCaseRules.IsUseCase(type) && !UseCaseSamples.NotCalled.ContainsKey(type.Name)
           from method in UseCaseRules.MethodsOf(type)
           let doors = UseCaseRules.DoorsOf(method)
           where !doors.OfType<PartOfAttribute>().Any() && !method.GetParameters().Any(p => GoesOn(p.ParameterType))
           from variant in VariantsOf(type, method)
           select new UseCaseCell(type, method, variant, variant?.Needs is { Length: > 0 } narrower ? narrower : [.. doors.SelectMany(NeedsOf)]),
    ];

    private static bool GoesOn(Type type) => type == typeof(RecordAccess) || type == typeof(TicketDetails) || type == typeof(AppDbContext);

    private static IEnumerable<Variant?> VariantsOf(Type type, MethodInfo method)
    {
        var key = $"{type.Name}.{method.Name}";
        var first = method.GetParameters().FirstOrDefault()?.ParameterType.Name;
        return UseCaseSamples.Variants.GetValueOrDefault($"{key}({first})") ?? UseCaseSamples.Variants.GetValueOrDefault(key) ?? [null];
    }

    /// <summary>What a right on a record comes to for tickets; of the lists, theirs is the only one.</summary>
    private static IEnumerable<Requirement> NeedsOf(UseCaseDoorAttribute door) => door switch
    {
        NeedsAttribute needs => [new(needs.Everywhere, [.. needs.OneOf])],
        NeedsOfListAttribute => [Requirement.Of(TicketPermissions.View)],
        NeedsOnRecordAttribute { Right: RecordRight.See } => [Requirement.Of(TicketPermissions.View)],
        NeedsOnRecordAttribute { Right: RecordRight.Contribute } => [Requirement.Of(TicketPermissions.View), Requirement.Of(TicketPermissions.Comment)],
        NeedsOnRecordAttribute { Right: RecordRight.SeeInternal } => [Requirement.Of(TicketPermissions.View), Requirement.Of(TicketPermissions.Note)],
        NeedsOnRecordAttribute => [Requirement.Of(TicketPermissions.View), Requirement.Of(TicketPermissions.Edit)],
        _ => [],
    };
}
