using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Templates;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Search;
using OpsFlux.Kernel.Settings;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Kernel.Workflow;

namespace OpsFlux.Kernel.Modules;

/// <summary>An entry of the rail. <paramref name="Title"/> is a resource key; lower <paramref name="Order"/> stands higher.</summary>
public sealed record MenuItem(string Href, string Title, string Icon, string Permission, int Order, Type? Counter)
{
    /// <summary>An <see cref="IMenuCondition"/>; null: meant for everybody who holds the permission.</summary>
    public Type? Condition { get; init; }
}

/// <summary>A page of the administration, listed under /admin. <paramref name="Title"/> is a resource key, <c>{Title}.Hint</c> says what it is for.</summary>
public sealed record AdminPage(string Href, string Title, string Icon, string Permission, int Order);

/// <summary>A page about oneself, a tab beside the profile. <paramref name="Permission"/> null: everybody who is signed in has it.</summary>
public sealed record ProfilePart(string Href, string Title, string? Permission, int Order);

/// <summary>Something that can be made from anywhere, by the button of the top bar.</summary>
public sealed record CreateAction(string Href, string Title, string Permission);

/// <summary>A place that the search box offers by its name. <paramref name="Title"/> is a resource key.</summary>
public sealed record SearchCommand(string Href, string Title, string Icon, string Permission);

/// <summary>A permission and the built-in roles that hold it from the first start on.</summary>
public sealed record PermissionDeclaration(string Code, IReadOnlyList<(string Role, Scope Scope)> Defaults);

/// <summary>A format that <c>App import</c> reads: <paramref name="Kind"/> is what the records are, in the plural.</summary>
public sealed record ImportDeclaration(string Kind, string Profile, Type ProfileType);

/// <summary>Who reacts to which event; one delivery row is written per event and subscription.</summary>
public sealed record EventSubscription(string EventName, Type EventType, Type HandlerType)
{
    /// <summary>Stable name under which deliveries are recorded: renaming the class orphans pending ones.</summary>
    public string Handler => HandlerType.Name;
}

/// <summary>Collects what one module declares. Order of calls does not matter.</summary>
public sealed class ModuleBuilder
{
    internal List<PermissionDeclaration> Permissions { get; } = [];
    internal List<AdminPage> AdminPages { get; } = [];
    internal List<ProfilePart> ProfileParts { get; } = [];
    internal List<SettingDeclaration> Settings { get; } = [];
    internal List<JobDeclaration> Jobs { get; } = [];
    internal List<MenuItem> MenuItems { get; } = [];
    internal List<(string Kind, Type Part)> Parts { get; } = [];
    internal List<CreateAction> CreateActions { get; } = [];
    internal List<SearchCommand> Commands { get; } = [];
    internal List<EventSubscription> Subscriptions { get; } = [];
    internal List<Type> TextTypes { get; } = [];
    internal List<IWorkflow> Workflows { get; } = [];
    internal List<ImportDeclaration> Imports { get; } = [];
    internal Type? DemoType { get; private set; }
    internal Dictionary<string, Type> Bulks { get; } = [];
    internal List<ClockedKind> ClockedKinds { get; } = [];
    internal List<NewsKind> NewsKinds { get; } = [];
    internal List<TemplateField> TemplateFields { get; } = [];
    internal List<Type> RecordTypes { get; } = [];
    internal List<Action<IServiceCollection>> ServiceRegistrations { get; } = [];
    internal List<Action<IEndpointRouteBuilder>> EndpointMaps { get; } = [];
    internal List<Action<ApiRoutes>> ApiMaps { get; } = [];

    /// <summary>The marker class of the module's resource files.</summary>
    public ModuleBuilder Texts<TText>()
    {
        TextTypes.Add(typeof(TText));
        return this;
    }

    public ModuleBuilder Permission(string code, params (string Role, Scope Scope)[] defaults)
    {
        Permissions.Add(new(code, defaults));
        return this;
    }

    public ModuleBuilder Menu(string href, string title, string icon, string permission, int order)
    {
        MenuItems.Add(new(href, title, icon, permission, order, null));
        return this;
    }

