using OpsFlux.Kernel.Hosting;
using OpsFlux.Modules;

// App [serve] | migrate | seed | import | user | audit | doctor — see `App help`.
return await VerbRunner.RunAsync(args, ModuleList.All);
