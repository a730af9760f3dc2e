namespace OpsFlux.Kernel.Api;

/// <summary>Where the REST API begins and ends: what is asked there is answered in JSON, failures included.</summary>
internal static class ApiPaths
{
    public const string Root = "/api/v1", Docs = "/api/docs", Hubs = "/hubs", Document = "/openapi/{documentName}.json", DocumentName = "v1";

    /// <summary>The page about it is a page.</summary>
    public static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/openapi") || context.Request.Path.StartsWithSegments(Hubs) || (context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments(Docs));
}