    /// <summary>A menu entry with a live count, answered by <typeparamref name="TCounter"/>.</summary>
    public ModuleBuilder Menu<TCounter>(string href, string title, string icon, string permission, int order) where TCounter : class, IMenuCounter
    {
        MenuItems.Add(new(href, title, icon, permission, order, typeof(TCounter)));
        ServiceRegistrations.Add(services => services.AddScoped<TCounter>());
        return this;
    }

    /// <summary>A menu entry for those alone for whom <typeparamref name="TCondition"/> holds, such as the people of clients.</summary>
    public ModuleBuilder MenuFor<TCondition>(string href, string title, string icon, string permission, int order) where TCondition : class, IMenuCondition
    {
        MenuItems.Add(new(href, title, icon, permission, order, null) { Condition = typeof(TCondition) });
        ServiceRegistrations.Add(services => services.AddScoped<TCondition>());
        return this;
    }

    /// <summary>
    /// Something this module adds to the page of another module's kind of record, such as what became of a ticket. Shown beneath the page's head,
    /// with the access that the page has read; a part that has nothing to say shows nothing, and costs nothing for whoever may not see it.
    /// </summary>
    public ModuleBuilder Part<TPart>(string recordKind) where TPart : RecordPart
    {
        Parts.Add((recordKind, typeof(TPart)));
        return this;
    }

    /// <summary>A page of the administration.</summary>
    public ModuleBuilder Admin(string href, string title, string icon, string permission, int order)
    {
        AdminPages.Add(new(href, title, icon, permission, order));
        return this;
    }

    /// <summary>A tab of the profile; its page begins with <c>ProfileHead</c>.</summary>
    public ModuleBuilder Profile(string href, string title, int order, string? permission = null)
    {
        ProfileParts.Add(new(href, title, permission, order));
        return this;
    }

    /// <summary>Shown and changed on the page of settings; see <see cref="SettingDeclaration"/> for its words.</summary>
    public ModuleBuilder Setting(SettingDeclaration setting)
    {
        Settings.Add(setting);
        return this;
    }

    /// <summary>Work on a schedule; see <see cref="IScheduledJob"/>.</summary>
    public ModuleBuilder Job<TJob>(string code, string cron) where TJob : class, IScheduledJob
    {
        Jobs.Add(new(code, cron, typeof(TJob)));
        ServiceRegistrations.Add(services => services.AddScoped<TJob>());
        return this;
    }

    /// <summary>A kind of record whose files, links, tags and watchers the kernel keeps.</summary>
    public ModuleBuilder Records<TKind>() where TKind : class, IRecordKind
    {
        RecordTypes.Add(typeof(TKind));
        ServiceRegistrations.Add(services => services.AddScoped<IRecordKind, TKind>());
        return this;
    }

    /// <summary>What people can be told by this module; its names are the resources <c>News.{code}</c>.</summary>
    public ModuleBuilder News(params NewsKind[] kinds)
    {
        NewsKinds.AddRange(kinds);
        return this;
    }

    /// <summary>What templates of notifications may name besides what the kernel declares; texts: <c>TemplateField.{name}</c> and <c>TemplateField.{name}.Example</c>.</summary>
    public ModuleBuilder TemplateField(params TemplateField[] fields)
    {
        TemplateFields.AddRange(fields);
        return this;
    }

    /// <summary>Clocks that run on a kind of record; <typeparamref name="TRecords"/> carries out what steps ask for.</summary>
    public ModuleBuilder Clocks<TRecords>(ClockedKind kind) where TRecords : class, IClockedRecords
    {
        ClockedKinds.Add(kind);
        ServiceRegistrations.Add(services => services.AddScoped<IClockedRecords, TRecords>());
        return this;
    }

    /// <summary>Names that administrators give, asked for like any text.</summary>
    public ModuleBuilder Words<TSource>() where TSource : class, IOwnWordSource
    {
        ServiceRegistrations.Add(services => services.AddScoped<IOwnWordSource, TSource>());
        return this;
    }

