using System.Reflection;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Tests.Architecture;

/// <summary>Rules over what use cases declare that they need.</summary>
internal static class UseCaseRules
{
    public static bool IsUseCase(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IUseCase));

    /// <summary>What can be called from outside.</summary>
    public static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName && m.GetBaseDefinition() == m);

    /// <summary>The method's own, else those of its class.</summary>
    public static IReadOnlyList<UseCaseDoorAttribute> DoorsOf(MethodInfo method) =>
        method.GetCustomAttributes<UseCaseDoorAttribute>(inherit: false).ToList() is { Count: > 0 } own ? own : [.. method.DeclaringType!.GetCustomAttributes<UseCaseDoorAttribute>(inherit: false)];   // a method is declared by a type

    /// <summary>Methods of use cases that declare nothing, mix an exception with a need, give no reason, or name a permission that nobody declared.</summary>
    public static IEnumerable<string> WithoutDoor(IEnumerable<Type> types, IReadOnlySet<string> permissions) =>
        from type in types.Where(IsUseCase)
        from method in MethodsOf(type)
        let doors = DoorsOf(method)
        where doors.Count == 0 || (doors.Count > 1 && !doors.All(d => d is NeedsAttribute or NeedsOnRecordAttribute)) || !doors.All(d => IsSound(d, permissions))
        select $"{type.Name}.{method.Name}";

    /// <summary>Components that inject a piece of a use case: it asks for no permission itself.</summary>
    public static IEnumerable<string> ComponentsWithPieces(IEnumerable<Type> types) =>
        from component in types.Where(t => t.IsAssignableTo(typeof(IComponent)))
        from piece in InjectedBy(component)
        where piece.IsDefined(typeof(PartOfAttribute), inherit: false)
        select $"{component.Name} injects {piece.Name}";

    /// <summary>Pieces whose declaration names somebody who does not use them.</summary>
    public static IEnumerable<string> UnusedPieces(IEnumerable<Type> types) =>
        from type in types.Where(IsUseCase)
        from named in type.GetCustomAttributes<PartOfAttribute>(inherit: false).SelectMany(p => p.Users)
        where !named.IsAbstract && !InjectedBy(named).Contains(type) && !ParametersOf(named).Contains(type)
        select $"{type.Name} is no part of {named.Name}";

    private static bool IsSound(UseCaseDoorAttribute door, IReadOnlySet<string> permissions) => door switch
    {
        NeedsAttribute needs => needs.OneOf.Count > 0 && needs.OneOf.All(permissions.Contains),
        SignedInOnlyAttribute signedIn => !string.IsNullOrWhiteSpace(signedIn.Why),
        AnyoneMayAttribute anyone => !string.IsNullOrWhiteSpace(anyone.Why),
        _ => true,
    };

    private static IEnumerable<Type> InjectedBy(Type type) =>
        type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType)
            .Concat(type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(p => p.IsDefined(typeof(InjectAttribute))).Select(p => p.PropertyType));

    private static IEnumerable<Type> ParametersOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance).SelectMany(m => m.GetParameters()).Select(p => p.ParameterType);
}
