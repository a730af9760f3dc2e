using System.Collections.Frozen;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Templates;
using OpsFlux.Kernel.Settings;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Workflow;

namespace OpsFlux.Kernel.Modules;

/// <summary>All that the kernel and the modules declared, fixed at start.</summary>
public sealed class ModuleCatalog
{
    private readonly List<ModuleBuilder> builders = [];
    private readonly FrozenDictionary<string, ClockedKind> clockedKinds;
    private readonly FrozenDictionary<Type, string> recordModules;
    private readonly ILookup<string, Type> parts;

    public ModuleCatalog(IEnumerable<IModule> modules)
    {
        Modules = [.. modules];
        var owners = new List<KeyValuePair<Type, string>>();
        foreach (var module in Modules.Prepend(new KernelModule()))
        {
            var builder = new ModuleBuilder();
            module.Describe(builder);
            builders.Add(builder);
            owners.AddRange(builder.RecordTypes.Select(type => KeyValuePair.Create(type, module.Code)));
        }

        recordModules = owners.ToFrozenDictionary();
        News = [.. builders.SelectMany(b => b.NewsKinds)];
        TemplateFields = [.. builders.SelectMany(b => b.TemplateFields).DistinctBy(f => f.Name)];

        Permissions = [.. builders.SelectMany(b => b.Permissions)];
        PermissionCodes = Permissions.Select(p => p.Code).ToFrozenSet();
        Menu = [.. builders.SelectMany(b => b.MenuItems).OrderBy(m => m.Order)];
        parts = builders.SelectMany(b => b.Parts).ToLookup(p => p.Kind, p => p.Part);
        CreateActions = [.. builders.SelectMany(b => b.CreateActions)];
        Commands = [.. builders.SelectMany(b => b.Commands)];
        Subscriptions = builders.SelectMany(b => b.Subscriptions).ToLookup(s => s.EventName);
        TextTypes = [.. builders.SelectMany(b => b.TextTypes)];
        Workflows = [.. builders.SelectMany(b => b.Workflows)];
        Imports = [.. builders.SelectMany(b => b.Imports)];
        Bulks = builders.SelectMany(b => b.Bulks).ToFrozenDictionary();
        AdminPages = [.. builders.SelectMany(b => b.AdminPages).OrderBy(p => p.Order)];
        ProfileParts = [.. builders.SelectMany(b => b.ProfileParts).OrderBy(p => p.Order)];
        Settings = [.. builders.SelectMany(b => b.Settings)];
        Jobs = [.. builders.SelectMany(b => b.Jobs)];
        clockedKinds = builders.SelectMany(b => b.ClockedKinds).ToFrozenDictionary(k => k.RecordKind);
        Demos = [.. builders.Select(b => b.DemoType).OfType<Type>()];
    }

    public IReadOnlyList<IModule> Modules { get; }
    public IReadOnlyList<PermissionDeclaration> Permissions { get; }
    public IReadOnlySet<string> PermissionCodes { get; }
    public IReadOnlyList<MenuItem> Menu { get; }
    public IReadOnlyList<CreateAction> CreateActions { get; }
    public IReadOnlyList<SearchCommand> Commands { get; }
    public ILookup<string, EventSubscription> Subscriptions { get; }
    public IReadOnlyList<Type> TextTypes { get; }
    public IReadOnlyList<IWorkflow> Workflows { get; }
    public IReadOnlyList<ImportDeclaration> Imports { get; }
    public IReadOnlyList<AdminPage> AdminPages { get; }
    public IReadOnlyList<ProfilePart> ProfileParts { get; }
    public IReadOnlyList<SettingDeclaration> Settings { get; }
    public IReadOnlyList<JobDeclaration> Jobs { get; }
    public IReadOnlyList<Type> Demos { get; }

    /// <summary>Option of <c>App seed</c> → the <see cref="IBulkSeed"/> that answers it.</summary>
    public IReadOnlyDictionary<string, Type> Bulks { get; }

    public IReadOnlyList<ClockedKind> ClockedKinds => clockedKinds.Values;

    /// <summary>Everything people can be told.</summary>
    public IReadOnlyList<NewsKind> News { get; }

    /// <summary>What templates of notifications may name.</summary>
    public IReadOnlyList<TemplateField> TemplateFields { get; }

    /// <summary>Code of the module that declares a <see cref="Records.IRecordKind"/>; null for one nobody declares.</summary>
    public string? ModuleOf(Type recordKind) => recordModules.GetValueOrDefault(recordKind);

    /// <summary>Components that modules add to the page of a kind of record.</summary>
    public IEnumerable<Type> PartsOf(string recordKind) => parts[recordKind];

    /// <summary>Null for records without clocks.</summary>
    public ClockedKind? ClockedKind(string recordKind) => clockedKinds.GetValueOrDefault(recordKind);

    public void AddServices(IServiceCollection services)
    {
        foreach (var register in builders.SelectMany(b => b.ServiceRegistrations))
            register(services);
    }

    public void MapApi(ApiRoutes api)
    {
        foreach (var map in builders.SelectMany(b => b.ApiMaps))
            map(api);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        foreach (var map in builders.SelectMany(b => b.EndpointMaps))
            map(endpoints);
    }
}
