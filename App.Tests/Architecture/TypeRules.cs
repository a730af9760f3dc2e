using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Tests.Architecture;

/// <summary>Rules over what was compiled and built.</summary>
internal static class TypeRules
{
    private static readonly string[] Nameless = ["Manager", "Helper", "Helpers", "Utils", "Util", "Data", "Info", "Dto"];

    /// <summary>Types whose name says nothing of the trade.</summary>
    public static IEnumerable<string> Unnamed(IEnumerable<Type> types) =>
        types.Where(t => t.IsVisible && Nameless.Any(end => t.Name.EndsWith(end, StringComparison.Ordinal))).Select(t => t.Name);

    /// <summary>Pages without exactly one door: a declared permission, SignedIn, or Anyone ([AllowAnonymous]).</summary>
    public static IEnumerable<string> PagesWithoutDoor(IEnumerable<Type> types, IReadOnlySet<string> permissions) =>
        from type in types
        where type.IsDefined(typeof(RouteAttribute), inherit: false)
        let named = type.GetCustomAttributes<AuthorizeAttribute>(inherit: false).Select(a => a.Policy).ToList()
        let anyone = type.IsDefined(typeof(AllowAnonymousAttribute), inherit: false)
        where anyone ? named.Count > 0 : named is not [{ } policy] || !IsDoor(policy, permissions)
        select type.Name;

    /// <summary>What a run from build output serves of assets changed since: the framework's own, and absent from a published application.</summary>
    private const string ChangedAssets = "{**path:file}";

    /// <summary>Endpoints that only the fallback policy protects. The framework's own, which carry our circuits and its script, have no other.</summary>
    public static IEnumerable<string> EndpointsWithoutDoor(IEnumerable<Endpoint> endpoints, IReadOnlySet<string> permissions) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        let route = endpoint.RoutePattern.RawText ?? ""
        where !IsFrameworks(endpoint)
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        let policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).ToList()
        where !policies.Any(p => p is not null && IsDoor(p, permissions))
        select $"{endpoint.DisplayName} {route}";

    /// <summary>Carries our circuits, their script, and in a run from build output the assets changed since.</summary>
    public static bool IsFrameworks(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.TrimStart('/') is not { } route || route.StartsWith("_blazor", StringComparison.Ordinal) || route.StartsWith("_framework/", StringComparison.Ordinal) || route == ChangedAssets;

    /// <summary>Foreign keys from one module's schema to another's, or from the kernel to a module.</summary>
    public static IEnumerable<string> KeysAcrossModules(IReadOnlyModel model) =>
        from entity in model.GetEntityTypes()
        from key in entity.GetForeignKeys()
        let owner = entity.GetSchema()
        let target = key.PrincipalEntityType.GetSchema()
        where target != owner && target != "kernel"
        select $"{entity.ClrType.Name} → {key.PrincipalEntityType.ClrType.Name}";

    private static bool IsDoor(string policy, IReadOnlySet<string> permissions) => policy == AccessPolicies.SignedIn || permissions.Contains(policy);
}