    /// <summary>A list of which people may keep views.</summary>
    public ModuleBuilder List<TList>() where TList : class, IListKind
    {
        ServiceRegistrations.Add(services => services.AddSingleton<IListKind, TList>());
        return this;
    }

    /// <summary>What the search box looks through; <typeparamref name="TSource"/> narrows by permission itself.</summary>
    public ModuleBuilder Search<TSource>() where TSource : class, ISearchSource
    {
        ServiceRegistrations.Add(services => services.AddScoped<ISearchSource, TSource>());
        return this;
    }

    /// <summary>A place the search box offers by name, beside the menu and what can be created.</summary>
    public ModuleBuilder Command(string href, string title, string icon, string permission)
    {
        Commands.Add(new(href, title, icon, permission));
        return this;
    }

    public ModuleBuilder Create(string href, string title, string permission)
    {
        CreateActions.Add(new(href, title, permission));
        return this;
    }

    /// <summary>Calls the handler after commit, at least once, in any order: handlers are idempotent.</summary>
    public ModuleBuilder On<TEvent, THandler>() where TEvent : IEvent where THandler : class, IEventHandler<TEvent>
    {
        Subscriptions.Add(new(EventNameAttribute.Of(typeof(TEvent)), typeof(TEvent), typeof(THandler)));
        ServiceRegistrations.Add(services => services.AddScoped<THandler>());
        return this;
    }

    public ModuleBuilder Workflow(IWorkflow workflow)
    {
        Workflows.Add(workflow);
        return this;
    }

    /// <summary>This module's share of the demo world.</summary>
    public ModuleBuilder Demo<TDemo>() where TDemo : class, IDemoSeed
    {
        DemoType = typeof(TDemo);
        ServiceRegistrations.Add(services => services.AddScoped<TDemo>());
        return this;
    }

    /// <summary>A format of another system; the resource <c>Import.{kind}.Done</c> tells what a run did.</summary>
    public ModuleBuilder Import<TProfile>(string kind, string profile) where TProfile : class, IImportProfile
    {
        Imports.Add(new(kind, profile, typeof(TProfile)));
        ServiceRegistrations.Add(services => services.AddScoped<TProfile>());
        return this;
    }

    /// <summary>A large set of this module's records, for measurements, asked for by <c>App seed --{option} N</c>.</summary>
    public ModuleBuilder Bulk<TBulk>(string option) where TBulk : class, IBulkSeed
    {
        Bulks[option] = typeof(TBulk);
        ServiceRegistrations.Add(services => services.AddScoped<TBulk>());
        return this;
    }

    public ModuleBuilder Services(Action<IServiceCollection> register)
    {
        ServiceRegistrations.Add(register);
        return this;
    }

    /// <summary>Resources of the REST API, under /api/v1. Each endpoint names a permission or a declared exception.</summary>
    public ModuleBuilder Api(Action<ApiRoutes> map)
    {
        ApiMaps.Add(map);
        return this;
    }

    /// <summary>HTTP endpoints outside the REST API, such as exports. Each names a permission or a declared exception.</summary>
    public ModuleBuilder Endpoints(Action<IEndpointRouteBuilder> map)
    {
        EndpointMaps.Add(map);
        return this;
    }
}

/// <summary>Answers the number beside a menu entry, capped at 1,000 (shown as 999+), for the current user.</summary>
public interface IMenuCounter
{
    Task<int> CountAsync(CancellationToken ct);

    /// <summary>Live topics on which the number may have changed for this person.</summary>
    IEnumerable<string> Topics(Guid userId) => [];
}

/// <summary>Plays one module's share of the demonstration. Runs once, on an organisation without business records.</summary>
public interface IDemoSeed
{
    Task SeedAsync(DemoStage stage, CancellationToken ct);
}

/// <summary>Copies in a large set of one kind of record. Runs once, on an organisation without business records.</summary>
public interface IBulkSeed
{
    /// <summary>What it copies into besides the timeline, with the schema.</summary>
    IReadOnlyList<string> Tables { get; }

    Task SeedAsync(BulkStage stage, CancellationToken ct);
}
