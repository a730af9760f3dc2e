using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules;

namespace OpsFlux.Tests.Support;

internal static class BunitSetup
{
    /// <summary>bUnit asks for a version of this library that partial package sources lack; the loader takes the one we have only from a handler.</summary>
    [ModuleInitializer]
    internal static void SupplyDiffing() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "compat", "AngleSharp.Diffing.dll")) : null;

    /// <summary>What every component of ours may inject, without a database.</summary>
    public static BunitContext AddShell(this BunitContext context, TestUser? user = null)
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddLocalization();
        context.Services.AddLogging();
        context.Services.AddSingleton(new ModuleCatalog(ModuleList.All));
        context.Services.AddSingleton<TextCatalog>();
        context.Services.AddSingleton<OwnWords>();
        context.Services.AddSingleton<ReaderZone>();
        context.Services.AddSingleton<LiveUpdates>();
        context.Services.AddSingleton<TimeProvider>(new FakeClock());
        context.Services.AddSingleton<ICurrentUser>(user ?? new TestUser());
        return context;
    }
}
